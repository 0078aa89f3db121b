/*
question = "Does work come in bursts?"
title = "Burstiness"
unit = "index"
shape = "single"
window = "365d"
minimum_n = 20
definition = "(σ − μ) / (σ + μ), with μ the mean and σ the standard deviation (of the population) of the hours between one landing and the next. Non-merge commits that landed at the same instant are one landing. n is the number of gaps."
reading = "From −1 (like clockwork) over 0 (at random, as rain falls) to 1 (bursts and long silences). Releases, hackathons and holidays make bursts."
misleads_when = [
  "Few gaps keep it from reaching 1: n gaps cannot exceed (√(n−1) − 1) / (√(n−1) + 1).",
  "Nights and weekends alone make every human rhythm a little bursty.",
  "A branch merged once a month looks like clockwork though people worked all along.",
]
missing_when = "Fewer than twenty gaps between landings lie in the window: too_few."
standard = { name = "Burstiness", url = "https://chaoss.community/kb/metric-burstiness/", relation = "narrower" }
source = "Goh and Barabási, EPL 81 (2008) 48002, which CHAOSS cites; finite-size limit after Kim and Jo, Physical Review E 94 (2016)."
example = """
Landings at 0, 1, 2 and 9 hours: gaps 1, 1 and 7. μ = 3, σ = √8 = 2.828. (2.828 − 3) / (2.828 + 3).
Value: -0.0294
"""
since = "0.1"
*/
WITH landings AS (
  SELECT DISTINCT c.slice, c.at AS landed_at
  FROM commits AS c
  WHERE NOT c.is_merge
), gaps AS (
  SELECT
    slice,
    m_hours(lag(landed_at) OVER (PARTITION BY slice ORDER BY landed_at), landed_at) AS hours
  FROM landings
)
SELECT
  slice,
  (stddev_pop(hours) - avg(hours)) / (stddev_pop(hours) + avg(hours)) AS value,
  count(hours) AS n
FROM gaps
GROUP BY slice
