/* The lines that each landing added, a year later: `at` is when that year had passed, `added_at`
   when they landed. A merge stands for what it brought in: its lines are somebody's where all of
   that has one author, and an organisation's where all authors are of one; null otherwise. */
WITH brought AS (
  SELECT
    c.landed_by AS commit_id,
    min(c.person) AS person,
    count(DISTINCT c.person) = 1 AND count(c.person) = count(*) AS has_one_author,
    min(c.organisation) AS organisation,
    count(DISTINCT c.organisation) = 1 AND count(c.organisation) = count(*) AS has_one_employer,
    bool_or(c.kind = 'person') AS has_person,
    min(c.kind) AS kind
  FROM commits AS c
  JOIN raw.line_ages AS a ON a.commit_id = c.landed_by
  WHERE c.is_default AND NOT c.is_merge
  GROUP BY c.landed_by
)
SELECT
  a.commit_id,
  l.at AS added_at,
  l.at + INTERVAL 365 DAY AS at,
  l.is_default,
  CASE WHEN b.has_one_author THEN b.person END AS person,
  CASE WHEN b.has_one_employer THEN b.organisation END AS organisation,
  CASE WHEN b.commit_id IS NULL THEN l.kind WHEN b.has_person THEN 'person' ELSE b.kind END AS kind,
  a.n_added,
  a.n_alive,
  a.n_lost
FROM raw.line_ages AS a
JOIN commits AS l USING (commit_id)
LEFT JOIN brought AS b USING (commit_id)
WHERE l.is_default AND l.at IS NOT NULL
