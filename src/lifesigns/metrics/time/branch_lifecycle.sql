/*
question = "What becomes of branches, and how old are they?"
title = "Branch lifecycle"
unit = "branches"
shape = "distribution"
window = "all"
actors = "all"
definition = "Branches other than the default one as they stand now, merged (their tip has landed) or unmerged, by the days from their tip's commit to the window's end: under 30 days (1 month), under 182 (6 months), under 365, under 730 (2 years), under 1825 (5 years) and more. Merged before unmerged, youngest first."
reading = "Old unmerged branches are unfinished or forgotten work, or maintained versions; old merged ones are litter."
misleads_when = [
  "Deleted branches are gone from a clone, so a tidy project shows few.",
  "A branch that was squashed looks unmerged.",
  "A branch just opened from the default branch has its tip there and looks merged.",
]
missing_when = "The clone holds no branch but the default one: no_data. As of a day before today: not_collected, because the branches of then cannot be told afterwards."
standard = { name = "Branch Lifecycle", url = "https://chaoss.community/kb/metric-branch-lifecycle/", relation = "narrower" }
source = "CHAOSS also wants creation and deletion, which git does not record."
example = """
At the end of 2025: a merged branch whose tip is 10 days old, an unmerged one of 40 days and an unmerged one of 4 years.
Value: merged, under 1 month = 1, unmerged, 1 to 6 months = 1, unmerged, 2 to 5 years = 1
"""
since = "0.1"
*/
WITH aged AS (
  SELECT
    b.slice,
    CASE WHEN b.is_merged THEN 'merged, ' ELSE 'unmerged, ' END AS state,
    m_days(b.at, s.until) AS days
  FROM branches AS b
  CROSS JOIN span AS s
  WHERE NOT b.is_default AND b.at <= s.until
)
SELECT slice, state || m_age_class(days) AS key, count(*) AS value, count(*) AS n
FROM aged
GROUP BY slice, state, m_age_class(days)
ORDER BY slice, state, min(days), key
