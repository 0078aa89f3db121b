/*
question = "How large is a typical change?"
title = "Change size"
unit = "lines"
shape = "single"
window = "365d"
minimum_n = 5
definition = "Median (0.5 quantile, interpolated) of lines added plus removed per non-merge commit that landed in the window. Commits with a file whose lines could not be read, and commits of binary files alone, are left out."
reading = "Smaller changes are easier to review; how small depends on how the project cuts its commits."
misleads_when = [
  "A project that squashes each change request shows the size of change requests, another that of single steps.",
  "Lock files and generated files count like code.",
]
missing_when = "Fewer than five commits with readable lines landed in the window: too_few."
source = "Size and review: Rigby and Bird, ESEC/FSE 2013, report median change sizes; the median is ours."
example = """
Five commits touch 2, 4, 10, 30 and 500 lines; a sixth changes only a picture. The middle one of five is 10.
Value: 10
"""
since = "0.1"
*/
SELECT slice, m_quantile(additions + deletions, 0.5) AS value, count(*) AS n
FROM commits
WHERE NOT is_merge AND additions IS NOT NULL AND n_files > n_binary
GROUP BY slice
