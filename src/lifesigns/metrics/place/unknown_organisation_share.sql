/*
question = "For how much of the work is the organisation unknown?"
title = "Share without known organisation"
unit = "share"
shape = "single"
window = "365d"
definition = "Share of the non-merge commits that landed in the window whose author's organisation is not known. n is the number of commits."
reading = "How far to trust every number about organisations: the higher this share, the less they say. Unknown does not mean independent."
misleads_when = [
  "A known organisation can be an old or a wrong one.",
]
missing_when = "No commit landed in the window: no_data."
standard = { name = "Organizational Diversity", url = "https://chaoss.community/kb/metric-organizational-diversity/", relation = "own" }
source = "No CHAOSS metric; the coverage of its numbers about organisations."
example = """
Five commits: three by people of Acme, two by people without a known organisation. 2 of 5.
Value: 0.4
"""
since = "0.1"
*/
SELECT slice, m_share(count(*) FILTER (WHERE organisation IS NULL), count(*)) AS value, count(*) AS n
FROM commits
WHERE NOT is_merge
GROUP BY slice
