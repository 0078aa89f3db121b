/*
question = "How few people let in half of others' work?"
title = "Integrator absence factor"
unit = "people"
shape = "single"
window = "365d"
minimum_n = 5
direction = "higher"
definition = "The smallest number of people by whose hands at least half (0.5) of the non-merge commits written by somebody else reached the default branch in the window: authors of the merges that brought them in, or, where no merge did, their committers. n is the number of such commits."
reading = "A lower factor means that fewer people decide what gets in, or that fewer have to do all the deciding."
misleads_when = [
  "Squashing or rebasing on a forge's page records the forge as committer; whoever pressed the button is not seen.",
  "A bot that merges on command hides the person behind it.",
  "Merging a release branch into the default branch looks like integrating everything on it.",
]
missing_when = "Fewer than five commits of others were placed by recognisable people in the window: too_few or no_data."
standard = { name = "Contributor Absence Factor", url = "https://chaoss.community/kb/metric-contributor-absence-factor/", relation = "own" }
source = "CHAOSS's factor applied to integrating instead of writing."
example = """
Of six commits by others, Ana merged three, Ben two and Cem applied one. Half is three: Ana alone.
Value: 1
"""
since = "0.1"
*/
WITH counted AS (
  SELECT slice, integrator, count(*) AS commits
  FROM integrations
  WHERE person <> integrator
  GROUP BY slice, integrator
), ranked AS (
  SELECT
    slice,
    commits,
    sum(commits) OVER (PARTITION BY slice) AS total,
    sum(commits) OVER (
      PARTITION BY slice ORDER BY commits DESC, integrator
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS running
  FROM counted
)
SELECT
  slice,
  count(*) FILTER (WHERE running - commits < 0.5 * total) AS value,
  sum(commits) AS n
FROM ranked
GROUP BY slice
