"""Write down who was held to be who, so that it is not judged again for the same evidence."""

import hashlib
import json
from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib import resources

from lifesigns.tables.people.records import (
    DoubtfulPair,
    Employment,
    Kind,
    Merge,
    People,
    Person,
    Problem,
)

Written = Sequence[tuple[str, str]]
"""Name and address of every identity, at the place of its id."""


def dump(written: Written, people: People) -> str:
    """Return a judgement and the identities it is about as ASCII text."""
    return json.dumps(
        {
            "written": [list(pair) for pair in written],
            "persons": [_person_row(person) for person in people.persons],
            "merges": [[m.identity_a, m.identity_b, m.reason, m.confidence] for m in people.merges],
            "doubtful": [
                [d.identity_a, d.identity_b, d.reason, d.confidence, d.effect]
                for d in people.doubtful
            ],
            "problems": [[p.source, p.line, p.message] for p in people.problems],
        },
        separators=(",", ":"),
    )


def load(text: str) -> tuple[Written, People]:
    """Read what `dump` wrote."""
    kept = json.loads(text)
    people = People(
        tuple(_person(*row) for row in kept["persons"]),
        tuple(Merge(*row) for row in kept["merges"]),
        tuple(DoubtfulPair(*row) for row in kept["doubtful"]),
        tuple(Problem(*row) for row in kept["problems"]),
    )
    return [(name, email) for name, email in kept["written"]], people


@cache
def method() -> str:
    """Return a digest of the code and the data that judge: a judgement is kept no longer."""
    digest = hashlib.sha256()
    folder = resources.files("lifesigns.tables.people")
    for place in (folder, folder / "data"):
        for entry in sorted(place.iterdir(), key=lambda entry: entry.name):
            if entry.is_file():
                digest.update(entry.name.encode() + b"\0" + entry.read_bytes())
    return digest.hexdigest()


def _person_row(person: Person) -> list[object]:
    return [
        person.person_id,
        person.name,
        person.emails,
        person.identities,
        person.kind,
        person.kind_reason,
        person.login,
        person.github_id,
        person.is_hidden,
        person.is_opted_out,
        [
            [e.organisation, _day(e.from_on), _day(e.to_on), e.reason, e.is_over]
            for e in person.employers
        ],
    ]


def _person(
    person_id: str,
    name: str,
    emails: list[str],
    identities: list[int],
    kind: str,
    kind_reason: str,
    login: str | None,
    github_id: int | None,
    is_hidden: bool,
    is_opted_out: bool,
    employers: list[tuple[str, str | None, str | None, str, bool]],
) -> Person:
    return Person(
        person_id,
        name,
        tuple(emails),
        tuple(identities),
        Kind(kind),
        kind_reason,
        login,
        github_id,
        is_hidden,
        is_opted_out,
        tuple(
            Employment(organisation, _date(since), _date(until), reason, is_over)
            for organisation, since, until, reason, is_over in employers
        ),
    )


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
