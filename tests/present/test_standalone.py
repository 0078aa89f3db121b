"""Charts as SVG files of their own."""

from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from lifesigns.kernel.answer import MetricResult
from lifesigns.kernel.missing import Missing, Reason
from lifesigns.kernel.shape import Row, Shape
from lifesigns.kernel.unit import Unit
from lifesigns.kernel.window import Window
from lifesigns.present.charts import standalone

SVG = "{http://www.w3.org/2000/svg}"
WINDOW = Window(datetime(2020, 1, 1, tzinfo=UTC), datetime(2023, 1, 1, tzinfo=UTC))
EVIL = '<script>alert(1)</script>\x1b[31m\u202e"&'


def result(shape: Shape, *rows: Row, by: str = "", missing: Missing | None = None) -> MetricResult:
    """Return a result of commits with these rows."""
    n = sum(row.n for row in rows)
    return MetricResult(
        "commits", f"Commits {EVIL}", Unit.COMMITS, shape, WINDOW, by, rows, n, missing=missing
    )


SINGLE = result(Shape.SINGLE, Row("all", 3.0, 3))
MONTHS = result(Shape.SINGLE, *(Row(f"2020-{m:02}", float(m), m) for m in range(1, 13)), by="month")
RANKING = result(Shape.RANKING, *(Row("all", 9.0 - i, 1, f"p{i}", label=EVIL) for i in range(9)))
YEARS = result(
    Shape.RANKING,
    *(
        Row(str(y), 5.0 + i, 1, f"p{i}", label=f"Person {i}")
        for y in (2020, 2021)
        for i in range(9)
    ),
    by="year",
)
FLOW = result(Shape.FLOW, Row("all", 4.0, 4, "1", "0"), Row("all", 2.0, 2, "7", "23"))


@pytest.mark.parametrize("given", [SINGLE, MONTHS, RANKING, YEARS, FLOW])
def test_every_shape_is_one_document_that_needs_nothing(given: MetricResult) -> None:
    """Well-formed SVG with a title and a description, no script, no reference, no variable."""
    text = standalone.draw(given)
    root = ElementTree.fromstring(text)
    assert root.tag == f"{SVG}svg"
    assert root.find(f"{SVG}title") is not None
    assert root.find(f"{SVG}desc") is not None
    assert {element.tag for element in root.iter()} <= {
        SVG + name
        for name in ("svg", "title", "desc", "style", "rect", "text", "g", "line", "path",
                     "circle", "polyline", "polygon")
    }  # fmt: skip
    for forbidden in ("var(", "url(", "href", "\x1b", "\u202e"):
        assert forbidden not in text


def test_rows_of_periods_are_columns_and_others_bars() -> None:
    """Twelve months stand on a time axis; a ranking shows its values."""
    assert "2020" in "".join(ElementTree.fromstring(standalone.draw(MONTHS)).itertext())
    assert 'class="bars"' in standalone.draw(RANKING)


def test_several_series_have_a_key() -> None:
    """The six largest keys are named above the lines, the others are left out."""
    text = standalone.draw(YEARS)
    assert all(f">Person {i}<" in text for i in range(3, 9))
    assert ">Person 0<" not in text


def test_what_is_missing_is_said_and_not_drawn() -> None:
    """Without a value the picture says why."""
    missing = Missing(Reason.TOO_FEW, "commits", "two of five")
    text = standalone.draw(result(Shape.SINGLE, missing=missing))
    assert "too few facts" in text
    assert 'class="bar"' not in text
