/* Change requests a clone shows: heads kept as refs, and numbers named by landed commits.
   `at` is the landing; null while it has not landed. `last_pushed_at` is the commit time of the
   head, or of the merged side when the head itself is not kept. `person` wrote the squashed commit,
   which a forge gives to whoever asked, while anybody may have pushed last: a merge of the default
   branch, a formatter's touch. Where nothing was squashed, `person` wrote the head. `merger_person` wrote the merge of exactly this head. A number off the first
   parents (a branch merged later, or another project's history) counts if it fits the kept head:
   a merge of this head, or a squash no older than it. A merge may say its number as a squash does,
   after the request's title. A rebase or a cherry-pick keeps the author, the author's time and the
   subject: a head of which the default branch has such a copy has landed. So has one that a commit by
   the same person, made later, says to close: a script squashed it, or it was worked in by hand. Of
   the patch sets of a change the highest that was known by the moment is its head. */
WITH standing AS (
  SELECT r.number, c.commit_id,
         row_number() OVER (
           PARTITION BY r.number
           ORDER BY r.kind = 'change_request_head' DESC,
             CAST(nullif(regexp_extract(r.ref_name, '/([0-9]{1,9})$', 1), '') AS BIGINT) DESC,
             c.commit_id
         ) AS nth
  FROM raw.refs AS r
  JOIN commits AS c USING (commit_id)
  WHERE r.kind IN ('change_request_head', 'other') AND r.number IS NOT NULL
), heads AS (
  SELECT r.number, c.commit_id AS head_id, c.committed_at AS last_pushed_at, c.at AS head_landed_at,
         c.person, c.kind, c.organisation, c.landed_by,
         CASE WHEN l.is_merge AND contains(l.parents, c.commit_id) THEN l.person END AS merger_person
  FROM standing AS r
  JOIN commits AS c USING (commit_id)
  LEFT JOIN commits AS l ON l.commit_id = c.landed_by AND c.commit_id <> c.landed_by
  WHERE r.nth = 1
), numbered AS (
  SELECT coalesce(c.merged_number, c.squashed_number) AS number,
         CASE WHEN c.merged_number IS NULL AND NOT c.is_merge THEN 'squash' ELSE 'merge' END AS how,
         c.merged_number IS NOT NULL AS is_said,
         c.commit_id AS landing_id, c.at, c.person, c.kind, c.organisation,
         CASE WHEN c.is_merge THEN split_part(c.parents, ' ', 2) END AS side_id,
         c.is_merge,
         row_number() OVER (
           PARTITION BY coalesce(c.merged_number, c.squashed_number)
           ORDER BY c.is_first_parent DESC, c.landing_index, c.commit_id
         ) AS nth
  FROM commits AS c
  LEFT JOIN heads AS h ON h.number = coalesce(c.merged_number, c.squashed_number)
  WHERE c.is_default AND coalesce(c.merged_number, c.squashed_number) IS NOT NULL
    AND (c.is_first_parent
         OR CASE WHEN c.is_merge THEN contains(c.parents, h.head_id)
                 ELSE c.merged_number IS NULL AND c.committed_at >= h.last_pushed_at
                      AND h.head_landed_at IS NULL END)
), landings AS (
  SELECT n.number, n.how, n.landing_id, n.at,
         CASE WHEN n.how = 'squash' THEN n.person ELSE s.person END AS person,
         CASE WHEN n.how = 'squash' THEN n.kind ELSE s.kind END AS kind,
         CASE WHEN n.how = 'squash' THEN n.organisation ELSE s.organisation END AS organisation,
         s.committed_at AS side_at,
         CASE WHEN n.how = 'merge' AND n.is_merge THEN n.person END AS merger_person
  FROM numbered AS n
  LEFT JOIN commits AS s ON s.commit_id = n.side_id
  WHERE n.nth = 1
    AND (n.is_said OR n.number IN (SELECT number FROM heads) OR (SELECT count(*) FROM heads) = 0)
), copies AS (
  SELECT h.number, arg_min(l.commit_id, l.landing_index) AS copy_id, min(l.at) AS at
  FROM heads AS h
  JOIN commits AS c ON c.commit_id = h.head_id
  JOIN commits AS l
    ON l.author_email = c.author_email AND l.authored_at = c.authored_at AND l.subject = c.subject
  WHERE h.head_landed_at IS NULL AND NOT c.is_merge AND l.is_default
    AND l.committed_at >= c.committed_at
  GROUP BY h.number
), closings AS (
  SELECT h.number, arg_min(c.commit_id, c.landing_index) AS landing_id, min(c.at) AS at
  FROM heads AS h
  JOIN raw.trailers AS t
    ON t.key = 'closes' AND t.value = '#' || h.number
  JOIN commits AS c USING (commit_id)
  WHERE c.is_default AND NOT c.is_merge AND c.person = h.person AND c.commit_id <> h.head_id
    AND c.committed_at >= h.last_pushed_at
  GROUP BY h.number
)
SELECT
  coalesce(h.number, n.number) AS number,
  coalesce(n.at, h.head_landed_at, k.at, s.at) AS at,
  coalesce(h.last_pushed_at, n.side_at) AS last_pushed_at,
  h.head_id,
  coalesce(
    n.landing_id, CASE WHEN h.head_landed_at IS NOT NULL THEN h.landed_by END, k.copy_id,
    s.landing_id
  ) AS landing_id,
  CASE WHEN n.how IS NOT NULL THEN n.how
       WHEN h.merger_person IS NOT NULL THEN 'merge'
       WHEN h.head_landed_at IS NOT NULL THEN 'fast-forward or local merge'
       WHEN k.at IS NOT NULL THEN 'rebase or cherry-pick'
       WHEN s.at IS NOT NULL THEN 'squash'
       ELSE 'not landed' END AS how,
  h.number IS NOT NULL AS has_head,
  coalesce(n.at, h.head_landed_at, k.at, s.at) IS NOT NULL AS is_landed,
  CASE WHEN h.number IS NULL OR n.how = 'squash' THEN n.person ELSE h.person END AS person,
  CASE WHEN h.number IS NULL OR n.how = 'squash' THEN n.kind ELSE h.kind END AS kind,
  CASE WHEN h.number IS NULL OR n.how = 'squash' THEN n.organisation ELSE h.organisation END
    AS organisation,
  CASE WHEN n.how IS NULL THEN h.merger_person ELSE n.merger_person END AS merger_person
FROM heads AS h
FULL JOIN landings AS n ON n.number = h.number
LEFT JOIN copies AS k ON k.number = h.number
LEFT JOIN closings AS s ON s.number = h.number
