/*
question = "How long have the people at work been with the project?"
title = "Contributor tenure"
unit = "people"
whole_past = true
shape = "distribution"
window = "365d"
definition = "People with a non-merge commit landed in the window, by the days between their first ever landing and their last one up to the window's end: under 30 days (1 month), under 182 (6 months), under 365, under 730 (2 years), under 1825 (5 years) and more. Shortest first; n is the number of people."
reading = "Shows whether experience is at work, and whether new people come in."
misleads_when = [
  "Somebody with one commit five years ago and one today has five years of tenure.",
]
missing_when = "No commit landed in the window: no_data. In a shallow clone, whose past is cut off: not_collected."
source = "No CHAOSS metric; tenure as in Vasilescu et al., CHI 2015."
example = """
In 2025 Ana lands her only commit, Ben's commits are 100 days apart, Cem's first landed 800 days before his last.
Value: under 1 month = 1, 1 to 6 months = 1, 2 to 5 years = 1
"""
since = "0.1"
aliases = ["tenure"]
*/
WITH lives AS (
  SELECT h.slice, h.person, max(h.at) AS last_at, m_days(min(h.at), max(h.at)) AS days
  FROM commit_history AS h
  WHERE NOT h.is_merge
  GROUP BY h.slice, h.person
)
SELECT l.slice, m_age_class(l.days) AS key, count(*) AS value, count(*) AS n
FROM lives AS l
CROSS JOIN span AS s
WHERE l.last_at > s.since
GROUP BY l.slice, m_age_class(l.days)
ORDER BY l.slice, min(l.days), key
