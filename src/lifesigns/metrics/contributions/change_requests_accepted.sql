/*
question = "How many change requests were accepted?"
title = "Change requests accepted"
unit = "change requests"
shape = "single"
window = "365d"
definition = "Change requests that landed on the default branch in the window, as far as git shows: by a merge or squash commit whose subject carries the number, or because the head that is kept as a ref, or a copy of it with the same author, author's time and subject, became reachable, or because a commit by the same person, made after it, says to close it. Each number counts once, at its first landing."
reading = "Work that went through the project's front door and was taken. Read it beside the ones seen."
misleads_when = [
  "Requests squashed under a subject without the number are not recognised, nor rebased ones whose head is not kept.",
  "In clones without kept heads a trailing (#12) is taken for a change request; it may be an issue.",
  "A head that pointed at an old commit of the default branch looks landed.",
]
missing_when = "No landing of a change request can be seen in the window: no_data. It does not mean that none was accepted."
standard = { name = "Change Requests Accepted", url = "https://chaoss.community/kb/metric-change-requests-accepted/", relation = "narrower" }
source = "Subjects as GitHub writes them on merging and squashing, and refs as GitHub and GitLab keep them."
example = """
Number 1 lands by a merge commit that names it, number 2 by a squash ending in (#2), number 3 by fast-forward of its kept head; the head of number 4 never lands. Three landed.
Value: 3
"""
since = "0.1"
aliases = ["change_requests_merged"]
*/
SELECT slice, count(*) AS value, count(*) AS n
FROM change_requests
GROUP BY slice
