/*
question = "How many change requests does the clone hold?"
title = "Change requests seen"
unit = "change requests"
shape = "single"
window = "365d"
definition = "Change requests whose head is kept as a ref (refs/pull/N/head, refs/merge-requests/N/head) and was last pushed in the window, by the commit time of that head; landed or not."
reading = "How much is being proposed. It needs a clone that fetched those refs; an ordinary clone has none."
misleads_when = [
  "The time is that of the last push, not of the opening: a request pushed to again moves.",
  "Branches deleted on hosts that keep no such refs are gone.",
]
missing_when = "The clone holds no change request heads, or none was pushed in the window: no_data."
standard = { name = "Change Requests", url = "https://chaoss.community/kb/metric-change-requests/", relation = "narrower" }
source = "CHAOSS counts by opening date, which only the forge knows."
example = """
Heads of three change requests: two pushed in 2025, one in 2024. For 2025:
Value: 2
"""
since = "0.1"
aliases = ["change_requests_opened"]
*/
SELECT slice, count(*) AS value, count(*) AS n
FROM change_request_heads
GROUP BY slice
