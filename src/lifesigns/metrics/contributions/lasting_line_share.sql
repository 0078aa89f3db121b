/*
question = "What share of the lines added is still there a year later?"
title = "Share of lasting lines"
unit = "share"
whole_past = true
shape = "single"
window = "365d"
minimum_n = 100
aliases = ["line_survival_rate"]
definition = "Of the lines that landed a year before a moment in the window, those still there a year (365 days) later, divided by all of them that could be followed. Generated, vendored, data, asset and licence files are left out. n is the number of lines followed. Lines brought in by a merge belong to a person or an organisation where everything it brought in does, and to nobody known otherwise."
reading = "Lines last where code is finished, and where nobody touches it any more; they go where it is improved, and where it was wrong. Between projects it tells styles of work, over the years of one project a change of pace."
misleads_when = [
  "A line edited in one letter goes, and so does a line moved to another place or file.",
  "One large removal takes the lines of many with it, whatever they were worth.",
  "Only the lines that came of age in the last year before the moment are followed; earlier windows are empty.",
]
missing_when = "Fewer than 100 lines came of age in the window and could be followed: too_few, or no_data without any. More than 10,000 landings in two years are not replayed: no_data. In a shallow clone, whose past is cut off: not_collected."
source = "Replay of the default branch's first-parent history, told by the model line_survival."
example = """
A landing of 2025 added 120 lines, of which 90 stood a year later.
Another added 40, of which 30 stood and 10 could not be followed. 120 of 150.
Value: 0.8
"""
since = "0.1"
*/
SELECT
  slice,
  m_share(sum(n_alive), sum(n_added - n_lost)) AS value,
  sum(n_added - n_lost) AS n
FROM aged_lines
GROUP BY slice
HAVING sum(n_added - n_lost) > 0
