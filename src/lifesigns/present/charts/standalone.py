"""One metric as an SVG file of its own: a title, a key where there are several series, the chart.

Colours are written out and nothing is referred to, so that any viewer shows it.
"""

import re
from dataclasses import replace
from functools import cache
from importlib import resources
from xml.etree import ElementTree

from lifesigns.kernel.answer import Figure, FigureKind, MetricResult
from lifesigns.kernel.shape import ALL, Row, Shape
from lifesigns.present import charts, words
from lifesigns.present.charts import periods, series
from lifesigns.present.charts.svg import tag, text

WIDTH = 760.0
_EDGE = 20.0
_HEAD = 58.0
_KEY = 20.0


def draw(result: MetricResult) -> str:
    """Return the chart of a result as an SVG document; without a value it says why."""
    span = f"{words.day(result.window.first_second)} – {words.day(result.window.until)}"
    unit = words.unit_name(result.unit)
    figure = _figure(result)
    drawn = charts.draw(figure, "chart")
    if not drawn.markup:
        why = words.missing_long(result.missing) if result.missing else drawn.description
        body, height = tag("text", text(why, 200), x=0, y=_HEAD + 16), _HEAD + 30
    else:
        keys = _keys(figure) if figure.kind is FigureKind.LINE else ""
        top = _HEAD + (_KEY if keys else 0.0)
        placed, below = _placed(drawn.markup, top)
        body, height = keys + placed, top + below
    head = tag("text", text(result.title, 90), y=20, class_="head")
    head += tag("text", text(", ".join(filter(None, (unit, span))), 120), y=40)
    whole = WIDTH + 2 * _EDGE
    root = tag(
        "svg",
        tag("title", text(result.title, 90)),
        tag("desc", text(drawn.description, 900)),
        tag("style", _style()),
        tag("rect", width="100%", height="100%", class_="paper"),
        tag("svg", head, body, x=_EDGE, y=_EDGE, width=WIDTH, height=height, class_="plot"),
        viewBox=f"0 0 {whole:g} {height + 2 * _EDGE:g}",
        width=whole,
        height=height + 2 * _EDGE,
        role="img",
    )
    return root.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1) + "\n"


def _figure(result: MetricResult) -> Figure:
    """Choose the kind by what the rows are: periods, pairs of two scales, or things."""
    kind = FigureKind.BARS
    results: tuple[MetricResult, ...] = (result,)
    if result.rows and all(periods.is_calendar(series.period_of(row)) for row in result.rows):
        kind = FigureKind.COLUMNS
    elif result.rows and all(periods.is_calendar(row.slice) for row in result.rows):
        kind, results = FigureKind.LINE, _by_key(result)
    elif result.shape is Shape.FLOW and all(row.slice == ALL for row in result.rows):
        kind = FigureKind.HEATMAP
    labels = tuple(part.title for part in results)
    return Figure(result.id, result.title, "", kind, results, labels)


def _by_key(result: MetricResult) -> tuple[MetricResult, ...]:
    """Return one series a key, those with most in all first."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in result.rows:
        found.setdefault((row.key, row.target), []).append(row)
    named = words.namer(result)
    largest = sorted(found.values(), key=lambda rows: -sum(row.value or 0.0 for row in rows))
    return tuple(
        replace(
            result,
            title=named(rows[0]),
            shape=Shape.SINGLE,
            rows=tuple(replace(row, key="", target="", label="") for row in rows),
        )
        for rows in largest[: series.SERIES_LIMIT]
    )


def _keys(figure: Figure) -> str:
    step = WIDTH / series.SERIES_LIMIT
    return "".join(
        tag("rect", x=at * step, y=_HEAD, width=10, height=10, rx=2, class_=f"f{at}")
        + tag("text", text(label, 16), x=at * step + 15, y=_HEAD + 9)
        for at, label in enumerate(figure.labels)
    )


def _placed(markup: str, top: float) -> tuple[str, float]:
    """Put the pictures of a page's chart side by side; return them and their height."""
    fragment = ElementTree.fromstring(f"<div>{markup}</div>")  # noqa: S314 - our own markup
    parts = fragment.findall("svg") or fragment.findall("div[@class='chart']/svg")
    parts = [part for part in parts if part.get("class") != "ends"]
    left, height = 0.0, 0.0
    for part in parts:
        part.set("x", f"{left:g}")
        part.set("y", f"{top:g}")
        if part.get("width") == "100%":
            part.set("width", f"{WIDTH - left:g}")
        left += float(part.get("width", "0"))
        height = max(height, float(part.get("height", "0")))
    return "".join(ElementTree.tostring(part, "unicode") for part in parts), height


@cache
def _style() -> str:
    """Return the page's style sheet for charts with the light colours written out."""
    folder = resources.files("lifesigns.present.html") / "assets"
    colours = dict(re.findall(r"--([\w-]+):([^;}]+)", (folder / "light.css").read_text("utf-8")))
    rules = (folder / "charts.css").read_text("utf-8").strip()
    whole = (
        "svg{font-family:system-ui,sans-serif}.paper{fill:var(--card)}"
        f"{rules}.plot{{overflow:visible}}.y-axis{{overflow:visible}}"
        "svg text.head{font-size:17px;font-weight:600;fill:var(--ink)}"
    )
    return re.sub(r"var\(--([\w-]+)\)", lambda m: colours.get(m[1], "currentColor"), whole)
