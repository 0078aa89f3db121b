/*
question = "On which days and at which hours do people work?"
title = "Activity dates and times"
unit = "commits"
shape = "flow"
window = "365d"
definition = "Non-merge commits that landed in the window by ISO weekday (key, 1 = Monday to 7 = Sunday) and hour of the day (target, 0 to 23) on the author's own clock when the commit was authored. Pairs without commits have no row."
reading = "Office hours, evenings or weekends: when the work is done where the people are."
misleads_when = [
  "Clocks set to UTC (servers, web editors, privacy settings) put people's evenings elsewhere.",
  "Amending and rebasing keep the author's time, squashing on a forge replaces it.",
]
missing_when = "No commit with a readable author clock landed in the window: no_data."
standard = { name = "Activity Dates and Times", url = "https://chaoss.community/kb/metric-activity-dates-and-times/", relation = "narrower" }
source = "CHAOSS's aggregation by local time, for commits."
example = """
2025-03-03 is a Monday. Ana authors one commit there at 23:30 UTC with offset +02:00 (Tuesday 01:30 on her clock) and two on Monday at 10:00 and 10:40 of her clock.
Value: 1 > 10 = 2, 2 > 1 = 1
"""
since = "0.1"
aliases = ["hours", "heatmap"]
*/
SELECT
  slice,
  m_weekday(local_at) AS key,
  m_hour(local_at) AS target,
  count(*) AS value,
  count(*) AS n
FROM commits
WHERE NOT is_merge AND local_at IS NOT NULL
GROUP BY slice, m_weekday(local_at), m_hour(local_at)
ORDER BY slice, key, target
