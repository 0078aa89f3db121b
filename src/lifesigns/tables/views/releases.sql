/* Tags whose names carry a version, at the tagger's time, else the commit's. One number is a version
   alone or with one letter (v3, r150, 2024a); after a word it may be anything's (release-2344 of a
   change request). A pre-release says so after a number: 2.0rc1, 1.0-beta.2, 5.0.M3; one letter
   alone (1.0.2a) is a release. So is not 3.9.4-1 where 3.9.4 came after it: that was a candidate,
   put to the vote; after 3.9.4 it is a packager's. A tag that ends in the whole name of another one
   of the same week (api/v1.2 beside v1.2) is of a part of that release and none of its own. */
WITH finals AS (
  SELECT r.name, coalesce(r.tagged_at, c.committed_at) AS at
  FROM raw.refs AS r
  JOIN commits AS c USING (commit_id)
  CROSS JOIN raw.moment AS m
  WHERE r.kind = 'tag' AND coalesce(r.tagged_at, c.committed_at) <= m.as_of
)
SELECT
  r.name,
  coalesce(r.tagged_at, c.committed_at) AS at,
  r.commit_id,
  r.is_annotated,
  regexp_matches(lower(r.name), '[0-9][._\-]?(alpha|beta|rc|cr|pre|preview|prerelease|dev|test|next|draft)[._\-]?[0-9]*($|[^a-z0-9])')
    OR regexp_matches(lower(r.name), '[0-9][._\-]?(a|b|c|m)[._\-]?[0-9]+($|[^a-z0-9])')
    OR regexp_matches(lower(r.name), '(nightly|snapshot|canary|unstable|latest)')
    OR coalesce(f.at > coalesce(r.tagged_at, c.committed_at), false) AS is_prerelease,
  i.person,
  i.kind,
  e.organisation
FROM raw.refs AS r
JOIN commits AS c USING (commit_id)
LEFT JOIN raw.identities AS i ON i.name = r.tagger_name AND i.email = r.tagger_email
LEFT JOIN raw.employments AS e
  ON e.person = i.person AND coalesce(r.tagged_at, c.committed_at) >= e.since
    AND coalesce(r.tagged_at, c.committed_at) < e.until
LEFT JOIN finals AS w ON w.name <> r.name AND w.name = regexp_extract(r.name, '[^/]*$')
  AND abs(epoch(w.at) - epoch(coalesce(r.tagged_at, c.committed_at))) <= 7 * 86400
LEFT JOIN finals AS f ON f.name = regexp_extract(r.name, '^(.*[0-9][._][0-9]+)-[0-9]{1,2}$', 1)
CROSS JOIN raw.moment AS m
WHERE r.kind = 'tag' AND w.name IS NULL
  AND regexp_matches(r.name, '(^|[^0-9])v?[0-9]+([._\-][0-9]+)+|^[vr]?[0-9]+[a-z]?$')
  AND coalesce(r.tagged_at, c.committed_at) <= m.as_of
