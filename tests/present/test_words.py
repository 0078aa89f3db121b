"""Numbers, units, dates and missing reasons in words."""

import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from lifesigns.kernel.answer import Coverage, Evidence
from lifesigns.kernel.missing import Missing, Reason
from lifesigns.kernel.shape import ALL, Row, Shape
from lifesigns.kernel.spec import Threshold
from lifesigns.kernel.unit import Unit
from lifesigns.present import html, machines, markdown, terminal, words
from tests.present.sample_report import CATALOGUE, SUBJECT, report
from tests.present.sample_results import CLOCK, COMMITS, RESULTS, TOP_PEOPLE


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0"), (7, "7"), (999, "999"), (1234, "1,234"), (-5, "−5"), (1234567.0, "1,234,567"),
        (6.2, "6.2"), (6.25, "6.25"), (0.5712, "0.571"), (13.37, "13.4"), (1234.4, "1,234"), (0.00012, "0.00012"),
        (None, "not known"), (math.nan, "not known"), (math.inf, "not known"), (1e18, "1.00e+18"),
    ],
)  # fmt: skip
def test_numbers(value: float | None, shown: str) -> None:
    """Whole numbers are grouped, others have three digits that matter, unknown ones are words."""
    assert words.number(value) == shown


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (0, "0%"), (1, "100%"), (0.5, "50%"), (0.614, "61%"), (0.034, "3.4%"),
        (0.0004, "<0.1%"), (0.9996, ">99.9%"), (0.995, "99.5%"), (2.5, "250%"),
        (-0.2, "−20%"), (None, "not known"), (0.0999, "10%"),
    ],
)  # fmt: skip
def test_shares(share: float | None, shown: str) -> None:
    """Only nothing is 0% and only everything is 100%."""
    assert words.percent(share) == shown


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (1, Unit.PEOPLE, "1 person"), (2, Unit.PEOPLE, "2 people"), (1, Unit.BRANCHES, "1 branch"),
        (1, Unit.CHANGE_REQUESTS, "1 change request"), (6.2, Unit.HOURS, "6.2 hours"),
        (0.61, Unit.SHARE, "61%"), (1.8, Unit.RATIO, "1.8"), (3, Unit.COUNT, "3"),
        (None, Unit.COMMITS, "not known"), (0, Unit.COMMITS, "0 commits"),
        (0.00819, Unit.DAYS, "12 minutes"), (0.705, Unit.DAYS, "16.9 hours"), (1 / 24, Unit.DAYS, "1 hour"),
        (0.5, Unit.HOURS, "30 minutes"), (0.0001, Unit.HOURS, "1 minute"), (0, Unit.DAYS, "0 days"),
        (730, Unit.DAYS, "730 days"), (730.5, Unit.DAYS, "2 years"), (4037, Unit.DAYS, "11.1 years"),
    ],
)  # fmt: skip
def test_measures(value: float | None, unit: Unit, shown: str) -> None:
    """A value carries its unit, singular for one; what is not known carries none."""
    assert words.measure(value, unit) == shown


def test_axis_numbers_are_short() -> None:
    """Thousands and millions are abbreviated on axes."""
    assert [words.compact(value) for value in (0, 950, 1200, 12000, 3_400_000, -25_000)] == [
        "0", "950", "1,200", "12k", "3.4M", "−25k",
    ]  # fmt: skip


def test_dates_are_utc() -> None:
    """An instant of another zone is shown in UTC, in ISO form or in prose."""
    late = datetime(2026, 11, 12, 23, 30, tzinfo=timezone(timedelta(hours=-5)))
    assert words.day(late) == "2026-11-13"
    assert words.long_day(late) == "13 November 2026"
    assert words.moment(late) == "2026-11-13 04:30 UTC"
    assert machines.stamp(late) == "2026-11-13T04:30:00Z"
    assert words.day(None) == "not known"


def test_every_reason_has_words() -> None:
    """Each of the six ways of not knowing is said in words, none of them a number."""
    shown = {words.missing_short(Missing(reason)) for reason in Reason}
    assert len(shown) == 6
    assert not any(character.isdigit() for text in shown for character in text)


def test_missing_in_a_sentence() -> None:
    """What is missing, why, and who would tell."""
    missing = Missing(Reason.NOT_COLLECTED, "reviews", "They live on the forge.", "a GitHub token")
    assert words.missing_long(missing) == (
        "Reviews: not collected. They live on the forge. A GitHub token would tell."
    )
    assert words.learn(missing) == ("A GitHub token", "would show reviews.")


