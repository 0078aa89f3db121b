/*
question = "How much does the largest organisation do?"
title = "Share of the largest organisation"
unit = "share"
shape = "single"
window = "365d"
direction = "lower"
definition = "The share of the non-merge commits that landed in the window which one organisation can at least (low) and at most (high) have authored. low: the largest known organisation, or the busiest single unknown person when that is more. high: the largest known organisation together with everybody unknown. value is low; n is the number of commits."
reading = "Near 1 the project is one organisation's product. A wide interval means that the affiliations do not allow an answer."
misleads_when = [
  "Subsidiaries and renamed companies count apart unless they are mapped.",
  "A private address used for paid work makes the organisation look smaller: that is why there is a high.",
]
missing_when = "No commit landed in the window: no_data."
standard = { name = "Organizational Diversity", url = "https://chaoss.community/kb/metric-organizational-diversity/", relation = "own" }
source = "CHAOSS names the ratio of a single company as affiliation diversity; the bounds under unknown affiliations are ours."
example = """
Acme makes 5 of 10 commits, Initech 2, two unknown people 2 and 1. At least 5, at most 8 of 10.
Value: 0.5 (0.5 to 0.8)
"""
since = "0.1"
aliases = ["single_vendor_share"]
*/
WITH work AS (
  SELECT
    slice,
    organisation IS NULL AS is_unknown,
    coalesce(organisation, person, '') AS holder,
    count(*) AS commits
  FROM commits
  WHERE NOT is_merge
  GROUP BY slice, organisation IS NULL, coalesce(organisation, person, '')
), bounds AS (
  SELECT
    slice,
    max(commits) AS largest,
    coalesce(max(CASE WHEN NOT is_unknown THEN commits END), 0) AS largest_known,
    sum(CASE WHEN is_unknown THEN commits ELSE 0 END) AS unknown,
    sum(commits) AS n
  FROM work
  GROUP BY slice
)
SELECT
  slice,
  m_share(largest, n) AS value,
  n,
  m_share(largest, n) AS low,
  m_share(largest_known + unknown, n) AS high
FROM bounds
