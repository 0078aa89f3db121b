"""The common frame of every chart over time: axes, grid, marks, gaps, hover bands, labels.

Text keeps its size on every screen: positions are percentages of a plot that
has no viewBox, and only the shapes live in a nested, stretched one.
"""

from dataclasses import dataclass

from lifesigns.kernel.answer import Mark
from lifesigns.present import words
from lifesigns.present.charts.periods import Axis
from lifesigns.present.charts.scale import Scale
from lifesigns.present.charts.series import Series
from lifesigns.present.charts.svg import percent, short, tag, text
from lifesigns.present.messages import say

WIDE = 1000.0
"""Width of the stretched coordinate space shapes are drawn in."""

TOP, HIGH, BOTTOM = 26.0, 180.0, 24.0
TOTAL = TOP + HIGH + BOTTOM
_LABEL = 24
_LABEL_GAP = 15.0
_MARKS_LIMIT = 12


@dataclass(frozen=True, slots=True)
class Names:
    """What a screen reader says: ids are unique on the page because they start with `prefix`."""

    prefix: str
    title: str
    description: str

    def attributes(self) -> dict[str, str]:
        """Return the attributes that make an element a described picture."""
        return {"role": "img", "aria_labelledby": f"{self.prefix}-t {self.prefix}-d"}

    def elements(self) -> str:
        """Return the title and desc elements."""
        return tag("title", text(self.title, 200), id=f"{self.prefix}-t") + tag(
            "desc", text(self.description, 1000), id=f"{self.prefix}-d"
        )


def x_at(position: float, count: int) -> float:
    """Return the middle of a period in stretched coordinates."""
    return (position + 0.5) / max(1, count) * WIDE


def y_at(scale: Scale, value: float) -> float:
    """Return the height of a value in stretched coordinates, 0 at the top."""
    return (1 - scale.fraction(value)) * HIGH


def cartesian(
    names: Names,
    axis: Axis,
    scale: Scale,
    shapes: str,
    hovers: list[str],
    *,
    marks: tuple[Mark, ...] = (),
    dots: str = "",
    gaps: list[bool] | None = None,
    ends: str = "",
) -> str:
    """Return the whole chart: value axis, plot and, for several series, labels at the ends."""
    labels = [scale.label(tick) for tick in scale.ticks]
    gutter = 12 + 7.0 * max(len(label) for label in labels)
    value_axis = tag(
        "svg",
        *(
            tag("text", text(label), x=gutter - 8, y=TOP + y_at(scale, tick) + 4)
            for tick, label in zip(scale.ticks, labels, strict=True)
        ),
        class_="y-axis",
        aria_hidden="true",
        width=gutter,
        height=TOTAL,
    )
    stretched = tag(
        "svg",
        _gap_shapes(gaps or []),
        shapes,
        _veil(0, len(axis.labels)) if axis.is_late else "",
        _veil(len(axis.labels) - 1, len(axis.labels)) if axis.is_open else "",
        viewBox=f"0 0 {short(WIDE)} {short(HIGH)}",
        preserveAspectRatio="none",
        y=TOP,
        width="100%",
        height=HIGH,
    )
    plot = tag(
        "svg",
        names.elements(),
        _grid(scale),
        stretched,
        dots,
        _time_labels(axis),
        _marks(axis, marks),
        _hovers(hovers),
        class_="plot",
        width="100%",
        height=TOTAL,
        **names.attributes(),
    )
    return tag("div", value_axis, plot, ends, class_="chart")


def _veil(at: int, count: int) -> str:
    """Return what makes a period pale, because it is not whole."""
    left, width = at / count * WIDE, WIDE / count
    return tag("rect", x=short(left), width=short(width), height=short(HIGH), class_="veil")


