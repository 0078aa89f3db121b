/*
question = "How many commits were made on any branch?"
title = "Commits on all branches"
unit = "commits"
shape = "single"
window = "365d"
additive = true
definition = "Non-merge commits reachable from any ref of the clone (branches, tags, kept heads of change requests) whose committer time lies in the window."
reading = "Work done, whether it landed or not. Held against the commits that landed it shows how much is tried."
misleads_when = [
  "A rebased or squashed change counts once as it was pushed and once as it landed.",
  "Branches deleted on hosts that keep no heads are gone.",
  "Clones that fetched change request heads hold far more than ordinary ones.",
]
missing_when = "As of a day before today: not_collected, because the branches of then cannot be told afterwards. Otherwise never, once the project has a history: a window without commits holds 0."
standard = { name = "Code Changes Commits", url = "https://chaoss.community/kb/metric-code-changes-commits/", relation = "narrower" }
source = "CHAOSS's count over all branches, by committer date and without merges."
example = """
In 2025 Ana makes two commits that land and one on a branch that does not; the merge does not count.
Value: 3
"""
since = "0.1"
*/
SELECT slice, count(*) AS value, count(*) AS n
FROM all_commits
WHERE NOT is_merge
GROUP BY slice
