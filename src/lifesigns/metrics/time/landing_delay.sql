/*
question = "How long does a finished commit wait to land?"
title = "Landing delay"
unit = "days"
shape = "single"
window = "365d"
minimum_n = 5
definition = "Median (0.5 quantile, interpolated) of the days from a commit's own committer time to the committer time of the merge that brought it onto the default branch; a merge dated before it counts as 0. Non-merge commits that landed in the window through a merge."
reading = "Shorter means that work does not lie about on branches. Long-lived release branches make it long by design."
misleads_when = [
  "Squashed and rebased work lands when it is committed and is left out, so a project that does both is judged by the part it merges.",
  "Clocks of different machines are compared.",
]
missing_when = "Fewer than five commits landed through a merge in the window: too_few or no_data."
source = "No CHAOSS metric; commit-to-integration delay as in Jiang, Adams and German, MSR 2013 (Linux patches)."
example = """
Merges bring in five commits made 1, 2, 3, 10 and 40 days before. The middle one waited 3 days.
Value: 3
"""
since = "0.1"
*/
SELECT
  c.slice,
  m_quantile(greatest(m_days(c.committed_at, c.at), 0), 0.5) AS value,
  count(*) AS n
FROM commits AS c
WHERE NOT c.is_merge AND NOT c.is_first_parent AND c.committed_at IS NOT NULL
GROUP BY c.slice
