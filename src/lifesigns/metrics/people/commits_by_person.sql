/*
question = "Who committed how much?"
title = "Commits by person"
unit = "commits"
shape = "ranking"
window = "365d"
person_level = true
definition = "Non-merge commits that landed in the window by author, most first; people with equally many in the order of their ids."
reading = "Who is at work. It ranks commits, not merit."
misleads_when = [
  "Reviewing, triage, support, design and leading leave no commit.",
  "Habits of cutting work into commits differ by a factor of ten and more.",
  "Squash merges credit one author.",
]
missing_when = "No commit landed in the window: no_data."
standard = { name = "Code Changes Commits", url = "https://chaoss.community/kb/metric-code-changes-commits/", relation = "narrower" }
source = "CHAOSS's count with its filter by actor."
example = """
Ana lands three commits, Ben and Cem one each.
Value: ana = 3, ben = 1, cem = 1
"""
since = "0.1"
aliases = ["top_contributors"]
*/
SELECT slice, person AS key, count(*) AS value, count(*) AS n
FROM commits
WHERE NOT is_merge AND person IS NOT NULL
GROUP BY slice, person
ORDER BY slice, value DESC, key
