/*
question = "How often do people write a commit together?"
title = "Co-authorship rate"
unit = "share"
shape = "single"
window = "365d"
minimum_n = 5
definition = "Share of the non-merge commits that landed in the window whose message names, in a Co-authored-by trailer, at least one person other than the author."
reading = "Shows pair work, and help given in review that was credited. Most projects write no such trailers, and a low rate does not mean that people work alone."
misleads_when = [
  "Forges add the trailer by themselves when a change request with commits of several authors is squashed.",
  "Help that nobody credited is not seen.",
]
missing_when = "Fewer than five commits landed in the window: too_few."
source = "Co-authored-by convention of GitHub and GitLab; the ratio is our own. AI agents named there are counted under ai_agent_activity."
example = """
Five commits by Ana. One names Ben as co-author, one names Ana herself under another address, one names an AI agent. Only the first counts: 1 of 5.
Value: 0.2
"""
since = "0.1"
*/
WITH together AS (
  SELECT DISTINCT commit_id
  FROM credits
  WHERE key = 'co-authored-by' AND person <> author_person
)
SELECT c.slice, m_share(count(t.commit_id), count(*)) AS value, count(*) AS n
FROM commits AS c
LEFT JOIN together AS t ON t.commit_id = c.commit_id
WHERE NOT c.is_merge
GROUP BY c.slice
