"""Changes of level in monthly counts, held against trying every split."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lifesigns.models.change_points import (
    SHORTEST,
    Turn,
    best_split,
    change_points,
    noise,
)

COUNTS = st.lists(st.integers(min_value=0, max_value=60), min_size=6, max_size=12)


def total_cost(level: np.ndarray, inner: tuple[int, ...], penalty: float) -> float:
    """Squared error of all stretches plus the penalty for each change."""
    edges = (0, *inner, level.size)
    errors = sum(float(np.var(level[a:b])) * (b - a) for a, b in pairwise(edges))
    return errors + penalty * len(inner)


@given(counts=COUNTS, penalty=st.floats(min_value=0.5, max_value=40))
@settings(max_examples=120, deadline=None)
def test_split_is_the_cheapest_of_all(counts: list[int], penalty: float) -> None:
    """No other choice of changes with stretches of three or more costs less."""
    level = np.sqrt(np.array(counts, dtype=float))
    allowed = [
        inner
        for size in range(level.size // SHORTEST)
        for inner in combinations(range(1, level.size), size)
        if all(b - a >= SHORTEST for a, b in zip((0, *inner), (*inner, level.size), strict=True))
    ]
    cheapest = min(total_cost(level, inner, penalty) for inner in allowed)
    chosen = tuple(best_split(level, penalty, SHORTEST))
    assert chosen in allowed
    assert total_cost(level, chosen, penalty) == pytest.approx(cheapest, abs=1e-8)


def test_a_collapse_is_a_decline_where_it_happened() -> None:
    """Two years at thirty a month, then one at two: one change, downwards, at month 24."""
    (found,) = change_points([30, 28, 33, 31] * 6 + [2, 1, 3, 2] * 3)
    assert (found.index, found.turn) == (24, Turn.DECLINE)
    assert found.before == pytest.approx(30.5)
    assert found.after == pytest.approx(2.0)


def test_silence_and_return_are_a_decline_and_a_revival() -> None:
    """Work, a year of nothing, work again: both turns are told in order."""
    found = change_points([12, 15, 11, 14] * 3 + [0] * 12 + [13, 16, 12, 15] * 3)
    assert [change.turn for change in found] == [Turn.DECLINE, Turn.REVIVAL]
    assert [change.index for change in found] == [12, 24]


def test_constant_level_seldom_shows_a_change() -> None:
    """On independent months of one level, at most one series in ten shows any change."""
    chooser = np.random.default_rng(11)
    alarms = [bool(change_points(chooser.poisson(8, 48).tolist())) for _ in range(200)]
    assert sum(alarms) <= 20


@pytest.mark.parametrize("counts", [[], [5], [1, 9, 1, 9, 1], [0] * 50, [7] * 50])
def test_short_or_flat_series_show_nothing(counts: list[int]) -> None:
    """Under six months, or with no variation at all, there is no change to report."""
    assert change_points(counts) == ()


def test_noise_is_that_of_the_counts_and_not_of_the_jump() -> None:
    """One big step in an otherwise calm series leaves the noise at its floor."""
    assert noise(np.array([5.0] * 20 + [50.0] * 20)) == 1.0
    chooser = np.random.default_rng(12)
    assert noise(chooser.normal(0, 3, 4000)) == pytest.approx(9, rel=0.15)


def test_extreme_counts_are_no_trouble() -> None:
    """Huge counts and a long history are split in bounded time."""
    found = change_points([10**12] * 300 + [0] * 300)
    assert [change.index for change in found] == [300]
