"""Who touched which file, once renames are followed: the input of every model of carrying."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Touches:
    """Landed changes of non-merge commits to files: five arrays of one length, in any order.

    `person` codes the author (bots left out beforehand), `file` the file across its renames,
    `commit` the commit, `day` the landing in days since 1970-01-01 (fractions allowed),
    `is_creation` marks the change that brought the file into being.
    """

    person: Ints
    file: Ints
    commit: Ints
    day: Floats
    is_creation: Bools

    def __post_init__(self) -> None:
        """Refuse arrays of different lengths."""
        lengths = {len(self.person), len(self.file), len(self.commit)}
        if lengths | {len(self.day), len(self.is_creation)} != {len(self.person)}:
            raise ValueError("the arrays of touches differ in length")

    @classmethod
    def of(cls, rows: Iterable[tuple[int, int, int, float, bool]]) -> "Touches":
        """Build from rows of (person, file, commit, day, is_creation)."""
        columns: list[tuple[Any, ...]] = list(zip(*rows, strict=True)) or [()] * 5
        return cls(
            np.array(columns[0], dtype=np.int64),
            np.array(columns[1], dtype=np.int64),
            np.array(columns[2], dtype=np.int64),
            np.array(columns[3], dtype=np.float64),
            np.array(columns[4], dtype=np.bool_),
        )

    def __len__(self) -> int:
        """Return the number of touches."""
        return len(self.person)

    def where(self, chosen: Bools | Ints) -> "Touches":
        """Return the touches chosen by a mask or by positions."""
        return Touches(
            self.person[chosen],
            self.file[chosen],
            self.commit[chosen],
            self.day[chosen],
            self.is_creation[chosen],
        )


@dataclass(frozen=True, slots=True)
class FollowedFiles:
    """What `follow_renames` found: the file and the creation mark of each change, in order given.

    `file_at` gives the file that stands at a path after the last change; paths
    that were deleted or renamed away lead to the file they last named.
    """

    file: Ints
    is_creation: Bools
    file_at: dict[str, int]


def follow_renames(
    paths: Sequence[str], old_paths: Sequence[str | None], statuses: Sequence[str]
) -> FollowedFiles:
    """Give every change the number of the file it touched, one number across renames.

    Changes come in landing order with git's status letters. A rename carries the number over;
    a copy is a new file; a file that comes back after a deletion keeps its number; a change to
    a path already renamed away (a branch that had not seen the rename) goes to the renamed
    file. A file whose addition was not seen (shallow history) has no creation.
    """
    tracker = _Tracker()
    numbers = np.empty(len(paths), dtype=np.int64)
    creations = np.zeros(len(paths), dtype=np.bool_)
    for position, (path, old_path, status) in enumerate(
        zip(paths, old_paths, statuses, strict=True)
    ):
        kind = status[:1]
        if kind == "R" and old_path is not None:
            numbers[position] = tracker.rename(old_path, path)
        elif kind in ("A", "C"):
            numbers[position], creations[position] = tracker.create(path)
        elif kind == "D":
            numbers[position] = tracker.delete(path)
        else:
            numbers[position] = tracker.change(path)
    return FollowedFiles(numbers, creations, tracker.file_at())


class _Tracker:
    """The numbers of files by path: standing, deleted, and renamed away."""

    __slots__ = ("alive", "created", "deleted", "moved")

    def __init__(self) -> None:
        self.alive: dict[str, int] = {}
        self.deleted: dict[str, int] = {}
        self.moved: dict[str, int] = {}
        self.created: list[bool] = []

    def file_at(self) -> dict[str, int]:
        return {**self.moved, **self.deleted, **self.alive}

    def _new(self) -> int:
        self.created.append(False)
        return len(self.created) - 1

    def _known(self, path: str) -> int | None:
        for paths in (self.alive, self.deleted, self.moved):
            if path in paths:
                return paths[path]
        return None

    def create(self, path: str) -> tuple[int, bool]:
        number = self.alive.get(path)
        if number is None:
            number = self.deleted.pop(path, None)
        if number is None:
            number = self._new()
        self.alive[path] = number
        is_first = not self.created[number]
        self.created[number] = True
        return number, is_first

    def rename(self, old_path: str, path: str) -> int:
        number = self._known(old_path)
        self.alive.pop(old_path, None)
        self.deleted.pop(old_path, None)
        if number is None:
            number = self.alive.get(path)
        if number is None:
            number = self._new()
        self.moved[old_path] = number
        self.alive[path] = number
        self.deleted.pop(path, None)
        return number

    def delete(self, path: str) -> int:
        number = self._known(path)
        if number is None:
            number = self._new()
        if path in self.alive or path not in self.moved:
            self.alive.pop(path, None)
            self.deleted[path] = number
        return number

    def change(self, path: str) -> int:
        number = self._known(path)
        if number is None:
            number = self._new()
            self.alive[path] = number
        return number
