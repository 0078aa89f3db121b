"""Charts: gaps stay gaps, ids stay unique, sizes stay small, words stand beside every picture."""

import math
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifesigns.kernel.answer import Figure, FigureKind, Mark, MetricResult
from lifesigns.kernel.shape import Row, Shape
from lifesigns.kernel.unit import Unit
from lifesigns.kernel.window import Window
from lifesigns.present import charts
from lifesigns.present.charts import bars, dots, heatmap, periods, spark
from lifesigns.present.charts.scale import scale
from tests.present.sample_results import (
    CHANGE_KINDS,
    CLOCK,
    EMPLOYERS,
    FORECAST,
    HISTORY,
    HOSTILE,
    NOT_COLLECTED,
    TOP_PEOPLE,
    absent,
    over_time,
)

OVER_TIME = (FigureKind.LINE, FigureKind.COLUMNS, FigureKind.STACK)


def figure(kind: FigureKind, *results: MetricResult, marks: tuple[Mark, ...] = ()) -> Figure:
    """Return a figure of the given results."""
    return Figure("id", "Title", "Subtitle", kind, results, (), marks)


def tree(drawing: charts.Drawing) -> ElementTree.Element:
    """Return the markup parsed as XML, which fails when it is not well formed."""
    return ElementTree.fromstring(f"<root>{drawing.markup}</root>")


def paths(drawing: charts.Drawing, style: str) -> list[str]:
    """Return the path data of the elements of one class."""
    return [
        element.attrib["d"]
        for element in tree(drawing).iter("path")
        if style in element.attrib.get("class", "")
    ]


def every_figure() -> Iterator[Figure]:
    """One figure of each kind with real data."""
    months = over_time("a", "A", Unit.COMMITS, {"2026-01": 1.0, "2026-02": None, "2026-04": 3.0})
    for kind in OVER_TIME:
        yield figure(kind, months, EMPLOYERS)
    yield figure(FigureKind.BARS, TOP_PEOPLE)
    yield figure(FigureKind.HEATMAP, CLOCK)
    yield figure(FigureKind.DOTS, FORECAST)


@pytest.mark.parametrize("shown", list(every_figure()), ids=lambda shown: shown.kind.value)
def test_every_picture_has_title_description_and_table(shown: Figure) -> None:
    """Each kind is one described image with ids of its own and a data table."""
    drawing = charts.draw(shown, "p7")
    images = [element for element in tree(drawing).iter() if element.attrib.get("role") == "img"]
    assert len(images) == 1
    named = images[0].attrib["aria-labelledby"].split()
    texts = {
        element.attrib["id"]: element.text
        for element in tree(drawing).iter()
        if "id" in element.attrib
    }
    assert set(named) == set(texts) == {"p7-t", "p7-d"}
    assert texts["p7-t"] == "Title"
    assert texts["p7-d"] == drawing.description
    assert drawing.table.rows
    assert all(len(row) == len(drawing.table.headers) for row in drawing.table.rows)
    assert "nan" not in drawing.markup.lower().replace("nances", "")
    assert "style=" not in drawing.markup


def test_a_missing_month_breaks_the_line() -> None:
    """A month without a value, said or unsaid, is a gap: never a point at zero, never bridged."""
    result = over_time(
        "a",
        "A",
        Unit.PEOPLE,
        {"2026-01": 4.0, "2026-02": 4.0, "2026-03": None, "2026-05": 4.0, "2026-06": 4.0},
    )
    drawing = charts.draw(figure(FigureKind.LINE, result), "p")
    lines = paths(drawing, "line")
    assert len(lines) == 2
    heights = {point.split()[1] for path in lines for point in re.findall(r"[\d.]+ [\d.]+", path)}
    assert heights == {"0"}
    gaps = [
        element for element in tree(drawing).iter("rect") if element.attrib.get("class") == "gap"
    ]
    assert [gap.attrib["width"] for gap in gaps] == ["333.33"]
    assert drawing.notes == ("Shaded: no value.",)
    assert [row[1] for row in drawing.table.rows] == ["4", "4", "not known", "–", "4", "4"]


