"""Chances as people see them: of five things like this one, how many."""

from lifesigns.kernel.answer import MetricResult
from lifesigns.kernel.shape import Row
from lifesigns.present import words
from lifesigns.present.charts.frame import Names
from lifesigns.present.charts.svg import tag, text
from lifesigns.present.messages import say

OF = 5
"""Dots a line. Bounds of forecasts speak of five like projects."""

LIMIT = 16
ROW = 58.0
_STEP, _RADIUS = 30.0, 11.0


def draw(names: Names, results: tuple[MetricResult, ...], labels: tuple[str, ...]) -> str:
    """Return one line an estimate: how many of five, the bounds as paler dots."""
    entries = _rows(results, labels)[:LIMIT]
    unit = results[0].unit
    written = [
        _line(at, label, row, words.measure(row.value, unit))
        for at, (label, row) in enumerate(entries)
    ]
    return tag(
        "svg",
        names.elements(),
        *written,
        class_="dots",
        width="100%",
        height=ROW * len(entries) + 4,
        **names.attributes(),
    )


def _rows(results: tuple[MetricResult, ...], labels: tuple[str, ...]) -> list[tuple[str, Row]]:
    """Return every estimate with its label: the row's own, or that of its result."""
    found = []
    for position, result in enumerate(results):
        title = labels[position] if position < len(labels) else result.title
        for row in result.rows:
            own = words.row_name(row)
            found.append((own if own and (len(result.rows) > 1 or row.label) else title, row))
    return found


def counts(row: Row) -> tuple[int, int, int] | None:
    """Return how many of five at least, as estimated, and at most; None outside of chances."""
    value = row.value
    if value is None or not words.known(value) or not 0 <= value <= 1:
        return None
    low = value if row.low is None or not words.known(row.low) else min(row.low, value)
    high = value if row.high is None or not words.known(row.high) else max(row.high, value)
    return round(max(low, 0.0) * OF), round(value * OF), round(min(high, 1.0) * OF)


def in_words(row: Row) -> str:
    """Return the line in words: 4 of 5 (3 to 5), or 5 of 5 where the bounds meet."""
    found = counts(row)
    if found is None:
        return say("not_known")
    low, middle, high = found
    if low == high:
        return say("dots_sure", middle=str(middle), of=str(OF))
    return say("dots_words", middle=str(middle), of=str(OF), low=str(low), high=str(high))


def note() -> str:
    """Return how to read the picture."""
    return say("dots_note")


def _line(at: int, label: str, row: Row, shown: str) -> str:
    top = at * ROW
    found = counts(row)
    described = in_words(row)
    parts = [
        tag("title", text(f"{label}: {shown}, {described}", 300)),
        tag("text", text(label, 46), y=top + 13),
    ]
    if found is not None:
        low, middle, high = found
        parts += [_dot(place, top, low, middle, high) for place in range(OF)]
    amount = tag("tspan", text(described), class_="value")
    chance = tag("tspan", text(shown), dx=8, class_="tick")
    parts.append(tag("text", amount, chance, x=OF * _STEP + 8, y=top + 39))
    return tag("g", *parts)


def _dot(place: int, top: float, low: int, middle: int, high: int) -> str:
    if place < low:
        style = "sure"
    elif place < middle:
        style = "likely"
    elif place < high:
        style = "maybe"
    else:
        style = "none"
    return tag("circle", cx=_RADIUS + 2 + place * _STEP, cy=top + 34, r=_RADIUS, class_=style)
