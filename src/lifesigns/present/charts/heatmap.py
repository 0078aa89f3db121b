"""Heat maps: keys down, targets across, five steps of one hue. Unknown cells are hatched."""

from collections.abc import Iterable
from dataclasses import dataclass

from lifesigns.kernel.answer import MetricResult
from lifesigns.kernel.shape import Row
from lifesigns.kernel.unit import Unit
from lifesigns.present import words
from lifesigns.present.charts.frame import Names
from lifesigns.present.charts.svg import percent, short, tag, text
from lifesigns.present.messages import say

LIMIT = 53
STEPS = 5
_CELL, _GAP = 22.0, 2.0
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows and columns in reading order, cells by (row, column), and the largest value."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: dict[tuple[str, str], Row]
    top: float
    unit: Unit

    def step(self, value: float) -> int:
        """Return 0 for nothing, else 1 to STEPS by equal parts of the largest value."""
        return 0 if value <= 0 else max(1, min(STEPS, -int(-value * STEPS // self.top)))


def grid(result: MetricResult) -> Grid:
    """Return the grid of a flow. Whole numbers are filled in between, so that no hour is left out.

    Rows from 1 to 7 against columns from 0 to 23 are ISO weekdays against hours.
    """
    pairs = [(row.key, row.target) for row in result.rows]
    cells = dict(zip(pairs, result.rows, strict=True))
    rows = _ordered(key for key, _ in pairs)
    columns = _ordered(target for _, target in pairs)
    if words.is_week(result):
        rows = tuple(str(day) for day in range(1, 8))
        columns = tuple(str(hour) for hour in range(24))
        names = dict(zip(rows, say("weekdays").split(), strict=True))
        cells = {(names[key], target): row for (key, target), row in cells.items()}
        rows = tuple(names.values())
    values = [row.value for row in result.rows if row.value is not None and words.known(row.value)]
    return Grid(rows[:LIMIT], columns[:LIMIT], cells, max([*values, 0.0]) or 1.0, result.unit)


def draw(names: Names, cells: Grid) -> str:
    """Return the map with its row labels on the left and column labels below."""
    height = len(cells.rows) * (_CELL + _GAP)
    gutter = 12 + 7.2 * max(len(row[:14]) for row in cells.rows)
    labels = tag(
        "svg",
        *(
            tag("text", text(row, 14), x=gutter - 8, y=at * (_CELL + _GAP) + 15)
            for at, row in enumerate(cells.rows)
        ),
        class_="y-axis",
        aria_hidden="true",
        width=gutter,
        height=height + 20,
    )
    squares = tag(
        "svg",
        *(
            _cell(cells, row, column)
            for row in range(len(cells.rows))
            for column in range(len(cells.columns))
        ),
        viewBox=f"0 0 {len(cells.columns)} {short(height)}",
        preserveAspectRatio="none",
        width="100%",
        height=height,
    )
    plot = tag(
        "svg",
        names.elements(),
        squares,
        _columns(cells, height),
        class_="plot",
        width="100%",
        height=height + 20,
        **names.attributes(),
    )
    return tag("div", labels, plot, class_="chart") + legend(cells)


def legend(cells: Grid) -> str:
    """Return the key: from nothing to the largest value."""
    swatches = "".join(
        tag("rect", x=at * 18, width=16, height=12, rx=2, class_=f"q{at}")
        for at in range(STEPS + 1)
    )
    return tag(
        "p",
        say("heat_least"),
        tag("svg", swatches, aria_hidden="true", width=18 * (STEPS + 1), height=12),
        text(words.measure(cells.top, cells.unit)),
        class_="heat-key",
    )


def _cell(cells: Grid, row: int, column: int) -> str:
    key = (cells.rows[row], cells.columns[column])
    found = cells.cells.get(key)
    if found is None:
        style, shown = "q0", say("nothing_counted")
    elif found.value is None or not words.known(found.value):
        style, shown = "unknown", say("not_known")
    else:
        style, shown = f"q{cells.step(found.value)}", words.measure(found.value, cells.unit)
    hint = f"<title>{text(f'{key[0]}, {key[1]}: {shown}', 120)}</title>"
    y = short(row * (_CELL + _GAP))
    return f'<rect x="{column}.04" y="{y}" width=".92" height="{short(_CELL)}" class="{style}">{hint}</rect>'


def _columns(cells: Grid, height: float) -> str:
    count = len(cells.columns)
    every = max(1, -(-count // 8))
    return "".join(
        tag(
            "text",
            text(cells.columns[at], 10),
            x=percent((at + 0.5) / count),
            y=height + 15,
            text_anchor="middle",
            class_="tick",
        )
        for at in range(0, count, every)
    )


def _ordered(keys: Iterable[str]) -> tuple[str, ...]:
    unique = list(dict.fromkeys(keys))
    if all(key.isdecimal() and len(key) < 9 for key in unique):
        low, high = min(map(int, unique)), max(map(int, unique))
        if high - low < LIMIT:
            return tuple(map(str, range(low, high + 1)))
        return tuple(sorted(unique, key=int))
    if all(key[:3].lower() in _DAYS for key in unique):
        return tuple(sorted(unique, key=lambda key: _DAYS.index(key[:3].lower())))
    return tuple(unique)
