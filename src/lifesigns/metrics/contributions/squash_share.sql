/*
question = "How many accepted change requests were squashed?"
title = "Squash share"
unit = "share"
shape = "single"
window = "365d"
minimum_n = 5
definition = "Of the change requests seen to land in the window, the share that landed as a single commit whose subject ends in the request's number, or that the request's author wrote and says to close it."
reading = "Tells how to read every count of commits and authors: the higher the share, the more one commit is one change request."
misleads_when = [
  "Rebased requests whose subjects carry the number look squashed.",
  "Squashed requests without the number are not seen at all.",
]
missing_when = "Fewer than five landings of change requests can be seen in the window: too_few or no_data."
source = "Subjects as GitHub writes them when squashing; the ratio is our own."
example = """
Five change requests landed: three by squash, two by merge commit. 3 of 5.
Value: 0.6
"""
since = "0.1"
*/
SELECT slice, m_share(count(*) FILTER (WHERE how = 'squash'), count(*)) AS value, count(*) AS n
FROM change_requests
GROUP BY slice
