/* Branches as they stand now whose tip was known by the moment. `is_merged`: the tip has landed. */
SELECT
  r.name,
  r.is_default,
  c.commit_id,
  c.committed_at AS at,
  c.committed_at,
  c.is_default AS is_merged,
  c.person,
  c.kind,
  c.organisation
FROM raw.refs AS r
JOIN commits AS c USING (commit_id)
WHERE r.kind = 'branch'
