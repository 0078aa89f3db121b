"""Rows to learn and to be judged from: repository x half-year day, with what happened next."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from lifesigns.models.survival.evidence import Evidence, History, design, half_year_days
from lifesigns.models.survival.outcomes import DAY, TARGETS, YEAR, Floats, Ints, Outcome, happened
from lifesigns.models.survival.parameters import Rules

# git itself is from 2005; before 2008 hardly a default branch was watched landing.
FIRST_DAY = int(datetime(2008, 1, 1, tzinfo=UTC).timestamp())
# Snapshots taken later exist mostly for repositories that were still active.
MAIN_UNTIL = int(datetime(2024, 3, 28, tzinfo=UTC).timestamp()) - 1


@dataclass(frozen=True, slots=True)
class Observed:
    """One repository's landing times of human commits, and until when it was watched."""

    landed: Ints
    observed_until: int
    frame: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """Rows ordered by repository, then day.

    `repositories` and `frames` name each repository once; `owner` (n,) says which
    one a row belongs to; `moments` (n,) the day; `matrix` (n, 3) the inputs of
    `design`; `labels` (n, 6) what happened per target, NaN where the horizon was
    not fully watched; `evidence` the words-ready inputs.
    """

    repositories: tuple[str, ...]
    frames: tuple[str, ...]
    owner: Ints
    moments: Ints
    matrix: Floats
    labels: Floats
    evidence: tuple[Evidence, ...]

    @property
    def silence(self) -> Floats:
        """Days since the last landing, per row."""
        days: Floats = np.expm1(self.matrix[:, 0])
        return days

    def take(self, rows: NDArray[np.bool_]) -> "Panel":
        """Return the chosen rows (repository numbers stay as they are)."""
        kept = np.flatnonzero(rows)
        return Panel(
            self.repositories,
            self.frames,
            self.owner[kept],
            self.moments[kept],
            self.matrix[kept],
            self.labels[kept],
            tuple(self.evidence[row] for row in kept),
        )


def build_panel(histories: Mapping[str, Observed], until: int, rules: Rules) -> Panel:
    """Make the rows: each half-year day from a month after the first landing on.

    Nothing after `until` (epoch seconds) is used. A row needs its twelve months fully
    watched; the label of a longer horizon may be NaN.
    """
    names = tuple(sorted(histories))
    owner: list[int] = []
    moments: list[int] = []
    evidence: list[Evidence] = []
    labels: list[list[float]] = []
    for number, name in enumerate(names):
        history = History(histories[name].landed)
        watched = min(histories[name].observed_until, until)
        if history.landed.size == 0:
            continue
        first = max(FIRST_DAY, int(history.landed[0]) + rules.young_days * DAY)
        for day in half_year_days(first, watched - YEAR):
            seen = history.evidence(day)
            if seen is None:
                continue
            owner.append(number)
            moments.append(day)
            evidence.append(seen)
            labels.append([happened(history.landed, day, watched, target) for target in TARGETS])
    return Panel(
        names,
        tuple(histories[name].frame for name in names),
        np.array(owner, dtype=np.int64),
        np.array(moments, dtype=np.int64),
        design(evidence),
        np.array(labels, dtype=np.float64).reshape(-1, len(TARGETS)),
        tuple(evidence),
    )


def fingerprint(name: str) -> str:
    """Return the first eight hexadecimal digits of the SHA-256 of a repository name."""
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def folds(panel: Panel, count: int) -> Ints:
    """Return each row's fold: a repository is in one fold, by its name alone.

    The same repository lands in the same fold of any folder and on any machine.
    """
    by_repository = [int(fingerprint(name), 16) % count for name in panel.repositories]
    return np.array(by_repository, dtype=np.int64)[panel.owner]


def labels_by_day(panel: Panel) -> dict[tuple[str, int], tuple[int, int]]:
    """Return (any commit, active months) over twelve months by (repository, day)."""
    any_commit, active = (
        next(
            column
            for column, target in enumerate(TARGETS)
            if target.outcome is outcome and target.months == 12
        )
        for outcome in Outcome
    )
    return {
        (panel.repositories[owner], int(day)): (int(row[any_commit]), int(row[active]))
        for owner, day, row in zip(panel.owner, panel.moments, panel.labels, strict=True)
    }
