/*
question = "How many lines were added?"
title = "Lines added"
unit = "lines"
shape = "single"
window = "365d"
additive = true
definition = "Lines added, summed over the non-merge commits that landed in the window, as git counts them with rename detection. Binary files hold no lines. n is the number of commits whose lines were read."
reading = "Gross: a line added and removed again counts. Read it beside the lines removed."
misleads_when = [
  "Vendored, generated and data files count like hand-written code.",
  "Where blobs are missing from the clone the commits that touch them are left out, and the sum is a lower bound.",
]
missing_when = "Commits landed but the lines of none of them were read: not_collected."
standard = { name = "Code Changes Lines", url = "https://chaoss.community/kb/metric-code-changes-lines/", relation = "narrower" }
source = "The part of CHAOSS's sum that was added."
example = """
Two commits add 10 and 3 lines. 10 + 3 = 13.
Value: 13
"""
since = "0.1"
aliases = ["additions"]
*/
SELECT slice, sum(additions) AS value, count(additions) AS n
FROM commits
WHERE NOT is_merge
GROUP BY slice
