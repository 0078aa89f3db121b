/* Every landed, non-merge commit whose change was read, with its main kind and its lines:
   raw ones as git counts them beside those that are really new or gone (null when not measured). */
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
  r.additions,
  r.deletions,
  r.moved,
  r.generated,
  r.n_files,
  r.n_measured
FROM commits AS c
JOIN raw.readings AS r USING (commit_id)
WHERE c.is_default AND NOT c.is_merge AND c.at IS NOT NULL
