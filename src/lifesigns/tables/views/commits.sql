/* Every commit known by the moment, with its landing, its people and its size.
   `at` is when it landed on the default branch; null while it has not. `integrator` is whoever
   put it there: the author of the merge that brought it in, or the committer when no merge did.
   `organisation` is the author's on the day of writing. Lines are null where those of any file are
   not known: the rest would pass for the whole. */
WITH seen AS (
  SELECT c.*, l.landed_at AS landing_at, l.landing_index, l.landed_by, l.is_first_parent
  FROM raw.commits AS c
  LEFT JOIN raw.landings AS l USING (commit_id)
  LEFT JOIN raw.beside AS b USING (commit_id)
  CROSS JOIN raw.moment AS m
  WHERE l.landed_at <= m.as_of OR b.commit_id IS NOT NULL AND c.committed_at <= m.as_of
), landed AS (
  SELECT seen.*, landing_at <= m.as_of AS has_landed
  FROM seen CROSS JOIN raw.moment AS m
), named AS (
  SELECT
    s.commit_id,
    CASE WHEN s.has_landed THEN s.landing_at END AS at,
    coalesce(s.has_landed, false) AS is_default,
    CASE WHEN s.has_landed THEN s.landing_index END AS landing_index,
    CASE WHEN s.has_landed THEN s.landed_by END AS landed_by,
    coalesce(s.has_landed AND s.is_first_parent, false) AS is_first_parent,
    s.authored_at,
    s.committed_at,
    s.n_parents,
    s.n_parents > 1 AS is_merge,
    s.parents,
    a.person,
    a.kind,
    e.organisation,
    c.person AS committer_person,
    c.kind AS committer_kind,
    lower(s.author_email) AS author_email,
    s.author_offset_minutes AS offset_minutes,
    s.authored_at + to_minutes(s.author_offset_minutes) AS local_at,
    s.subject,
    s.body_length,
    s.is_signed,
    d.n_files,
    CASE WHEN d.n_unknown = 0 AND d.n_files IS NOT NULL THEN d.additions END AS additions,
    CASE WHEN d.n_unknown = 0 AND d.n_files IS NOT NULL THEN d.deletions END AS deletions,
    d.n_binary,
    d.n_unknown,
    CAST(nullif(regexp_extract(s.subject, '^Merge pull request #([0-9]{1,9}) ', 1), '') AS BIGINT) AS merged_number,
    CAST(nullif(regexp_extract(s.subject, '\(#([0-9]{1,9})\)$', 1), '') AS BIGINT) AS squashed_number
  FROM landed AS s
  LEFT JOIN raw.identities AS a ON a.name = s.author_name AND a.email = s.author_email
  LEFT JOIN raw.identities AS c ON c.name = s.committer_name AND c.email = s.committer_email
  LEFT JOIN raw.employments AS e
    ON e.person = a.person AND s.authored_at >= e.since AND s.authored_at < e.until
  LEFT JOIN raw.diffs AS d USING (commit_id)
)
SELECT
  n.*,
  CASE WHEN l.is_merge THEN l.person ELSE l.committer_person END AS integrator,
  CASE WHEN l.is_merge THEN l.kind ELSE l.committer_kind END AS integrator_kind
FROM named AS n
LEFT JOIN named AS l ON l.commit_id = n.landed_by
