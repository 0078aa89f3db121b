/*
question = "How long does each year's intake stay?"
title = "Contributor cohorts"
unit = "people"
whole_past = true
shape = "flow"
window = "all"
definition = "For each calendar year (UTC) in which people landed their first non-merge commit (key) and each year in which they landed any (target): how many of them did. The pair of equal years holds the whole intake. n is the number of commits. Pairs without anybody have no row."
reading = "Read along a row: how an intake thins out. Read down a column: who carries a year, old hands or new ones."
misleads_when = [
  "The last year is not over yet, so its column is low.",
  "Somebody who comes in in December has had no time that year.",
]
missing_when = "No commit has landed: no_data. In a shallow clone, whose past is cut off: not_collected."
source = "No CHAOSS metric; cohort tables as used in demography and in studies of newcomers."
example = """
Ana and Ben land their first commits in 2023. Ana also commits in 2024 and 2025, Ben in 2025; Cem comes in in 2024 only.
Value: 2023 > 2023 = 2, 2023 > 2024 = 1, 2023 > 2025 = 2, 2024 > 2024 = 1
"""
since = "0.1"
aliases = ["cohorts"]
*/
WITH dated AS (
  SELECT
    h.slice,
    h.person,
    h.at AS landed_at,
    min(h.at) OVER (PARTITION BY h.slice, h.person) AS first_at
  FROM commit_history AS h
  WHERE NOT h.is_merge
)
SELECT
  slice,
  m_year(first_at) AS key,
  m_year(landed_at) AS target,
  count(DISTINCT person) AS value,
  count(*) AS n
FROM dated
GROUP BY slice, m_year(first_at), m_year(landed_at)
ORDER BY slice, key, target
