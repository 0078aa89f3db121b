/*
question = "How much of the activity changes nothing of substance?"
title = "Activity without substance"
unit = "share"
shape = "single"
window = "365d"
minimum_n = 5
definition = "Share of the non-merge commits that landed in the window and were read whose main kind is white space only, renames only, generated or vendored files, nothing at all, or the same patch again. Commits whose kind is unknown are left out."
reading = "Such commits have their use: a tree laid out anew, files put in order. Many of them mean that counts of commits say little about the work."
misleads_when = [
  "Generated files that are kept in the repository bring such commits without anybody's fault.",
  "Padding that changes code or words passes for work.",
  "Only commits that were read count: a report reads those of the last year, collect --kinds all of them.",
]
missing_when = "Fewer than five commits that landed in the window were read: too_few, or no_data without any."
source = "Kinds as told by the model contribution_kinds; Hindle et al., MSR 2008, on what large commits are."
example = """
Six commits of core code, one laid out anew, one of generated files.
Value: 0.25
"""
since = "0.1"
*/
SELECT
  slice,
  m_share(
    count(*) FILTER (main IN (
      'whitespace_only', 'rename_only', 'generated', 'empty', 'duplicate'
    )),
    count(*)
  ) AS value,
  count(*) AS n
FROM read_changes
WHERE main <> 'unknown'
GROUP BY slice
