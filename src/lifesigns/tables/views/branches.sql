/* Branches as they stand, if the moment lies on the day of asking: nobody who looks later knows those
   of an earlier one. `is_merged`: the tip has landed. */
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
CROSS JOIN raw.moment AS m
JOIN commits AS c ON c.commit_id = CASE WHEN r.is_default THEN m.tip ELSE r.commit_id END
WHERE r.kind = 'branch' AND m.knows_branches
