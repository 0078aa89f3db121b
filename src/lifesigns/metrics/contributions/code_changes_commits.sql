/*
question = "How many changes were made?"
title = "Commits"
unit = "commits"
shape = "single"
window = "365d"
additive = true
definition = "Non-merge commits that landed on the default branch in the window. A commit lands when the first-parent commit that brought it in was committed."
reading = "More commits mean more recorded steps of work, not more work: habits of cutting work into commits differ between projects and people."
misleads_when = [
  "A project that squashes each change request shows one commit where another shows twenty.",
  "Commit counts are easily inflated by splitting work or by mechanical edits.",
  "Work that never lands, and work that leaves no commit, is not here.",
]
missing_when = "Never, once the project has a history: a window without commits holds 0."
standard = { name = "Code Changes Commits", url = "https://chaoss.community/kb/metric-code-changes-commits/", relation = "narrower" }
source = "CHAOSS counts by author date, over all branches and with merges unless told otherwise; here the landing on the default branch decides, and merges are left out."
example = """
Ana lands two commits and Ben one in 2025; the merge that brings Ben's commit in does not count. 2 + 1 = 3.
Value: 3
"""
since = "0.1"
aliases = ["commits_landed", "commit_count"]
*/
SELECT slice, count(*) AS value, count(*) AS n
FROM commits
WHERE NOT is_merge
GROUP BY slice
