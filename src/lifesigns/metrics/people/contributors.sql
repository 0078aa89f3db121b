/*
question = "How many people contributed?"
title = "Contributors"
unit = "people"
shape = "single"
counts = true
window = "365d"
definition = "Distinct people who authored at least one non-merge commit that landed on the default branch in the window. n is the number of those commits."
reading = "More people means more hands and more eyes. There is no right number: a library can be well kept by two."
misleads_when = [
  "Work that leaves no commit (review, triage, support, design) is invisible here.",
  "Squash merges credit one author; co-authors count only under co_authorship_rate.",
  "One person under two unconnected identities counts twice.",
]
missing_when = "No commit landed in the window: no_data."
standard = { name = "Contributors", url = "https://chaoss.community/kb/metric-contributors/", relation = "narrower" }
source = "CHAOSS counts contributions of every kind; commits are the kind a clone shows."
example = """
Ana lands two commits and Ben one; Cem only makes the merge that brings them in. Ana and Ben count.
Value: 2
"""
since = "0.1"
aliases = ["active_contributors"]
*/
SELECT slice, count(DISTINCT person) AS value, count(*) AS n
FROM commits
WHERE NOT is_merge
GROUP BY slice
