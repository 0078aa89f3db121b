/*
question = "In which time zones do the people live?"
title = "UTC offsets"
unit = "people"
shape = "distribution"
window = "365d"
few_together = true
definition = "People with a non-merge commit landed in the window, by the UTC offset that most of their commits carry; of equally frequent ones the westernmost. West to east. What is shown puts offsets of fewer than five people together, as withheld; where even together they are fewer, the smallest other one goes with them, and no number is told where there is none. n is the number of commits that carry the offset."
reading = "A rough map of longitudes. Neighbouring offsets belong together: summer time moves people by one hour."
misleads_when = [
  "+00:00 is often a server, a web editor or a privacy setting, not a place.",
  "Travel, summer time and remote machines shift people.",
  "An offset spans many countries.",
]
missing_when = "No commit with a readable offset landed in the window: no_data."
standard = { name = "Contributor Location", url = "https://chaoss.community/kb/metric-contributor-location/", relation = "narrower" }
source = "CHAOSS names the time stamps of contributions as one way to infer places."
example = """
Ana commits twice at +01:00 and once at +02:00, Ben at +08:00, Cem at +08:00. (Shown: three people, all withheld.)
Value: +01:00 = 1, +08:00 = 2
"""
since = "0.1"
aliases = ["time_zones"]
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
    commits,
    row_number() OVER (
      PARTITION BY slice, person ORDER BY commits DESC, offset_minutes
    ) AS place
  FROM counted
)
SELECT slice, m_offset(offset_minutes) AS key, count(*) AS value, sum(commits) AS n
FROM placed
WHERE place = 1
GROUP BY slice, offset_minutes
ORDER BY slice, offset_minutes, key
