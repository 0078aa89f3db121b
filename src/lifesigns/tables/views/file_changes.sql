/* Files touched by commits known by the moment, with the area each path belongs to. */
SELECT
  f.commit_id,
  c.at,
  c.is_default,
  c.committed_at,
  c.person,
  c.kind,
  c.organisation,
  f.path,
  f.old_path,
  f.status,
  f.additions,
  f.deletions,
  f.is_binary,
  f.is_unknown,
  a.area,
  a.language,
  a.directory
FROM raw.file_changes AS f
JOIN commits AS c USING (commit_id)
LEFT JOIN raw.areas AS a USING (path)
