/*
question = "Who touched how many lines?"
title = "Lines by person"
unit = "lines"
shape = "ranking"
window = "365d"
person_level = true
definition = "Lines added plus removed in non-merge commits that landed in the window, by author, most first; people with equally many in the order of their ids. n is the number of commits whose lines were read."
reading = "Who moved text. It ranks volume, not merit, and least of all effort."
misleads_when = [
  "Importing a library, reformatting or regenerating a file tops every list.",
  "Good work often removes lines, or changes one.",
]
missing_when = "No commit with readable lines landed in the window: no_data."
standard = { name = "Code Changes Lines", url = "https://chaoss.community/kb/metric-code-changes-lines/", relation = "narrower" }
source = "CHAOSS's sum with its filter by actor."
example = """
Ana's commits touch 12 and 8 lines, Ben's one commit touches 30.
Value: ben = 30, ana = 20
"""
since = "0.1"
*/
SELECT slice, person AS key, sum(additions + deletions) AS value, count(*) AS n
FROM commits
WHERE NOT is_merge AND person IS NOT NULL AND additions IS NOT NULL
GROUP BY slice, person
ORDER BY slice, value DESC, key