def test_a_known_zero_is_drawn_and_an_unknown_is_not() -> None:
    """Zero commits is a line on the axis; an unknown number of commits is none."""
    zero = charts.draw(
        figure(FigureKind.LINE, over_time("a", "A", Unit.COMMITS, {"2025": 2.0, "2026": 0.0})), "p"
    )
    assert paths(zero, "line") == ["M250 0L750 180"]
    unknown = charts.draw(
        figure(FigureKind.LINE, over_time("a", "A", Unit.COMMITS, {"2025": 2.0, "2026": None})), "p"
    )
    assert paths(unknown, "line") == ["M250 0"]


def test_a_stack_stops_where_a_layer_is_unknown() -> None:
    """A sum with an unknown part is unknown: the whole stack has a gap there."""
    rows = tuple(
        Row(name, value, 1, key=year)
        for name, values in (("a", (1.0, 1.0, 1.0)), ("b", (2.0, None, 2.0)))
        for year, value in zip(("2024", "2025", "2026"), values, strict=True)
    )
    result = MetricResult("a", "A", Unit.COMMITS, Shape.SERIES, HISTORY, "", rows, 6)
    drawing = charts.draw(figure(FigureKind.STACK, result), "p")
    assert [path.count("M") for path in paths(drawing, "layer")] == [2, 2]
    assert "Shaded: no value." in drawing.notes


def test_negative_values_reach_below_the_base() -> None:
    """Net lines may be negative: the column hangs from the zero line."""
    drawing = charts.draw(
        figure(FigureKind.COLUMNS, over_time("a", "A", Unit.LINES, {"2025": 10.0, "2026": -10.0})),
        "p",
    )
    assert paths(drawing, "f0") == ["M55 90V0h390V90ZM555 90V180h390V90Z"]


@pytest.mark.parametrize("kind", list(FigureKind))
def test_nothing_known_is_said_and_not_drawn(kind: FigureKind) -> None:
    """A figure without a value has no picture; it has words."""
    for result in (
        absent("a", "A", Unit.COMMITS, NOT_COLLECTED),
        over_time("a", "A", Unit.COMMITS, {}),
        over_time("a", "A", Unit.COMMITS, {"2026": None, "2025": math.nan}),
    ):
        drawing = charts.draw(figure(kind, result), "p")
        assert drawing.markup == ""
        assert "no value is known" in drawing.description


@pytest.mark.parametrize("kind", list(FigureKind))
def test_a_huge_history_stays_small(kind: FigureKind) -> None:
    """Thirty thousand rows give a picture of bounded size that says what it left out."""
    days = {
        f"{1900 + at // 365}-{at // 31 % 12 + 1:02d}-{at % 28 + 1:02d}": float(at)
        for at in range(30_000)
    }
    drawing = charts.draw(figure(kind, over_time("a", "A", Unit.COMMITS, days)), "p")
    assert len(drawing.markup) < 120_000
    assert len(drawing.table.rows) <= 480


@pytest.mark.parametrize("kind", list(FigureKind))
def test_hostile_labels_are_text(kind: FigureKind) -> None:
    """Names from strangers cannot add elements, whatever the kind."""
    rows = tuple(Row(text, 1.0, 1, key=text, target=text, low=0.0, high=2.0) for text in HOSTILE)
    result = MetricResult("a", "A", Unit.COMMITS, Shape.FLOW, HISTORY, "", rows, 9)
    shown = Figure(
        "f", " ".join(HOSTILE), "", kind, (result,), HOSTILE, (Mark(HOSTILE[0], HOSTILE[0]),)
    )
    drawing = charts.draw(shown, "p")
    tags = {element.tag for element in tree(drawing).iter()}
    assert tags <= {
        "root", "svg", "g", "path", "rect", "circle", "line", "text", "tspan", "title", "desc", "div", "p", "ul", "li", "bdi",
    }  # fmt: skip
    assert "\x1b" not in drawing.markup
    assert "\u202e" not in drawing.markup


