/*
question = "How many commits are signed off?"
title = "Sign-off rate"
unit = "share"
shape = "single"
window = "365d"
minimum_n = 5
definition = "Share of the non-merge commits that landed in the window whose message carries at least one Signed-off-by trailer, whoever it names."
reading = "Near 1 where the Developer Certificate of Origin is enforced, near 0 where it is not asked for."
misleads_when = [
  "It says that the line is there, not that the person had the right to sign.",
  "Squash merges can drop or repeat the trailer.",
  "Projects with a contributor licence agreement need no sign-off.",
]
missing_when = "Fewer than five commits landed in the window: too_few."
source = "Developer Certificate of Origin 1.1 (2004) and the trailer that git commit --signoff writes; the ratio is our own."
example = """
Five commits, three of them with a Signed-off-by line, one of those with two. 3 of 5.
Value: 0.6
"""
since = "0.1"
aliases = ["dco_rate"]
*/
WITH signed AS (
  SELECT DISTINCT commit_id
  FROM trailers
  WHERE key = 'signed-off-by'
)
SELECT c.slice, m_share(count(s.commit_id), count(*)) AS value, count(*) AS n
FROM commits AS c
LEFT JOIN signed AS s ON s.commit_id = c.commit_id
WHERE NOT c.is_merge
GROUP BY c.slice
