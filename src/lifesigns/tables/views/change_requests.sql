/* Change requests a clone shows: heads kept as refs, and numbers named by landed commits.
   `at` is the landing; null while it has not landed. `last_pushed_at` is the head's commit time. */
WITH heads AS (
  SELECT r.number, c.commit_id AS head_id, c.committed_at AS last_pushed_at, c.at AS head_landed_at,
         c.person, c.kind, c.organisation, c.author_email, c.landed_by
  FROM raw.refs AS r
  JOIN commits AS c USING (commit_id)
  WHERE r.kind = 'change_request_head' AND r.number IS NOT NULL
), named AS (
  SELECT coalesce(merged_number, squashed_number) AS number,
         CASE WHEN merged_number IS NULL THEN 'squash' ELSE 'merge' END AS how,
         commit_id AS landing_id, at, person, kind, organisation, committer_person, is_merge,
         row_number() OVER (
           PARTITION BY coalesce(merged_number, squashed_number)
           ORDER BY landing_index, commit_id
         ) AS nth
  FROM commits
  WHERE is_first_parent AND coalesce(merged_number, squashed_number) IS NOT NULL
), landings AS (
  SELECT n.* FROM named AS n
  WHERE n.nth = 1
    AND (n.how = 'merge' OR n.number IN (SELECT number FROM heads) OR (SELECT count(*) FROM heads) = 0)
)
SELECT
  coalesce(h.number, n.number) AS number,
  coalesce(n.at, h.head_landed_at) AS at,
  h.last_pushed_at,
  h.head_id,
  coalesce(n.landing_id, CASE WHEN h.head_landed_at IS NOT NULL THEN h.landed_by END) AS landing_id,
  CASE WHEN n.how IS NOT NULL THEN n.how
       WHEN h.head_landed_at IS NOT NULL THEN 'fast-forward or local merge'
       ELSE 'not landed' END AS how,
  h.number IS NOT NULL AS has_head,
  coalesce(n.at, h.head_landed_at) IS NOT NULL AS is_landed,
  coalesce(h.person, CASE WHEN n.how = 'squash' THEN n.person END) AS person,
  coalesce(h.kind, CASE WHEN n.how = 'squash' THEN n.kind END) AS kind,
  coalesce(h.organisation, CASE WHEN n.how = 'squash' THEN n.organisation END) AS organisation,
  CASE WHEN n.how = 'merge' AND n.is_merge THEN n.person END AS merger_person
FROM heads AS h
FULL JOIN landings AS n ON n.number = h.number
