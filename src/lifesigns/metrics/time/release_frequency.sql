/*
question = "How many releases were made?"
title = "Release frequency"
unit = "releases"
shape = "single"
window = "365d"
additive = true
definition = "Tags of the window whose name carries a version number and no sign of a pre-release (alpha, beta, rc, nightly and the like, or 3.9.4-1 where 3.9.4 came later), by the tagger's time, else the commit's. The tag of a part that is called after a release of the same week (api/v1.2 beside v1.2) is one with it."
reading = "How often users get something to install. Many small releases and few large ones can both be good service."
misleads_when = [
  "Releases that were never tagged, or are tagged elsewhere, are not seen.",
  "A repository of many packages tags each of them under a version of its own; maintenance branches add theirs.",
  "Tags of packagers (debian/1.2-1 beside 1.2) count as releases too.",
  "A tag is not yet a published artifact.",
]
missing_when = "Never, once the project has a history: a window without version tags holds 0."
standard = { name = "Release Frequency", url = "https://chaoss.community/kb/metric-release-frequency/", relation = "narrower" }
source = "CHAOSS counts published releases of every kind; version tags are what a clone shows."
example = """
Tags v1.0 (March), v1.1-rc1 and v1.1 (June) and nightly (July) in 2025. v1.0 and v1.1 count.
Value: 2
"""
since = "0.1"
aliases = ["releases_made"]
*/
SELECT slice, count(*) AS value, count(*) AS n
FROM releases
WHERE NOT is_prerelease
GROUP BY slice