def test_shares_are_drawn_on_a_round_whole() -> None:
    """The longest bar of shares stands for a round share that the note names."""
    drawing = charts.draw(figure(FigureKind.BARS, CHANGE_KINDS), "p")
    widths = [
        rect.attrib["width"] for rect in tree(drawing).iter("rect") if rect.attrib["class"] == "bar"
    ]
    assert widths[0] == "82%"
    assert len(widths) == 7
    assert bars.note(CHANGE_KINDS) == "A full bar is 50%."
    assert "not known" in drawing.markup


def test_heat_cells_tell_unknown_from_none() -> None:
    """An unknown cell is hatched, an empty one is the lightest step, and days keep their order."""
    cells = heatmap.grid(CLOCK)
    assert cells.rows == ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    assert cells.columns[:3] == ("0", "1", "2")
    drawing = charts.draw(figure(FigureKind.HEATMAP, CLOCK), "p")
    styles = [rect.attrib["class"] for rect in tree(drawing).iter("rect")]
    assert styles.count("unknown") == 1
    assert "q5" in styles


def test_weekdays_and_hours_are_all_there() -> None:
    """Weekday numbers get names, and hours in which nothing happened keep their column."""
    rows = (Row("all", 2.0, 2, key="1", target="9"), Row("all", 5.0, 5, key="5", target="17"))
    result = MetricResult("a", "A", Unit.COMMITS, Shape.FLOW, HISTORY, "", rows, 7)
    cells = heatmap.grid(result)
    assert cells.rows == ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    assert cells.columns == tuple(str(hour) for hour in range(24))
    assert cells.cells["Fri", "17"].value == 5


def test_years_between_keep_their_place() -> None:
    """A cohort table from 2019 to 2022 has a line for 2020 although nobody came."""
    rows = tuple(Row("all", 1.0, 1, key=start, target="2022") for start in ("2019", "2021"))
    result = MetricResult("a", "A", Unit.PEOPLE, Shape.FLOW, HISTORY, "", rows, 2)
    assert heatmap.grid(result).rows == ("2019", "2020", "2021")


def test_dots_say_how_many_of_five_and_how_sure() -> None:
    """Dark up to the low bound, paler to the estimate, palest to the high bound, then empty."""
    row = Row("all", 0.62, 9, key="work", low=0.25, high=0.81)
    assert dots.counts(row) == (1, 3, 4)
    assert dots.in_words(row) == "3 of 5 (1 to 4)"
    result = MetricResult("a", "A", Unit.PROBABILITY, Shape.RANKING, HISTORY, "", (row,), 9)
    drawing = charts.draw(figure(FigureKind.DOTS, result), "p")
    styles = [circle.attrib["class"] for circle in tree(drawing).iter("circle")]
    assert styles == ["sure", "likely", "likely", "maybe", "none"]
    assert drawing.table.rows[0][0] == "work"
    assert dots.counts(Row("all", None, 0)) is None
    assert dots.in_words(Row("all", 7.0, 1)) == "not known"


def test_marks_stand_at_their_month() -> None:
    """A dated note is placed inside its period and notes outside the axis are left out."""
    result = over_time("a", "A", Unit.COMMITS, {"2026-01": 1.0, "2026-02": 1.0})
    drawing = charts.draw(
        figure(
            FigureKind.LINE, result, marks=(Mark("2026-02-14", "here"), Mark("1999-01-01", "gone"))
        ),
        "p",
    )
    assert "here" in drawing.markup
    assert "gone" not in drawing.markup
    assert drawing.notes == ("Dotted: 2026-02-14 here; 1999-01-01 gone.",)
    assert 'x1="75%"' in drawing.markup


def test_small_histories_only_for_histories() -> None:
    """The little curve exists for results over time, and for nothing else."""
    assert spark.small(over_time("a", "A", Unit.COMMITS, {f"202{year}": 1.0 for year in range(9)}))
    assert spark.small(TOP_PEOPLE) == ""
    assert spark.small(CLOCK) == ""
    assert spark.small(EMPLOYERS) == ""
    assert spark.small(absent("a", "A", Unit.COMMITS, NOT_COLLECTED)) == ""


