/*
question = "Who is named as a reviewer?"
title = "Reviews by person"
unit = "commits"
shape = "ranking"
window = "365d"
person_level = true
definition = "Commits that landed in the window and name the person, who is not their author, in a Reviewed-by, Acked-by, Approved-by or Tested-by trailer, or with an address after \"Reviewers:\" or \"Reviewed By:\"; most first, people with equally many in the order of their ids."
reading = "Who reviewed, in projects that record it in the message. An empty list says nothing about review elsewhere."
misleads_when = [
  "Reviews on a forge leave no trailer; only a forge token shows them.",
  "A trailer is a claim by whoever wrote the message.",
]
missing_when = "No commit that landed in the window names a reviewer, or more of them do so by a login alone, which says nothing of whom, than by name: no_data."
source = "Trailer conventions of the Linux kernel (submitting-patches) and Gerrit."
example = """
Ben reviewed two of Ana's commits and tested one of them as well; Cem acked one. Ana's review of her own commit does not count.
Value: ben = 2, cem = 1
"""
since = "0.1"
aliases = ["reviewers"]
*/
WITH named AS (
  SELECT slice, person, commit_id
  FROM credits
  WHERE key IN ('reviewed-by', 'acked-by', 'approved-by', 'tested-by') AND person <> author_person
), told AS (
  SELECT count(DISTINCT t.commit_id) AS commits, count(DISTINCT n.commit_id) AS by_name
  FROM trailers AS t
  LEFT JOIN named AS n ON n.commit_id = t.commit_id
  WHERE t.key = 'reviewed-by' AND t.person IS NULL
)
SELECT n.slice, n.person AS key, count(DISTINCT n.commit_id) AS value,
       count(DISTINCT n.commit_id) AS n
FROM named AS n
CROSS JOIN told AS t
GROUP BY n.slice, n.person, t.commits, t.by_name
HAVING t.commits - t.by_name <= (SELECT count(DISTINCT commit_id) FROM named)
ORDER BY n.slice, value DESC, key
