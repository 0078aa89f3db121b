/*
question = "How many lines were touched?"
title = "Lines touched"
unit = "lines"
shape = "single"
window = "365d"
additive = true
definition = "Lines added plus lines removed, summed over the non-merge commits that landed in the window, as git counts them with rename detection. An edited line counts twice: once removed, once added. Binary files hold no lines. n is the number of commits whose lines were read."
reading = "The size of the churn, comments, blank lines, generated files and data included. Compare a project with itself."
misleads_when = [
  "One vendored library or regenerated lock file outweighs a year of careful work.",
  "Where blobs are missing from the clone the commits that touch them are left out: n tells how many were read, and the sum is a lower bound.",
]
missing_when = "Commits landed but the lines of none of them were read: not_collected."
standard = { name = "Code Changes Lines", url = "https://chaoss.community/kb/metric-code-changes-lines/", relation = "narrower" }
source = "CHAOSS counts by author date and with merges unless told otherwise; here the landing decides, and merges are left out."
example = """
Two commits: the first adds 10 lines and removes 2, the second adds 3 and removes 5. 12 + 8 = 20.
Value: 20
"""
since = "0.1"
aliases = ["churn", "gross_churn", "lines_changed"]
*/
SELECT slice, sum(additions + deletions) AS value, count(additions) AS n
FROM commits
WHERE NOT is_merge
GROUP BY slice
