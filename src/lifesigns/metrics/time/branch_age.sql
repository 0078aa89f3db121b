/*
question = "How long have unmerged branches been waiting?"
title = "Age of unmerged branches"
unit = "days"
shape = "single"
window = "all"
actors = "all"
definition = "Median (0.5 quantile, interpolated) of the days from the last commit of each unmerged branch to the window's end. The default branch does not count."
reading = "Short where branches are worked on and merged, long where they are left behind or kept for old versions."
misleads_when = [
  "Maintained version branches are unmerged by design.",
  "A branch that was squashed looks unmerged for ever.",
]
missing_when = "The clone holds no unmerged branch: no_data. As of a day before today: not_collected, because the branches of then cannot be told afterwards."
standard = { name = "Branch Lifecycle", url = "https://chaoss.community/kb/metric-branch-lifecycle/", relation = "own" }
source = "One number from CHAOSS's branch lifecycle."
example = """
At the end of 2025 three unmerged branches were last touched 10, 40 and 400 days ago; a merged one does not count.
Value: 40
"""
since = "0.1"
*/
SELECT b.slice, m_quantile(m_days(b.at, s.until), 0.5) AS value, count(*) AS n
FROM branches AS b
CROSS JOIN span AS s
WHERE NOT b.is_default AND NOT b.is_merged AND b.at <= s.until
GROUP BY b.slice
