"""The rows of a result with small bars, below the name of their slice where a result has slices."""

from collections.abc import Sequence
from itertools import groupby

from lifesigns.kernel.answer import MetricResult
from lifesigns.kernel.shape import ALL, Row
from lifesigns.present import words
from lifesigns.present.cells import cell, pad, width_of
from lifesigns.present.messages import say

ROWS = 40
"""Rows of one result shown at most."""

EACH = 10
"""Rows of one slice shown at most: the first, which are the largest of a ranking."""

_BAR = "█"
_PARTS = " ▏▎▍▌▋▊▉"


def bars(found: MetricResult, width: int) -> list[str]:
    """Return a line for each row, the latest where rows are periods, and at last what is left out."""
    from lifesigns.present.charts.periods import is_calendar  # loads every chart

    is_time = all(is_calendar(row.slice) for row in found.rows)
    total = words.number(len(found.rows))
    if any(row.key and row.slice != ALL for row in found.rows):
        shown = _of_slices(found.rows, is_time=is_time)
        lines = _below_slices(shown, found, width)
        if len(shown) == len(found.rows):
            return lines
        parts = {"shown": words.number(len(shown)), "each": words.number(EACH), "total": total}
        return [*lines, "", say("rows_of_slices", **parts)]
    shown = list(found.rows[-ROWS:] if is_time else found.rows[:ROWS])
    lines = _drawn(shown, found, width)
    if len(shown) == len(found.rows):
        return lines
    said = "last_rows" if is_time else "more_rows"
    return [*lines, say(said, shown=words.number(ROWS), total=total)]


def _of_slices(rows: Sequence[Row], *, is_time: bool) -> list[Row]:
    """Return the first rows of each slice, and of whole slices as many as have room."""
    slices = [list(held)[:EACH] for _, held in groupby(rows, key=lambda row: row.slice)]
    chosen: list[list[Row]] = []
    for held in reversed(slices) if is_time else slices:
        if chosen and sum(map(len, chosen)) + len(held) > ROWS:
            break
        chosen.append(held)
    return [row for held in (reversed(chosen) if is_time else chosen) for row in held]


def _below_slices(rows: Sequence[Row], found: MetricResult, width: int) -> list[str]:
    lines = []
    drawn = _drawn(rows, found, width - 2)
    for at, (row, line) in enumerate(zip(rows, drawn, strict=True)):
        if at == 0 or row.slice != rows[at - 1].slice:
            lines += [*([""] if at else []), cell(words.slice_name(found, row), width)]
        lines.append(f"  {line}")
    return lines


def _drawn(rows: Sequence[Row], found: MetricResult, width: int) -> list[str]:
    known = [abs(row.value) for row in rows if row.value is not None and words.known(row.value)]
    top = max([*known, 0.0]) or 1.0
    named = words.namer(found)
    names = [cell(named(row) or say("all_together"), 34) for row in rows]
    values = [cell(words.measure(row.value, found.unit), 30) for row in rows]
    left = max(map(width_of, names))
    middle = max(map(width_of, values))
    room = max(0, min(40, width - left - middle - 4))
    lines = []
    for row, name, value in zip(rows, names, values, strict=True):
        bar = ""
        if row.value is not None and words.known(row.value):
            eighths = round(abs(row.value) / top * room * 8)
            bar = _BAR * (eighths // 8) + _PARTS[eighths % 8].strip()
        lines.append(f"{pad(name, left)}  {pad(value, middle, right=True)}  {bar}".rstrip())
    return lines
