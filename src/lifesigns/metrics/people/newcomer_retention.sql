/*
question = "How many newcomers came back?"
title = "Newcomer retention"
unit = "share"
whole_past = true
shape = "single"
window = "365d"
minimum_n = 5
direction = "higher"
definition = "Of the people whose first non-merge commit ever landed in the equally long window before this one, the share with one landed in this window. n is the number of those newcomers."
reading = "A higher share means that more newcomers stay. Everybody counted has had at least the whole window to come back."
misleads_when = [
  "Newcomers who stayed busy within the window before but stopped at its end count as lost.",
  "Somebody who changed name and address looks lost, and new.",
]
missing_when = "Fewer than five people were new in the window before: too_few. A window that reaches to the beginning has none before: no_data. In a shallow clone, whose past is cut off: not_collected."
source = "No CHAOSS metric; newcomers who become long term contributors: Zhou and Mockus, ICSE 2012."
example = """
Ana has contributed since 2023. Ben, Cem, Dia, Eli and Fay landed their first commit in 2024; of these only Ben contributes in 2025. 1 of 5.
Value: 0.2
"""
since = "0.1"
*/
WITH lives AS (
  SELECT
    h.slice,
    h.person,
    min(h.at) AS first_at,
    max(CASE WHEN h.at > s.since THEN 1 ELSE 0 END) AS is_here
  FROM commit_history AS h
  CROSS JOIN span AS s
  WHERE NOT h.is_merge
  GROUP BY h.slice, h.person
)
SELECT l.slice, m_share(sum(l.is_here), count(*)) AS value, count(*) AS n
FROM lives AS l
CROSS JOIN span AS s
WHERE l.first_at <= s.since AND m_days(l.first_at, s.since) < m_days(s.since, s.until)
GROUP BY l.slice
