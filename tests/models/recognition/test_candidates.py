"""Candidates for commit rights: who is named, by which numbers, in which order."""

from datetime import date
from math import log2

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lifesigns.models.recognition import (
    Acts,
    Balance,
    Dossier,
    Kind,
    Work,
    candidates,
    holders_of_rights,
)


def day(month: int, day_of_month: int = 1) -> float:
    """Return a day in the n-th month since January 2024, in days since 1970."""
    return float((date(2024 + month // 12, month % 12 + 1, day_of_month) - date(1970, 1, 1)).days)


NOW = day(12)
NONE = np.array([], dtype=np.int64)
NO_WORK = Work(NONE, NONE, np.array([], dtype=np.float64), NONE)


def named(acts: Acts, *holders: int) -> list[int]:
    """Return the people named, in order."""
    return [d.person for d in candidates(acts, NO_WORK, holders, NOW)]


def monthly(person: int, *months: int) -> list[tuple[int, Kind, float]]:
    """Return one act of code in each month."""
    return [(person, Kind.CODE, day(m)) for m in months]


def test_never_under_three_months_of_activity() -> None:
    """A hundred acts in two months name nobody; three months do."""
    busy = [(1, Kind.CODE, day(m, d)) for m in (10, 11) for d in range(1, 29)]
    assert named(Acts.of(busy + monthly(2, 2, 6, 11))) == [2]


def test_holders_and_the_gone_are_not_named() -> None:
    """Who has the rights needs no vote; who did nothing for a year is not asked."""
    gone = [(3, Kind.CODE, day(m) - 800) for m in range(6)]
    assert named(Acts.of([*monthly(1, 9, 10, 11), *monthly(2, 9, 10, 11), *gone]), 1) == [2]


def test_a_dossier_worked_out_by_hand() -> None:
    """Every number of one candidate, from a history small enough to count."""
    acts = Acts.of(
        [
            *monthly(1, 6, 7, 9),
            (1, Kind.CODE, day(9)),
            (1, Kind.TESTS, day(7)),
            (1, Kind.TESTS, day(9)),
            (1, Kind.REVIEW, day(9, 5)),
            (2, Kind.REVIEW, day(1)),
        ]
    )
    work = Work(
        person=np.array([1, 1, 1, 1, 8]),
        commit=np.array([1, 1, 2, 3, 4]),
        day=np.array([day(6), day(6), day(7), day(9), day(9)]),
        directory=np.array([1, 0, 1, 2, 0]),
    )
    (found,) = candidates(acts, work, [2, 3], NOW, {1: "acme", 2: "acme"}, {1: 4})
    ages = (NOW - day(6), NOW - day(7), NOW - day(9), NOW - day(9, 5))
    faded = sum(2 ** (-age / 90) for age in ages)
    assert found == Dossier(
        person=1,
        score=pytest.approx(log2(1 + faded) * log2(4)),  # type: ignore[arg-type]
        active_months=3,
        months_since_first=6,
        active_months_in_window=3,
        faded_days=pytest.approx(faded),  # type: ignore[arg-type]
        commits=3,
        kinds=(Kind.CODE, Kind.TESTS),
        directories=1,
        reviews=1,
        newcomers_helped=None,
        triaged=4,
        days_since_last=NOW - day(9, 5),
        organisation="acme",
        balance=Balance("acme", 0.5, 2 / 3, 1, 2),
    )


def test_what_nobody_shows_is_not_known() -> None:
    """Reviews and triage that a clone does not hold are missing, not zero."""
    (found,) = candidates(Acts.of(monthly(1, 9, 10, 11)), NO_WORK, [], NOW)
    assert (found.reviews, found.newcomers_helped, found.triaged) == (None, None, None)
    assert (found.organisation, found.balance) == (None, None)


def test_reviews_that_a_project_no_longer_writes_down_are_not_known() -> None:
    """Trailers of earlier years tell nothing of the last 12 months, of which none has one."""
    old = (2, Kind.REVIEW, day(10) - 800)
    (found,) = candidates(Acts.of([*monthly(1, 9, 10, 11), old]), NO_WORK, [], NOW)
    assert found.reviews is None
    recent = (2, Kind.REVIEW, day(10))
    (found,) = candidates(Acts.of([*monthly(1, 9, 10, 11), old, recent]), NO_WORK, [], NOW)
    assert found.reviews == 0


def test_recent_sustained_work_goes_before_old_and_before_many_commits() -> None:
    """Days count, not acts: a hundred acts on three days stay behind ten quiet recent days."""
    noisy = [(1, Kind.CODE, day(m)) for m in (9, 10, 11) for _ in range(100)]
    steady = [(2, Kind.CODE, day(m, d)) for m in (9, 10, 11) for d in (3, 13, 23)]
    old = [(3, Kind.CODE, day(m, d)) for m in (1, 2, 3) for d in (3, 13, 23)]
    assert named(Acts.of(noisy + steady + old)) == [2, 1, 3]


def test_the_future_is_not_seen() -> None:
    """What happens after the moment names nobody."""
    acts = Acts.of(monthly(1, 20, 21, 22))
    assert candidates(acts, NO_WORK, [], NOW) == ()


def test_work_without_a_day_is_left_out() -> None:
    """Absurd dates in the history neither count nor stop anything."""
    acts = Acts.of([*monthly(1, 9, 10, 11), (1, Kind.CODE, float("nan"))])
    one = np.array([1])
    work = Work(one, one, np.array([float("nan")]), one)
    (found,) = candidates(acts, work, [], NOW)
    assert (found.commits, found.active_months) == (0, 3)


def test_holders_are_those_seen_to_land_the_work_of_others() -> None:
    """Two landings of others' work make a holder; own work, one landing and bots do not."""
    author = np.array([1, 2, 1, 9, 9, 1, 1])
    landed_by = np.array([5, 5, 6, 9, 9, -1, -1])
    days = np.arange(7.0)
    assert holders_of_rights(author, landed_by, days, 10.0) == {5}
    assert holders_of_rights(author, landed_by, days, 0.5) == frozenset()


ROWS = st.lists(
    st.tuples(
        st.integers(0, 4), st.sampled_from(list(Kind)), st.integers(0, 11), st.integers(1, 28)
    ),
    max_size=60,
)


@settings(deadline=None)
@given(ROWS, st.sets(st.integers(0, 4)), st.randoms(use_true_random=False))
def test_laws_of_naming(
    rows: list[tuple[int, Kind, int, int]], holders: set[int], random: object
) -> None:
    """Order of input is irrelevant; only people of three months, never holders, best first."""
    acts = Acts.of((p, k, day(m, d)) for p, k, m, d in rows)
    found = candidates(acts, NO_WORK, holders, NOW)
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    again = candidates(Acts.of((p, k, day(m, d)) for p, k, m, d in shuffled), NO_WORK, holders, NOW)
    assert [d.person for d in again] == [d.person for d in found]
    assert [d.score for d in again] == pytest.approx([d.score for d in found])
    months = {p: {m for q, _, m, _ in rows if q == p} for p in range(5)}
    assert {d.person for d in found} == {p for p in range(5) if len(months[p]) >= 3} - holders
    assert [d.score for d in found] == sorted((d.score for d in found), reverse=True)
