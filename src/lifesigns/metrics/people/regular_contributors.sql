/*
question = "How many people contribute regularly?"
title = "Regular contributors"
unit = "people"
shape = "single"
counts = true
window = "365d"
definition = "People who authored non-merge commits that landed in at least 3 different calendar months (UTC) of the window. n is the number of commits by all contributors of the window."
reading = "People who keep coming back, not only the busiest ones. The 3 months are part of the definition, not a judgement."
misleads_when = [
  "In windows shorter than 3 months nobody is regular; it is therefore not sliced by period.",
  "Commits that wait for a release branch land together in one month.",
]
missing_when = "No commit landed in the window: no_data."
standard = { name = "Occasional Contributors", url = "https://chaoss.community/kb/metric-occasional-contributors/", relation = "own" }
source = "The counterpart of CHAOSS's occasional contributors, whose limit CHAOSS leaves open."
example = """
In 2025 Ana lands commits in January, March and May, Ben ten commits in June, Cem one in June and one in July. Only Ana reaches 3 months.
Value: 1
"""
since = "0.1"
*/
WITH months AS (
  SELECT h.slice, h.person, count(DISTINCT m_month(h.at)) AS months, count(*) AS commits
  FROM commit_history AS h
  CROSS JOIN span AS s
  WHERE NOT h.is_merge AND h.at > s.since
  GROUP BY h.slice, h.person
)
SELECT slice, count(*) FILTER (WHERE months >= 3) AS value, sum(commits) AS n
FROM months
GROUP BY slice
