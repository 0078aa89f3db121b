/* Every landed, non-merge commit whose change was read, with its main kind and its lines:
   raw ones as git counts them beside those that are really new or gone. Both are null where
   the raw ones are not known, and the real ones where no file could be measured. */
SELECT
  c.commit_id,
  c.at,
  c.is_default,
  c.person,
  c.kind,
  c.organisation,
  r.main,
  c.additions AS raw_additions,
  c.deletions AS raw_deletions,
  CASE WHEN m.is_measured THEN r.additions END AS additions,
  CASE WHEN m.is_measured THEN r.deletions END AS deletions,
  CASE WHEN m.is_measured THEN r.moved END AS moved,
  CASE WHEN m.is_measured THEN r.generated END AS generated,
  r.n_files,
  r.n_measured
FROM commits AS c
JOIN raw.readings AS r USING (commit_id)
CROSS JOIN LATERAL (
  SELECT c.additions IS NOT NULL AND (r.n_measured > 0 OR r.n_files = 0) AS is_measured
) AS m
WHERE c.is_default AND NOT c.is_merge AND c.at IS NOT NULL
