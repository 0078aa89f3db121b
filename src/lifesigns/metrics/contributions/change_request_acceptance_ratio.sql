/*
question = "What share of the change requests was accepted?"
title = "Change request acceptance ratio"
unit = "share"
shape = "single"
window = "365d"
minimum_n = 5
definition = "Of the change requests whose kept head was last pushed in the window, the share that had landed on the default branch by the window's end."
reading = "A higher share means that more of what is proposed is taken. Open and declined requests look the same from git, so young requests pull the share down."
misleads_when = [
  "Requests that are still open count as not accepted (CHAOSS leaves them out).",
  "Landings that git does not show (squashed without the number) count as not accepted.",
]
missing_when = "Fewer than five heads were pushed in the window, or the clone holds none: too_few or no_data."
standard = { name = "Change Request Acceptance Ratio", url = "https://chaoss.community/kb/metric-change-request-acceptance-ratio/", relation = "own" }
source = "CHAOSS divides merged by closed without merge; git knows no closing, so landed is divided by seen."
example = """
Five heads pushed in 2025: three landed in 2025, one landed in 2026, one never. Over 2025, 3 of 5.
Value: 0.6
"""
since = "0.1"
*/
SELECT h.slice, m_share(count(*) FILTER (WHERE h.at <= s.until), count(*)) AS value, count(*) AS n
FROM change_request_heads AS h
CROSS JOIN span AS s
GROUP BY h.slice
