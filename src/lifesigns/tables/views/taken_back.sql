/* Landed, non-merge commits that a later landed one says to revert, by quoting the subject: of
   several with that subject the latest before it; of a merge, everything the merge brought in.
   git calls the revert of a revert Reapply "X" since 2.43, where it was Revert "Revert "X"". */
WITH reverts AS (
  SELECT
    c.commit_id,
    c.landing_index,
    c.committed_at,
    coalesce(
      nullif(trim(regexp_extract(c.subject, '^(?i:revert:? )"(.{4,})"', 1)), ''),
      'Revert "' || nullif(regexp_extract(c.subject, '^(?i:reapply )"(.{4,})"', 1), '') || '"',
      regexp_extract(c.subject, '^(?i:revert): (.{4,}?)( \(#[0-9]{1,9}\))?$', 1)
    ) AS said
  FROM commits AS c
  WHERE c.is_default AND c.is_revert
), subjects AS (
  SELECT c.commit_id, c.landing_index, c.committed_at, c.is_merge, c.subject AS said
  FROM commits AS c
  WHERE c.is_default
  UNION ALL
  SELECT c.commit_id, c.landing_index, c.committed_at, c.is_merge,
         regexp_replace(c.subject, ' \(#[0-9]{1,9}\)$', '') AS said
  FROM commits AS c
  WHERE c.is_default AND c.squashed_number IS NOT NULL
), meant AS (
  SELECT
    s.commit_id,
    s.is_merge,
    row_number() OVER (
      PARTITION BY r.commit_id
      ORDER BY s.landing_index DESC, s.committed_at DESC, s.commit_id
    ) AS place
  FROM reverts AS r
  JOIN subjects AS s ON s.said = r.said
  WHERE s.commit_id <> r.commit_id
    AND (s.landing_index < r.landing_index
         OR s.landing_index = r.landing_index AND s.committed_at < r.committed_at)
)
SELECT c.commit_id, c.at, c.is_default, c.person, c.kind, c.organisation
FROM commits AS c
WHERE c.is_default AND NOT c.is_merge AND (
  c.commit_id IN (SELECT m.commit_id FROM meant AS m WHERE m.place = 1)
  OR c.landed_by IN (SELECT m.commit_id FROM meant AS m WHERE m.place = 1 AND m.is_merge)
)
