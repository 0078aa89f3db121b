/*
question = "What does the repository consist of?"
title = "Files by area"
unit = "files"
shape = "distribution"
window = "all"
definition = "Files at the tip of the default branch (submodules left out) by the area of their path: core code, tests, documentation and so on. Most first."
reading = "What there is to look after, and how much of it is not code."
misleads_when = [
  "Counts of files say nothing about their size.",
  "The area is read off the path alone; hand-written files in vendored folders are misplaced.",
]
missing_when = "The tree of the tip was not read: no_data."
source = "Areas by the path rules of GitHub Linguist and rules of our own (tables/file_areas.py)."
example = """
Three code files, one test and one document.
Value: core_code = 3, documentation = 1, tests = 1
"""
since = "0.1"
aliases = ["files_by_area"]
*/
SELECT slice, coalesce(area, 'unknown') AS key, count(*) AS value, count(*) AS n
FROM files
WHERE mode <> 'submodule'
GROUP BY slice, coalesce(area, 'unknown')
ORDER BY slice, value DESC, key
