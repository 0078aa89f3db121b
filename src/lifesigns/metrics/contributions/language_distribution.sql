/*
question = "In which languages is the code written?"
title = "Programming language distribution"
unit = "share"
shape = "distribution"
window = "all"
definition = "Share of the bytes of the core code files at the tip of the default branch, by language as named by file name and extension. Largest first; n is the number of files."
reading = "Says which skills the code asks for. Tests, builds, examples, documentation, data, vendored and generated files are left out."
misleads_when = [
  "Bytes weigh verbose languages more than terse ones.",
  "Languages that share an extension (.m, .pl) are told apart by extension alone; a header (.h) is in the language of most other files of the C family.",
]
missing_when = "The tree holds no core code file with a known language: no_data. Where file sizes are unknown the value of that language is missing."
standard = { name = "Programming Language Distribution", url = "https://chaoss.community/kb/metric-programming-language-distribution/", relation = "narrower" }
source = "CHAOSS counts files or lines; bytes are what GitHub Linguist counts, and need no file to be read."
example = """
Two Python files of 600 and 200 bytes, one Shell script of 200, a test and a Markdown file: 800 and 200 of 1,000.
Value: Python = 0.8, Shell = 0.2
"""
since = "0.1"
aliases = ["languages"]
*/
WITH sized AS (
  SELECT slice, language, sum(size) AS bytes, count(*) AS files
  FROM files
  WHERE language IS NOT NULL AND area = 'core_code'
  GROUP BY slice, language
)
SELECT
  slice,
  language AS key,
  m_share(bytes, sum(bytes) OVER (PARTITION BY slice)) AS value,
  files AS n
FROM sized
ORDER BY slice, value DESC NULLS LAST, key
