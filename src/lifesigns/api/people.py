"""Who is who in a project, with what landed of each in a window."""

from collections import defaultdict
from datetime import UTC, datetime

from lifesigns.api.employers import employers_of
from lifesigns.api.project import Project
from lifesigns.kernel.errors import UsageError
from lifesigns.kernel.holdings import Doubt, PersonEntry
from lifesigns.tables.people.mailmap import write_mailmap

_SQL = """
WITH counted AS (
  SELECT person, count(*) AS commits, min(c.at) AS first_at, max(c.at) AS last_at,
         list(DISTINCT offset_minutes ORDER BY offset_minutes)
           FILTER (offset_minutes IS NOT NULL) AS offsets
  FROM held.commits AS c
  WHERE is_default AND NOT is_merge AND c.at > ? AND c.at <= ?
  GROUP BY person
), requested AS (
  SELECT person, count(*) AS change_requests
  FROM held.change_requests AS q
  WHERE is_landed AND q.at > ? AND q.at <= ? AND person IS NOT NULL
  GROUP BY person
)
SELECT coalesce(c.person, r.person), coalesce(commits, 0), coalesce(change_requests, 0),
       first_at, last_at, coalesce(offsets, [])
FROM counted AS c FULL JOIN requested AS r ON c.person = r.person
ORDER BY 2 DESC, 3 DESC, 1
"""


def people_of(
    project: Project, since: datetime | None = None, until: datetime | None = None
) -> list[PersonEntry]:
    """Return everybody with work that landed in the window, most commits first.

    People who hide or opt out in the people file are counted; neither they nor their employers
    are named, nor the places of their clocks. For anonymous projects nobody's places are told, and
    small employers are withheld.
    Raises UsageError for a window of which nothing was seen.
    """
    seen = project.seen_until
    if since and seen and since >= seen:
        raise UsageError(
            f"Nothing after {seen:%Y-%m-%d %H:%M} was seen.",
            "Choose an earlier --since, or bring the copy up to date.",
        )
    begin = (since or datetime(1970, 1, 1, tzinfo=UTC)).replace(tzinfo=None)
    end = (until or project.as_of).replace(tzinfo=None)
    rows = project.session.rows(_SQL, (begin, end, begin, end))
    total = sum(row[2] for row in rows)
    persons = {person.person_id: person for person in project.people.persons}
    written, employers = (
        project.written_names,
        employers_of(project.people, anonymous=project.anonymous),
    )
    found = []
    for key, commits, requests, first_at, last_at, offsets in rows:
        person = persons[key]
        is_private = person.is_hidden or person.is_opted_out
        is_nameless = is_private or (project.anonymous and person.kind == "person")
        found.append(
            PersonEntry(
                person=project.names[key],
                names=() if is_private else written.get(key, (person.name,)),
                emails=() if is_private or project.anonymous else person.emails,
                is_bot=person.kind != "person",
                kind=str(person.kind),
                kind_reason=person.kind_reason,
                commits=commits,
                change_requests=requests if total else None,
                share_of_change_requests=requests / total if total else None,
                first_at=first_at.replace(tzinfo=UTC) if first_at else None,
                last_at=last_at.replace(tzinfo=UTC) if last_at else None,
                places=() if is_nameless else tuple(_offset(minutes) for minutes in offsets),
                employers=tuple(dict.fromkeys(job.organisation for job in employers.get(key, ()))),
                merged_because=() if is_private else project.merge_reasons.get(key, ()),
            )
        )
    return found


def doubts_of(project: Project) -> list[Doubt]:
    """Return the pairs that may be one person, those first that would move most commits.

    Nobody who hides or opts out is in them, and nobody at all for an anonymous project.
    """
    owner = project.people.person_of()
    persons = {person.person_id: person for person in project.people.persons}
    found = []
    for pair in project.people.doubtful:
        ends = [persons[owner[number]] for number in (pair.identity_a, pair.identity_b)]
        if any(person.is_hidden or person.is_opted_out for person in ends):
            continue
        one, other = (f"{person.name} <{next(iter(person.emails), '')}>" for person in ends)
        found.append(Doubt(one, other, pair.reason, pair.confidence, pair.effect))
    return found


def mailmap_of(project: Project) -> str:
    """Return a `.mailmap` that makes git see the same people: one line for each further account.

    Those who hide or opt out in the people file are left out. Raises UsageError for an
    anonymous project, since a mailmap is made of names.
    """
    if project.anonymous:
        raise UsageError("A mailmap is made of names.", "Leave out --anonymise.")
    written: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name, email, person in project.session.rows(
        "SELECT name, email, person FROM raw.identities ORDER BY person, name, email"
    ):
        written[person].append((name, email))
    return write_mailmap(
        ((person.name, next(filter(None, person.emails), "")), written[person.person_id])
        for person in project.people.persons
        if not (person.is_hidden or person.is_opted_out)
    )


def _offset(minutes: int) -> str:
    sign = "-" if minutes < 0 else "+"
    return f"UTC{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
