"""Spans of time: periods, instants and windows."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifesigns.kernel.errors import UsageError
from lifesigns.kernel.window import Period, Window, parse_when

CLOCK = datetime(2026, 3, 31, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("24h", datetime(2026, 3, 30, 12, tzinfo=UTC)),
        ("7d", datetime(2026, 3, 24, 12, tzinfo=UTC)),
        ("2w", datetime(2026, 3, 17, 12, tzinfo=UTC)),
        ("1mo", datetime(2026, 2, 28, 12, tzinfo=UTC)),
        ("13mo", datetime(2025, 2, 28, 12, tzinfo=UTC)),
        ("1y", datetime(2025, 3, 31, 12, tzinfo=UTC)),
    ],
)
def test_period_reaches_back_by_the_calendar(text: str, expected: datetime) -> None:
    """Months and years are calendar ones; a day that is missing falls back to the month's end."""
    assert Period.parse(text).before(CLOCK) == expected


def test_a_leap_day_falls_back_a_year_to_the_28th() -> None:
    """One year before 29 February is 28 February."""
    leap = datetime(2024, 2, 29, tzinfo=UTC)
    assert Period.parse("1y").before(leap) == datetime(2023, 2, 28, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "0d", "7", "d", "-3d", "1 day", "7days", "1.5d", "٣d"])
def test_what_is_no_period_is_refused(text: str) -> None:
    """Anything but a positive whole number and a known unit is a usage error."""
    with pytest.raises(UsageError):
        Period.parse(text)


def test_a_period_longer_than_the_calendar_is_refused() -> None:
    """A reach before the year 1 is a usage error, not a crash."""
    with pytest.raises(UsageError):
        Period.parse("99999y").before(CLOCK)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-01", datetime(2026, 3, 1, 23, 59, 59, tzinfo=UTC)),
        ("20260301", datetime(2026, 3, 1, 23, 59, 59, tzinfo=UTC)),
        ("2026-03-01T12:00Z", datetime(2026, 3, 1, 12, tzinfo=UTC)),
        ("2026-03-01 12:00", datetime(2026, 3, 1, 12, tzinfo=UTC)),
        ("2026-03-01T12:00+08:00", datetime(2026, 3, 1, 4, tzinfo=UTC)),
        ("now", CLOCK),
        ("7d ago", datetime(2026, 3, 24, 12, tzinfo=UTC)),
    ],
)
def test_instants_are_read_in_utc_and_a_day_means_its_end(text: str, expected: datetime) -> None:
    """A bare date includes the day it names; a time without zone is UTC."""
    assert parse_when(text, CLOCK) == expected


@pytest.mark.parametrize("text", ["yesterday-ish", "2026-13-01", "1969-12-31", "2201-01-01", ""])
def test_what_is_no_instant_is_refused_with_examples(text: str) -> None:
    """A bad date says what would be a good one."""
    with pytest.raises(UsageError) as refused:
        parse_when(text, CLOCK)
    assert "2026-03-01" in refused.value.advice


def test_an_empty_or_reversed_window_cannot_exist() -> None:
    """A window's start lies before its end, or it is refused."""
    with pytest.raises(UsageError):
        Window(CLOCK, CLOCK)
    with pytest.raises(UsageError):
        Window(CLOCK, CLOCK - timedelta(days=1))


@given(st.integers(1, 400), st.sampled_from(["h", "d", "w", "mo", "y"]))
def test_a_window_ends_where_it_was_told_and_has_length(count: int, unit: str) -> None:
    """Whatever the period, the window ends at the given instant and is not empty."""
    window = Window.last(f"{count}{unit}", CLOCK)
    assert window.until == CLOCK
    assert window.days > 0
