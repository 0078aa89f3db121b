/*
question = "Across how many time zones is the work spread?"
title = "Effective number of UTC offsets"
unit = "count"
shape = "single"
window = "365d"
minimum_n = 5
definition = "1 / Σ pᵢ², where pᵢ is the share of people whose commits mostly carry offset i: the number of equally populated UTC offsets with the same concentration. People with a non-merge commit landed in the window; of equally frequent offsets the westernmost. n is the number of people."
reading = "1 when everybody shares one offset; higher when people are spread over the globe."
misleads_when = [
  "Summer time makes two offsets out of one place when people commit in different seasons.",
  "+00:00 is often a server, a web editor or a privacy setting.",
  "People in one offset may still live continents apart, north to south.",
]
missing_when = "Fewer than five people with a readable offset contributed in the window: too_few."
standard = { name = "Contributor Location", url = "https://chaoss.community/kb/metric-contributor-location/", relation = "own" }
source = "Inverse Herfindahl-Hirschman index over offsets; the effective number after Laakso and Taagepera, Comparative Political Studies 12 (1979)."
example = """
Five people: three mostly at +01:00, two at +08:00. 1 / (0.36 + 0.16).
Value: 1.9231
"""
since = "0.1"
*/
WITH counted AS (
  SELECT slice, person, offset_minutes, count(*) AS commits
  FROM commits
  WHERE NOT is_merge AND offset_minutes IS NOT NULL
  GROUP BY slice, person, offset_minutes
), placed AS (
  SELECT
    slice,
    offset_minutes,
    row_number() OVER (
      PARTITION BY slice, person ORDER BY commits DESC, offset_minutes
    ) AS place
  FROM counted
), zones AS (
  SELECT slice, offset_minutes, count(*) AS people
  FROM placed
  WHERE place = 1
  GROUP BY slice, offset_minutes
)
SELECT slice, m_effective(people) AS value, sum(people) AS n
FROM zones
GROUP BY slice
