/*
question = "How many people bring in the work of others?"
title = "Integrators"
unit = "people"
shape = "single"
window = "365d"
definition = "Distinct people by whose hand at least one non-merge commit written by somebody else reached the default branch in the window: the author of the merge that brought it in, or, where no merge did, its committer. n is the number of such commits."
reading = "The people through whose hands other people's work must go. Their number limits how much can be taken in."
misleads_when = [
  "Squashing or rebasing on a forge's page records the forge as committer; whoever pressed the button is not seen.",
  "A bot that merges on command hides the person behind it.",
  "Merging a release branch into the default branch looks like integrating everything on it.",
]
missing_when = "No commit of somebody else was placed by a recognisable person in the window: no_data."
source = "No CHAOSS metric; merge authors and committers as signs of the integrator: Gousios et al., ICSE 2015, on the integrator's work."
example = """
Ana merges a branch of Ben's and commits directly; Cem applies a patch by Dia; Ben pushes his own work. Ana and Cem brought in others' work.
Value: 2
"""
since = "0.1"
aliases = ["mergers"]
*/
SELECT slice, count(DISTINCT integrator) AS value, count(*) AS n
FROM integrations
WHERE person <> integrator
GROUP BY slice
