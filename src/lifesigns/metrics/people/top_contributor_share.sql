/*
question = "How much does the busiest person do?"
title = "Share of the busiest person"
unit = "share"
shape = "single"
window = "365d"
direction = "lower"
definition = "The largest share of the non-merge commits that landed in the window authored by one person. n is the number of commits."
reading = "A higher share means that more rests on one person, as far as commits tell."
misleads_when = [
  "Whoever squashes or imports others' work under their own name looks busier than they were.",
  "With few commits any share can be large.",
]
missing_when = "No commit landed in the window: no_data."
source = "No CHAOSS metric; the first term of the contributor absence factor."
example = """
Three people with 6, 3 and 1 commits. 6 of 10.
Value: 0.6
"""
since = "0.1"
*/
WITH counted AS (
  SELECT slice, person, count(*) AS commits
  FROM commits
  WHERE NOT is_merge
  GROUP BY slice, person
)
SELECT slice, m_share(max(commits), sum(commits)) AS value, sum(commits) AS n
FROM counted
GROUP BY slice
