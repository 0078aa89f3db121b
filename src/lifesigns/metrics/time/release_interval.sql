/*
question = "How long is it from one release to the next?"
title = "Release interval"
unit = "days"
shape = "single"
window = "730d"
minimum_n = 2
definition = "Median (0.5 quantile, interpolated) of the days between consecutive releases that are not pre-releases, over those whose later release lies in the window. Releases tagged at the same instant are one. n is the number of intervals."
reading = "The usual rhythm. Compare it with the days since the last release."
misleads_when = [
  "Maintenance releases on several branches shorten it without anything new.",
  "A repository of many packages looks as if it released every day.",
  "Tags of packagers (debian/1.2-1 beside 1.2) fall between the releases and shorten it.",
]
missing_when = "Fewer than two intervals end in the window: too_few or no_data."
standard = { name = "Release Frequency", url = "https://chaoss.community/kb/metric-release-frequency/", relation = "own" }
source = "The inverse view of CHAOSS's release frequency."
example = """
Releases on 1 January 2024, and on 31 January, 1 February and 3 March 2025. In 2025 intervals of 396, 1 and 30 days end.
Value: 30
"""
since = "0.1"
*/
WITH instants AS (
  SELECT DISTINCT r.slice, r.at AS released_at
  FROM release_history AS r
  WHERE NOT r.is_prerelease
), ordered AS (
  SELECT
    slice,
    released_at,
    lag(released_at) OVER (PARTITION BY slice ORDER BY released_at) AS previous_at
  FROM instants
)
SELECT o.slice, m_quantile(m_days(o.previous_at, o.released_at), 0.5) AS value, count(*) AS n
FROM ordered AS o
CROSS JOIN span AS s
WHERE o.released_at > s.since AND o.previous_at IS NOT NULL
GROUP BY o.slice
