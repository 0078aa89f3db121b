/*
question = "How old is the project?"
title = "Project age"
unit = "days"
whole_past = true
shape = "single"
window = "all"
actors = "all"
definition = "Days from the earliest landing of a commit on the default branch, merges and automation included, to the window's end. n is the number of commits landed."
reading = "Context for every other number: what is a lot for a project of one year is little for one of ten."
misleads_when = [
  "Imported history is older than the project, squashed history younger.",
  "Wrong clocks put first commits decades early; absurd times are left out, plausible wrong ones are not.",
]
missing_when = "Nothing has landed up to the window's end: no_data. In a shallow clone, whose past is cut off: not_collected."
source = "No CHAOSS metric; a count of our own."
example = """
The first commit landed on 2 January 2025 and the window ends on 1 January 2026.
Value: 364
"""
since = "0.1"
aliases = ["age"]
*/
SELECT h.slice, m_days(min(h.at), max(s.until)) AS value, count(*) AS n
FROM commit_history AS h
CROSS JOIN span AS s
GROUP BY h.slice
