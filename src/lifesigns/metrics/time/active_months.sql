/*
question = "In how many months did work land?"
title = "Active months"
unit = "months"
shape = "single"
counts = true
window = "365d"
minimum_n = 0
definition = "Calendar months (UTC) of the window in which at least one non-merge commit landed; a window of 365 days touches 13 of them unless it ends with a month. n is the number of commits in the window. 0 when work had landed before but none in it."
reading = "A project that lands something every month is kept; one that rarely does may be finished, or asleep."
misleads_when = [
  "One corrected typo makes a month active.",
  "Branches merged rarely leave months empty in which people worked.",
]
missing_when = "Nothing has landed up to the window's end: no_data."
source = "Months with commits as a sign of life: the active months of the liveness model; a count of our own."
example = """
In 2025 commits land twice in January, once in March and once in December. Three months.
Value: 3
"""
since = "0.1"
*/
SELECT
  h.slice,
  count(DISTINCT CASE WHEN h.at > s.since THEN m_month(h.at) END) AS value,
  count(*) FILTER (WHERE h.at > s.since) AS n
FROM commit_history AS h
CROSS JOIN span AS s
WHERE NOT h.is_merge
GROUP BY h.slice
