"""Several changes in a row as one: what lies between the state before the first and after the last."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from lifesigns.models.contribution_kind import FileEdit, net_edits

State = dict[str, str]


def edit(path: str, old: str | None, new: str | None, was: str | None = None) -> FileEdit:
    """Make an edit of one line; a rename where `was` is given."""
    status = "R" if was else "A" if old is None else "D" if new is None else "M"
    return FileEdit(path, status, int(new is not None), int(old is not None), was, old, new)


def steps_between(states: list[State]) -> list[list[FileEdit]]:
    """Return what changed from each state to the next, no renames."""
    return [
        [edit(p, a.get(p), b.get(p)) for p in sorted(a.keys() | b.keys()) if a.get(p) != b.get(p)]
        for a, b in pairwise(states)
    ]


CONTENTS = st.dictionaries(st.sampled_from("abcd"), st.sampled_from("123"))


@given(st.lists(CONTENTS, min_size=1, max_size=6))
def test_the_net_of_many_steps_is_the_difference_of_the_ends(states: list[State]) -> None:
    """Whatever happened between, only first and last state count; undone work leaves nothing."""
    found = {(one.path, one.old_blob, one.new_blob) for one in net_edits(steps_between(states))}
    first, last = states[0], states[-1]
    assert found == {
        (path, first.get(path), last.get(path))
        for path in first.keys() | last.keys()
        if first.get(path) != last.get(path)
    }


def test_lines_are_kept_where_one_step_made_them() -> None:
    """What two steps made has to be counted anew: lines may have been written twice."""
    kept, joined = net_edits(
        [[edit("a", "1", "2"), edit("b", "1", "2")], [edit("b", "2", "3")]]
    )  # fmt: skip
    assert (kept.path, kept.additions, kept.deletions) == ("a", 1, 1)
    assert (joined.path, joined.old_blob, joined.new_blob) == ("b", "1", "3")
    assert (joined.additions, joined.deletions, joined.is_binary) == (None, None, False)


def test_files_are_followed_through_renames() -> None:
    """Edited, renamed and edited is one rename; renamed there and back is an edit or nothing."""
    away = edit("b", "2", "2", was="a")
    (one,) = net_edits([[edit("a", "1", "2")], [away], [edit("b", "2", "3")]])
    assert (one.status, one.old_path, one.path, one.old_blob, one.new_blob) == (
        "R", "a", "b", "1", "3",
    )  # fmt: skip
    (one,) = net_edits([[away], [edit("a", "2", "4", was="b")]])
    assert (one.status, one.old_path, one.path, one.old_blob) == ("M", None, "a", "2")
    assert net_edits([[away], [edit("a", "2", "2", was="b")]]) == ()
    (one,) = net_edits([[edit("a", None, "2")], [away]])
    assert (one.status, one.old_path, one.path, one.old_blob) == ("A", None, "b", None)


def test_two_files_may_swap_their_names() -> None:
    """Both are looked for under the names that they had before the step."""
    swap = [edit("b", "1", "1", was="a"), edit("a", "2", "2", was="b")]
    found = net_edits([swap, [edit("a", "2", "3")]])
    assert [(one.path, one.old_path, one.old_blob, one.new_blob) for one in found] == [
        ("a", "b", "2", "3"), ("b", "a", "1", "1"),
    ]  # fmt: skip
    back = [edit("b", "2", "2", was="a"), edit("a", "1", "1", was="b")]
    assert net_edits([swap, back]) == ()


def test_a_copy_is_new_and_its_source_goes_on() -> None:
    """A copy edited later is still a copy, deleted it was never there."""
    copy = FileEdit("b", "C", 0, 0, "a", "1", "1")
    (one,) = net_edits([[copy], [edit("b", "1", "2")]])
    assert (one.status, one.old_path, one.old_blob, one.new_blob) == ("C", "a", "1", "2")
    assert net_edits([[copy], [edit("b", "1", None)]]) == ()
    (one, other) = net_edits([[copy], [edit("a", "1", "3")]])
    assert (one.path, one.status, other.path, other.status) == ("a", "M", "b", "C")


def test_what_a_merge_changed_between_two_steps_is_nobodys() -> None:
    """Each stretch of steps stands by itself: the request wrote 1 to 2 and 7 to 8."""
    found = net_edits([[edit("a", "1", "2")], [edit("a", "7", "8")]])
    assert [(one.old_blob, one.new_blob, one.additions) for one in found] == [
        ("1", "2", 1), ("7", "8", 1),
    ]  # fmt: skip


def test_a_submodule_counts_as_git_counts_it() -> None:
    """One line names its commit, however often that moved."""
    steps = [
        FileEdit("lib", "M", 1, 1, None, old, new, is_submodule=True)
        for old, new in (("1", "2"), ("2", "3"))
    ]
    (one,) = net_edits([[step] for step in steps])
    assert (one.additions, one.deletions, one.is_submodule) == (1, 1, True)
