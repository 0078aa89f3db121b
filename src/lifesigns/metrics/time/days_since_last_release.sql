/*
question = "How long ago was the last release?"
title = "Days since the last release"
unit = "days"
shape = "single"
window = "365d"
definition = "Days from the latest release that is not a pre-release to the window's end, by the tagger's time, else the commit's. n is the number of releases up to then."
reading = "Compare it with the usual interval. A finished project need not release."
misleads_when = [
  "Projects that users take from the default branch never release.",
  "Releases that were never tagged are not seen.",
]
missing_when = "No tag with a version number exists up to the window's end: no_data."
standard = { name = "Release Frequency", url = "https://chaoss.community/kb/metric-release-frequency/", relation = "own" }
source = "No CHAOSS metric of its own; recency of releases."
example = """
v1.0 is tagged on 2 December 2025, v1.1-rc1 on 20 December; the window ends on 1 January 2026.
Value: 30
"""
since = "0.1"
*/
SELECT h.slice, m_days(max(h.at), max(s.until)) AS value, count(*) AS n
FROM release_history AS h
CROSS JOIN span AS s
WHERE NOT h.is_prerelease
GROUP BY h.slice
