"""The page of each of the leading people: what they gave, when, and for whom."""

from datetime import UTC

from lifesigns.api.carrying import Contributing
from lifesigns.api.employers import employers_of
from lifesigns.api.project import Project
from lifesigns.kernel.holdings import Job, PersonSheet
from lifesigns.models.recognition import thanks

_LANDED_SQL = """
SELECT person, count(*) AS commits, min(c.at), max(c.at)
FROM held.commits AS c
WHERE is_default AND NOT is_merge AND kind = 'person' AND c.at IS NOT NULL
GROUP BY person
ORDER BY commits DESC, person
"""
_SHEETS = 30


def sheets_of(project: Project) -> tuple[PersonSheet, ...]:
    """Return a sheet for each of the people with most landed commits, at most 30.

    Those who hide or opt out in the people file have none. For anonymous projects
    small employers are withheld.
    """
    given: Contributing = project.model("contributing")
    everyone = thanks(given.acts, None, project.until.timestamp() / 86400)
    acts = {given.people[one.person]: one.acts for one in everyone.people}
    employers = employers_of(project)
    sheets: list[PersonSheet] = []
    for key, commits, first_at, last_at in project.session.rows(_LANDED_SQL):
        if key not in project.sheets or len(sheets) == _SHEETS:
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
            )
        )
    return tuple(sheets)
