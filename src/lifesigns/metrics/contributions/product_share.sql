/*
question = "What share of the commits changes the product itself?"
title = "Product share"
unit = "share"
shape = "single"
window = "365d"
minimum_n = 5
aliases = ["substance_share"]
definition = "Share of the non-merge commits that landed in the window and were read whose main kind is core code, tests, documentation, comments, corrected spelling or translation. Commits whose kind is unknown are left out."
reading = "Documentation and translation count as the product, like code: they are made for whoever uses it. What is left is upkeep (dependencies, build, CI, configuration, releases), reverts, and changes without substance. A young project and one in maintenance differ without either being worse."
misleads_when = [
  "One commit counts as one, whether it changes a word or a thousand lines.",
  "A commit has one main kind: upkeep inside a change of code is not seen.",
  "Only commits that were read count: a report reads those of the last year, collect --kinds all of them.",
]
missing_when = "Fewer than five commits that landed in the window were read: too_few, or no_data without any."
standard = { name = "Types of Contributions", url = "https://chaoss.community/kb/metric-types-of-contributions/", relation = "narrower" }
source = "Kinds as told by the model contribution_kinds."
example = """
Three commits of core code, one of tests, one of documentation.
Two that bump dependencies, one laid out anew, and one of unknown kind. 5 of 8.
Value: 0.625
"""
since = "0.1"
*/
SELECT
  slice,
  m_share(
    count(*) FILTER (main IN (
      'core_code', 'tests', 'documentation', 'comment_only', 'typo', 'translation'
    )),
    count(*)
  ) AS value,
  count(*) AS n
FROM read_changes
WHERE main <> 'unknown'
GROUP BY slice
