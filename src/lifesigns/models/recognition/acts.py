"""Acts of contributing, of every kind that a clone shows: who did what, and when."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

KINDS_DATA: dict[str, dict[str, Any]] = json.loads(
    (files("lifesigns.models.recognition") / "kinds.json").read_text("utf-8")
)


class Kind(StrEnum):
    """The kinds of contribution; triage and answers are not seen in a clone."""

    CODE = "code"
    TESTS = "tests"
    DOCUMENTATION = "documentation"
    TRANSLATION = "translation"
    EXAMPLES = "examples"
    BUILD = "build"
    DESIGN = "design"
    DATA = "data"
    REVIEW = "review"
    REPORTING = "reporting"
    CO_AUTHORSHIP = "co_authorship"
    RELEASE = "release"
    MENTORING = "mentoring"


KINDS = tuple(Kind)
_CODE = {kind: number for number, kind in enumerate(KINDS)}
_KIND_OF_AREA = {
    area: _CODE[Kind(kind)] for kind, about in KINDS_DATA.items() for area in about.get("areas", ())
}
_KIND_OF_TRAILER = {
    key: _CODE[Kind(kind)]
    for kind, about in KINDS_DATA.items()
    for key in about.get("trailers", ())
}
NONE = -1


@dataclass(frozen=True, slots=True)
class Acts:
    """Acts of people (bots left out beforehand): arrays of one length, in any order.

    `kind` is the position in `KINDS`, `day` in days since 1970-01-01 (fractions allowed).
    """

    person: Ints
    kind: Ints
    day: Floats

    def __len__(self) -> int:
        """Return the number of acts."""
        return len(self.person)

    @classmethod
    def of(cls, rows: Iterable[tuple[int, Kind, float]]) -> "Acts":
        """Build from rows of (person, kind, day)."""
        listed = list(rows)
        return cls(
            np.array([row[0] for row in listed], dtype=np.int64),
            np.array([_CODE[row[1]] for row in listed], dtype=np.int64),
            np.array([row[2] for row in listed], dtype=np.float64),
        )

    def where(self, chosen: Bools) -> "Acts":
        """Return the acts chosen by a mask."""
        return Acts(self.person[chosen], self.kind[chosen], self.day[chosen])

    @property
    def month(self) -> Ints:
        """The calendar month (UTC) of each act, in months since 1970-01."""
        return months_of(self.day)


def months_of(day: Floats) -> Ints:
    """Return the calendar month (UTC) of days, in months since 1970-01."""
    whole = np.floor(day).astype("datetime64[D]")
    months: Ints = whole.astype("datetime64[M]").astype(np.int64)
    return months


def join(*parts: Acts) -> Acts:
    """Return all acts of several parts."""
    return Acts(
        np.concatenate([part.person for part in parts]),
        np.concatenate([part.kind for part in parts]),
        np.concatenate([part.day for part in parts]),
    )


def acts_of_work(person: Ints, commit: Ints, day: Floats, area: Sequence[str]) -> Acts:
    """Return one act per landed commit and kind, from rows of file changes.

    However many files and lines a commit touches, it is one act of each kind it holds.
    Generated, vendored and licence files are no kind of work.
    """
    kind = np.array([_KIND_OF_AREA.get(a, NONE) for a in area], dtype=np.int64)
    chosen = np.flatnonzero(kind != NONE)
    _, first = np.unique(commit[chosen] * len(KINDS) + kind[chosen], return_index=True)
    rows = chosen[first]
    return Acts(person[rows], kind[rows], day[rows])


def acts_of_trailers(
    person: Ints, author: Ints, commit: Ints, day: Floats, key: Sequence[str]
) -> Acts:
    """Return the acts that trailers of landed commits name: reviews, reports, co-authorship.

    `person` is whom the trailer names, `author` who wrote the commit: nobody reviews their own
    work. However often a commit names somebody, it is one act of each kind: squashing repeats
    trailers, and who reviewed has often tested as well. Other trailers, sign-offs among them, are
    no act.
    """
    kind = np.array([_KIND_OF_TRAILER.get(k.lower(), NONE) for k in key], dtype=np.int64)
    chosen = np.flatnonzero((kind != NONE) & (person != author))
    named = np.stack([commit[chosen], person[chosen], kind[chosen]], axis=1)
    _, first = np.unique(named, axis=0, return_index=True)
    rows = chosen[first]
    return Acts(person[rows], kind[rows], day[rows])


def acts_of_releasing(person: Ints, day: Floats) -> Acts:
    """Return one act per release, from who tagged it and when."""
    kind = np.full(len(person), _CODE[Kind.RELEASE], dtype=np.int64)
    return Acts(person, kind, day)


def acts_of_mentoring(author: Ints, commit: Ints, day: Floats, helped: Ints, helper: Ints) -> Acts:
    """Return one act per newcomer and helper: who merged, committed or reviewed a first change.

    The first three arrays list all landed commits; `helped` and `helper` are pairs of a commit
    and a person who merged, committed or reviewed it. A person's first landed commit is the
    earliest, of equal days the lowest commit number.
    """
    order = np.lexsort((commit, day))
    newcomers, first = np.unique(author[order], return_index=True)
    first_commit = commit[order][first]
    by_commit = np.argsort(first_commit, kind="stable")
    place = np.searchsorted(first_commit[by_commit], helped)
    place[place == len(first_commit)] = 0
    if len(first_commit) == 0:
        return Acts.of(())
    row = by_commit[place]
    chosen = (first_commit[row] == helped) & (newcomers[row] != helper)
    pairs = np.unique(np.stack([row[chosen], helper[chosen]], axis=1), axis=0)
    days = day[order][first][pairs[:, 0]]
    kind = np.full(len(pairs), _CODE[Kind.MENTORING], dtype=np.int64)
    return Acts(pairs[:, 1].astype(np.int64), kind, days)
