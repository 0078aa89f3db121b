/*
question = "How often were licence files changed?"
title = "Licence file changes"
unit = "commits"
shape = "single"
window = "all"
actors = "all"
minimum_n = 0
definition = "Non-merge commits that landed in the window and touched a file in the licence area (LICENSE, COPYING, NOTICE and the like, at any place). n is the number of touched licence files."
reading = "Most changes are years and names; one of them may be a change of terms. It counts the occasions to look at."
misleads_when = [
  "A change of terms can also happen in file headers, manifests or a contributor agreement.",
  "Licences of bundled libraries come and go with them.",
]
missing_when = "No commit with a readable file list landed in the window: no_data."
source = "No CHAOSS metric; relicensing shows in the history of licence files."
example = """
LICENSE is added in one commit and changed in another; a third commit touches only code.
Value: 2
"""
since = "0.1"
*/
SELECT
  slice,
  count(DISTINCT CASE WHEN area = 'licence' THEN commit_id END) AS value,
  count(*) FILTER (WHERE area = 'licence') AS n
FROM file_changes
GROUP BY slice
