"""Columns over time, side by side when there are several series."""

from lifesigns.kernel.answer import Mark
from lifesigns.present.charts import frame
from lifesigns.present.charts.frame import WIDE, Names, y_at
from lifesigns.present.charts.line import gaps
from lifesigns.present.charts.periods import Axis
from lifesigns.present.charts.scale import Scale, scale
from lifesigns.present.charts.series import Series
from lifesigns.present.charts.svg import short, tag


def draw(names: Names, axis: Axis, series: list[Series], marks: tuple[Mark, ...]) -> str:
    """Return the chart; every series is one path, so that long histories stay small."""
    known = [value for part in series for value in part.values if value is not None]
    values = scale(known, series[0].unit)
    shapes = "".join(
        tag("path", d=_outline(part, at, len(series), values), class_=f"f{at}")
        for at, part in enumerate(series)
    )
    return frame.cartesian(
        names,
        axis,
        values,
        shapes,
        frame.hover_texts(axis, series),
        marks=marks,
        gaps=gaps(series),
    )


def _outline(part: Series, order: int, several: int, values: Scale) -> str:
    band = WIDE / max(1, len(part.rows))
    width = band * 0.78 / several
    base = y_at(values, 0.0)
    drawn = []
    for at, value in enumerate(part.values):
        if value is None or value == 0:
            continue
        left = at * band + band * 0.11 + order * width
        drawn.append(
            f"M{short(left)} {short(base)}V{short(y_at(values, value))}h{short(width)}V{short(base)}Z"
        )
    return "".join(drawn) or "M0 0"
