"""CSV: RFC 4180, and nothing a spreadsheet would run."""

import csv as standard
import io
from dataclasses import replace

from lifesigns.kernel.unit import Unit
from lifesigns.present import csv
from tests.present.sample_results import ANSI, COVERAGE, FORMULA, RESULTS, TOP_PEOPLE, over_time
from tests.present.test_terminal import PEOPLE


def read(text: str) -> list[dict[str, str]]:
    """Return the rows as a strict reader sees them."""
    return list(standard.DictReader(io.StringIO(text, newline=""), strict=True))


def test_rows_come_back() -> None:
    """Every row of a result is one line, with plain numbers."""
    rows = read(csv.result(TOP_PEOPLE))
    assert len(rows) == 14
    assert rows[0]["key"] == "Ada Lovelace"
    assert rows[0]["value"] == rows[0]["n"] == "912"
    assert {row["metric"] for row in rows} == {"commits_by_person"}


def test_formulas_are_disarmed() -> None:
    """A name that starts a formula gets an apostrophe; no cell starts one; escapes are gone."""
    rows = read(csv.result(TOP_PEOPLE))
    keys = [row["key"] for row in rows]
    assert f"'{FORMULA}" in keys
    assert ANSI not in keys
    for row in [*rows, *read(csv.people(PEOPLE)), *read(csv.table(("a",), [(FORMULA,), ("@x",)]))]:
        assert not any(cell.startswith(("=", "+", "@", "\t", "\r")) for cell in row.values())


def test_negative_numbers_stay_numbers() -> None:
    """Minus three is a number, not a formula; an unknown value is an empty cell."""
    rows = read(
        csv.result(over_time("a", "A", Unit.LINES, {"2025": -3.0, "2026": None, "2027": 0.5}))
    )
    assert [row["value"] for row in rows] == ["-3", "", "0.5"]


def test_utc_offsets_are_those_of_the_other_forms() -> None:
    """What JSON and Parquet call +01:00 can be joined with CSV; more behind it is guarded."""
    rows = read(csv.table(("key",), [("+01:00",), ("-03:30",), ("+01:00+cmd",)]))
    assert [row["key"] for row in rows] == ["+01:00", "-03:30", "'+01:00+cmd"]


def test_a_missing_result_is_one_line_with_its_reason() -> None:
    """The value is empty, never 0, and the reason stands in its column."""
    (row,) = read(csv.result(RESULTS[14]))
    assert row["value"] == ""
    assert row["missing"].startswith("First responses to issues: not collected.")


def test_coverage_is_the_least_and_empty_where_nobody_can_tell() -> None:
    """Two tables of 100% and 98.4% make 0.984; one of unknown extent leaves the whole unknown."""
    (row,) = read(csv.result(replace(RESULTS[0], coverage=COVERAGE[:3])))
    assert row["coverage"] == "0.984"
    (row,) = read(csv.result(replace(RESULTS[0], coverage=COVERAGE)))
    assert row["coverage"] == ""


def test_people() -> None:
    """Lists are joined, yes and no are words, what is unknown is empty."""
    ada, bot = read(csv.people(PEOPLE))
    assert ada["names"] == "Ada Lovelace; ada"
    assert (ada["is_bot"], bot["is_bot"]) == ("false", "true")
    assert bot["change_requests"] == bot["first_at"] == ""


def test_lines_end_as_the_standard_says() -> None:
    """RFC 4180 lines end with carriage return and line feed."""
    text = csv.table(("a", "b"), [("x", 1), (None, True)])
    assert text == "a,b\r\nx,1\r\n,true\r\n"
