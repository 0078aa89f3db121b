/*
question = "How many equally busy people would it be?"
title = "Effective contributors"
unit = "people"
shape = "single"
window = "365d"
direction = "higher"
definition = "1 / Σ sᵢ², where sᵢ is person i's share of the non-merge commits that landed in the window: the number of equally busy people with the same concentration (inverse Herfindahl-Hirschman index). n is the number of commits."
reading = "Equal to the number of contributors when all commit alike, 1 when one person does everything. It moves smoothly where the absence factor jumps."
misleads_when = [
  "Commits differ in size and worth.",
  "In small samples it is biased downwards: three commits can never show more than three people.",
]
missing_when = "No commit landed in the window: no_data."
source = "Herfindahl-Hirschman index read as an effective number: Laakso and Taagepera, Comparative Political Studies 12 (1979)."
example = """
Three people with 2, 1 and 1 commits: shares 0.5, 0.25 and 0.25. 1 / (0.25 + 0.0625 + 0.0625).
Value: 2.6667
"""
since = "0.1"
*/
WITH counted AS (
  SELECT slice, person, count(*) AS commits
  FROM commits
  WHERE NOT is_merge
  GROUP BY slice, person
)
SELECT slice, m_effective(commits) AS value, sum(commits) AS n
FROM counted
GROUP BY slice
