/*
question = "How much of what landed was taken back later?"
title = "Share taken back"
unit = "share"
shape = "single"
window = "365d"
minimum_n = 5
aliases = ["reverted_share"]
definition = "Share of the non-merge commits that landed in the window which a later landed commit reverts, unless that was reverted in turn. A revert is tied to what it takes back by the ids its message names ('This reverts commit ID', 'Reverts ID'), else by numbers of change requests ('revert #12'), else by its subject, which quotes theirs as git revert and Conventional Commits write it ('Reapply' quotes what the revert taken back quoted). Of several commits with that number or subject the latest before the revert counts, of several reverts of one commit the latest; the revert of a merge takes back all that the merge brought in."
reading = "A revert is a repair, and often a quick and careful one: a share of zero may mean great care, or that mistakes are mended forward. It says nothing about whoever wrote the commit."
misleads_when = [
  "Reverts that neither name nor quote what they take back, and fixes that undo by hand, are not seen; one that keeps a part counts as whole.",
  "Work that was taken back and landed again as a commit of its own counts as taken back.",
  "What landed last had least time to be taken back.",
]
missing_when = "Fewer than five commits landed in the window: too_few."
source = "Default message of git-revert; Shimagaki et al., ICSME 2016, study reverted commits the same way."
example = """
Four commits, the second called "Speed up parsing", and a fifth: Revert "Speed up parsing". 1 of 5.
Value: 0.2
"""
since = "0.1"
*/
SELECT
  c.slice AS slice,
  m_share(count(t.commit_id), count(*)) AS value,
  count(*) AS n
FROM commits AS c
LEFT JOIN taken_back AS t ON t.commit_id = c.commit_id
WHERE NOT c.is_merge
GROUP BY c.slice
