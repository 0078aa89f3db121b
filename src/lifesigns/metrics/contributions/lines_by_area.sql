/*
question = "Into which parts of the project did the lines go?"
title = "Lines by area"
unit = "lines"
shape = "distribution"
window = "365d"
definition = "Lines added plus removed in the window by the area of the path they are in: core code, tests, documentation, and so on. Largest first. n counts the touched files whose lines were read."
reading = "Shows how much of the churn is code written by hand, and how much is dependencies, data or generated text."
misleads_when = [
  "The area is read off the path alone; a hand-written file in a vendored folder is misplaced.",
  "One generated file can outweigh everything else.",
]
missing_when = "No file whose lines could be read was touched in the window: no_data."
source = "Areas by the path rules of GitHub Linguist and rules of our own (tables/file_areas.py)."
example = """
One commit changes a code file (10 added, 2 removed) and a test (8 added); a second adds 5 lines to the same code file. Code 17, tests 8.
Value: core_code = 17, tests = 8
"""
since = "0.1"
aliases = ["churn_by_area"]
*/
SELECT
  slice,
  coalesce(area, 'unknown') AS key,
  sum(additions + deletions) AS value,
  count(*) AS n
FROM file_changes
WHERE additions IS NOT NULL
GROUP BY slice, coalesce(area, 'unknown')
ORDER BY slice, value DESC, key
