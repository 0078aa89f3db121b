/*
question = "How few people make four fifths of the commits?"
title = "Core contributors"
unit = "people"
shape = "single"
window = "365d"
definition = "The smallest number of people who together authored at least 80% of the non-merge commits that landed in the window. n is the number of commits."
reading = "The size of the group that carries most of the work. It is not a list of people who matter: review, triage and care leave no commit."
misleads_when = [
  "With a long tail of one-time contributors the group grows though nobody new carries weight.",
  "As a count of people a project cannot lose it is far too large; the contributor absence factor is closer.",
]
missing_when = "No commit landed in the window: no_data."
source = "The 80% rule of core developers: Mockus, Fielding and Herbsleb, ACM TOSEM 11 (2002)."
example = """
Five people with 50, 25, 15, 6 and 4 commits. 80% of 100 is 80; two made 75, three made 90.
Value: 3
"""
since = "0.1"
aliases = ["core_team_size"]
*/
WITH counted AS (
  SELECT slice, person, count(*) AS commits
  FROM commits
  WHERE NOT is_merge
  GROUP BY slice, person
), ranked AS (
  SELECT
    slice,
    commits,
    sum(commits) OVER (PARTITION BY slice) AS total,
    sum(commits) OVER (
      PARTITION BY slice ORDER BY commits DESC, person
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS running
  FROM counted
)
SELECT
  slice,
  count(*) FILTER (WHERE running - commits < 0.8 * total) AS value,
  sum(commits) AS n
FROM ranked
GROUP BY slice
