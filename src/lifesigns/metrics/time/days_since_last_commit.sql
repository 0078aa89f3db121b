/*
question = "How long ago did the last work land?"
title = "Days since the last commit"
unit = "days"
shape = "single"
window = "365d"
direction = "lower"
definition = "Days from the latest landing of a non-merge commit on the default branch to the window's end, fractions included. n is the number of commits ever landed up to then."
reading = "The simplest sign of life. A finished library can rest for years; an unfinished one that rests is worth a question."
misleads_when = [
  "Work on branches that have not landed does not count.",
  "In a stale clone the end of the evidence is not today; the window ends where the evidence does.",
  "A notice that the project is archived is itself a commit, so it looks freshest at its end.",
]
missing_when = "Nothing has landed up to the window's end: no_data."
source = "No CHAOSS metric; a count of our own."
example = """
The last commit lands on 22 December 2025 at 00:00 and the window ends on 1 January 2026 at 00:00.
Value: 10
"""
since = "0.1"
aliases = ["recency"]
*/
SELECT h.slice, m_days(max(h.at), max(s.until)) AS value, count(*) AS n
FROM commit_history AS h
CROSS JOIN span AS s
WHERE NOT h.is_merge
GROUP BY h.slice
