/* Whoever authored a landed, non-merge commit by the moment; `organisation` is the first known. */
SELECT
  c.person,
  any_value(p.kind) AS kind,
  arg_min(c.organisation, c.at) AS organisation,
  min(c.at) AS first_at,
  max(c.at) AS last_at,
  count(*) AS n_commits,
  count(DISTINCT date_trunc('month', c.at)) AS n_active_months
FROM commits AS c
JOIN raw.people AS p USING (person)
WHERE c.is_default AND NOT c.is_merge AND c.at IS NOT NULL
GROUP BY c.person
