/*
question = "How many contributors of the time before are still active?"
title = "Contributor retention"
unit = "share"
whole_past = true
shape = "single"
window = "365d"
minimum_n = 5
direction = "higher"
definition = "Of the people with a non-merge commit landed in the equally long window before this one, the share with one landed in this window too. n is the number of people of the window before."
reading = "A higher share means that more people stay. Projects that many strangers help once have low retention without being unwelcoming."
misleads_when = [
  "People who turned to reviewing or triage look lost.",
  "Somebody who changed name and address looks lost, and new.",
]
missing_when = "Fewer than five people contributed in the window before: too_few. A window that reaches to the beginning has none before: no_data. In a shallow clone, whose past is cut off: not_collected."
source = "No CHAOSS metric; the survivor share of Zhou and Mockus, ICSE 2012 (long term contributors), over windows of equal length."
example = """
Ana, Ben, Cem, Dia and Eli contributed in 2024. Ana and Ben contribute in 2025 too, Fay for the first time. 2 of 5.
Value: 0.4
"""
since = "0.1"
aliases = ["retention"]
*/
WITH lives AS (
  SELECT
    h.slice,
    h.person,
    max(CASE WHEN h.at > s.since THEN 1 ELSE 0 END) AS is_here,
    max(CASE WHEN h.at <= s.since AND m_days(h.at, s.since) < m_days(s.since, s.until)
             THEN 1 ELSE 0 END) AS was_here
  FROM commit_history AS h
  CROSS JOIN span AS s
  WHERE NOT h.is_merge
  GROUP BY h.slice, h.person
)
SELECT slice, m_share(sum(is_here), count(*)) AS value, count(*) AS n
FROM lives
WHERE was_here = 1
GROUP BY slice
