"""Estimates with their bounds: a dot for the value, a bar for what it may as well be."""

from lifesigns.kernel.answer import MetricResult
from lifesigns.kernel.shape import Row
from lifesigns.present import words
from lifesigns.present.charts.frame import Names
from lifesigns.present.charts.scale import Scale, scale
from lifesigns.present.charts.svg import percent, tag, text
from lifesigns.present.messages import say

LIMIT = 16
_ROW = 66.0


def draw(names: Names, results: tuple[MetricResult, ...], labels: tuple[str, ...]) -> str:
    """Return one line an estimate: label and words above, bounds on a common scale below."""
    entries = rows(results, labels)[:LIMIT]
    unit = results[0].unit
    bounds = [
        bound
        for _, row in entries
        for bound in (row.value, row.low, row.high)
        if bound is not None and words.known(bound)
    ]
    values = Scale(0.0, 1.0, (0.0, 0.25, 0.5, 0.75, 1.0), unit)
    if not words.is_share(unit) or any(not 0 <= bound <= 1 for bound in bounds):
        values = scale(bounds, unit)
    high = _ROW * len(entries)
    written = [_grid(values, high)]
    written += [_estimate(at, label, row, values) for at, (label, row) in enumerate(entries)]
    return tag(
        "svg",
        names.elements(),
        *written,
        class_="intervals",
        width="100%",
        height=high + 22,
        **names.attributes(),
    )


def rows(results: tuple[MetricResult, ...], labels: tuple[str, ...]) -> list[tuple[str, Row]]:
    """Return every estimate with its label: the row's own, or that of its result."""
    found = []
    for position, result in enumerate(results):
        title = labels[position] if position < len(labels) else result.title
        for row in result.rows:
            own = words.row_name(row)
            found.append((own if own and (len(result.rows) > 1 or row.label) else title, row))
    return found


def _estimate(at: int, label: str, row: Row, values: Scale) -> str:
    top = at * _ROW
    middle = top + 42
    shown = words.measure(row.value, values.unit)
    bounds = words.interval(row.low, row.high, values.unit)
    parts = [tag("title", text(f"{label}: {shown} ({bounds})", 300))]
    parts.append(tag("text", text(label, 46), y=top + 13))
    amount = tag("tspan", text(shown), class_="value")
    parts.append(tag("text", amount, tag("tspan", text(bounds), dx=8, class_="tick"), y=top + 31))
    parts.append(tag("line", x2="100%", y1=middle, y2=middle, class_="rail"))
    if row.low is not None and row.high is not None:
        left, right = values.fraction(row.low), values.fraction(row.high)
        parts.append(
            tag(
                "rect",
                x=percent(left),
                width=percent(max(0.004, right - left)),
                y=middle - 4,
                height=8,
                rx=4,
                class_="range",
            )
        )
    if row.value is not None and words.known(row.value):
        parts.append(
            tag("circle", cx=percent(values.fraction(row.value)), cy=middle, r=6, class_="point")
        )
    return tag("g", *parts)


def _grid(values: Scale, high: float) -> str:
    written = []
    for tick in values.ticks:
        at = values.fraction(tick)
        edge = "start" if at < 0.02 else "end" if at > 0.98 else "middle"
        label = text(values.label(tick))
        written.append(
            tag("text", label, x=percent(at), y=high + 16, text_anchor=edge, class_="tick")
        )
    return "".join(written)


def note() -> str:
    """Return how to read the picture."""
    return say("intervals_note")
