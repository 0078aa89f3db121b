/*
question = "How often does work touch the documentation?"
title = "Documentation share"
unit = "share"
shape = "single"
window = "365d"
definition = "Share of the non-merge commits that landed in the window which touched at least one file in the documentation area. n is the number of commits whose file list was read."
reading = "A higher share means that texts move along with the work. Projects that keep their documentation elsewhere show little."
misleads_when = [
  "Documentation inside source files (docstrings, comments) does not count.",
  "A changelog line in every commit makes the share high without any explaining.",
]
missing_when = "No commit with a readable file list landed in the window: no_data."
source = "No CHAOSS metric: a ratio of our own over areas by path (tables/file_areas.py)."
example = """
Four commits; one touches docs/guide.md alone, one code and README.md, two only code. 2 of 4.
Value: 0.5
"""
since = "0.1"
*/
WITH touched AS (
  SELECT commit_id, max(CASE WHEN area = 'documentation' THEN 1 ELSE 0 END) AS documents
  FROM file_changes
  GROUP BY commit_id
)
SELECT c.slice, m_share(sum(t.documents), count(*)) AS value, count(*) AS n
FROM commits AS c
JOIN touched AS t ON t.commit_id = c.commit_id
GROUP BY c.slice
