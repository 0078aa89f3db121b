/*
question = "Which countries do the e-mail addresses point to?"
title = "Countries of e-mail domains"
unit = "people"
shape = "distribution"
window = "365d"
definition = "People with a non-merge commit landed in the window, by the two-letter country domain that most of their commits' addresses carry; of equally frequent ones the first by name. Domains sold mostly as brands (io, co, me, tv, ai and the like) and eu are no country. Countries with fewer than 5 people are folded into 'other'; people without any stand under 'none'. Most first, then other, then none. n is the number of people."
reading = "A hint at places for the minority whose address tells. People under 'none' are not placed, and not spread over the countries."
misleads_when = [
  "A country domain says where an address was registered, not where somebody lives now.",
  "Most addresses (.com, .org, no-reply) tell nothing, and not equally so in all countries: the United States hardly use .us.",
]
missing_when = "No commit landed in the window: no_data."
standard = { name = "Contributor Location", url = "https://chaoss.community/kb/metric-contributor-location/", relation = "narrower" }
source = "Country domains as places of developers: Rossi and Zacchiroli, MSR 2022; folding under 5 people protects individuals."
example = """
Five people with addresses in .de, two in .fr, one in .io. France has fewer than 5.
Value: de = 5, other = 2, none = 1
"""
since = "0.1"
*/
WITH counted AS (
  SELECT slice, person, m_country_domain(author_email) AS country, count(*) AS commits
  FROM commits
  WHERE NOT is_merge
  GROUP BY slice, person, m_country_domain(author_email)
), placed AS (
  SELECT
    slice,
    country,
    row_number() OVER (
      PARTITION BY slice, person
      ORDER BY CASE WHEN country IS NULL THEN 1 ELSE 0 END, commits DESC, country
    ) AS place
  FROM counted
), countries AS (
  SELECT slice, country, count(*) AS people
  FROM placed
  WHERE place = 1
  GROUP BY slice, country
), folded AS (
  SELECT
    slice,
    CASE WHEN country IS NULL THEN 'none' WHEN people < 5 THEN 'other' ELSE country END AS key,
    people
  FROM countries
)
SELECT slice, key, sum(people) AS value, sum(people) AS n
FROM folded
GROUP BY slice, key
ORDER BY
  slice,
  CASE WHEN key = 'none' THEN 1 WHEN key = 'other' THEN 0 ELSE -1 END,
  value DESC,
  key
