/*
question = "What kinds of files do the contributions go to?"
title = "Types of contributions"
unit = "commits"
shape = "distribution"
window = "365d"
definition = "Non-merge commits that landed in the window by the area in which they touched most files; of equal areas the first by name. Each commit counts once. Largest first."
reading = "Shows what the work is about: code, tests, documentation, translation, dependencies, builds. A mixed picture is usual; which mix is right depends on the project."
misleads_when = [
  "Reviewing, triage, support, design and events leave no files and are invisible here.",
  "A fix with ten regenerated snapshots counts where the snapshots are.",
  "The area is read off the path alone.",
]
missing_when = "No commit landed in the window, or no file list was read: no_data."
standard = { name = "Types of Contributions", url = "https://chaoss.community/kb/metric-types-of-contributions/", relation = "narrower" }
source = "Areas by the path rules of GitHub Linguist and rules of our own (tables/file_areas.py)."
example = """
One commit touches two code files and a test, a second one test, a third one document. Their main areas are code, tests and documentation.
Value: core_code = 1, documentation = 1, tests = 1
"""
since = "0.1"
aliases = ["contribution_types"]
*/
WITH touched AS (
  SELECT slice, commit_id, coalesce(area, 'unknown') AS area, count(*) AS files
  FROM file_changes
  GROUP BY slice, commit_id, coalesce(area, 'unknown')
), placed AS (
  SELECT
    slice,
    area,
    row_number() OVER (PARTITION BY slice, commit_id ORDER BY files DESC, area) AS place
  FROM touched
)
SELECT slice, area AS key, count(*) AS value, count(*) AS n
FROM placed
WHERE place = 1
GROUP BY slice, area
ORDER BY slice, value DESC, key
