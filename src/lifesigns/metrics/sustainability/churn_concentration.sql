/*
question = "How much of the churn falls on few files?"
title = "Churn concentration"
unit = "share"
shape = "single"
window = "365d"
minimum_n = 20
definition = "Share of the lines added plus removed in core code in the window that falls on the 5% of changed files (rounded up) with most of them. Only files with at least one changed line count; n is their number."
reading = "A higher share means that change, and with it risk and knowledge, gathers in few places. Half and more is common."
misleads_when = [
  "A file moved without rename detection counts as removed and added.",
  "Generated code that the path does not betray looks like a hot spot.",
]
missing_when = "Fewer than twenty core code files changed in the window: too_few or no_data."
source = "Concentration of change and faults in few files: Ostrand, Weyuker and Bell, IEEE TSE 31 (2005); the 5% are ours."
example = """
Twenty files changed: one by 81 lines, nineteen by one line each. 5% of twenty is one file: 81 of 100.
Value: 0.81
"""
since = "0.1"
aliases = ["hot_spots"]
*/
WITH churn AS (
  SELECT slice, path, sum(additions + deletions) AS lines
  FROM file_changes
  WHERE area = 'core_code'
  GROUP BY slice, path
), ranked AS (
  SELECT
    slice,
    lines,
    row_number() OVER (PARTITION BY slice ORDER BY lines DESC, path) AS place,
    count(*) OVER (PARTITION BY slice) AS files
  FROM churn
  WHERE lines > 0
)
SELECT
  slice,
  m_share(sum(lines) FILTER (WHERE place <= ceil(0.05 * files)), sum(lines)) AS value,
  count(*) AS n
FROM ranked
GROUP BY slice
