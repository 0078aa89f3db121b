"""Apply the people file: what must be one, what must not, and what people are called."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lifesigns.kernel.errors import UsageError
from lifesigns.tables.people.people_file import (
    SOURCE,
    Selector,
    Statement,
    read_people_file,
    unmatched,
    why_unmatched,
)
from lifesigns.tables.people.profiles import Profile
from lifesigns.tables.people.records import Kind, Person, Problem
from lifesigns.tables.people.safe_links import Link

# One side of a cannot-link: (number of the constraint, which side).
Side = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Rulings:
    """A people file in terms of profile positions."""

    statements: tuple[Statement, ...]
    owner: dict[int, int]
    links: tuple[Link, ...]
    sides: dict[int, frozenset[Side]]
    problems: tuple[Problem, ...]


class _Finder:
    """Find the positions that selectors mean, by dictionary and not by search."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self._by_key: dict[str, list[int]] = {}
        for position, profile in enumerate(profiles):
            identity = profile.identity
            keys = {
                Selector(identity.email, 0).key,
                Selector(f"{' '.join(identity.name.split())} <{identity.email}>", 0).key,
            }
            if profile.address.login:
                keys.add(f"@{profile.address.login}")
            for key in keys:
                self._by_key.setdefault(key, []).append(position)

    def find(self, selector: Selector) -> list[int]:
        return self._by_key.get(selector.key, [])


def apply_people_file(text: str | None, profiles: Sequence[Profile]) -> Rulings:
    """Return what a people file rules about these profiles.

    Raises UsageError if two of its lines rule differently about one identity.
    """
    statements = read_people_file(text) if text else ()
    finder = _Finder(profiles) if statements else None
    owner: dict[int, int] = {}
    claimed: dict[int, Selector] = {}
    links: list[Link] = []
    sides: dict[int, set[Side]] = {}
    matched: set[str] = set()
    for number, statement in enumerate(statements):
        members: list[int] = []
        for selector in statement.is_selectors:
            for position in finder.find(selector) if finder else ():
                matched.add(selector.key)
                if owner.get(position, number) != number:
                    raise _two_rulings(claimed[position], selector, profiles[position])
                owner[position] = number
                claimed.setdefault(position, selector)
                members.append(position)
        reason = f"people file, line {statement.line}"
        links += [Link(members[0], m, reason, 1.0, is_certain=True) for m in members[1:]]
        for selector in statement.not_selectors:
            for position in finder.find(selector) if finder else ():
                matched.add(selector.key)
                if owner.get(position) == number:
                    raise _two_rulings(claimed[position], selector, profiles[position])
                sides.setdefault(position, set()).add((number, 1))
        for position in members if statement.not_selectors else ():
            sides.setdefault(position, set()).add((number, 0))
    problems = tuple(
        Problem(SOURCE, selector.line, why_unmatched(selector))
        for selector in unmatched(statements, matched)
    )
    frozen = {position: frozenset(found) for position, found in sides.items()}
    return Rulings(statements, owner, tuple(links), frozen, problems)


def _two_rulings(one: Selector, other: Selector, profile: Profile) -> UsageError:
    first, second = sorted((one, other), key=lambda selector: selector.line)
    return UsageError(
        f"{SOURCE}, lines {first.line} and {second.line} contradict each other: "
        f"{first.text!r} and {second.text!r} both fit {profile.identity.email!r}.",
        "Keep one of the two.",
    )


def rule(person: Person, members: Sequence[int], rulings: Rulings) -> Person:
    """Return the person as the people file wants it."""
    numbers = sorted({rulings.owner[m] for m in members if m in rulings.owner})
    for number in numbers:
        statement = rulings.statements[number]
        reason = f"people file, line {statement.line}"
        if statement.kind is not None:
            why = "" if statement.kind is Kind.PERSON else reason
            person = replace(person, kind=statement.kind, kind_reason=why)
        person = replace(
            person,
            name=statement.name or person.name,
            is_hidden=person.is_hidden or statement.is_hidden,
            is_opted_out=person.is_opted_out or statement.is_opted_out,
            employers=statement.employers or person.employers,
        )
    return person
