"""Read a figure's results into series that share one time axis."""

from dataclasses import dataclass, replace

from lifesigns.kernel.answer import Figure, MetricResult
from lifesigns.kernel.shape import ALL, Row, Shape
from lifesigns.kernel.unit import Unit
from lifesigns.present import words
from lifesigns.present.charts import periods
from lifesigns.present.messages import say

SERIES_LIMIT = 6
"""Series told apart by colour at most; a stack sums the rest, other kinds leave them to the table."""


@dataclass(frozen=True, slots=True)
class Series:
    """One line, column set or layer: a row, or None, for each period of the axis."""

    label: str
    unit: Unit
    rows: tuple[Row | None, ...]

    @property
    def values(self) -> list[float | None]:
        """Values in order; None where nothing is known."""
        return [
            row.value if row is not None and words.known(row.value) else None for row in self.rows
        ]

    @property
    def last(self) -> float | None:
        """The most recent known value."""
        return next((value for value in reversed(self.values) if value is not None), None)


def period_of(row: Row) -> str:
    """Return the row's period: its key, or its slice when a single is sliced by time."""
    return row.key or row.slice


def read(figure: Figure) -> tuple[periods.Axis, list[Series]]:
    """Return the axis over all periods of all results, and one series a result or slice."""
    found: list[tuple[str, Unit, list[Row]]] = []
    for position, result in enumerate(figure.results):
        label = figure.labels[position] if position < len(figure.labels) else result.title
        found.extend((name, result.unit, rows) for name, rows in _split(result, label))
    axis = periods.axis(period_of(row) for _, _, rows in found for row in rows)
    if axis.labels:
        window = figure.results[0].window
        axis = replace(
            axis,
            is_open=periods.goes_on(axis.labels[-1], window.until),
            is_late=not axis.cut and periods.had_begun(axis.labels[0], window.since),
        )
    return axis, [_series(axis, label, unit, rows) for label, unit, rows in found]


def _series(axis: periods.Axis, label: str, unit: Unit, rows: list[Row]) -> Series:
    placed: list[Row | None] = [None] * len(axis.labels)
    for row in rows:
        at = axis.index.get(period_of(row))
        if at is not None:
            placed[at] = row
    return Series(label, unit, tuple(placed))


def _split(result: MetricResult, label: str) -> list[tuple[str, list[Row]]]:
    rows = [] if result.missing is not None else list(result.rows)
    slices: dict[str, list[Row]] = {}
    for row in rows:
        slices.setdefault(row.slice, []).append(row)
    if result.shape is Shape.SERIES and slices and list(slices) != [ALL]:
        return list(slices.items())
    return [(label, rows)]


def limited(series: list[Series], *, add_up: bool) -> list[Series]:
    """Return at most SERIES_LIMIT series; with `add_up` the rest become one more layer."""
    if len(series) <= SERIES_LIMIT:
        return series
    if not add_up:
        return series[:SERIES_LIMIT]
    kept, rest = series[: SERIES_LIMIT - 1], series[SERIES_LIMIT - 1 :]
    rows = tuple(_sum([part.rows[at] for part in rest]) for at in range(len(rest[0].rows)))
    return [*kept, Series(say("other_series", count=words.number(len(rest))), rest[0].unit, rows)]


def _sum(rows: list[Row | None]) -> Row | None:
    there = [row for row in rows if row is not None]
    if not there:
        return None
    values = [row.value for row in there if row.value is not None]
    total = sum(values) if len(values) == len(there) else None
    return Row(there[0].slice, total, sum(row.n for row in there), key=there[0].key)
