/*
question = "How often do code changes come with tests?"
title = "Code changes with tests"
unit = "share"
shape = "single"
window = "365d"
definition = "Of the non-merge commits that landed in the window and touched core code, the share that also touched a file in the tests area. n is the number of commits that touched core code."
reading = "A higher share means that code and its tests move together. It does not say how good the tests are."
misleads_when = [
  "Tests kept inside source files, as in Rust, or in another repository are not seen.",
  "Tests added in a commit of their own do not count; projects that squash look better.",
  "Test files in unusual places are read as code.",
]
missing_when = "No commit that landed in the window touched core code: no_data."
source = "Co-evolution of production and test code: Zaidman et al., Empirical Software Engineering 16 (2011); the ratio is our own."
example = """
Three commits touch code, one of them a test as well; a fourth touches only tests. 1 of 3.
Value: 0.3333
"""
since = "0.1"
*/
WITH touched AS (
  SELECT
    commit_id,
    max(CASE WHEN area = 'core_code' THEN 1 ELSE 0 END) AS code,
    max(CASE WHEN area = 'tests' THEN 1 ELSE 0 END) AS tests
  FROM file_changes
  GROUP BY commit_id
)
SELECT c.slice, m_share(sum(t.tests), count(*)) AS value, count(*) AS n
FROM commits AS c
JOIN touched AS t ON t.commit_id = c.commit_id
WHERE t.code = 1
GROUP BY c.slice
