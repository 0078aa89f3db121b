/*
question = "Which organisations do the commits come from?"
title = "Organizational diversity"
unit = "commits"
shape = "ranking"
window = "365d"
organisation_level = true
definition = "Non-merge commits that landed in the window by the author's organisation, most first; commits of people whose organisation is not known stand under 'unknown' and are never spread over the others."
reading = "Shows whether one organisation carries the project or many share it, as far as affiliations are known."
misleads_when = [
  "Free-mail and no-reply addresses hide employers; the unknown part is often the largest.",
  "An address says who employs somebody, not on whose behalf the work was done.",
  "Old addresses outlive changes of job.",
]
missing_when = "No commit landed in the window: no_data."
standard = { name = "Organizational Diversity", url = "https://chaoss.community/kb/metric-organizational-diversity/", relation = "narrower" }
source = "CHAOSS's share of commits by organisation, as counts."
example = """
Ana and Ben of Acme land three commits, Cem of Initech one, Dia of no known organisation two.
Value: Acme = 3, unknown = 2, Initech = 1
"""
since = "0.1"
aliases = ["organisations", "companies"]
*/
SELECT slice, coalesce(organisation, 'unknown') AS key, count(*) AS value, count(*) AS n
FROM commits
WHERE NOT is_merge
GROUP BY slice, coalesce(organisation, 'unknown')
ORDER BY slice, value DESC, key
