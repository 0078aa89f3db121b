/*
question = "How often is work taken back?"
title = "Revert rate"
unit = "share"
shape = "single"
window = "365d"
minimum_n = 5
definition = "Share of the non-merge commits that landed in the window that say to revert. Their subject begins with 'Revert' and a quoted subject, as git writes it (of a revert 'Reapply' since git 2.43), or with 'revert:'; or a line of their message names a commit or change request that had landed: 'This reverts commit ID', 'Reverts ID', 'fix: revert #12'."
reading = "A higher rate means more changes that had to be taken back. A rate of zero may mean great care, or that mistakes are repaired forward."
misleads_when = [
  "Reverts in other words, and fixes that undo by hand, are not seen.",
  "Squash merges hide reverts of their own steps; one that reverts earlier work in a step counts as a whole.",
]
missing_when = "Fewer than five commits landed in the window: too_few."
source = "Default message of git-revert; Shimagaki et al., ICSME 2016, study reverted commits the same way."
example = """
Five commits, one with the subject Revert "Speed up parsing". 1 of 5.
Value: 0.2
"""
since = "0.1"
*/
WITH reverting AS (
  SELECT DISTINCT commit_id
  FROM reverts
)
SELECT c.slice, m_share(count(r.commit_id), count(*)) AS value, count(*) AS n
FROM commits AS c
LEFT JOIN reverting AS r ON r.commit_id = c.commit_id
WHERE NOT c.is_merge
GROUP BY c.slice
