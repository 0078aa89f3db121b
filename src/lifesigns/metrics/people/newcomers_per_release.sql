/*
question = "How many people came in with each release?"
title = "Newcomers per release"
unit = "people"
whole_past = true
shape = "distribution"
window = "all"
minimum_n = 0
definition = "For each release of the window that is not a pre-release, oldest first: people whose first non-merge commit landed after the release before it and not after this one. Those who came in after the last release stand under 'not released yet'. Releases of the same instant are taken by name, and the first one holds the newcomers."
reading = "Whom to thank in the release notes, and whether a release drew people in."
misleads_when = [
  "Maintenance releases of old branches stand between the others by date and take newcomers who never worked on them.",
  "It goes by dates, not by what the release contains.",
]
missing_when = "No tag with a version number exists up to the window's end: no_data. In a shallow clone, whose past is cut off: not_collected."
source = "No CHAOSS metric; asked for in CHAOSS's new contributors as a filter by release cycle."
example = """
v1.0 is tagged in March and v1.1 in June. Ana's first commit landed in January, Ben's and Cem's in May, Dia's in August.
Value: v1.0 = 1, v1.1 = 2, not released yet = 1
"""
since = "0.1"
*/
WITH marks AS (
  SELECT r.slice, r.at AS moment, 1 AS is_release, r.name AS mark
  FROM release_history AS r
  WHERE NOT r.is_prerelease
  UNION ALL
  SELECT p.slice, p.first_at AS moment, 0 AS is_release, p.person AS mark
  FROM newcomer_history AS p
), numbered AS (
  SELECT
    slice,
    moment,
    is_release,
    mark,
    sum(is_release) OVER (
      PARTITION BY slice ORDER BY moment, is_release, mark
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) + 1 - is_release AS nth
  FROM marks
), grouped AS (
  SELECT
    slice,
    nth,
    max(CASE WHEN is_release = 1 THEN mark END) AS release,
    max(CASE WHEN is_release = 1 THEN moment END) AS released_at,
    count(*) FILTER (WHERE is_release = 0) AS people,
    max(nth) OVER (PARTITION BY slice) AS last_nth
  FROM numbered
  GROUP BY slice, nth
)
SELECT g.slice, coalesce(g.release, 'not released yet') AS key, g.people AS value, g.people AS n
FROM grouped AS g
CROSS JOIN span AS s
WHERE g.released_at > s.since OR (g.released_at IS NULL AND g.last_nth > 1)
ORDER BY g.slice, g.nth, key
