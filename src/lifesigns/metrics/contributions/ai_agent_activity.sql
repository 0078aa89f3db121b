/*
question = "How many commits name an AI agent as author or helper?"
title = "AI agent activity"
unit = "share"
shape = "single"
window = "365d"
actors = "all"
definition = "Share of the non-merge commits that landed in the window whose author is an AI agent, or whose message names one in a trailer (such as Co-authored-by) by a known address or name, or declares a tool or model without an address (Assisted-by: AGENT:MODEL)."
reading = "A lower bound of how much machine help went into the history, as far as people say so."
misleads_when = [
  "Help that nobody declared, by far the most, is not seen.",
  "Some tools add their trailer to every commit, however small their part was.",
  "Agents are recognised by a list that ages.",
]
missing_when = "No commit landed in the window: no_data."
standard = { name = "Bot Activity", url = "https://chaoss.community/kb/metric-bot-activity/", relation = "own" }
source = "CHAOSS does not tell agents from bots; the list of agents stands in tables/people/data."
example = """
Eight commits: one written by an agent, two by Ana with an agent as co-author, five by people alone. 3 of 8.
Value: 0.375
"""
since = "0.1"
aliases = ["ai_activity"]
*/
WITH helped AS (
  SELECT DISTINCT commit_id
  FROM credits
  WHERE kind = 'agent'
)
SELECT
  c.slice,
  m_share(count(*) FILTER (WHERE c.kind = 'agent' OR h.commit_id IS NOT NULL), count(*)) AS value,
  count(*) AS n
FROM commits AS c
LEFT JOIN helped AS h ON h.commit_id = c.commit_id
WHERE NOT c.is_merge
GROUP BY c.slice
