"""The records that go into and come out of the judgement of who is who."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

# The role of who wrote the head of a change request, beside the author of the commit that it was
# squashed into.
SQUASHED = "squashed"


class Kind(StrEnum):
    """What stands behind an account."""

    PERSON = "person"
    BOT = "bot"
    AGENT = "agent"


@dataclass(frozen=True, slots=True)
class Identity:
    """One name and address as written in commits, with what its commits tell.

    `offsets` counts authored commits by UTC offset in minutes, `roles` counts appearances by
    role (`author`, `committer`, `co_author`, `signed_off_by`, `reviewed_by`, ...). `first_at` and `last_at` are epoch seconds, UTC.
    `n_subjects` is the number of different commit subjects once digits and hashes are removed.
    Everything but the first three fields may be left out.
    """

    identity_id: int
    name: str
    email: str
    n_commits: int = 0
    first_at: int | None = None
    last_at: int | None = None
    offsets: Mapping[int, int] = field(default_factory=dict)
    roles: Mapping[str, int] = field(default_factory=dict)
    first_paths: tuple[str, ...] = ()
    n_subjects: int | None = None


@dataclass(frozen=True, slots=True)
class Together:
    """Two identities that stand in one commit, in the roles named, `n_commits` times.

    In the role `SQUASHED` the same identity may stand on both sides.
    """

    identity_a: int
    identity_b: int
    role_a: str = "author"
    role_b: str = "committer"
    n_commits: int = 1


@dataclass(frozen=True, slots=True)
class Merge:
    """Why two identities are held to be one person; `confidence` in 0-1."""

    identity_a: int
    identity_b: int
    reason: str
    confidence: float


@dataclass(frozen=True, slots=True)
class DoubtfulPair:
    """Two persons who may be one; `effect` is the share of all commits that would move."""

    identity_a: int
    identity_b: int
    reason: str
    confidence: float
    effect: float


@dataclass(frozen=True, slots=True)
class Problem:
    """A line of an input file that could not be used; `line` counts from 1, 0 if none."""

    source: str
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Employment:
    """A stretch of time with one organisation; an open end is None, `to_on` is excluded.

    `is_over`: somebody says that it ended then; otherwise an address was last seen then.
    """

    organisation: str
    from_on: date | None = None
    to_on: date | None = None
    reason: str = ""
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """Everything held to be one human being, one bot or one AI agent."""

    person_id: str
    name: str
    emails: tuple[str, ...]
    identities: tuple[int, ...]
    kind: Kind = Kind.PERSON
    kind_reason: str = ""
    login: str | None = None
    github_id: int | None = None
    is_hidden: bool = False
    is_opted_out: bool = False
    employers: tuple[Employment, ...] = ()


@dataclass(frozen=True, slots=True)
class People:
    """Who is who: persons, why they were merged, what stays in doubt, what was unreadable."""

    persons: tuple[Person, ...]
    merges: tuple[Merge, ...] = ()
    doubtful: tuple[DoubtfulPair, ...] = ()
    problems: tuple[Problem, ...] = ()

    def person_of(self) -> dict[int, str]:
        """Return identity id -> person id."""
        return {i: person.person_id for person in self.persons for i in person.identities}
