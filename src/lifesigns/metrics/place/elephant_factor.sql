/*
question = "How few organisations make half of the commits?"
title = "Elephant factor"
unit = "organisations"
shape = "single"
window = "365d"
direction = "higher"
definition = "The smallest number of organisations whose people together authored at least half (0.5) of the non-merge commits that landed in the window. As affiliations are only partly known it is an interval. low: everybody unknown works for the largest known organisation. high: everybody unknown stands alone, each person an organisation. The true number lies between; value is low. n is the number of commits."
reading = "A lower factor means that fewer organisations can stop the project. Where low and high differ much, the affiliations do not allow an answer."
misleads_when = [
  "With many unknown affiliations low is 1 whatever the truth; look at high and at unknown_organisation_share.",
  "Subsidiaries and renamed companies count apart unless they are mapped.",
]
missing_when = "No commit landed in the window: no_data."
standard = { name = "Elephant Factor", url = "https://chaoss.community/kb/metric-elephant-factor/", relation = "same" }
source = "CHAOSS's definition at 50%; the bounds under unknown affiliations are ours."
example = """
CHAOSS's own: eight organisations with 12.5% of the commits each. Three make 37.5%, four make half; everybody is known, so low and high agree.
Value: 4 (4 to 4)
"""
since = "0.1"
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
), ranked AS (
  SELECT
    slice,
    is_unknown,
    commits,
    sum(commits) OVER (PARTITION BY slice) AS total,
    sum(CASE WHEN is_unknown THEN commits ELSE 0 END) OVER (PARTITION BY slice) AS unknown,
    sum(commits) OVER (
      PARTITION BY slice ORDER BY commits DESC, is_unknown, holder
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) - commits AS before_all,
    sum(commits) OVER (
      PARTITION BY slice ORDER BY is_unknown, commits DESC, holder
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) - commits AS before_known
  FROM work
), bounds AS (
  SELECT
    slice,
    greatest(1, count(*) FILTER (
      WHERE NOT is_unknown AND before_known + unknown < 0.5 * total
    )) AS low,
    count(*) FILTER (WHERE before_all < 0.5 * total) AS high,
    sum(commits) AS n
  FROM ranked
  GROUP BY slice
)
SELECT slice, low AS value, n, low, high
FROM bounds
