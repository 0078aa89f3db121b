/*
question = "By how many lines did the project grow or shrink?"
title = "Net lines"
unit = "lines"
shape = "single"
window = "365d"
additive = true
definition = "Lines added minus lines removed, summed over the non-merge commits that landed in the window; negative when the project shrank. n is the number of commits whose lines were read."
reading = "Growth of the text in the repository. Neither growing nor shrinking is good or bad in itself."
misleads_when = [
  "Changes made inside merge commits are not seen, so the sum can differ from the difference between the trees at both ends.",
  "Automation is left out unless it is asked for; the trees hold its lines too.",
  "Data and generated files weigh as much as code.",
]
missing_when = "Commits landed but the lines of none of them were read: not_collected."
source = "No CHAOSS metric: the difference of the two parts of Code Changes Lines."
example = """
Two commits: the first adds 10 lines and removes 2, the second adds 3 and removes 5. 8 - 2 = 6.
Value: 6
"""
since = "0.1"
aliases = ["net_churn", "growth"]
*/
SELECT slice, sum(additions - deletions) AS value, count(additions) AS n
FROM commits
WHERE NOT is_merge
GROUP BY slice
