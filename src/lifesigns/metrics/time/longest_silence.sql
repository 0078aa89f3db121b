/*
question = "What was the longest silence?"
title = "Longest silence"
unit = "days"
shape = "single"
window = "365d"
direction = "lower"
definition = "The longest stretch of the window, in days, in which no non-merge commit landed on the default branch: between two landings, from the window's start to the first landing when there was an earlier one, or from the last landing to the window's end. n is the number of stretches."
reading = "How long users may have to wait for anything at all. Holidays and releases make silences in every project."
misleads_when = [
  "Work on branches that land rarely looks like silence.",
  "It can be no longer than the window, however long the real silence is.",
]
missing_when = "Nothing has landed up to the window's end: no_data."
source = "No CHAOSS metric; the longest time without commits is a feature of Coelho et al., Information and Software Technology 122 (2020)."
example = """
The window is 2025. Commits landed in 2024, on 11 January and on 1 March 2025, and on 22 December 2025. The stretches are 10, 49, 296 and 10 days.
Value: 296
"""
since = "0.1"
*/
WITH landings AS (
  SELECT h.slice, h.at AS landed_at, s.since, s.until,
         lag(h.at) OVER (PARTITION BY h.slice ORDER BY h.at) AS previous_at
  FROM commit_history AS h
  CROSS JOIN span AS s
  WHERE NOT h.is_merge
), stretches AS (
  SELECT slice, m_days(greatest(previous_at, since), landed_at) AS days
  FROM landings
  WHERE landed_at > since AND previous_at IS NOT NULL
  UNION ALL
  SELECT slice, m_days(greatest(max(landed_at), max(since)), max(until)) AS days
  FROM landings
  GROUP BY slice
)
SELECT slice, max(days) AS value, count(*) AS n
FROM stretches
GROUP BY slice
