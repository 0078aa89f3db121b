/*
question = "How long does a finished change request wait to land?"
title = "Change request landing time"
unit = "days"
shape = "single"
window = "365d"
minimum_n = 5
definition = "Median (0.5 quantile, interpolated) of the days from the last push of a change request to its landing, over those that landed in the window. The last push is the commit time of its kept head, or of the merged side where the head is not kept; a landing before it counts as 0."
reading = "Shorter means that work which is ready does not lie about. It leaves out the time spent on changes asked for in review."
misleads_when = [
  "Requests that never landed are not in it, so a project that ignores people looks quick.",
  "A last-minute rebase or an update from the default branch restarts the clock.",
  "Commit times are the author's clock and can be wrong.",
]
missing_when = "Fewer than five landings with a known head can be seen in the window: too_few or no_data."
standard = { name = "Change Requests Duration", url = "https://chaoss.community/kb/metric-change-requests-duration/", relation = "own" }
source = "CHAOSS starts the clock at the opening, which only the forge knows."
example = """
Five change requests land 1, 2, 4, 8 and 30 days after their last push. The middle one waits 4 days.
Value: 4
"""
since = "0.1"
*/
SELECT
  c.slice,
  m_quantile(greatest(m_days(c.last_pushed_at, c.at), 0), 0.5) AS value,
  count(*) AS n
FROM change_requests AS c
WHERE c.last_pushed_at IS NOT NULL
GROUP BY c.slice
