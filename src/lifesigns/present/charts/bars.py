"""Ranked bars: the label stands on its bar, so that long names fit the narrowest screen."""

from lifesigns.kernel.answer import MetricResult
from lifesigns.kernel.shape import ALL, Row
from lifesigns.kernel.unit import Unit
from lifesigns.present import words
from lifesigns.present.charts.frame import Names
from lifesigns.present.charts.svg import percent, tag, text
from lifesigns.present.messages import say

LIMIT = 12
_ROW = 30.0
_BAR = 26.0
_LONG, _SLIM = 40, 26
_SHARE_TOPS = (0.05, 0.1, 0.25, 0.5, 1.0)


def draw(names: Names, result: MetricResult) -> str:
    """Return the first LIMIT rows as bars; what is not known has words and no bar."""
    rows = result.rows[:LIMIT]
    full = full_bar([row.value for row in rows if row.value is not None], result.unit)
    written = [_bar(at, row, result, full) for at, row in enumerate(rows)]
    return tag(
        "svg",
        names.elements(),
        *written,
        class_="bars",
        width="100%",
        height=_ROW * len(rows) + 2,
        **names.attributes(),
    )


def full_bar(values: list[float], unit: Unit) -> float:
    """Return the value of a bar across the whole width: for shares a round one."""
    top = max([abs(value) for value in values] or [1.0]) or 1.0
    if words.is_share(unit):
        return next((share for share in _SHARE_TOPS if top <= share), top)
    return top


def note(result: MetricResult) -> str:
    """Return what a reader must know about the lengths and the rows left out."""
    rows = result.rows[:LIMIT]
    unit = words.unit_name(result.unit)
    parts = [say("in_units", unit=unit)] if unit else []
    if words.is_share(result.unit):
        full = full_bar([row.value for row in rows if row.value is not None], result.unit)
        parts.append(say("full_bar", value=words.percent(full)))
    if len(result.rows) > LIMIT:
        parts.append(
            say("more_rows", shown=words.number(LIMIT), total=words.number(len(result.rows)))
        )
    return " ".join(parts)


def _bar(at: int, row: Row, result: MetricResult, full: float) -> str:
    unit = result.unit
    top = at * _ROW
    name = words.namer(result)(row)
    if row.key and row.slice not in (ALL, row.key):
        name = f"{words.slice_name(result, row)}: {name}"
    shown = words.measure(row.value, unit)
    bar = ""
    if words.known(row.value) and row.value:
        width = max(0.004, abs(row.value) / full)
        bar = tag("rect", y=top, width=percent(min(1, width)), height=_BAR, rx=4, class_="bar")
    hint = tag("title", text(f"{name}: {shown} ({words.sample(row.n)})", 300))
    track = tag("rect", y=top, width="100%", height=_BAR, rx=4, class_="track")
    label = tag("text", text(name, _LONG), x=10, y=top + 17.5, class_="long")
    slim = tag("text", text(name, _SLIM), x=10, y=top + 17.5, class_="slim")
    value = tag(
        "text",
        text(words.quantity(row.value, unit)),
        x="100%",
        dx=-10,
        y=top + 17.5,
        class_="value",
    )
    return tag("g", hint, track, bar, label, slim, value)
