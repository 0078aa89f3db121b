"""Concentration: hand-computed values, and intervals that hold what they promise."""

from math import log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lifesigns.models.carriers import concentration


def test_values_worked_out_by_hand() -> None:
    """Shares 1/2, 1/4, 1/4: each measure from its formula."""
    found = concentration([2, 1, 1])
    assert found is not None
    assert found.hhi.value == pytest.approx(0.375)
    assert found.effective_number.value == pytest.approx(1 / 0.375)
    assert found.gini.value == pytest.approx((-2 * 0.25 + 0 * 0.25 + 2 * 0.5) / 3)
    assert found.entropy.value == pytest.approx((0.5 * log(2) + 0.5 * log(4)) / log(3))
    assert {k: e.value for k, e in found.top.items()} == {1: 0.5, 3: 1.0, 10: 1.0}
    assert (found.n, found.n_people) == (4, 3)


def test_equal_work_is_as_many_people() -> None:
    """Ten people of equal work are ten effective people, without inequality."""
    found = concentration([100] * 10)
    assert found is not None
    assert found.effective_number.value == pytest.approx(10)
    assert found.gini.value == pytest.approx(0)
    assert found.entropy.value == pytest.approx(1)


def test_one_person_is_certain() -> None:
    """Alone, all measures are at their end and the intervals have no width."""
    found = concentration([7, 0])
    assert found is not None
    assert (found.hhi.low, found.hhi.value, found.hhi.high) == (1, 1, 1)
    assert found.effective_number.high == 1
    assert found.gini.value == 0
    assert found.n_people == 1


def test_nothing_is_missing() -> None:
    """No contributions, no measure."""
    assert concentration([]) is None
    assert concentration([0, 0]) is None


def test_the_same_seed_gives_the_same_interval_in_any_order() -> None:
    """Runs repeat, and the order of people does not matter."""
    assert concentration([5, 9, 1, 30]) == concentration([30, 1, 9, 5])


def test_intervals_hold_the_truth() -> None:
    """Drawn from known shares, the 90% interval holds the true value nine times in ten or so."""
    shares = 1 / np.arange(1, 41) ** 1.2
    shares /= shares.sum()
    draws = np.random.default_rng(11)
    truth = 1 / float(np.sum(shares**2))
    held = 0
    for seed in range(60):
        found = concentration(draws.multinomial(800, shares), seed)
        assert found is not None
        held += found.effective_number.low <= truth <= found.effective_number.high
    assert held >= 46


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(0, 300), min_size=1, max_size=25))
def test_bounds_are_ordered_and_possible(counts: list[int]) -> None:
    """Every low <= value <= high, and shares lie between 0 and 1."""
    found = concentration(counts)
    if found is None:
        assert not any(counts)
        return
    for share in (found.hhi, found.gini, found.entropy, *found.top.values()):
        assert -1e-9 <= share.low <= share.value <= share.high <= 1 + 1e-9
    effective = found.effective_number
    assert 0 <= effective.low <= effective.value <= effective.high
    assert effective.value <= found.n_people + 1e-9
