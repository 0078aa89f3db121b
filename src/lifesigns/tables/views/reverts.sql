/* Landed commits that say to revert, with what each means: a row for each landed commit meant, or
   one with null where none is found. The id a message names tells it, else the number of a change
   request, else the subject that the subject quotes: of several commits with that number or subject
   the latest before. An id that fits several commits, or one that landed later, tells nothing.
   git calls the revert of a revert Reapply "X" since 2.43, where it was Revert "Revert "X"". */
WITH landed AS (
  SELECT
    *,
    coalesce(
      nullif(trim(regexp_extract(subject, '^(?i:revert:? )"(.{4,})"', 1)), ''),
      'Revert "' || nullif(regexp_extract(subject, '^(?i:reapply )"(.{4,})"', 1), '') || '"',
      nullif(regexp_extract(subject, '^(?i:revert): (.{4,}?)( \(#[0-9]{1,9}\))?$', 1), '')
    ) AS quoted,
    subject ILIKE 'revert "%' OR subject ILIKE 'revert: %' OR subject ILIKE 'reapply "%' AS says
  FROM commits
  WHERE is_default
), named AS (
  SELECT DISTINCT t.commit_id, l.landing_index, t.value AS name
  FROM raw.trailers AS t
  JOIN landed AS l USING (commit_id)
  WHERE t.key = 'reverts'
), by_id AS (
  SELECT n.commit_id, min(l.commit_id) AS meant
  FROM named AS n
  JOIN landed AS l ON left(l.commit_id, 7) = left(n.name, 7) AND starts_with(l.commit_id, n.name)
  WHERE length(n.name) >= 7 AND l.landing_index <= n.landing_index AND l.commit_id <> n.commit_id
  GROUP BY n.commit_id, n.name
  HAVING count(*) = 1
), asked AS (
  SELECT commit_id, name, 2 AS place FROM named WHERE name LIKE '#%'
  UNION ALL
  SELECT commit_id, quoted, 3 FROM landed WHERE quoted IS NOT NULL
), called AS (
  SELECT commit_id, '#' || coalesce(merged_number, squashed_number) AS name, 2 AS place FROM landed
  UNION ALL
  SELECT commit_id, subject, 3 FROM landed
  UNION ALL
  SELECT commit_id, regexp_replace(subject, ' \(#[0-9]{1,9}\)$', ''), 3
  FROM landed WHERE squashed_number IS NOT NULL
), in_order AS (
  SELECT commit_id, name, place, true AS asks FROM asked
  UNION ALL
  SELECT commit_id, name, place, false FROM called SEMI JOIN asked USING (name, place)
), latest AS (
  SELECT
    commit_id,
    asks,
    place,
    last_value(CASE WHEN NOT asks THEN commit_id END IGNORE NULLS) OVER (
      PARTITION BY place, name
      ORDER BY landing_index, committed_at, asks DESC, commit_id
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS meant
  FROM in_order JOIN landed USING (commit_id)
), meant AS (
  SELECT commit_id, meant, 1 AS place FROM by_id
  UNION
  SELECT commit_id, meant, place FROM latest WHERE asks AND meant <> commit_id
), best AS (
  SELECT commit_id, min(place) AS place FROM meant GROUP BY commit_id
)
SELECT
  l.commit_id, l.at, l.is_default, l.landing_index, l.committed_at, l.person, l.kind, l.organisation,
  m.meant AS reverted
FROM landed AS l
LEFT JOIN best AS b ON b.commit_id = l.commit_id
LEFT JOIN meant AS m ON m.commit_id = b.commit_id AND m.place = b.place
WHERE l.says OR b.place IS NOT NULL
