/*
question = "How much of the lines that git counts is real change?"
title = "Share of real lines"
unit = "share"
shape = "single"
window = "365d"
minimum_n = 5
definition = "Lines really new or gone divided by lines added and removed as git counts them, both summed over the non-merge commits that landed in the window and were measured. n is the number of commits measured."
reading = "Low where much was moved, laid out anew or generated: raw lines then tell little about the work."
misleads_when = [
  "One import of a large library rules the whole share.",
  "Files that could not be read count as raw lines only.",
  "Only commits that were measured count: those of the last year, at most 3,000 of them in one run.",
]
missing_when = "Fewer than five commits that landed in the window were measured, or git counts no line in them: too_few or no_data."
source = "Multisets of stripped lines of both versions, told by the model contribution_kinds."
example = """
Five commits of 20 raw lines; four are real in full, in the fifth a formatter changed all but 10.
90 of 100.
Value: 0.9
"""
since = "0.1"
*/
SELECT
  slice,
  m_share(sum(additions + deletions), sum(raw_additions + raw_deletions)) AS value,
  count(*) AS n
FROM read_changes
WHERE additions IS NOT NULL AND raw_additions IS NOT NULL
GROUP BY slice
HAVING sum(raw_additions + raw_deletions) > 0
