/*
question = "How often do people merge their own change requests?"
title = "Self-merge rate"
unit = "share"
shape = "single"
window = "365d"
minimum_n = 5
definition = "Of the change requests that landed in the window by a merge commit of their own, the share whose merge was made by the author of their last commit. Both must be known."
reading = "A higher share means that more work reaches the default branch on one person's word. It does not say whether somebody else had looked at it."
misleads_when = [
  "Squashed and rebased requests do not record who pressed the button and are left out.",
  "An author may merge after an approval that git does not show; the forge would tell.",
  "A bot that merges on approval hides the person behind it.",
]
missing_when = "Fewer than five merges with known author and merger can be seen in the window: too_few or no_data."
standard = { name = "Self Merge Rates", url = "https://chaoss.community/kb/metric-self-merge-rates/", relation = "own" }
source = "CHAOSS counts only self-merges without review; git shows the merging, not the reviewing."
example = """
Ana wrote five change requests. Ben merged three of them, Ana two. 2 of 5.
Value: 0.4
"""
since = "0.1"
aliases = ["self_merges"]
*/
SELECT
  slice,
  m_share(count(*) FILTER (WHERE merger_person = person), count(*)) AS value,
  count(*) AS n
FROM change_requests
WHERE merger_person IS NOT NULL AND person IS NOT NULL
GROUP BY slice
