"""Following files across their renames."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifesigns.models.carriers import Touches, follow_renames

Change = tuple[str, str | None, str]


def followed(*changes: Change) -> tuple[list[int], list[bool], dict[str, int]]:
    """Return numbers, creations and final paths as plain lists."""
    found = follow_renames(
        [c[0] for c in changes], [c[1] for c in changes], [c[2] for c in changes]
    )
    return found.file.tolist(), found.is_creation.tolist(), found.file_at


def test_a_rename_keeps_the_file() -> None:
    """A file is one file under every name it bore, created once."""
    numbers, creations, standing = followed(
        ("a", None, "A"), ("b", "a", "R"), ("b", None, "M"), ("c", "b", "R100")
    )
    assert numbers == [0, 0, 0, 0]
    assert creations == [True, False, False, False]
    assert standing["c"] == 0


def test_a_copy_is_a_new_file() -> None:
    """A copy starts a history of its own and has a creator."""
    numbers, creations, _ = followed(("a", None, "A"), ("b", "a", "C"), ("a", None, "M"))
    assert numbers == [0, 1, 0]
    assert creations == [True, True, False]


def test_a_new_file_at_a_path_that_moved_away_is_another_file() -> None:
    """When b takes a's place by rename, a later addition of a is not the old file."""
    numbers, creations, standing = followed(
        ("a", None, "A"), ("b", "a", "R"), ("a", None, "A"), ("a", None, "M")
    )
    assert numbers == [0, 0, 1, 1]
    assert creations == [True, False, True, False]
    assert standing == {"a": 1, "b": 0}


def test_a_file_that_comes_back_keeps_its_history() -> None:
    """A deletion that is taken back does not make a second creator."""
    numbers, creations, _ = followed(("a", None, "A"), ("a", None, "D"), ("a", None, "A"))
    assert numbers == [0, 0, 0]
    assert creations == [True, False, False]


def test_a_branch_that_had_not_seen_the_rename_still_counts_for_the_file() -> None:
    """A change landed under the old path goes to the renamed file; so does a second rename."""
    numbers, _, standing = followed(
        ("a", None, "A"), ("b", "a", "R"), ("a", None, "M"), ("a", None, "D"), ("c", "a", "R")
    )
    assert numbers == [0, 0, 0, 0, 0]
    assert standing["b"] == standing["c"] == 0


def test_a_history_that_starts_late_has_no_creation() -> None:
    """A file first seen in a change, a rename or a deletion has no known creator."""
    numbers, creations, _ = followed(
        ("a", None, "M"), ("b", "x", "R"), ("z", None, "D"), ("a", None, "T")
    )
    assert numbers == [0, 1, 2, 0]
    assert creations == [False] * 4


def test_swapped_names_follow_the_files() -> None:
    """Two files that trade names in one commit stay two files."""
    numbers, _, standing = followed(
        ("a", None, "A"), ("b", None, "A"), ("t", "a", "R"), ("a", "b", "R"), ("b", "t", "R")
    )
    assert numbers == [0, 1, 0, 1, 0]
    assert (standing["a"], standing["b"]) == (1, 0)


def test_arrays_of_unequal_length_are_refused() -> None:
    """Touches cannot be half made."""
    whole = Touches.of([(1, 2, 3, 4.0, True)])
    with pytest.raises(ValueError, match="differ in length"):
        Touches(whole.person[:0], whole.file, whole.commit, whole.day, whole.is_creation)


PATHS = st.sampled_from(["a", "b", "c", "d/e"])


@given(
    st.lists(
        st.tuples(
            PATHS, st.one_of(st.none(), PATHS), st.sampled_from(["A", "M", "D", "R", "C", "T", ""])
        ),
        max_size=40,
    )
)
def test_any_sequence_is_followed(changes: list[Change]) -> None:
    """Whatever order hostile histories hold, every change has a file and a file one creation."""
    numbers, creations, standing = followed(*changes)
    assert len(numbers) == len(changes)
    assert sorted(set(numbers)) == list(range(len(set(numbers))))
    created = [n for n, is_creation in zip(numbers, creations, strict=True) if is_creation]
    assert len(created) == len(set(created))
    assert set(standing.values()) <= set(numbers)