def end_labels(series: list[Series], heights: list[float]) -> str:
    """Return labels that stand beside the ends of their lines, pushed apart where they collide."""
    order = sorted(range(len(series)), key=lambda at: heights[at])
    placed: dict[int, float] = {}
    previous = -_LABEL_GAP
    for at in order:
        previous = placed[at] = max(heights[at], previous + _LABEL_GAP)
    overflow = max(0.0, previous - (HIGH + 6))
    items = [
        tag("rect", x=7, y=top - 5, width=8, height=8, rx=2, class_=f"f{at}")
        + tag("text", text(series[at].label, _LABEL), x=20, y=top + 4, class_=f"s{at}")
        for at, top in ((at, TOP + max(placed[at] - overflow, 0.0)) for at in range(len(series)))
    ]
    longest = max(len(text(part.label, _LABEL)) for part in series)
    width = max(124, 24 + 6.4 * longest)
    return tag("svg", *items, class_="ends", aria_hidden="true", width=width, height=TOTAL)


def hover_texts(axis: Axis, series: list[Series]) -> list[str]:
    """Return, for each period, its label and every series' value in words."""
    single = len(series) == 1
    lines = []
    for at, label in enumerate(axis.labels):
        parts = []
        for part in series:
            row = part.rows[at]
            value = words.measure(row.value if row else None, part.unit)
            parts.append(value if single else f"{part.label} {value}")
        lines.append(f"{label}: {', '.join(parts)}")
    return lines


def _grid(scale: Scale) -> str:
    return "".join(
        tag(
            "line",
            x2="100%",
            y1=TOP + y_at(scale, tick),
            y2=TOP + y_at(scale, tick),
            class_="base" if tick == 0 else "grid",
        )
        for tick in scale.ticks
    )


def _time_labels(axis: Axis) -> str:
    count = max(1, len(axis.labels))
    crowded = len(axis.ticks) > 4
    written = []
    for order, (at, label) in enumerate(axis.ticks):
        fraction = (at + 0.5) / count
        edge = "start" if fraction < 0.04 else "end" if fraction > 0.96 else "middle"
        classes = ["tick"] + (["odd"] if crowded and order % 2 else [])
        written.append(
            tag(
                "text",
                text(label, 12),
                x=percent(fraction),
                y=TOTAL - 6,
                text_anchor=edge,
                class_=" ".join(classes),
            )
        )
    return "".join(written)


def _marks(axis: Axis, marks: tuple[Mark, ...]) -> str:
    written = []
    last_end = [-1.0, -1.0]
    for mark in sorted(marks, key=lambda mark: mark.at)[-_MARKS_LIMIT:]:
        at = axis.place(mark.at)
        if at is None:
            continue
        note = text(mark.text, 26)
        full = tag("title", text(f"{mark.at}: {mark.text}", 200))
        line = tag("line", full, x1=percent(at), x2=percent(at), y1=TOP - 8, y2=TOP + HIGH)
        width = 0.011 * len(note) + 0.03
        left = at - width if at > 0.6 else at
        row = next((row for row in (0, 1) if left > last_end[row]), None)
        label = ""
        if row is not None:
            last_end[row] = left + width
            label = tag(
                "text",
                note,
                x=percent(at),
                dx=-5 if at > 0.6 else 5,
                y=10 + 12 * row,
                text_anchor="end" if at > 0.6 else "start",
            )
        written.append(tag("g", line, label, class_="mark"))
    return "".join(written)


def _gap_shapes(gaps: list[bool]) -> str:
    written = []
    start: int | None = None
    for at, is_gap in enumerate([*gaps, False]):
        if is_gap and start is None:
            start = at
        elif not is_gap and start is not None:
            left, right = start / len(gaps) * WIDE, at / len(gaps) * WIDE
            hint = tag("title", say("gap"))
            written.append(tag("rect", hint, x=left, width=right - left, height=HIGH, class_="gap"))
            start = None
    return "".join(written)


def _hovers(texts: list[str]) -> str:
    if not texts:
        return ""
    bands = "".join(
        f'<rect x="{at}" width="1" height="1"><title>{text(line, 300)}</title></rect>'
        for at, line in enumerate(texts)
    )
    return tag(
        "svg",
        bands,
        class_="hover",
        viewBox=f"0 0 {len(texts)} 1",
        preserveAspectRatio="none",
        y=TOP,
        width="100%",
        height=HIGH,
    )
