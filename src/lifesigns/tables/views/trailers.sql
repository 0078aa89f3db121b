/* Trailers of commits known by the moment; `person` is whom the trailer names, `author_person`
   who wrote the commit. */
SELECT
  t.commit_id,
  c.at,
  c.is_default,
  c.committed_at,
  c.person AS author_person,
  c.kind AS author_kind,
  c.organisation AS author_organisation,
  t.key,
  t.value,
  i.person,
  i.kind,
  e.organisation
FROM raw.trailers AS t
JOIN commits AS c USING (commit_id)
LEFT JOIN raw.identities AS i ON i.name = t.name AND i.email = t.email
LEFT JOIN raw.employments AS e
  ON e.person = i.person AND c.committed_at >= e.since AND c.committed_at < e.until
