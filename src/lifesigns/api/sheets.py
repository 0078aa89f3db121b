"""The page of each of the leading people: what they gave, when, and for whom."""

from datetime import UTC, timedelta

from lifesigns.api.carrying import Contributing
from lifesigns.api.employers import employers_of
from lifesigns.api.project import Project
from lifesigns.kernel.holdings import Job, PersonSheet
from lifesigns.models.recognition import thanks
from lifesigns.verdicts import thresholds
from lifesigns.verdicts.real_work.people import works_of

_LANDED_SQL = """
WITH landed AS (
  SELECT person, count(*) AS commits, min(c.at) AS first_at, max(c.at) AS last_at,
         count(*) FILTER (c.at > ?) AS recent
  FROM held.commits AS c
  WHERE is_default AND NOT is_merge AND kind = 'person' AND c.at IS NOT NULL
  GROUP BY person
)
SELECT person, commits, first_at, last_at,
       recent > 0 AND row_number() OVER (ORDER BY recent DESC, commits DESC, person) <= ? AS is_busy
FROM landed
ORDER BY commits DESC, person
"""
_SHEETS, _BUSY = 30, 12
_YEAR = timedelta(days=365)


def sheets_of(project: Project) -> tuple[PersonSheet, ...]:
    """Return a sheet for each of the people with most landed commits, most first.

    Thirty of all times, and the twelve of the last year where they are not among them.
    Those who hide or opt out in the people file have none. For anonymous projects
    small employers are withheld, and what each one's work changes.
    """
    given: Contributing = project.model("contributing")
    everyone = thanks(given.acts, None, project.until.timestamp() / 86400)
    acts = {given.people[one.person]: one.acts for one in everyone.people}
    employers = employers_of(project.people, anonymous=project.anonymous)
    known, lived = project.model("contribution_kinds"), project.model("line_survival")
    works = {} if project.anonymous else works_of(known, lived, thresholds())
    sheets: list[PersonSheet] = []
    year = (project.until - _YEAR).replace(tzinfo=None)
    rows = project.session.rows(_LANDED_SQL, (year, _BUSY))
    for key, commits, first_at, last_at, is_busy in rows:
        if key not in project.sheets or (len(sheets) >= _SHEETS and not is_busy):
            continue
        sheets.append(
            PersonSheet(
                id=project.sheets[key],
                person=project.names[key],
                known_as=project.written_names.get(key, ()),
                commits=commits,
                acts=tuple((str(kind), n) for kind, n in acts.get(key, {}).items()),
                first_at=first_at.replace(tzinfo=UTC),
                last_at=last_at.replace(tzinfo=UTC),
                jobs=tuple(
                    Job(job.organisation, job.from_on, job.to_on, job.reason)
                    for job in employers[key]
                ),
                merged_because=project.merge_reasons.get(key, ()),
                work=works.get(key),
            )
        )
    return tuple(sheets)
