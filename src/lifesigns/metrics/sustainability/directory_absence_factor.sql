/*
question = "How few people make half of each folder's commits?"
title = "Absence factor by directory"
unit = "people"
shape = "ranking"
window = "365d"
minimum_n = 10
definition = "For each top-level folder ('/' holds the files at the root): the smallest number of people who together made at least half (0.5) of the non-merge commits that landed in the window and touched a file in it. Largest first, of equal ones the folder with more commits, then by name. n is the number of commits."
reading = "The folders at the end of the list rest on the fewest people."
misleads_when = [
  "A mass rename touches every folder.",
  "Folders moved or deleted since still appear.",
]
missing_when = "No folder was touched by at least ten commits in the window: too_few or no_data."
standard = { name = "Contributor Absence Factor", url = "https://chaoss.community/kb/metric-contributor-absence-factor/", relation = "narrower" }
source = "CHAOSS's factor, computed for each folder."
example = """
Eleven commits touch src: four by Ana, four by Ben, three by Cem. Ten touch docs, all Ben's.
Value: src = 2, docs = 1
"""
since = "0.1"
*/
WITH work AS (
  SELECT
    slice,
    coalesce(directory, 'unknown') AS directory,
    person,
    count(DISTINCT commit_id) AS commits
  FROM file_changes
  GROUP BY slice, coalesce(directory, 'unknown'), person
), ranked AS (
  SELECT
    slice,
    directory,
    commits,
    sum(commits) OVER (PARTITION BY slice, directory) AS total,
    sum(commits) OVER (
      PARTITION BY slice, directory ORDER BY commits DESC, person
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS running
  FROM work
)
SELECT
  slice,
  directory AS key,
  count(*) FILTER (WHERE running - commits < 0.5 * total) AS value,
  sum(commits) AS n
FROM ranked
GROUP BY slice, directory
ORDER BY slice, value DESC, n DESC, key
