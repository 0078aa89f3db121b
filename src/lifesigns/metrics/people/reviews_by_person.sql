/*
question = "Who is named as a reviewer?"
title = "Reviews by person"
unit = "commits"
shape = "ranking"
window = "365d"
person_level = true
definition = "Commits that landed in the window and name the person, who is not their author, in a Reviewed-by, Acked-by, Approved-by or Tested-by trailer; most first, people with equally many in the order of their ids."
reading = "Who reviewed, in projects that record it in the message. An empty list says nothing about review elsewhere."
misleads_when = [
  "Reviews on a forge leave no trailer; only a forge token shows them.",
  "A trailer is a claim by whoever wrote the message.",
]
missing_when = "No commit that landed in the window names a reviewer: no_data."
source = "Trailer conventions of the Linux kernel (submitting-patches) and Gerrit."
example = """
Ben reviewed two of Ana's commits and tested one of them as well; Cem acked one. Ana's review of her own commit does not count.
Value: ben = 2, cem = 1
"""
since = "0.1"
aliases = ["reviewers"]
*/
SELECT slice, person AS key, count(DISTINCT commit_id) AS value, count(DISTINCT commit_id) AS n
FROM credits
WHERE key IN ('reviewed-by', 'acked-by', 'approved-by', 'tested-by') AND person <> author_person
GROUP BY slice, person
ORDER BY slice, value DESC, key
