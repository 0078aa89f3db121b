/*
question = "Which texts does the project keep about itself?"
title = "Community files"
unit = "count"
shape = "distribution"
window = "all"
definition = "Self-describing documents at the tip of the default branch by kind: readme, licence, contributing, code_of_conduct, security, governance and so on, recognised by name and place. Most first. A kind without a row was looked for and not found."
reading = "What a newcomer, a user or a lawyer can read before asking. That a text is there does not say that it is kept or followed."
misleads_when = [
  "An organisation can keep its texts in a shared repository or on a site.",
  "Texts of bundled libraries are found too; n above 1 often means that.",
  "A file with a fitting name can be empty.",
]
missing_when = "No such document was found in the tree of the tip: no_data."
source = "Kinds as in GitHub's community profile and the OpenSSF Best Practices criteria."
example = """
A README.md, a LICENSE and two issue templates.
Value: template = 2, licence = 1, readme = 1
"""
since = "0.1"
*/
SELECT slice, kind AS key, count(*) AS value, count(*) AS n
FROM documents
GROUP BY slice, kind
ORDER BY slice, value DESC, key
