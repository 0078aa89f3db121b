/*
question = "How many contributors have a single commit to their name?"
title = "Casual contributor share"
unit = "share"
whole_past = true
shape = "single"
window = "365d"
minimum_n = 5
definition = "Of the people with a non-merge commit landed in the window, the share for whom it is the only one that has ever landed up to the window's end. n is the number of people."
reading = "High in projects that many strangers help once. It is not a fault: casual contributions fix real things."
misleads_when = [
  "Newcomers of the last weeks have had no time for a second commit.",
  "Squash merges turn a long change request into one commit.",
]
missing_when = "Fewer than five people contributed in the window: too_few. In a shallow clone, whose past is cut off: not_collected."
source = "Casual contributors as people with one commit: Pinto, Steinmacher and Gerosa, SANER 2016."
example = """
Five people commit in 2025: Ana also did in 2024, Ben twice in 2025, Cem, Dia and Eli once each and never before. 3 of 5.
Value: 0.6
"""
since = "0.1"
*/
WITH lives AS (
  SELECT h.slice, h.person, count(*) AS commits, max(h.at) AS last_at
  FROM commit_history AS h
  WHERE NOT h.is_merge
  GROUP BY h.slice, h.person
)
SELECT l.slice, m_share(count(*) FILTER (WHERE l.commits = 1), count(*)) AS value, count(*) AS n
FROM lives AS l
CROSS JOIN span AS s
WHERE l.last_at > s.since
GROUP BY l.slice
