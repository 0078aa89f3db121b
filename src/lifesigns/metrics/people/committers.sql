/*
question = "How many people put commits on the default branch?"
title = "Committers"
unit = "people"
shape = "single"
window = "365d"
definition = "Distinct people by whose hand non-merge commits reached the default branch in the window: the author of the merge that brought a commit in, or, where no merge did, its committer. Their own work counts too. n is the number of commits they placed."
reading = "As near as git comes to who can write to the project. More than one means that the project does not stop when one account does."
misleads_when = [
  "Squashing or rebasing on a forge's page records the forge as committer; whoever pressed the button is not seen.",
  "A fast-forwarded branch keeps its author as committer, who may have no rights.",
  "Commit rights that were not used are not seen.",
]
missing_when = "No commit was placed by a recognisable person in the window: no_data."
standard = { name = "Committers", url = "https://chaoss.community/kb/metric-committers/", relation = "own" }
source = "CHAOSS counts every author of a merged commit, which contributors does here; this is the narrower sense of the word."
example = """
Ana merges a branch of Ben's and commits directly; Cem applies a patch by Dia, whose committer he is. Ana and Cem placed commits.
Value: 2
"""
since = "0.1"
*/
SELECT slice, count(DISTINCT integrator) AS value, count(*) AS n
FROM integrations
GROUP BY slice