@pytest.mark.parametrize(
    ("label", "until", "expected"),
    [
        ("2026-07", datetime(2026, 7, 1, 12, tzinfo=UTC), True),
        ("2026-07", datetime(2026, 7, 31, 23, 59, 59, tzinfo=UTC), False),
        ("2026-06", datetime(2026, 7, 1, 12, tzinfo=UTC), False),
        ("2026", datetime(2026, 7, 1, tzinfo=UTC), True),
        ("2026-Q2", datetime(2026, 6, 30, 23, 59, 59, tzinfo=UTC), False),
        ("2026-W53", datetime(2027, 1, 2, tzinfo=UTC), True),
        ("2026-07-01", datetime(2026, 7, 1, 12, tzinfo=UTC), True),
        ("v1.0", datetime(2026, 7, 1, tzinfo=UTC), False),
    ],
)
def test_a_period_that_is_not_over(label: str, until: datetime, expected: bool) -> None:
    """A period goes on until its last second in UTC has passed; other labels never do."""
    assert periods.goes_on(label, until) is expected


@pytest.mark.parametrize("kind", OVER_TIME)
def test_an_open_period_is_pale_and_said(kind: FigureKind) -> None:
    """A month that has just begun is drawn pale, named in a note and left out of small curves."""
    values = {f"2026-0{month}": 9.0 for month in range(1, 8)}
    whole = over_time("a", "A", Unit.COMMITS, values)
    since = datetime(2025, 12, 31, 23, 59, 59, tzinfo=UTC)
    for day, is_open in ((datetime(2026, 7, 2, tzinfo=UTC), True), (whole.window.until, False)):
        shown = replace(whole, window=Window(since, day))
        drawing = charts.draw(figure(kind, shown), "p")
        veils = [one for one in tree(drawing).iter("rect") if one.get("class") == "veil"]
        assert [bool(veils), any("2026-07" in note for note in drawing.notes)] == [is_open] * 2
        curve = ElementTree.fromstring(spark.small(shown))
        stroke = next(one for one in curve.iter("path") if one.get("class") == "stroke")
        assert stroke.attrib["d"].count("L") == (5 if is_open else 6)


@pytest.mark.parametrize(
    ("given_labels", "expected"),
    [
        (["2026-02", "2025-11"], ("2025-11", "2025-12", "2026-01", "2026-02")),
        (["2025-Q4", "2026-Q2"], ("2025-Q4", "2026-Q1", "2026-Q2")),
        (["2020-W52", "2021-W02"], ("2020-W52", "2020-W53", "2021-W01", "2021-W02")),
        (["2024-02-28", "2024-03-01"], ("2024-02-28", "2024-02-29", "2024-03-01")),
        (["2026-01-05", "2026-01-12", "2026-01-26"], ("2026-01-05", "2026-01-12", "2026-01-19", "2026-01-26")),
        (["2019", "2021"], ("2019", "2020", "2021")),
        (["b", "a", "b"], ("b", "a")),
        (["2026-02-31", "2026-03-01"], ("2026-02-31", "2026-03-01")),
    ],
)  # fmt: skip
def test_axes_leave_no_period_out(given_labels: list[str], expected: tuple[str, ...]) -> None:
    """Periods between the first and the last keep their place, leap days and long years too."""
    assert periods.axis(given_labels).labels == expected


def test_long_axes_are_cut_and_say_so() -> None:
    """The most recent periods are kept and the rest is counted."""
    axis = periods.axis(["1900-01", "2026-12"])
    assert (len(axis.labels), axis.labels[-1], axis.cut) == (480, "2026-12", 127 * 12 - 480)


