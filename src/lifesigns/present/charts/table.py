"""The numbers behind a picture, as a table of plain strings."""

from dataclasses import dataclass

from lifesigns.kernel.answer import Figure, FigureKind, MetricResult
from lifesigns.kernel.shape import ALL
from lifesigns.present import words
from lifesigns.present.charts import series
from lifesigns.present.messages import say

LIMIT = 480
_SERIES = 12

OVER_TIME = {FigureKind.LINE, FigureKind.COLUMNS, FigureKind.STACK}
"""Kinds whose series share an axis of periods."""


@dataclass(frozen=True, slots=True)
class Table:
    """Headers, rows of strings (the first cell names its row), and how many rows were left out.

    `keys`, where given, are what the rows' first cells are about, for links.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    left_out: int = 0
    keys: tuple[str, ...] = ()


def of_figure(figure: Figure) -> Table:
    """Return the figure's data: periods down and series across, or the rows of its results."""
    return _over_time(figure) if figure.kind in OVER_TIME else _listed(figure)


def _listed(figure: Figure) -> Table:
    tables = [of_result(result) for result in figure.results] or [Table((), ())]
    rows = tuple(row for table in tables for row in table.rows)
    keys = tuple(key for table in tables for key in table.keys)
    left_out = sum(table.left_out for table in tables)
    return Table(tables[0].headers, rows, left_out, keys)


def _over_time(figure: Figure) -> Table:
    axis, found = series.read(figure)
    alone = len(found) == 1
    shown = found[:_SERIES]
    headers = [say("period"), *map(_header, shown), *(["n"] if alone else [])]
    if alone and any(row is not None and row.low is not None for row in found[0].rows):
        headers.insert(2, say("bounds"))
    rows = []
    for at, label in enumerate(axis.labels):
        cells = [label]
        for part in shown:
            row = part.rows[at]
            cells.append(words.quantity(row.value, part.unit) if row else "–")
            if alone and len(headers) == 4:
                cells.append((words.interval(row.low, row.high, part.unit) if row else "") or "–")
            if alone:
                cells.append(words.number(row.n) if row else "–")
        rows.append(tuple(cells))
    return Table(tuple(headers), tuple(rows), axis.cut)


def of_result(result: MetricResult, limit: int = LIMIT) -> Table:
    """Return a result's rows: what each is about, value, bounds where there are any, and n."""
    if result.missing is not None or not result.rows:
        return Table((), ())
    bounded = any(row.low is not None for row in result.rows)
    sliced = any(row.slice != ALL for row in result.rows) and any(row.key for row in result.rows)
    unit = words.unit_name(result.unit)
    value = f"{say('value')} ({unit})" if unit else say("value")
    headers = [*([say("slice")] if sliced else []), say(f"key_{result.shape.value}")]
    headers += [value, *([say("bounds")] if bounded else []), "n"]
    rows = []
    named = words.namer(result)
    for row in result.rows[:limit]:
        cells = [
            *([words.slice_name(result, row)] if sliced else []),
            named(row) or say("all_together"),
        ]
        cells.append(words.quantity(row.value, result.unit))
        if bounded:
            cells.append(words.interval(row.low, row.high, result.unit) or "–")
        rows.append((*cells, words.number(row.n)))
    keys = () if sliced else tuple(row.key for row in result.rows[:limit])
    return Table(tuple(headers), tuple(rows), max(0, len(result.rows) - limit), keys)


def _header(part: series.Series) -> str:
    unit = words.unit_name(part.unit)
    return f"{part.label} ({unit})" if unit and unit not in part.label.lower() else part.label
