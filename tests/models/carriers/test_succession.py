"""What leaving orphans, and who follows."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifesigns.models.carriers import (
    Bearers,
    Heir,
    Orphaned,
    Touches,
    orphaned_by_group,
    orphaned_by_person,
    succession,
)


def borne(*pairs: tuple[int, int], n_units: int) -> Bearers:
    """Return bearers of units that weigh 1."""
    columns = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return Bearers(columns[:, 0], columns[:, 1], np.ones(n_units))


AUTHORS = borne((0, 0), (1, 0), (1, 1), (2, 1), (3, 2), n_units=5)


def test_a_file_with_a_second_author_is_not_orphaned() -> None:
    """Person 0 leaves: file 0 is orphaned, file 1 still has person 1; file 4 had nobody before."""
    assert orphaned_by_person(AUTHORS, 0) == Orphaned(0, 0.25, 1, 4)
    assert orphaned_by_person(AUTHORS, 77) == Orphaned(77, 0.0, 0, 4)


def test_a_group_leaves_as_a_whole() -> None:
    """Together, 0 and 1 orphan three of four files; the unknown are no group."""
    found = orphaned_by_group(AUTHORS, np.array([5, 5, -1]))
    assert found == (Orphaned(5, 0.75, 3, 4),)


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 5)), unique=True, min_size=1),
    st.lists(st.integers(-1, 2), min_size=6, max_size=6),
)
def test_a_group_orphans_at_least_what_its_members_do(
    pairs: list[tuple[int, int]], groups: list[int]
) -> None:
    """Files are orphaned by one person at most, and a group's count holds its members' counts."""
    authors = borne(*pairs, n_units=10)
    by_group = {o.who: o.n_orphaned for o in orphaned_by_group(authors, np.array(groups))}
    for group, count in by_group.items():
        members = [p for p in range(6) if groups[p] == group]
        assert count >= sum(orphaned_by_person(authors, p).n_orphaned for p in members)


def test_heirs_are_those_who_came_after() -> None:
    """Only work on the carrier's files after the carrier's last touch of each counts."""
    touches = Touches.of(
        [
            (0, 0, 1, 10.0, True),
            (0, 1, 2, 10.0, True),
            (0, 2, 3, 10.0, True),
            (1, 0, 4, 5.0, False),
            (1, 1, 5, 20.0, False),
            (2, 1, 6, 30.0, False),
            (2, 0, 7, 40.0, False),
            (2, 0, 8, 41.0, False),
            (0, 2, 9, 60.0, False),
            (2, 2, 10, 50.0, False),
            (3, 3, 11, 70.0, True),
        ]
    )
    authors = borne((0, 0), (1, 0), (2, 0), (3, 3), n_units=4)
    (found,) = succession(touches, authors, [0])
    assert found.heirs == (Heir(2, 2, 41.0), Heir(1, 1, 20.0))
    assert found.n_files == 3
    assert found.share_followed == pytest.approx(2 / 3)


def test_a_carrier_without_files_has_no_heirs() -> None:
    """Who authors nothing leaves nothing to follow."""
    (found,) = succession(Touches.of([(1, 0, 0, 1.0, True)]), borne((0, 1), n_units=1), [4])
    assert (found.n_files, found.share_followed, found.heirs) == (0, None, ())
