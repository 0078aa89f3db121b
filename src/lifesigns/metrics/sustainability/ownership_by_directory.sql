/*
question = "How much of each folder rests on one person?"
title = "Ownership by directory"
unit = "share"
shape = "ranking"
window = "365d"
minimum_n = 10
definition = "For each top-level folder ('/' holds the files at the root): the largest share, made by one person, of the non-merge commits that landed in the window and touched a file in it. Largest share first, of equal shares the folder with more commits, then by name. n is the number of commits."
reading = "Near 1 only one person has worked there lately. Who else knows the folder from before, it does not tell."
misleads_when = [
  "Touching is not owning: a mass rename touches every folder.",
  "Folders moved or deleted since still appear.",
]
missing_when = "No folder was touched by at least ten commits in the window: too_few or no_data."
source = "Proportion of ownership: Bird et al., 'Don't touch my code!', ESEC/FSE 2011, by folder and commit."
example = """
Eleven commits touch src, nine of them Ana's; ten touch docs, all Ben's.
Value: docs = 1, src = 0.8182
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
)
SELECT slice, directory AS key, m_share(max(commits), sum(commits)) AS value, sum(commits) AS n
FROM work
GROUP BY slice, directory
ORDER BY slice, value DESC, n DESC, key
