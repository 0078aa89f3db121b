/*
question = "How many people contributed for the first time?"
title = "New contributors"
unit = "people"
whole_past = true
shape = "single"
window = "365d"
additive = true
definition = "People whose first non-merge commit ever to land on the default branch landed in the window."
reading = "Shows whether the door is open. Read it beside retention: newcomers who leave at once do not carry a project."
misleads_when = [
  "A known person under a new, unconnected identity looks new.",
  "First issues, reviews and answers are not seen.",
]
missing_when = "Never, once the project has a history: a window without newcomers holds 0. In a shallow clone, whose past is cut off: not_collected."
standard = { name = "New Contributors", url = "https://chaoss.community/kb/metric-new-contributors/", relation = "narrower" }
source = "CHAOSS counts first contributions of every kind; commits are the kind a clone shows."
example = """
Ana's first commit landed in 2024, Ben's and Cem's in 2025; all three commit in 2025. New in 2025: Ben and Cem.
Value: 2
"""
since = "0.1"
aliases = ["newcomers"]
*/
SELECT slice, count(*) AS value, count(*) AS n
FROM newcomers
GROUP BY slice
