/*
question = "How many folders did only one person work on?"
title = "Single-owner directories"
unit = "share"
shape = "single"
window = "365d"
minimum_n = 3
direction = "lower"
definition = "Of the top-level folders touched by at least 2 non-merge commits that landed in the window, the share in which all of those commits are one person's. n is the number of folders."
reading = "A higher share means more corners that nobody else has seen lately."
misleads_when = [
  "A folder touched twice counts like one touched a thousand times.",
  "Somebody may know a folder well without having touched it in the window.",
]
missing_when = "Fewer than three folders were touched twice or more in the window: too_few or no_data."
source = "No CHAOSS metric; after Bird et al., 'Don't touch my code!', ESEC/FSE 2011, taken to the extreme of one owner."
example = """
src has commits by Ana and Ben, docs two by Ben alone, tests two by Ana alone, tools only one. Of src, docs and tests, two have one owner.
Value: 0.6667
"""
since = "0.1"
*/
WITH folders AS (
  SELECT slice, directory, count(DISTINCT commit_id) AS commits, count(DISTINCT person) AS people
  FROM file_changes
  GROUP BY slice, directory
)
SELECT slice, m_share(count(*) FILTER (WHERE people = 1), count(*)) AS value, count(*) AS n
FROM folders
WHERE commits >= 2
GROUP BY slice
