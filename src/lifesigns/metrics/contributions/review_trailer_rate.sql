/*
question = "How many commits name a reviewer?"
title = "Review trailer rate"
unit = "share"
shape = "single"
window = "365d"
minimum_n = 5
definition = "Share of the non-merge commits that landed in the window with at least one Reviewed-by, Acked-by, Approved-by or Tested-by trailer, or a line \"Reviewers:\" or \"Reviewed By:\", that does not name the author."
reading = "Near 1 in projects that record review in the message. Near 0 elsewhere, which says nothing about whether they review: most forges keep reviews outside git."
misleads_when = [
  "Reviews on a forge leave no trailer; only a forge token shows them.",
  "A trailer is a claim by whoever wrote the message.",
]
missing_when = "Fewer than five commits landed in the window: too_few."
source = "Trailer conventions of the Linux kernel (submitting-patches) and Gerrit; the ratio is our own."
example = """
Five commits by Ana. One is reviewed by Ben, one tested by Cem, one claims a review by Ana herself. 2 of 5.
Value: 0.4
"""
since = "0.1"
*/
WITH reviewed AS (
  SELECT DISTINCT commit_id
  FROM trailers
  WHERE key IN ('reviewed-by', 'acked-by', 'approved-by', 'tested-by')
    AND coalesce(person, '') <> author_person
)
SELECT c.slice, m_share(count(r.commit_id), count(*)) AS value, count(*) AS n
FROM commits AS c
LEFT JOIN reviewed AS r ON r.commit_id = c.commit_id
WHERE NOT c.is_merge
GROUP BY c.slice
