/*
question = "How many commits carry a cryptographic signature?"
title = "Signed commit rate"
unit = "share"
shape = "single"
window = "365d"
minimum_n = 5
definition = "Share of the non-merge commits that landed in the window that carry a signature header (OpenPGP, SSH or X.509). The signatures are not verified."
reading = "A higher rate means more commits whose origin somebody could check with the right keys."
misleads_when = [
  "Commits made or squashed on a forge's web page are signed with the forge's own key.",
  "A signature header can be forged or stem from an unknown key; only verification tells.",
]
missing_when = "Fewer than five commits landed in the window: too_few."
source = "Signature headers as git-commit-tree writes them; the ratio is our own."
example = """
Five commits, two of them with a signature header. 2 of 5.
Value: 0.4
"""
since = "0.1"
*/
SELECT slice, m_share(count(*) FILTER (WHERE is_signed), count(*)) AS value, count(*) AS n
FROM commits
WHERE NOT is_merge
GROUP BY slice