def test_whole_results_in_a_phrase() -> None:
    """A single shows its value, a history its latest, a ranking its first, a missing one why."""
    assert words.result_value(RESULTS[0]) == "71 people"
    assert words.result_value(COMMITS).endswith(" in 2026-10")
    assert words.result_value(TOP_PEOPLE) == "Ada Lovelace: 912 commits"
    alone = replace(TOP_PEOPLE, rows=TOP_PEOPLE.rows[:1])
    assert words.result_value(alone) == "Ada Lovelace: 912 commits"
    assert "Mon → 11" in words.result_value(CLOCK)
    assert words.result_value(RESULTS[14]) == "not collected"
    assert words.result_value(RESULTS[5]) == "0%"


def test_listings_show_their_rows() -> None:
    """Evidence that is a list has no value of its own; without rows it is not known."""
    rows = (("core", "40"), ("tests", "7"), ("docs", "2"), ("ci", "1"))
    listing = Evidence("kinds", "Areas", None, Unit.COMMITS, 50, rows=rows)
    assert words.evidence_value(listing) == ""
    assert words.evidence_value(Evidence("a", "A", None, Unit.COMMITS, 0)) == "not known"


def test_bins_lose_their_underscores_and_names_do_not() -> None:
    """core_code is a bin of ours, some_one is a person's own name."""
    row = Row("all", 1.0, 1, key="core_code")
    assert words.row_name(row, Shape.DISTRIBUTION) == "core code"
    assert words.row_name(row) == "core_code"
    assert words.row_name(Row("all", 1.0, 1, key="a", target="b", label="c")) == "c → b"


def test_ids_of_reasons_become_words() -> None:
    """A definition that names the reasons by id is read in words."""
    assert words.plain_reasons("Fewer than five: too_few or no_data.") == (
        "Fewer than five: too few facts or no data."
    )


def test_least_coverage() -> None:
    """The least share counts, and what nobody can tell is said."""
    whole = Coverage("git", "a", 1.0, None, "")
    part = Coverage("git", "b", 0.5, None, "")
    blind = Coverage("git", "c", None, None, "")
    assert words.coverage_least((whole, part)) == "50%"
    assert words.coverage_least((whole, blind)) == "100%, in part unknown"
    assert words.coverage_least((blind,)) == "extent unknown"
    assert words.coverage_least(()) == ""
    assert words.coverage_phrase((blind,)) == "coverage unknown"
    assert words.coverage_phrase((part, blind)) == "coverage 50%, in part unknown"


def test_plain_numbers_for_machines() -> None:
    """CSV and JSON get numbers without grouping."""
    assert machines.plain(1234567.0) == "1234567"
    assert machines.plain(0.1) == "0.1"
    assert machines.plain(math.nan) == ""


def test_sizes() -> None:
    """Bytes are shown in the largest fitting unit."""
    assert [words.size(count) for count in (12, 3_400, 5_600_000)] == ["12 B", "3.4 kB", "5.6 MB"]


def test_hours_of_the_week_are_named() -> None:
    """Weekdays against hours read as a clock does; any other flow keeps its ends."""
    week = replace(CLOCK, rows=(Row(ALL, 3.0, 3, key="3", target="14"),))
    assert words.namer(week)(week.rows[0]) == "Wed 14:00"
    other = replace(CLOCK, rows=(Row(ALL, 3.0, 3, key="2021", target="14"),))
    assert words.namer(other)(other.rows[0]) == "2021 → 14"


def test_a_cut_off_of_one_has_a_singular() -> None:
    """One person, one day, and never one people."""
    cut = Threshold("x", 1.0, "people", "meaning", "source", "2026-11")
    assert words.threshold(cut) == "1 person"
    assert words.threshold(replace(cut, unit="days")) == "1 day"
    assert words.threshold(replace(cut, value=2.0)) == "2 people"


def test_bounds_that_meet_are_no_interval() -> None:
    """An interval of one number says nothing beside it."""
    assert words.interval(1.0, 1.0, Unit.PEOPLE) == ""
    assert words.interval(1.0, 2.0, Unit.PEOPLE) == "1 to 2"


def test_a_copy_of_nothing_was_seen_until_no_day() -> None:
    """The heading of an empty repository is a sentence, not a gap."""
    assert words.seen_until(replace(SUBJECT, seen_until=None)) == "Nothing seen yet"
    assert words.seen_until(SUBJECT) == "Seen until 2026-11-12"


def test_a_report_of_an_earlier_day_is_headed_by_that_day_everywhere() -> None:
    """What the copy holds since is in no heading of the page, the terminal or Markdown."""
    then = replace(SUBJECT, as_of=datetime(2019, 3, 4, 23, tzinfo=UTC))
    assert words.seen_until(then) == "As of 2019-03-04"
    whole = replace(report(), subject=then)
    assert "as of 2019-03-04" in terminal.summary(whole, colour=False)
    assert "As of 2019-03-04 · " in markdown.report(whole)
    page = html.page(whole, CATALOGUE)
    assert "4 March 2019" in page
    assert "Seen until" not in page