@given(st.integers(1950, 2090), st.integers(0, 60), st.sampled_from(["year", "quarter", "month"]))
def test_ticks_are_few(first: int, more: int, grain: str) -> None:
    """However long the axis, at most eight or so ticks are written, in order, inside it."""
    suffix = {"year": ("", ""), "quarter": ("-Q1", "-Q4"), "month": ("-01", "-12")}[grain]
    axis = periods.axis([f"{first}{suffix[0]}", f"{first + more}{suffix[1]}"])
    places = [at for at, _ in axis.ticks]
    assert len(places) <= 8
    assert places == sorted(set(places))
    assert all(0 <= at < len(axis.labels) for at in places)


@given(st.lists(st.floats(-1e12, 1e12), min_size=1, max_size=20), st.sampled_from(list(Unit)))
def test_scales_hold_every_value_and_zero(values: list[float], unit: Unit) -> None:
    """The axis reaches over all values, includes zero, and its steps are few and rising."""
    found = scale(values, unit)
    slack = 1e-6 * max(map(abs, values)) + 1e-9
    assert found.low <= min([*values, 0.0]) + slack
    assert found.high >= max([*values, 0.0]) - slack
    assert 2 <= len(found.ticks) <= 9
    assert list(found.ticks) == sorted(set(found.ticks))
    assert any(abs(tick) < 1e-9 for tick in found.ticks)


@pytest.mark.parametrize(
    ("values", "unit", "ticks"),
    [
        ([3.0], Unit.PEOPLE, (0, 1, 2, 3)),
        ([103.0], Unit.PEOPLE, (0, 50, 100, 150)),
        ([0.93], Unit.SHARE, (0, 0.25, 0.5, 0.75, 1.0)),
        ([], Unit.COMMITS, (0, 1)),
        ([1e-09], Unit.PEOPLE, (0, 1)),
    ],
)
def test_scale_steps(values: list[float], unit: Unit, ticks: tuple[float, ...]) -> None:
    """People come in whole steps, shares in quarters, nothing at all still has an axis."""
    assert scale(values, unit).ticks == ticks


@pytest.mark.parametrize(
    ("label", "since", "expected"),
    [
        ("2026-07", datetime(2026, 7, 1, tzinfo=UTC), False),
        ("2026-07", datetime(2026, 7, 1, 0, 0, 1, tzinfo=UTC), True),
        ("2026-07", datetime(2026, 6, 30, 23, 59, 59, tzinfo=UTC), False),
        ("2026-07", datetime(2026, 7, 23, tzinfo=UTC), True),
        ("2026", datetime(2026, 7, 1, tzinfo=UTC), True),
        ("1970", datetime(1970, 1, 1, tzinfo=UTC), False),
        ("v1.0", datetime(2026, 7, 1, tzinfo=UTC), False),
    ],
)
def test_a_period_that_had_begun(label: str, since: datetime, expected: bool) -> None:
    """A period is whole when counting begins with its first second in UTC or before."""
    assert periods.had_begun(label, since) is expected


@pytest.mark.parametrize("kind", OVER_TIME)
def test_a_period_cut_at_its_beginning_is_pale_and_said(kind: FigureKind) -> None:
    """The month in whose middle the window begins is drawn pale and left out of small curves."""
    values = {f"2026-0{month}": 9.0 for month in range(1, 9)}
    whole = over_time("a", "A", Unit.COMMITS, values)
    until = datetime(2026, 8, 31, 23, 59, 59, tzinfo=UTC)
    for day, is_late in ((datetime(2026, 1, 23, tzinfo=UTC), True), (whole.window.since, False)):
        shown = replace(whole, window=Window(day, until))
        drawing = charts.draw(figure(kind, shown), "p")
        veils = [one for one in tree(drawing).iter("rect") if one.get("class") == "veil"]
        assert [one.get("x") for one in veils] == (["0"] if is_late else [])
        said = "Pale: 2026-01, whose beginning is not counted."
        assert (said in drawing.notes) is is_late
        curve = ElementTree.fromstring(spark.small(shown))
        stroke = next(one for one in curve.iter("path") if one.get("class") == "stroke")
        assert stroke.attrib["d"].count("L") == (6 if is_late else 7)
