/*
question = "How many files has nobody active ever touched?"
title = "Orphaned files"
unit = "share"
whole_past = true
shape = "single"
window = "365d"
minimum_n = 10
direction = "lower"
definition = "Of the files at the tip of the default branch whose path people have touched, the share that nobody who touched any file in the window has ever touched. n is the number of those files."
reading = "A higher share means that more of the project is known to no one at work now."
misleads_when = [
  "Reading and reviewing make people know a file too.",
  "A mass rename or reformatting makes its author known to everything.",
  "History under a file's earlier name does not count.",
]
missing_when = "Fewer than ten files have a seen history, or nobody touched a file in the window: too_few or no_data. In a shallow clone, whose past is cut off: not_collected."
source = "Knowledge loss through turnover: Rigby et al., ICSE 2016; abandoned files counted by path instead of by line."
example = """
Of ten files, Ben, who left in 2024, alone touched four; Ana, active in 2025, touched the other six, two of them together with Ben. 4 of 10.
Value: 0.4
"""
since = "0.1"
*/
WITH active AS (
  SELECT DISTINCT h.person
  FROM file_history AS h
  CROSS JOIN span AS s
  WHERE h.at > s.since
), known AS (
  SELECT h.path, max(CASE WHEN a.person IS NULL THEN 0 ELSE 1 END) AS is_known
  FROM file_history AS h
  LEFT JOIN active AS a ON a.person = h.person
  GROUP BY h.path
)
SELECT f.slice, m_share(sum(1 - k.is_known), count(*)) AS value, count(*) AS n
FROM files AS f
JOIN known AS k ON k.path = f.path
WHERE EXISTS (SELECT 1 FROM active)
GROUP BY f.slice
