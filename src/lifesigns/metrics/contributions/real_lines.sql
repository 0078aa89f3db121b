/*
question = "How many lines are really new or gone?"
title = "Real lines"
unit = "lines"
shape = "single"
window = "365d"
additive = true
counts = false
aliases = ["real_change_size"]
definition = "Lines that only the new or only the old version of a file has, summed over the non-merge commits that landed in the window and were measured. Blank lines, lines only laid out anew, lines moved within one commit (those of fewer than four letters and digits only within their file), and generated or vendored files are left out. n is the number of commits measured."
reading = "The size of the change that somebody had to think about, beside the raw lines of git. It measures volume and no merit: good work often takes lines away."
misleads_when = [
  "A line changed in one letter counts as one gone and one new.",
  "Code copied in by hand is new, unless its folder or its head says that it is vendored or generated.",
  "Only commits that were measured count: those of the last year, at most 3,000 of them in one run.",
]
missing_when = "No commit that landed in the window was measured: no_data."
standard = { name = "Code Changes Lines", url = "https://chaoss.community/kb/metric-code-changes-lines/", relation = "narrower" }
source = "Multisets of stripped lines of both versions, told by the model contribution_kinds."
example = """
One commit has 12 lines really new and 3 gone, another 5 new; a third could not be measured.
Value: 20
"""
since = "0.1"
*/
SELECT slice, sum(additions + deletions) AS value, count(*) AS n
FROM read_changes
WHERE additions IS NOT NULL
GROUP BY slice
