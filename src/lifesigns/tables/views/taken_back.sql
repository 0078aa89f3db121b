/* Landed, non-merge commits that a later landed one reverts, unless that was reverted in turn: of
   several that revert one the latest decides. Of a merge everything it brought in is taken back.
   Who makes a chain of more than a hundred reverts of reverts is past being told. */
WITH RECURSIVE direct AS (
  SELECT reverted AS commit_id, commit_id AS reverted_by, landing_index, committed_at
  FROM reverts
  WHERE reverted IS NOT NULL
  QUALIFY row_number() OVER (
    PARTITION BY reverted ORDER BY landing_index DESC, committed_at DESC, commit_id
  ) = 1
), undone AS (
  SELECT commit_id, reverted_by
  FROM (
    SELECT * FROM direct
    UNION ALL
    SELECT c.commit_id, d.reverted_by, d.landing_index, d.committed_at
    FROM direct AS d
    JOIN commits AS m ON m.commit_id = d.commit_id AND m.is_merge
    JOIN commits AS c ON c.landed_by = m.commit_id
    WHERE c.commit_id <> m.commit_id AND c.commit_id <> d.reverted_by
  )
  QUALIFY row_number() OVER (
    PARTITION BY commit_id ORDER BY landing_index DESC, committed_at DESC, reverted_by
  ) = 1
), chain AS (
  SELECT commit_id, 1 AS depth
  FROM undone
  WHERE reverted_by NOT IN (SELECT commit_id FROM undone)
  UNION ALL
  SELECT u.commit_id, c.depth + 1
  FROM chain AS c JOIN undone AS u ON u.reverted_by = c.commit_id
  WHERE c.depth < 100
)
SELECT c.commit_id, c.at, c.is_default, c.person, c.kind, c.organisation
FROM commits AS c
JOIN chain AS h USING (commit_id)
WHERE NOT c.is_merge AND h.depth % 2 = 1
