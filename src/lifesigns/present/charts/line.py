"""Lines over time. A gap in the evidence is a gap in the line."""

from lifesigns.kernel.answer import Mark
from lifesigns.present.charts import frame
from lifesigns.present.charts.frame import HIGH, TOP, Names, x_at, y_at
from lifesigns.present.charts.periods import Axis
from lifesigns.present.charts.scale import Scale, scale
from lifesigns.present.charts.series import Series
from lifesigns.present.charts.svg import percent, short, tag


def draw(names: Names, axis: Axis, series: list[Series], marks: tuple[Mark, ...]) -> str:
    """Return the chart, with a band between the bounds where rows have them."""
    bounds = [
        bound
        for part in series
        for row in part.rows
        if row is not None
        for bound in (row.value, row.low, row.high)
        if bound is not None
    ]
    values = scale(bounds, series[0].unit)
    shapes = "".join(_shape(part, at, values) for at, part in enumerate(series))
    dots = "".join(_dots(part, at, values) for at, part in enumerate(series))
    several = len(series) > 1
    heights = [y_at(values, part.last if part.last is not None else 0.0) for part in series]
    return frame.cartesian(
        names,
        axis,
        values,
        shapes,
        frame.hover_texts(axis, series),
        marks=marks,
        dots=dots,
        gaps=gaps(series),
        ends=frame.end_labels(series, heights) if several else "",
    )


def gaps(series: list[Series]) -> list[bool]:
    """Return, for each period, whether no series knows anything."""
    columns = [part.values for part in series]
    return [all(value is None for value in at) for at in zip(*columns, strict=True)]


def _shape(part: Series, order: int, values: Scale) -> str:
    count = len(part.rows)
    drawn = []
    for run in runs(part.values):
        points = [f"{short(x_at(at, count))} {short(y_at(values, value))}" for at, value in run]
        drawn.append(tag("path", d="M" + "L".join(points), class_=f"line c{order}"))
    return _band(part, order, values) + "".join(drawn)


def _band(part: Series, order: int, values: Scale) -> str:
    count = len(part.rows)
    upper, lower = [], []
    for at, row in enumerate(part.rows):
        if row is not None and row.low is not None and row.high is not None:
            x = short(x_at(at, count))
            upper.append(f"{x} {short(y_at(values, row.high))}")
            lower.append(f"{x} {short(y_at(values, row.low))}")
    if len(upper) < 2:
        return ""
    return tag("path", d="M" + "L".join(upper + lower[::-1]) + "Z", class_=f"band f{order}")


def _dots(part: Series, order: int, values: Scale) -> str:
    count = len(part.rows)
    found = runs(part.values)
    alone = [run[0] for run in found if len(run) == 1]
    ends = [found[-1][-1]] if found and found[-1][-1] not in alone else []
    return "".join(
        tag(
            "circle",
            cx=percent((at + 0.5) / count),
            cy=TOP + min(y_at(values, value), HIGH),
            r=3.5,
            class_=f"dot f{order}",
        )
        for at, value in [*alone, *ends]
    )


def runs(values: list[float | None]) -> list[list[tuple[int, float]]]:
    """Return the unbroken stretches of known values as (index, value) pairs."""
    found: list[list[tuple[int, float]]] = []
    current: list[tuple[int, float]] = []
    for at, value in enumerate([*values, None]):
        if value is not None:
            current.append((at, value))
        elif current:
            found.append(current)
            current = []
    return found
