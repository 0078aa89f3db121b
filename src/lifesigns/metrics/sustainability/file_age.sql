/*
question = "When were the files last touched?"
title = "Time since files were touched"
unit = "files"
whole_past = true
shape = "distribution"
window = "all"
actors = "all"
definition = "Files at the tip of the default branch (submodules left out) by the days from the last landing of a non-merge commit that touched their path, by anybody, to the window's end: under 30 days (1 month), under 182 (6 months), under 365, under 730 (2 years), under 1825 (5 years) and more. Youngest first; files no seen commit touched are 'unknown', last."
reading = "Old files can be stable or abandoned; which of the two, their users know."
misleads_when = [
  "A reformatting or licence-header commit makes everything young.",
  "Changes made inside merge commits are not seen.",
]
missing_when = "The tree of the tip was not read: no_data. In a shallow clone, whose past is cut off: not_collected."
source = "Code age as in Eick et al., IEEE TSE 27 (2001); the classes are ours."
example = """
At the end of 2025: a.py was touched 10 days ago, b.py and c.py 100 days ago, d.py 4 years ago, e.py by no commit seen.
Value: under 1 month = 1, 1 to 6 months = 2, 2 to 5 years = 1, unknown = 1
"""
since = "0.1"
*/
WITH touched AS (
  SELECT h.path, max(h.at) AS touched_at
  FROM file_history AS h
  GROUP BY h.path
), aged AS (
  SELECT f.slice, m_days(t.touched_at, s.until) AS days
  FROM files AS f
  LEFT JOIN touched AS t ON t.path = f.path
  CROSS JOIN span AS s
  WHERE f.mode <> 'submodule'
)
SELECT slice, m_age_class(days) AS key, count(*) AS value, count(*) AS n
FROM aged
GROUP BY slice, m_age_class(days)
ORDER BY slice, min(days) NULLS LAST, key
