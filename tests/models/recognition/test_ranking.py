"""The ranking of people: what it rewards, and that noise cannot win it."""

from datetime import date
from math import log2

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lifesigns.models.recognition import Acts, Kind, join, rank_people
from lifesigns.models.recognition.acts import months_of


def day(month: int, day_of_month: int = 1) -> float:
    """Return a day in the n-th month since January 2024, in days since 1970."""
    return float((date(2024 + month // 12, month % 12 + 1, day_of_month) - date(1970, 1, 1)).days)


def months_of_code(person: int, months: range) -> Acts:
    """Return one act of code a month."""
    return Acts.of((person, Kind.CODE, day(m)) for m in months)


def test_months_are_calendar_months() -> None:
    """The last moment of January and the first of February are two months."""
    found = months_of(np.array([day(0, 31) + 0.999, day(1), -1.0, 0.0]))
    assert found.tolist() == [54 * 12, 54 * 12 + 1, -1, 0]


def test_the_score_is_sustained_months_times_breadth() -> None:
    """Six months of code, three of them with documentation: worked out by hand."""
    acts = join(
        months_of_code(1, range(6)), Acts.of((1, Kind.DOCUMENTATION, day(m)) for m in range(3))
    )
    (found,) = rank_people(acts)
    assert found.score == pytest.approx(log2(7) * log2(3))
    assert (found.active_months, found.breadth) == (6, 2)
    assert found.acts == {Kind.CODE: 6, Kind.DOCUMENTATION: 3}
    assert found.months == {Kind.CODE: 6, Kind.DOCUMENTATION: 3}


@pytest.mark.parametrize(("months", "breadth"), [(1, 1), (2, 2)])
def test_a_kind_tried_once_is_no_breadth(months: int, breadth: int) -> None:
    """A single month of a kind is shown and not rewarded; two are."""
    tried = Acts.of((1, Kind.TESTS, day(m)) for m in range(months))
    (found,) = rank_people(join(months_of_code(1, range(4)), tried))
    assert found.breadth == breadth


def test_nobody_contributed() -> None:
    """No acts, nobody ranked."""
    assert rank_people(Acts.of([])) == ()


def test_acts_without_a_day_are_left_out() -> None:
    """A commit whose date is absurd has no month, and does not stop the others from counting."""
    acts = join(months_of_code(1, range(3)), Acts.of([(2, Kind.CODE, float("nan"))]))
    assert [r.person for r in rank_people(acts)] == [1]


ROWS = st.lists(
    st.tuples(
        st.integers(0, 4), st.sampled_from(list(Kind)), st.integers(0, 23), st.integers(1, 28)
    ),
    min_size=1,
    max_size=60,
)


@settings(deadline=None)
@given(ROWS, st.integers(1, 200))
def test_more_of_the_same_changes_nothing(
    rows: list[tuple[int, Kind, int, int]], times: int
) -> None:
    """Any number of further acts of a kind in a month it was done already leaves every score."""
    acts = Acts.of((p, k, day(m, d)) for p, k, m, d in rows)
    person, kind, month, _ = rows[0]
    noise = Acts.of((person, kind, day(month, 15)) for _ in range(times))
    before = {r.person: r.score for r in rank_people(acts)}
    after = {r.person: r.score for r in rank_people(join(acts, noise))}
    assert before == after


@given(st.integers(1, 500), st.integers(2, 30))
def test_a_month_of_noise_of_every_kind_beats_nobody_who_stayed(n_acts: int, months: int) -> None:
    """Whatever is done within one month, two months of anything rank above it."""
    noise = Acts.of(
        (0, kind, day(5, 1 + i % 28)) for i in range(n_acts) for kind in list(Kind)[: 1 + i % 13]
    )
    ranked = rank_people(join(noise, months_of_code(1, range(months))))
    assert [r.person for r in ranked] == [1, 0]


@settings(deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_order_of_input_does_not_matter(
    rows: list[tuple[int, Kind, int, int]], random: object
) -> None:
    """Shuffled acts give the same ranking."""
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    first = rank_people(Acts.of((p, k, day(m, d)) for p, k, m, d in rows))
    assert rank_people(Acts.of((p, k, day(m, d)) for p, k, m, d in shuffled)) == first


@settings(deadline=None)
@given(ROWS, st.integers(0, 4), st.integers(0, 4))
def test_merging_accounts_never_raises_the_count_of_people(
    rows: list[tuple[int, Kind, int, int]], a: int, b: int
) -> None:
    """One person found behind two accounts is one line, at least as high as either was."""
    apart = {
        r.person: r.score for r in rank_people(Acts.of((p, k, day(m, d)) for p, k, m, d in rows))
    }
    merged = rank_people(Acts.of((b if p == a else p, k, day(m, d)) for p, k, m, d in rows))
    assert len(merged) <= len(apart)
    scores = {r.person: r.score for r in merged}
    assert scores.get(b, 0.0) >= max(apart.get(a, 0.0), apart.get(b, 0.0))
