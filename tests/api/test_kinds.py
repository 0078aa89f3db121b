"""In which order contents are read for the kinds of changes."""

from lifesigns.api.kinds import _in_chains, _reading
from lifesigns.models.contribution_kind import BlobPair, Purpose


def pair(old: str, new: str) -> BlobPair:
    """Return two versions of a source file."""
    return BlobPair(old, new, "Go", Purpose.SOURCE)


def test_a_version_of_a_file_is_read_once_however_far_apart_its_changes_stand() -> None:
    """Two lines of 60 versions each, mixed: 122 contents for 120 pairs, few held at a time."""
    mixed = [
        pair(f"{line}{n:02}", f"{line}{n + 1:02}") for n in (*range(1, 60, 2), *range(0, 60, 2))
        for line in "ab"
    ]  # fmt: skip
    ordered = _in_chains(mixed)
    assert sorted(ordered) == sorted(mixed)
    fresh, gone = _reading(ordered)
    assert sum(map(len, fresh)) == 122
    held: set[str] = set()
    for one, coming, going in zip(ordered, fresh, gone, strict=True):
        held |= set(coming)
        assert {one.old_blob, one.new_blob} <= held
        held -= set(going)
        assert len(held) <= 8
