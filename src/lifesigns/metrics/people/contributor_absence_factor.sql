/*
question = "How few people make half of the commits?"
title = "Contributor absence factor"
unit = "people"
shape = "single"
window = "365d"
direction = "higher"
definition = "The smallest number of people who together authored at least half (0.5) of the non-merge commits that landed in the window. n is the number of commits."
reading = "A lower factor means that the work rests on fewer people. It counts commits alone; who knows the code, or could step in, it does not tell."
misleads_when = [
  "Commits differ in size and worth; a person of many small commits hides one of few large ones.",
  "Squash merges credit one author; reviewers and maintainers who rarely commit are invisible.",
  "In a window with few commits the factor jumps.",
]
missing_when = "No commit landed in the window: no_data."
standard = { name = "Contributor Absence Factor", url = "https://chaoss.community/kb/metric-contributor-absence-factor/", relation = "same" }
example = """
CHAOSS's own: eight people with 1000, 202, 90, 33, 332, 343, 42 and 433 commits. Half of 2,475 is 1,237.5; the busiest two made 1,433.
Value: 2
"""
since = "0.1"
aliases = ["bus_factor", "truck_factor", "lottery_factor"]
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
  count(*) FILTER (WHERE running - commits < 0.5 * total) AS value,
  sum(commits) AS n
FROM ranked
GROUP BY slice
