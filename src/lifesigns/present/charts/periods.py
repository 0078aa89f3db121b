"""Time axes: turn period labels into an unbroken row of periods with sensible ticks.

Labels are years (2026), quarters (2026-Q1), months (2026-03), ISO weeks
(2026-W05) or days (2026-03-01). A period nobody reported keeps its place, so
that it shows as a gap and never as a neighbour's value.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from lifesigns.kernel.window import period_key

LIMIT = 480
"""Periods drawn at most: forty years of months; the most recent are kept."""

_SHAPES = {
    "year": re.compile(r"(\d{4})"),
    "quarter": re.compile(r"(\d{4})-?Q([1-4])"),
    "month": re.compile(r"(\d{4})-(0[1-9]|1[0-2])"),
    "week": re.compile(r"(\d{4})-?W([0-5]\d)"),
    "day": re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ]00:00:00(?:Z|\+00(?::00)?)?)?"),
}
_FIRST_MONDAY = date(1, 1, 1).toordinal()
_STEPS = (1, 2, 5, 10, 20, 50, 100)


@dataclass(frozen=True, slots=True)
class Axis:
    """Consecutive periods, the index of each given label, and ticks as (index, text).

    `cut` counts the older periods left out of the picture; `is_open` tells that the last
    period is not over, so that its value will still grow; `is_late` that the first had begun
    before anything was counted.
    """

    labels: tuple[str, ...]
    index: dict[str, int]
    ticks: tuple[tuple[int, str], ...]
    cut: int = 0
    is_open: bool = False
    is_late: bool = False

    def place(self, at: str) -> float | None:
        """Return where a dated note stands, as a fraction of the axis; None when outside."""
        if at in self.index:
            return (self.index[at] + 0.5) / len(self.labels)
        for position, label in enumerate(self.labels):
            if label and at.startswith(label):
                return (position + 0.5) / len(self.labels)
        return None


def is_calendar(label: str) -> bool:
    """Return whether a label names a period of the calendar."""
    return any(shape.fullmatch(label) for shape in _SHAPES.values())


def axis(given: Iterable[str]) -> Axis:
    """Return the axis of the given labels; unknown label shapes keep the order of appearance."""
    unique = list(dict.fromkeys(given))
    for grain, shape in _SHAPES.items():
        if unique and all(shape.fullmatch(label) for label in unique):
            placed = {label: _ordinal(grain, label) for label in unique}
            if None not in placed.values():
                return _calendar(grain, {key: at for key, at in placed.items() if at is not None})
    return _listed(unique)


def goes_on(label: str, until: datetime) -> bool:
    """Return whether the period of the calendar that a label names goes on after `until`."""
    return _holds(label, until, until + timedelta(seconds=1))


def had_begun(label: str, since: datetime) -> bool:
    """Return whether the period of the calendar that a label names had begun before `since`."""
    return _holds(label, since - timedelta(seconds=1), since)


def _holds(label: str, *moments: datetime) -> bool:
    for grain, shape in _SHAPES.items():
        if shape.fullmatch(label):
            at = _ordinal(grain, label)
            return at is not None and all(
                _ordinal(grain, period_key(moment, grain)) == at for moment in moments
            )
    return False


def _calendar(grain: str, placed: dict[str, int]) -> Axis:
    step = 1
    low, high = min(placed.values()), max(placed.values())
    if grain == "day" and len(placed) > 2 and all((at - low) % 7 == 0 for at in placed.values()):
        step = 7  # weeks named by their first day
    count = (high - low) // step + 1
    drawn = min(count, LIMIT)
    first = high - (drawn - 1) * step
    ordinals = [first + position * step for position in range(drawn)]
    labels = tuple(_label(grain, ordinal) for ordinal in ordinals)
    index = {key: (at - first) // step for key, at in placed.items() if at >= first}
    return Axis(labels, index, _ticks(grain, labels), count - drawn)


def _listed(labels: list[str]) -> Axis:
    kept = labels[-LIMIT:]
    every = max(1, -(-len(kept) // 6))
    ticks = tuple((at, kept[at]) for at in range(0, len(kept), every))
    index = {label: at for at, label in enumerate(kept)}
    return Axis(tuple(kept), index, ticks, len(labels) - len(kept))


def _ordinal(grain: str, label: str) -> int | None:
    found = _SHAPES[grain].fullmatch(label)
    if found is None:
        return None
    parts = [int(part) for part in found.groups()]
    try:
        match grain:
            case "year":
                return parts[0]
            case "quarter":
                return parts[0] * 4 + parts[1] - 1
            case "month":
                return parts[0] * 12 + parts[1] - 1
            case "week":
                monday = date.fromisocalendar(parts[0], parts[1], 1)
                return (monday.toordinal() - _FIRST_MONDAY) // 7
            case _:
                return date(parts[0], parts[1], parts[2]).toordinal()
    except ValueError:
        return None


def _label(grain: str, ordinal: int) -> str:
    match grain:
        case "year":
            return f"{ordinal:04d}"
        case "quarter":
            return f"{ordinal // 4:04d}-Q{ordinal % 4 + 1}"
        case "month":
            return f"{ordinal // 12:04d}-{ordinal % 12 + 1:02d}"
        case "week":
            monday = date.fromordinal(_FIRST_MONDAY) + timedelta(weeks=ordinal)
            year, week, _ = monday.isocalendar()
            return f"{year:04d}-W{week:02d}"
        case _:
            return date.fromordinal(ordinal).isoformat()


def _ticks(grain: str, labels: tuple[str, ...]) -> tuple[tuple[int, str], ...]:
    starts: dict[str, int] = {}
    for position, label in enumerate(labels):
        starts.setdefault(label[:4], position)
    years = sorted(starts)
    if grain == "year" or len(years) > 3:
        if grain != "year":
            years = [year for year in years if starts[year] or _opens_year(labels[0])]
        step = next(step for step in _STEPS if len(years) / step <= 8)
        return tuple((starts[year], year) for year in years if int(year) % step == 0)
    every = max(1, -(-len(labels) // 5))
    return tuple((at, labels[at]) for at in range(0, len(labels), every))


def _opens_year(label: str) -> bool:
    return label[5:] in {"", "01", "Q1", "W01", "01-01"}
