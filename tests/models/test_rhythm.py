"""A silence against a person's own rhythm: counted by hand, blind to the future."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lifesigns.models.rhythm import DAY, HORIZONS, Gaps, gaps, rhythm

NOON = int(datetime(2023, 3, 1, 12, tzinfo=UTC).timestamp())
TIMES = st.lists(st.integers(min_value=0, max_value=NOON + 400 * DAY), max_size=40)


def every(days: int, count: int, last: int) -> list[int]:
    """So many times, so many days apart, the latest `last` days before noon."""
    return [NOON - (last + days * step) * DAY for step in range(count)]


def described(active_at: list[int], as_of: int = NOON) -> Gaps:
    """The gaps of someone with at least two active days."""
    found = gaps(active_at, as_of, as_of)
    assert found is not None
    return found


def test_gaps_are_counted_by_hand() -> None:
    """Days 0, 1, 3, 3, 10 before a silence of 4: gaps 1, 2, 7."""
    times = [NOON - (4 + offset) * DAY for offset in (10, 9, 7, 7, 0)]
    found = described(times)
    assert (found.active_days, found.n_gaps, found.silent_days) == (4, 3, 4)
    assert found.usual_days == 2
    assert found.long_days == pytest.approx(6.0)
    assert found.longest_days == 7
    assert not found.is_overdue


def test_due_date_is_the_end_of_the_day_by_which_nine_in_ten_gaps_are_over() -> None:
    """A weekly person is due seven days after the last active day, at its end."""
    found = described(every(7, 15, last=2))
    due = datetime.fromtimestamp(found.due_at, UTC)
    assert due.isoformat() == "2023-03-06T23:59:59+00:00"
    assert not found.is_overdue
    assert described(every(7, 15, last=8)).is_overdue


def test_only_the_last_twenty_gaps_describe_the_rhythm() -> None:
    """A person who was daily years ago and is monthly now has a monthly rhythm."""
    found = described([*every(30, 21, last=3), *every(1, 200, last=2000)])
    assert found.n_gaps == 20
    assert found.usual_days == 30
    assert found.longest_days == 30


@given(past=TIMES, future=TIMES)
@settings(max_examples=60, deadline=None)
def test_nothing_after_the_moment_has_any_influence(past: list[int], future: list[int]) -> None:
    """What a person does later changes nothing about what is said now."""
    known = [time for time in past if time <= NOON]
    later = [NOON + 1 + time for time in future]
    assert rhythm(known + later, NOON, NOON) == rhythm(known, NOON, NOON)


@given(active_at=TIMES)
@settings(max_examples=60, deadline=None)
def test_chances_are_chances_and_grow_with_time(active_at: list[int]) -> None:
    """From eight active days on there are four chances in 0..1, none below the one before."""
    made = rhythm(active_at, NOON, NOON)
    if made.gaps is None or made.gaps.active_days < 8:
        assert made.returns == ()
        return
    assert tuple(chance.within_days for chance in made.returns) == HORIZONS
    chances = [chance.p for chance in made.returns]
    assert chances == sorted(chances)
    assert all(0 <= p <= 1 for p in chances)


def test_longer_silence_makes_return_less_likely() -> None:
    """The same weekly rhythm, each time silent for longer: every chance falls."""
    for column in range(len(HORIZONS)):
        chances = [
            rhythm(every(7, 30, last=silence), NOON, NOON).returns[column].p
            for silence in (1, 10, 40, 120, 400, 900)
        ]
        assert chances == sorted(chances, reverse=True)


def test_a_stale_clone_says_nothing_about_return() -> None:
    """Evidence that ends 91 days before the moment gives gaps but no chances."""
    made = rhythm(every(7, 30, last=1), NOON + 91 * DAY, NOON)
    assert made.is_stale
    assert made.returns == ()
    fresh = rhythm(every(7, 30, last=1), NOON + 90 * DAY, NOON)
    assert fresh.returns == rhythm(every(7, 30, last=1), NOON, NOON).returns


@pytest.mark.parametrize("active_at", [[], [NOON], [NOON, NOON - 5], [0, 1, DAY], [10**30]])
def test_degenerate_histories_describe_nothing(active_at: list[int]) -> None:
    """Nobody, one day, clocks of 1970 or of the far future: no gaps, no chances."""
    made = rhythm(active_at, NOON, NOON)
    assert made.gaps is None
    assert made.returns == ()
