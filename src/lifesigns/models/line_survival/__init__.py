"""How many of the lines added in a span are still there some time later.

Method: the hunks of the first-parent history, without context, are replayed on one
array a file that names for each line the commit which added it. What stood before
the replay begins is an unlimited tail of unknown lines, so no file need be read whole.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from lifesigns.kernel.spec import ModelSpec

VERSION = 2
"""Raised whenever a history may come out differently, so that stored answers are made anew."""

MODEL = ModelSpec(
    id="line_survival",
    title="Survival of added lines",
    question="How many of the lines added are still there a year later?",
    method=(
        "The line changes of the default branch's first-parent history are replayed; a line "
        "lives until a hunk takes it or its file is deleted. Generated, vendored, data and "
        "asset files are left out."
    ),
    source="Replay of unified diffs without context; renames as git recognises them.",
    accuracy="docs/accuracy/contribution_kind.md",
    fails_when=(
        "A line that is edited in one letter dies, and the edited one is born.",
        "Lines moved to another place or file die there and are born here.",
    ),
    abstains_when="Fewer than 100 lines were added in the span, or the history is too large.",
)

LONGEST_FILE = 1_000_000
MOST_LINES = 20_000_000
_UNKNOWN = -1

Hunk = tuple[int, int, int, int]
LineOwners = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class FileStep:
    """What one commit did to one file; `hunks` None: not known. Status as git's letters."""

    path: str
    old_path: str | None
    status: str
    hunks: Sequence[Hunk] | None


@dataclass(frozen=True, slots=True)
class CommitStep:
    """One commit of the first-parent chain at `day`; `files` None: not known what it did."""

    day: float
    files: Sequence[FileStep] | None


@dataclass(frozen=True, slots=True)
class Lines:
    """Of `n_added` lines `n_alive` were there after the horizon; `n_lost` could not be followed."""

    n_added: int
    n_alive: int
    n_lost: int

    @property
    def n_followed(self) -> int:
        """Lines whose fate is known."""
        return self.n_added - self.n_lost

    @property
    def share(self) -> float | None:
        """Share still there of the lines that could be followed; None without any."""
        return self.n_alive / self.n_followed if self.n_followed else None


@dataclass(frozen=True, slots=True)
class LinesOf:
    """The added lines of one month, person or organisation; "" stands for nobody known.

    `n_people` had commits landed in the time in which the lines were added.
    """

    key: str
    n_people: int
    lines: Lines


@dataclass(frozen=True, slots=True)
class LineSurvival:
    """The lines that people added in the year before the last, a year later.

    Months are those in which they landed. Lines that a merge brought in from several
    authors are nobody's, and no organisation's unless all were of one.
    """

    n_commits: int
    whole: Lines
    months: tuple[LinesOf, ...] = ()
    people: tuple[LinesOf, ...] = ()
    organisations: tuple[LinesOf, ...] = ()


@dataclass(slots=True)
class _State:
    """Arrays by path, and what became of each commit's lines by its number."""

    lines: dict[str, LineOwners] = field(default_factory=dict)
    births: dict[int, int] = field(default_factory=dict)
    days: dict[int, float] = field(default_factory=dict)
    early: Counter[int] = field(default_factory=Counter)
    lost: Counter[int] = field(default_factory=Counter)
    n_held: int = 0


def line_survival(
    steps: Iterable[CommitStep], born_from: float, born_until: float, horizon: float
) -> dict[int, Lines] | None:
    """Replay commits in order and follow the lines added in (born_from, born_until], in days.

    The steps must begin at `born_from` and reach `horizon` days beyond `born_until`. Return
    what became of the lines of each step that added any, by its position; None when more
    than 20 million lines would have to be held.
    """
    state = _State()
    for number, step in enumerate(steps):
        is_birth = born_from < step.day <= born_until
        if step.files is None:
            held = [_taken(state, path) for path in list(state.lines)]
            state.lost.update(_young(state, held, step.day, horizon))
            continue
        dead: list[LineOwners] = []
        # All at once: two files may have changed places.
        taken = [_taken(state, _before(file)) for file in step.files]
        owner = number if is_birth else _UNKNOWN
        born = 0
        for file, lines in zip(step.files, taken, strict=True):
            if file.status != "D" and (file.hunks is None or _reach(file.hunks) > LONGEST_FILE):
                state.lost.update(_young(state, [lines], step.day, horizon))
            else:
                born += _apply(state, file, lines, owner, dead)
        if is_birth and born:
            state.births[number] = born
            state.days[number] = step.day
        state.early.update(_young(state, dead, step.day, horizon))
        if state.n_held > MOST_LINES:
            return None
    return {
        number: Lines(born, born - state.early[number] - state.lost[number], state.lost[number])
        for number, born in state.births.items()
    }


def _before(file: FileStep) -> str:
    return file.old_path if file.status == "R" and file.old_path else file.path


def _apply(
    state: _State, file: FileStep, lines: LineOwners, owner: int, dead: list[LineOwners]
) -> int:
    """Change one file, whose lines were `lines`; return how many it gained."""
    if file.status == "D":
        dead.append(lines)
        return 0
    assert file.hunks is not None
    if file.status == "A":
        dead.append(lines)
        lines = lines[:0]
    pieces: list[LineOwners] = []
    at = gained = 0
    lines = _extended(lines, max((_end(hunk) for hunk in file.hunks), default=0))
    for hunk in file.hunks:
        first = hunk[0] if hunk[1] == 0 else hunk[0] - 1
        pieces += (lines[at:first], np.full(hunk[3], owner, dtype=np.int32))
        dead.append(lines[first : first + hunk[1]])
        at = first + hunk[1]
        gained += hunk[3]
    dead.append(_taken(state, file.path))
    state.lines[file.path] = np.concatenate((*pieces, lines[at:]))
    state.n_held += len(state.lines[file.path])
    return gained


def _taken(state: _State, path: str) -> LineOwners:
    lines = state.lines.pop(path, None)
    if lines is None:
        return np.empty(0, dtype=np.int32)
    state.n_held -= len(lines)
    return lines


def _end(hunk: Hunk) -> int:
    return hunk[0] if hunk[1] == 0 else hunk[0] - 1 + hunk[1]


def _reach(hunks: Sequence[Hunk]) -> int:
    return max((max(_end(hunk), hunk[2] + hunk[3]) for hunk in hunks), default=0)


def _extended(lines: LineOwners, length: int) -> LineOwners:
    """Make so many of the unknown lines behind the known ones explicit."""
    if length <= len(lines):
        return lines
    tail = np.full(length - len(lines), _UNKNOWN, dtype=np.int32)
    return np.concatenate((lines, tail))


def _young(state: _State, gone: list[LineOwners], day: float, horizon: float) -> dict[int, int]:
    """Count by commit the lines that were added in the span and have not reached the horizon."""
    owners = np.concatenate(gone) if gone else np.empty(0, dtype=np.int32)
    numbers, counts = np.unique(owners[owners != _UNKNOWN], return_counts=True)
    return {
        number: n
        for number, n in zip(numbers.tolist(), counts.tolist(), strict=True)
        if day - state.days[number] <= horizon
    }
