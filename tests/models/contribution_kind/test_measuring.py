"""The size of the real change."""

from lifesigns.models.contribution_kind import (
    Change,
    FileEdit,
    RealSize,
    blobs_to_measure,
    real_size,
)

BLOBS = {
    "old": b"def f():\n    return compute(1)\n\nx = 1\n",
    "new": b"x = 1\n\n\nif True:\n    def f():\n        return compute(2)\n",
    "half": b"alpha = one()\nbeta = two()\n",
    "rest": b"beta = two()\n",
    "moved": b"\talpha = one()\n",
}


def size(*files: FileEdit) -> RealSize:
    """Measure a change over the sample blobs."""
    return real_size(Change(files), BLOBS.get)


def test_moved_and_reindented_lines_are_not_new() -> None:
    """By hand: `if True:` and the new return are new, the old return is gone, the rest moved."""
    found = size(FileEdit("a.py", "M", 5, 3, None, "old", "new"))
    assert (found.additions, found.deletions, found.moved) == (2, 1, 0)
    assert (found.n_files, found.n_measured) == (1, 1)


def test_a_line_that_moves_to_another_file_is_moved() -> None:
    """Across the files of one change, re-indentation notwithstanding."""
    found = size(
        FileEdit("a.py", "M", 0, 1, None, "half", "rest"),
        FileEdit("b.py", "A", 1, 0, None, None, "moved"),
    )
    assert (found.additions, found.deletions, found.moved) == (0, 0, 1)


def test_generated_files_are_counted_apart_and_missing_ones_not_at_all() -> None:
    """Generated lines as git counts them; a missing blob lowers the coverage, not the sum."""
    found = size(
        FileEdit("a.pb.go", "M", 100, 50, None, "1", "2"),
        FileEdit("b.py", "M", 9, 9, None, "gone", "gone too"),
        FileEdit("c.png", "M", None, None, None, "3", "4", is_binary=True),
        FileEdit("d.py", "A", 1, 0, None, None, "moved"),
    )
    assert (found.additions, found.deletions, found.generated) == (1, 0, 150)
    assert (found.n_files, found.n_measured) == (4, 2)
    sizes = [(size.additions, size.deletions) for size in found.per_file]
    assert sizes == [(0, 0), (None, None), (None, None), (1, 0)]


def test_only_text_that_was_written_is_asked_for() -> None:
    """Blob ids of binaries, submodules and generated files are not wanted."""
    change = Change(
        (
            FileEdit("a.py", "M", 1, 1, None, "old", "new"),
            FileEdit("a.pb.go", "M", 1, 1, None, "1", "2"),
            FileEdit("c.png", "M", None, None, None, "3", "4", is_binary=True),
        )
    )
    assert blobs_to_measure(change) == ("old", "new")


def test_added_lines_come_in_path_order() -> None:
    """Input for a fingerprint, independent of the order in which files are listed."""
    files = (
        FileEdit("b.py", "A", 1, 0, None, None, "moved"),
        FileEdit("a.py", "A", 2, 0, None, None, "half"),
    )
    expected = [b"alpha = one()", b"beta = two()", b"alpha = one()"]
    assert list(size(*files).added) == expected
    assert list(size(*files[::-1]).added) == expected
