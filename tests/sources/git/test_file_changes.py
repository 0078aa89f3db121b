"""File changes must equal `git log --raw --numstat -M`, row by row."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests import projects
from tests.projects.script import run_git
from tests.sources.git.collected import collected
from tests.sources.git.oracle import logged_changes

COLUMNS = (
    "commit_id",
    "path",
    "old_path",
    "status",
    "similarity",
    "additions",
    "deletions",
    "is_binary",
)


@pytest.mark.parametrize(
    "build",
    [
        projects.build_story,
        projects.build_exact,
        projects.build_submodules,
        projects.build_many_roots,
        projects.build_octopus,
        projects.build_sha256,
        projects.build_hostile_text,
    ],
)
def test_rows_equal_git_log(build: Callable[[Path], Path], tmp_path: Path) -> None:
    """Every file of every commit has the path, status and line counts that git prints."""
    folder = build(tmp_path / "repository")
    tables = collected(folder, tmp_path / "cache")
    expected = logged_changes(folder, "--exclude=refs/pull/*/merge", "--all")
    assert tables.named("file_changes", *COLUMNS) == expected
    assert not any(unknown for (unknown,) in tables.named("file_changes", "is_unknown"))


@pytest.mark.parametrize(
    "build",
    [
        projects.build_exact,
        projects.build_submodules,
        projects.build_many_roots,
        projects.build_sha256,
    ],
)
def test_blobs_equal_git(build: Callable[[Path], Path], tmp_path: Path) -> None:
    """Every file has the object ids that git gives before and after, none where no side is."""
    folder = build(tmp_path / "repository")
    tables = collected(folder, tmp_path / "cache")
    expected = []
    for (commit,) in tables.named("diffs", "commit_id"):
        said = run_git(
            folder, "diff-tree", "--root", "--no-commit-id", "-r", "-M", "--raw", "--no-abbrev", commit
        )  # fmt: skip
        for line in said.splitlines():
            _, _, old, new, *_ = line.split()
            sides = [blob if blob.strip("0") else None for blob in (old, new)]
            expected.append((commit, *sides))
    found = tables.named("file_changes", "commit_id", "old_blob", "new_blob")
    assert found == sorted(expected, key=str)
    assert any(None in row for row in found)


def test_diffs_sum_their_rows(tmp_path: Path) -> None:
    """One diffs row for each commit that is no merge, with the sums of its file changes."""
    folder = projects.build_exact(tmp_path / "repository")
    tables = collected(folder, tmp_path / "cache")
    rows = tables.named("file_changes", "commit_id", "additions", "deletions", "is_binary")
    diffs = tables.rows["diffs"]
    single = {row[0] for row in tables.rows["commits"] if row[2] < 2}
    assert {row[0] for row in diffs} == single
    assert len(diffs) == len(single)
    for commit, n_files, additions, deletions, n_binary, n_unknown, problem in diffs:
        own = [row for row in rows if row[0] == commit]
        assert n_files == len(own)
        assert additions == sum(row[1] or 0 for row in own)
        assert deletions == sum(row[2] or 0 for row in own)
        assert n_binary == sum(row[3] for row in own)
        assert (n_unknown, problem) == (0, None)


def test_submodules_are_marked(tmp_path: Path) -> None:
    """A gitlink on either side makes a submodule change, counted as git counts it."""
    folder = projects.build_submodules(tmp_path / "repository")
    tables = collected(folder, tmp_path / "cache")
    marked = tables.named(
        "file_changes", "path", "status", "is_submodule", "additions", "deletions"
    )
    assert [row for row in marked if row[2]] == [
        ("lib", "A", True, 1, 0),
        ("lib", "M", True, 1, 1),
        ("vendor/lib", "D", True, 0, 1),
        ("vendor/lib", "R", True, 0, 0),
        ("vendor/lib", "T", True, 1, 2),
        ("vendor/lib", "T", True, 2, 1),
    ]


def test_attributes_do_not_change_counts(tmp_path: Path) -> None:
    """A .gitattributes in the tree that switches diffs off is not obeyed."""
    folder = projects.build_hostile(tmp_path / "repository")
    tables = collected(folder, tmp_path / "cache")
    diffs = tables.rows["diffs"]
    sums = tuple(sum(row[place] for row in diffs) for place in (1, 2, 3))
    assert sums == (9, 24, 1)
    assert sum(row[4] for row in diffs) == 0
