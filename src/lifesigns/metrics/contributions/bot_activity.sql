/*
question = "How much of the work is done by automation?"
title = "Bot activity"
unit = "share"
shape = "single"
window = "365d"
actors = "all"
definition = "Share of the non-merge commits that landed in the window whose author is a bot or an AI agent, as told by name, address, known lists and behaviour."
reading = "Shows how much of the raw commit count is not people's. Every other metric leaves this part out unless it is asked for."
misleads_when = [
  "A bot that commits under a person's name, or a person who commits through a bot account, is on the wrong side.",
  "Asked for people alone it is 0, and for automation alone 1, by definition.",
]
missing_when = "No commit landed in the window: no_data."
standard = { name = "Bot Activity", url = "https://chaoss.community/kb/metric-bot-activity/", relation = "narrower" }
source = "CHAOSS asks for the volume of automated activity; this is the part that commits show."
example = """
Six commits by Ana, one by a dependency bot and one by an AI agent. 2 of 8.
Value: 0.25
"""
since = "0.1"
aliases = ["automation_share"]
*/
SELECT slice, m_share(count(*) FILTER (WHERE kind <> 'person'), count(*)) AS value, count(*) AS n
FROM commits
WHERE NOT is_merge
GROUP BY slice
