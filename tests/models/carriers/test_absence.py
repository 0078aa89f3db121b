"""The contributor absence factor and its laws."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lifesigns.models.carriers import Contributions, absence_factor, absence_factors


def factor(*amounts: float) -> int | None:
    """Return the factor of people with these amounts."""
    return absence_factor(np.arange(len(amounts)), np.array(amounts, dtype=float)).factor


def test_the_example_of_the_standard() -> None:
    """CHAOSS's own example: 1000, 202, 90, 33, 332, 343, 42, 433 contributions give 2."""
    found = absence_factor(
        np.arange(8), np.array([1000, 202, 90, 33, 332, 343, 42, 433], dtype=float)
    )
    assert found.factor == 2
    assert found.people == (0, 7)
    assert found.share == 1433 / 2475
    assert (found.n_people, found.n) == (8, 2475)


def test_exactly_half_is_half() -> None:
    """Half reached counts as half."""
    assert factor(5, 3, 2) == 1
    assert factor(1, 1, 1, 1) == 2


def test_nothing_is_missing_not_zero() -> None:
    """Without contributions there is no factor; amounts of nothing are no contributions."""
    assert factor() is None
    assert factor(0, -3) is None
    assert factor(0, 4) == 1


def test_units_and_windows_stand_apart() -> None:
    """Each unit has its own factor in each window; the start of a window is outside it."""
    contributions = Contributions(
        person=np.array([0, 1, 1, 2, 2, 3]),
        unit=np.array(["commits", "commits", "commits", "reviews", "commits", "commits"]),
        day=np.array([10.0, 99.0, 98.0, 99.0, 90.0, 101.0]),
        amount=np.array([9.0, 1.0, 1.0, 4.0, 7.0, 99.0]),
    )
    found = absence_factors(contributions, 100.0, {"all": None, "10d": 10.0})
    assert [(f.unit, f.window, f.people, f.n) for f in found] == [
        ("commits", "all", (0,), 18.0),
        ("commits", "10d", (1,), 2.0),
        ("reviews", "all", (2,), 4.0),
        ("reviews", "10d", (2,), 4.0),
    ]


ROWS = st.lists(st.tuples(st.integers(0, 9), st.integers(1, 50)), min_size=1, max_size=40)


@given(ROWS, st.integers(0, 9), st.integers(0, 9))
def test_merging_accounts_never_raises_it(rows: list[tuple[int, int]], a: int, b: int) -> None:
    """Two accounts found to be one person lower the factor or leave it, and the people too."""
    person = np.array([r[0] for r in rows])
    amount = np.array([float(r[1]) for r in rows])
    apart = absence_factor(person, amount)
    merged = absence_factor(np.where(person == a, b, person), amount)
    assert apart.factor is not None
    assert merged.factor is not None
    assert merged.factor <= apart.factor
    assert merged.n_people <= apart.n_people
    assert merged.n == apart.n


@given(ROWS, st.randoms(use_true_random=False))
def test_order_does_not_matter(rows: list[tuple[int, int]], random: object) -> None:
    """Shuffled rows give the same people, and never more of them than contribute."""
    first = absence_factor(np.array([r[0] for r in rows]), np.array([float(r[1]) for r in rows]))
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    other = absence_factor(
        np.array([r[0] for r in shuffled]), np.array([float(r[1]) for r in shuffled])
    )
    assert first == other
    assert first.factor is not None
    assert 1 <= first.factor <= len({r[0] for r in rows})
