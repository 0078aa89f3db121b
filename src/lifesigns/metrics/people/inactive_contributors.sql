/*
question = "How many former contributors were not active?"
title = "Inactive contributors"
unit = "people"
whole_past = true
shape = "single"
window = "365d"
definition = "People with a non-merge commit landed before the window and none in it. n is the number of people who ever contributed up to the window's end."
reading = "Grows with a project's age, since people move on. Retention says how fast they do."
misleads_when = [
  "Somebody who only committed once, years ago, counts like a maintainer who left.",
  "People who turned to reviewing or triage look inactive.",
]
missing_when = "No commit has landed up to the window's end: no_data. In a shallow clone, whose past is cut off: not_collected."
standard = { name = "Inactive Contributors", url = "https://chaoss.community/kb/metric-inactive-contributors/", relation = "narrower" }
source = "CHAOSS's interval of inactivity is the window here."
example = """
Ana committed in 2024 and 2025, Ben only in 2024, Cem only in 2025. In 2025 one former contributor, Ben, was inactive.
Value: 1
"""
since = "0.1"
aliases = ["lapsed_contributors"]
*/
WITH lives AS (
  SELECT h.slice, h.person, max(h.at) AS last_at
  FROM commit_history AS h
  WHERE NOT h.is_merge
  GROUP BY h.slice, h.person
)
SELECT l.slice, count(*) FILTER (WHERE l.last_at <= s.since) AS value, count(*) AS n
FROM lives AS l
CROSS JOIN span AS s
GROUP BY l.slice
