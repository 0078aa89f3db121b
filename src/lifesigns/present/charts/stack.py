"""Layers that add up over time."""

from lifesigns.kernel.answer import Mark
from lifesigns.present.charts import frame
from lifesigns.present.charts.frame import Names, x_at, y_at
from lifesigns.present.charts.line import runs
from lifesigns.present.charts.periods import Axis
from lifesigns.present.charts.scale import Scale, scale
from lifesigns.present.charts.series import Series
from lifesigns.present.charts.svg import short, tag


def draw(names: Names, axis: Axis, series: list[Series], marks: tuple[Mark, ...]) -> str:
    """Return the chart, first series at the bottom.

    Where a layer says that it does not know, the whole stack is a gap; where it
    has no row although others have, it counted nothing and has no thickness.
    """
    edges = _edges(series)
    known = [value for value in edges[-1] if value is not None]
    values = scale(known, series[0].unit)
    shapes = "".join(_layer(edges[at], edges[at + 1], at, values) for at in range(len(series)))
    heights = [_middle(edges[at], edges[at + 1], values) for at in range(len(series))]
    return frame.cartesian(
        names,
        axis,
        values,
        shapes,
        frame.hover_texts(axis, series),
        marks=marks,
        gaps=[value is None for value in edges[-1]],
        ends=frame.end_labels(series, heights) if len(series) > 1 else "",
    )


def gaps(series: list[Series]) -> list[bool]:
    """Return, for each period, whether the stack is unknown because a layer is."""
    return [value is None for value in _edges(series)[-1]]


def _edges(series: list[Series]) -> list[list[float | None]]:
    count = len(series[0].rows)
    edges: list[list[float | None]] = [[0.0] * count]
    for part in series:
        edges.append(list(edges[-1]))
        for at, (row, value) in enumerate(zip(part.rows, part.values, strict=True)):
            below = edges[-2][at]
            if row is not None:
                edges[-1][at] = None if value is None or below is None else below + value
    for at in range(count):
        if edges[-1][at] is None or all(part.rows[at] is None for part in series):
            for edge in edges:
                edge[at] = None
    return edges


def _layer(lower: list[float | None], upper: list[float | None], order: int, values: Scale) -> str:
    count = len(upper)
    drawn = []
    for run in runs(upper):
        half = 0.3 if len(run) == 1 else 0.0  # a period on its own gets some width
        points = [(at - half, at, value) for at, value in run]
        points += [(at + half, at, value) for at, value in run] if half else []
        top = [f"{short(x_at(x, count))} {short(y_at(values, value))}" for x, _, value in points]
        base = [
            f"{short(x_at(x, count))} {short(y_at(values, lower[at] or 0.0))}"
            for x, at, _ in reversed(points)
        ]
        drawn.append("M" + "L".join(top + base) + "Z")
    return tag("path", d="".join(drawn) or "M0 0", class_=f"layer f{order}")


def _middle(lower: list[float | None], upper: list[float | None], values: Scale) -> float:
    for below, above in zip(reversed(lower), reversed(upper), strict=True):
        if below is not None and above is not None:
            return y_at(values, (below + above) / 2)
    return y_at(values, 0.0)
