"""Take the largest organisation away and count what would be left: a simulation, no forecast."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

UNKNOWN = None


@dataclass(frozen=True, slots=True)
class OrganisationLoss:
    """The last year with and without the organisation known to have made most commits.

    Commits are non-merge commits by people that landed; `unknown` of those that remain are by
    people whose organisation is not known, some of whom may belong to it. Absence factors are the
    fewest people behind half of the commits (0 when nothing is left). `integrations` counts
    the commits landed by a known person, releases the tags of the year.
    """

    organisation: str
    commits: int
    commits_left: int
    unknown: int
    people: int
    people_left: int
    absence_factor: int
    absence_factor_left: int
    integrations: int
    integrations_left: int
    releases: int
    releases_left: int


@dataclass(frozen=True, slots=True)
class Part:
    """What one person did in the year for one organisation (None: not known)."""

    person: str
    organisation: str | None
    commits: int = 0
    integrations: int = 0
    releases: int = 0


def organisation_loss(parts: Iterable[Part]) -> OrganisationLoss | None:
    """Return what the largest known organisation leaves behind; None where none is known."""
    given = tuple(parts)
    by_name: dict[str, int] = {}
    for part in given:
        if part.organisation is not None:
            by_name[part.organisation] = by_name.get(part.organisation, 0) + part.commits
    if not any(by_name.values()):
        return None
    top = min(by_name, key=lambda name: (-by_name[name], name))
    left = tuple(part for part in given if part.organisation != top)
    return OrganisationLoss(
        organisation=top,
        commits=sum(part.commits for part in given),
        commits_left=sum(part.commits for part in left),
        unknown=sum(part.commits for part in left if part.organisation is UNKNOWN),
        people=_people(given),
        people_left=_people(left),
        absence_factor=_absence_factor(given),
        absence_factor_left=_absence_factor(left),
        integrations=sum(part.integrations for part in given),
        integrations_left=sum(part.integrations for part in left),
        releases=sum(part.releases for part in given),
        releases_left=sum(part.releases for part in left),
    )


def _people(parts: Sequence[Part]) -> int:
    return len({part.person for part in parts if part.commits})


def _absence_factor(parts: Sequence[Part]) -> int:
    """CHAOSS: the fewest people behind half of the commits."""
    commits: dict[str, int] = {}
    for part in parts:
        commits[part.person] = commits.get(part.person, 0) + part.commits
    total = sum(commits.values())
    running = accumulate(sorted(commits.values(), reverse=True))
    return (
        next((place for place, done in enumerate(running, 1) if 2 * done >= total), 0)
        if total
        else 0
    )
