"""Small pictures without axes: the history beside a number, and the life line of the masthead."""

from dataclasses import dataclass

from lifesigns.kernel.answer import Answer, FigureKind, MetricResult
from lifesigns.present.charts import periods
from lifesigns.present.charts.line import runs
from lifesigns.present.charts.series import Series, period_of, read
from lifesigns.present.charts.svg import percent, short, tag

_WIDE, _HIGH = 240.0, 40.0
_LEAST = 6


@dataclass(frozen=True, slots=True)
class Lifeline:
    """The masthead's curve: markup, what it counts, first and last period."""

    markup: str
    title: str
    first: str
    last: str


def small(result: MetricResult) -> str:
    """Return a decorative curve of a result over time, "" when it is not one."""
    if result.missing is not None or len(result.rows) < _LEAST:
        return ""
    keys = [period_of(row) for row in result.rows]
    if len(set(keys)) != len(keys) or not all(map(periods.is_calendar, keys)):
        return ""
    axis = periods.axis(keys)
    values: list[float | None] = [None] * len(axis.labels)
    for row in result.rows:
        at = axis.index.get(period_of(row))
        if at is not None:
            values[at] = row.value
    # A period that is not whole would look like a fall, or like a beginning.
    if periods.goes_on(axis.labels[-1], result.window.until):
        values.pop()
    if not axis.cut and periods.had_begun(axis.labels[0], result.window.since):
        values = values[1:]
    return _curve(values, "spark", 120, 28) if any(value is not None for value in values) else ""


def lifeline(answers: tuple[Answer, ...]) -> Lifeline | None:
    """Return the first history among the answers' figures, drawn wide; None when there is none."""
    kinds = {FigureKind.LINE, FigureKind.COLUMNS}
    for answer in answers:
        for figure in answer.figures:
            if figure.kind not in kinds:
                continue
            axis, series = read(figure)
            if series and len([value for value in series[0].values if value is not None]) > _LEAST:
                return _lifeline(figure.title, axis, series[0])
    return None


def _lifeline(title: str, axis: periods.Axis, series: Series) -> Lifeline:
    whole = slice(int(axis.is_late), len(axis.labels) - axis.is_open)
    labels = axis.labels[whole]
    return Lifeline(_curve(series.values[whole], "lifeline", 0, 84), title, labels[0], labels[-1])


def _curve(values: list[float | None], style: str, width: int, height: int) -> str:
    known = [value for value in values if value is not None]
    top, low = max([*known, 0.0]), min([*known, 0.0])
    reach = (top - low) or 1.0

    def point(at: int, value: float) -> str:
        x = (at + 0.5) / len(values) * _WIDE
        return f"{short(x)} {short(_HIGH - 2 - (value - low) / reach * (_HIGH - 6))}"

    found = runs(values)
    lines, areas = [], []
    for run in found:
        points = "L".join(point(at, value) for at, value in run)
        lines.append("M" + points)
        first, last = point(run[0][0], low).split()[0], point(run[-1][0], low).split()[0]
        areas.append(f"M{first} {short(_HIGH)}L{points}L{last} {short(_HIGH)}Z")
    inner = tag(
        "svg",
        tag("path", d="".join(areas), class_="wash"),
        tag("path", d="".join(lines), class_="stroke"),
        viewBox=f"0 0 {short(_WIDE)} {short(_HIGH)}",
        preserveAspectRatio="none",
        width="100%",
        height="100%",
    )
    at, value = found[-1][-1]
    end = (_HIGH - 2 - (value - low) / reach * (_HIGH - 6)) / _HIGH
    dot = tag("circle", cx=percent((at + 0.5) / len(values)), cy=percent(end), r=3 if width else 4)
    return tag(
        "svg",
        inner,
        dot,
        class_=style,
        aria_hidden="true",
        width=str(width) if width else "100%",
        height=height,
    )
