/*
question = "On how many days did work land?"
title = "Active days"
unit = "days"
shape = "single"
counts = true
window = "365d"
definition = "Calendar days (UTC) on which at least one non-merge commit landed in the window. n is the number of commits."
reading = "A steady project has many active days; a batch-minded one few with much on each."
misleads_when = [
  "Branches merged rarely make few active days out of daily work.",
]
missing_when = "No commit landed in the window: no_data."
source = "No CHAOSS metric; a count of our own."
example = """
Commits land on 3 March at 9:00 and 17:00, and on 5 March. Two days.
Value: 2
"""
since = "0.1"
*/
SELECT c.slice, count(DISTINCT m_day(c.at)) AS value, count(*) AS n
FROM commits AS c
WHERE NOT c.is_merge
GROUP BY c.slice
