/*
question = "How many people contribute now and then?"
title = "Occasional contributors"
unit = "people"
shape = "single"
counts = true
window = "365d"
definition = "People who authored non-merge commits that landed in the window, but in fewer than 3 different calendar months (UTC). Together with the regular contributors they are all contributors. n is the number of commits by all contributors of the window."
reading = "Occasional help is help: many projects live on it. The 3 months are part of the definition, not a judgement."
misleads_when = [
  "Somebody who began two months ago and stays looks occasional.",
  "In windows shorter than 3 months everybody is occasional; it is therefore not sliced by period.",
]
missing_when = "No commit landed in the window: no_data."
standard = { name = "Occasional Contributors", url = "https://chaoss.community/kb/metric-occasional-contributors/", relation = "narrower" }
source = "CHAOSS leaves the limit open; 3 active months is ours."
example = """
In 2025 Ana lands commits in January, March and May, Ben ten commits in June, Cem one in June and one in July. Ben and Cem are occasional.
Value: 2
"""
since = "0.1"
aliases = ["drive_by_contributors", "episodic_contributors"]
*/
WITH months AS (
  SELECT h.slice, h.person, count(DISTINCT m_month(h.at)) AS months, count(*) AS commits
  FROM commit_history AS h
  CROSS JOIN span AS s
  WHERE NOT h.is_merge AND h.at > s.since
  GROUP BY h.slice, h.person
)
SELECT slice, count(*) FILTER (WHERE months < 3) AS value, sum(commits) AS n
FROM months
GROUP BY slice
