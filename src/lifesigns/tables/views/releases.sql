/* Tags whose names carry a version, at the tagger's time, else the commit's. */
SELECT
  r.name,
  coalesce(r.tagged_at, c.committed_at) AS at,
  r.commit_id,
  r.is_annotated,
  regexp_matches(lower(r.name), '[0-9.\-_](a|b|alpha|beta|rc|pre|preview|dev|nightly|snapshot|canary|next|m)[.\-_]?[0-9]*')
    OR regexp_matches(lower(r.name), '(nightly|snapshot|canary|latest)') AS is_prerelease,
  i.person,
  i.kind,
  i.organisation
FROM raw.refs AS r
JOIN commits AS c USING (commit_id)
LEFT JOIN raw.identities AS i ON i.name = r.tagger_name AND i.email = r.tagger_email
CROSS JOIN raw.moment AS m
WHERE r.kind = 'tag'
  AND regexp_matches(r.name, '(^|[^0-9])v?[0-9]+([._\-][0-9]+)+|^v?[0-9]+$')
  AND coalesce(r.tagged_at, c.committed_at) <= m.as_of
