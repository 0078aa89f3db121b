/*
question = "How evenly is work spread round the clock?"
title = "Working-hour coverage"
unit = "share"
shape = "single"
window = "365d"
minimum_n = 50
definition = "exp(H) / 24, where H is the Shannon entropy (in nats) of the commits' UTC hours of authoring: the number of hours of the day effectively in use, as a share of 24. 1 when all hours are equally busy, 1/24 when all commits fall into one hour. Non-merge commits that landed in the window."
reading = "A higher coverage means that somebody is likely to be at work whenever a question comes up; it needs people in several time zones, or night owls."
misleads_when = [
  "It sees hours of commits, not of answers.",
  "Few commits cannot fill many hours, so it is low in small samples.",
]
missing_when = "Fewer than fifty commits with a readable author clock landed in the window: too_few."
source = "No CHAOSS metric; exponential of the entropy as an effective number (Hill, Ecology 54, 1973)."
example = """
Four commits at 9, 9, 14 and 14 o'clock UTC use two hours evenly: exp(ln 2) / 24 = 2 / 24.
Value: 0.0833
"""
since = "0.1"
*/
WITH hours AS (
  SELECT slice, m_hour(authored_at) AS hour_of_day, count(*) AS commits
  FROM commits
  WHERE NOT is_merge AND authored_at IS NOT NULL
  GROUP BY slice, m_hour(authored_at)
)
SELECT slice, exp(m_entropy(commits)) / 24 AS value, sum(commits) AS n
FROM hours
GROUP BY slice
