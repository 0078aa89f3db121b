"""The truck factor: how many people must leave before more than half is carried by nobody.

Three published methods are computed and their range shown, because they disagree:
degree of authorship of files (Avelino et al. 2016), with and without its absolute threshold,
share of commits, and recent work that fades (Jabrayilzade et al. 2022). The single estimate is
the median of the two degrees of authorship and the share of commits: the share of commits, kept
within what authorship of files allows. Its people carry most on the average of files
and commits. docs/accuracy/carriers.md gives the reasons, and how well it does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median_low

import numpy as np

from lifesigns.models.carriers.authorship import (
    Bearers,
    commit_shares,
    decayed_authorship,
    degree_of_authorship,
)
from lifesigns.models.carriers.cover import smallest_loss
from lifesigns.models.carriers.parameters import PARAMETERS
from lifesigns.models.carriers.touches import Bools, Floats, Ints, Touches

DAYS_A_MONTH = 365.25 / 12
SOURCE_AREAS: frozenset[str] = frozenset(PARAMETERS["truck_factor"]["areas"])
METHODS = ("degree_of_authorship", "relative_authorship", "commit_share", "decayed_authorship")


@dataclass(frozen=True, slots=True)
class StandingFiles:
    """The files that stand at the moment: number (as in `Touches.file`), path and area.

    Numbers of -1 stand for files whose history was not seen.
    """

    file: Ints
    path: Sequence[str]
    area: Sequence[str]


@dataclass(frozen=True, slots=True)
class Method:
    """One method's answer; `truck_factor` is None where it has nothing to go by.

    `people` are person codes, those who bear most first; `lost` the share borne by nobody once
    each has left too; `n` the files with an author (or the commits) the method counts.
    """

    id: str
    truck_factor: int | None
    people: tuple[int, ...]
    lost: tuple[float, ...]
    n: int


@dataclass(frozen=True, slots=True)
class Carrier:
    """One person of the estimate: shares in 0-1 by method, and months since the last landed change.

    A file with several authors counts for each of them, so shares of files may add up to over 1.
    """

    person: int
    share_of_files: float
    share_of_commits: float
    share_of_recent_files: float
    months_since_seen: float


@dataclass(frozen=True, slots=True)
class TruckFactor:
    """The estimate with its range over the methods, the carriers, and what stands behind it.

    `estimate`, `low` and `high` are None when no method has anything to go by.
    `n_files` counts standing source files with a known history, `n_files_unknown` those without.
    """

    estimate: int | None
    low: int | None
    high: int | None
    carriers: tuple[Carrier, ...]
    methods: tuple[Method, ...]
    n_files: int
    n_files_unknown: int
    n_commits: int
    n_people: int

    @property
    def people(self) -> tuple[int, ...]:
        """The codes of the carriers, who carries most first."""
        return tuple(carrier.person for carrier in self.carriers)


def source_files(files: StandingFiles) -> Bools:
    """Return a mask of the files that count: program text and tests, nothing foreign or generated."""
    return np.array([area in SOURCE_AREAS for area in files.area], dtype=np.bool_)


def truck_factor(touches: Touches, files: StandingFiles, as_of_day: float) -> TruckFactor:
    """Estimate the truck factor of the project at a moment (days since 1970-01-01).

    `touches` hold all landed changes up to the moment, to whatever file; later ones are left out.
    """
    past = touches.where(touches.day <= as_of_day)
    chosen = files.file[source_files(files)]
    return _estimate(past, chosen, as_of_day)


def source_authorship(
    touches: Touches, files: StandingFiles, as_of_day: float
) -> tuple[Touches, Bearers]:
    """Return the touches of the standing source files and their authors, for `succession`.

    Authors are those of the degree of authorship; both number the files by their position
    among the source files with a known history, in order of file number.
    """
    past = touches.where(touches.day <= as_of_day)
    standing = _known(files.file[source_files(files)])
    here = _renumbered(past, standing)
    return here, degree_of_authorship(here, len(standing))


def by_directory(
    touches: Touches, files: StandingFiles, as_of_day: float
) -> dict[str, TruckFactor]:
    """Estimate the truck factor of each top- and second-level directory with enough source files.

    The commits counted are those that touched the directory's files. A directory that holds all
    of its parent's source files is left out, its parent says the same.
    """
    past = touches.where(touches.day <= as_of_day)
    chosen = source_files(files) & (files.file >= 0)
    members: dict[str, list[int]] = {}
    for position in np.flatnonzero(chosen).tolist():
        folders = files.path[position].split("/")[:-1][:2]
        for depth in range(1, len(folders) + 1):
            members.setdefault("/".join(folders[:depth]), []).append(int(files.file[position]))
    least = PARAMETERS["truck_factor"]["least_files_in_directory"]
    ordered = past.where(np.argsort(past.file, kind="stable"))
    result = {}
    for directory, numbers in sorted(members.items()):
        parent = members.get(directory.rpartition("/")[0])
        if len(numbers) >= least and (parent is None or len(parent) > len(numbers)):
            standing = np.array(sorted(set(numbers)), dtype=np.int64)
            result[directory] = _estimate(_touching(ordered, standing), standing, as_of_day)
    return result


def _known(numbers: Ints) -> Ints:
    return np.unique(numbers[numbers >= 0])


def _touching(ordered: Touches, standing: Ints) -> Touches:
    """Return the touches of the files given, of touches ordered by file."""
    start = np.searchsorted(ordered.file, standing, side="left")
    length = np.searchsorted(ordered.file, standing, side="right") - start
    offset = np.repeat(start - np.concatenate(([0], np.cumsum(length)[:-1])), length)
    return ordered.where(offset + np.arange(len(offset)))


def _renumbered(touches: Touches, standing: Ints) -> Touches:
    """Return the touches of standing files, files numbered by their position in `standing`."""
    position = np.searchsorted(standing, touches.file)
    position[position == len(standing)] = 0
    found = standing[position] == touches.file if len(standing) else np.zeros(len(touches), bool)
    kept = touches.where(found)
    return Touches(kept.person, position[found], kept.commit, kept.day, kept.is_creation)


def _estimate(past: Touches, chosen: Ints, as_of_day: float) -> TruckFactor:
    people, code = np.unique(past.person, return_inverse=True)
    coded = Touches(code.reshape(-1), past.file, past.commit, past.day, past.is_creation)
    standing = _known(chosen)
    here = _renumbered(coded, standing)
    sides = (
        degree_of_authorship(here, len(standing)),
        degree_of_authorship(here, len(standing), is_relative=True),
        commit_shares(coded, len(people)),
        decayed_authorship(here, len(standing), as_of_day),
    )
    methods = tuple(_method(name, side, people) for name, side in zip(METHODS, sides, strict=True))
    answers = {m.id: m.truck_factor for m in methods if m.truck_factor is not None}
    deciding = [
        answers[name] for name in PARAMETERS["truck_factor"]["estimate_from"] if name in answers
    ]
    estimate = median_low(deciding) if deciding else None
    borne = np.array([_borne(side, len(people)) for side in sides])
    return TruckFactor(
        estimate,
        min(answers.values(), default=None),
        max(answers.values(), default=None),
        _carriers(people, borne, _months_since(coded, len(people), as_of_day), estimate or 0),
        methods,
        len(standing),
        int(np.sum(chosen < 0)),
        len(np.unique(past.commit)),
        len(people),
    )


def _method(name: str, side: Bearers, people: Ints) -> Method:
    loss = smallest_loss(side, len(people))
    named = tuple(int(people[person]) for person in loss.people)
    n = int(side.weight[np.unique(side.unit)].sum())
    return Method(name, len(named) or None, named, loss.lost, n)


def _borne(side: Bearers, n_people: int) -> Floats:
    """Return the share of what is borne at all that each person bears, alone or with others."""
    whole = side.weight[np.unique(side.unit)].sum() or 1.0
    borne = np.bincount(side.person, weights=side.weight[side.unit], minlength=n_people)
    return (borne / whole).astype(np.float64)


def _months_since(touches: Touches, n_people: int, as_of_day: float) -> Floats:
    last = np.full(n_people, -np.inf)
    np.maximum.at(last, touches.person, touches.day)
    months: Floats = (as_of_day - last) / DAYS_A_MONTH
    return months


def _carriers(people: Ints, borne: Floats, months: Floats, estimate: int) -> tuple[Carrier, ...]:
    files, _, commits, recent = borne
    order = np.lexsort((people, months, -np.round(files + commits, 12)))[:estimate]
    return tuple(
        Carrier(
            person=int(people[p]),
            share_of_files=float(files[p]),
            share_of_commits=float(commits[p]),
            share_of_recent_files=float(recent[p]),
            months_since_seen=float(months[p]),
        )
        for p in order
    )
