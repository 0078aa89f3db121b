/*
question = "How much work is done at the weekend?"
title = "Weekend share"
unit = "share"
shape = "single"
window = "365d"
minimum_n = 10
definition = "Share of the non-merge commits that landed in the window that were authored on a Saturday or Sunday (ISO days 6 and 7) of the author's own clock."
reading = "2 of 7 days is 0.29: a share near it means that weekdays and weekends are alike, a far lower one that people are paid or keep their weekends."
misleads_when = [
  "In some countries the weekend lies on other days.",
  "Clocks set to UTC shift Friday evenings and Sunday nights.",
]
missing_when = "Fewer than ten commits with a readable author clock landed in the window: too_few."
source = "Work rhythms from commit times: Claes et al., ICSE 2018."
example = """
Ten commits, two of them on a Saturday and one on a Sunday. 3 of 10.
Value: 0.3
"""
since = "0.1"
*/
SELECT
  slice,
  m_share(count(*) FILTER (WHERE m_weekday(local_at) >= 6), count(*)) AS value,
  count(*) AS n
FROM commits
WHERE NOT is_merge AND local_at IS NOT NULL
GROUP BY slice
