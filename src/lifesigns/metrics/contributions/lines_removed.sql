/*
question = "How many lines were removed?"
title = "Lines removed"
unit = "lines"
shape = "single"
window = "365d"
additive = true
definition = "Lines removed, summed over the non-merge commits that landed in the window, as git counts them with rename detection. Binary files hold no lines. n is the number of commits whose lines were read."
reading = "Removing code is work too, and often the better kind; nothing here says which lines were worth it."
misleads_when = [
  "Dropping a vendored folder looks like a great clean-up.",
  "Where blobs are missing from the clone the commits that touch them are left out, and the sum is a lower bound.",
]
missing_when = "Commits landed but the lines of none of them were read: not_collected."
standard = { name = "Code Changes Lines", url = "https://chaoss.community/kb/metric-code-changes-lines/", relation = "narrower" }
source = "The part of CHAOSS's sum that was removed."
example = """
Two commits remove 2 and 5 lines. 2 + 5 = 7.
Value: 7
"""
since = "0.1"
aliases = ["deletions"]
*/
SELECT slice, sum(deletions) AS value, count(deletions) AS n
FROM commits
WHERE NOT is_merge
GROUP BY slice
