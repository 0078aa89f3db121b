/*
question = "How many files were touched?"
title = "Files touched"
unit = "files"
shape = "single"
counts = true
window = "365d"
definition = "Distinct paths added, changed, renamed to or deleted by non-merge commits that landed in the window. n counts the touches: one for each file of each commit."
reading = "How wide the work reached. A path edited a hundred times counts once."
misleads_when = [
  "A mass rename or reformatting touches everything once.",
  "A renamed file counts under each of its names.",
]
missing_when = "No commit landed in the window, or no file list was read: no_data."
source = "No CHAOSS metric counts files; the rename rule is git's (similarity of at least half)."
example = """
Two commits touch a.py and b.py, and b.py and c.py: the paths are a.py, b.py and c.py.
Value: 3
"""
since = "0.1"
aliases = ["files_changed"]
*/
SELECT slice, count(DISTINCT path) AS value, count(*) AS n
FROM file_changes
GROUP BY slice
