"""What is not in a clone is unknown, never zero, and never an error."""

import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lifesigns.kernel.errors import LifesignsError
from lifesigns.sources.git import open_repository
from tests import projects
from tests.projects.script import run_git
from tests.sources.git.collected import Tables, collected
from tests.sources.git.oracle import commit_ids, logged_changes

LATER = datetime(2100, 1, 1, tzinfo=UTC)

CHANGE = ("path", "old_path", "status", "additions", "deletions", "is_binary", "is_unknown")


def changes_by_subject(tables: Tables) -> dict[str, list[tuple[object, ...]]]:
    """Return the file changes of each commit, by its subject."""
    subjects: dict[str, str] = dict(tables.named("commits", "commit_id", "subject"))
    found: dict[str, list[tuple[object, ...]]] = {subject: [] for subject in subjects.values()}
    for commit, *row in tables.named("file_changes", "commit_id", *CHANGE):
        found[subjects[commit]].append(tuple(row))
    return found


def problems_by_subject(tables: Tables) -> dict[str, str | None]:
    """Return what each commit's diff lacks, by its subject."""
    subjects: dict[str, str] = dict(tables.named("commits", "commit_id", "subject"))
    return {subjects[c]: p for c, p in tables.named("diffs", "commit_id", "problem")}


def test_lost_blobs_are_unknown(tmp_path: Path) -> None:
    """Files whose blob is lost have no line counts; all others are counted as ever."""
    folder = projects.build_missing_blobs(tmp_path / "repository")
    tables = collected(folder, tmp_path / "cache")
    unknown = (None, None, None, True)
    assert changes_by_subject(tables) == {
        "start": [
            ("kept", None, "A", 20, 0, False, False),
            ("lost", None, "A", 20, 0, False, False),
            ("moved", None, "A", *unknown),
        ],
        "edit": [("kept", None, "M", 1, 0, False, False), ("lost", None, "M", *unknown)],
        "rename": [
            ("moved", None, "D", *unknown),
            ("other", None, "A", 1, 0, False, False),
            ("renamed", None, "A", 21, 0, False, False),
        ],
        "same": [("found", "lost", "R", 0, 0, None, False)],
        "end": [("kept", None, "M", 1, 0, False, False)],
    }
    problems = problems_by_subject(tables)
    assert problems["end"] is None
    assert "a blob is missing" in str(problems["start"])
    assert "renames" in str(problems["rename"])


def test_partial_clone_has_paths_but_no_lines(tmp_path: Path) -> None:
    """A clone without blobs still tells every path and exact rename; nothing is fetched."""
    whole = projects.build_story(tmp_path / "whole")
    folder = projects.build_partial(tmp_path / "repository")
    tables = collected(folder, tmp_path / "cache")
    expected = {row[0] for row in logged_changes(whole, "--branches", "--tags")}
    assert {row[0] for row in tables.rows["file_changes"]} == expected
    assert {row[7] for row in tables.rows["file_changes"] if not row[9]} == {None}
    renamed = tables.named("file_changes", "path", "old_path", "additions", "is_unknown")
    assert ("docs/index.md", "docs/guide.md", 0, False) in renamed
    ledger = {(row[1], row[2]): row[3:5] for row in tables.rows["coverage"]}
    captured, known = ledger["file_changes", "line counts"]
    assert captured == 1
    assert known == len(tables.rows["file_changes"])


@pytest.mark.parametrize("build", [projects.build_partial, projects.build_missing_trees])
def test_contents_that_arrive_later_are_read(build: Callable[[Path], Path], tmp_path: Path) -> None:
    """Once the objects are there that a clone lacked, all is as if they had been there always."""
    whole = projects.build_story(tmp_path / "whole")
    folder = build(tmp_path / "repository")
    tables = collected(folder, tmp_path / "cache")
    lacking = tables.everything()
    with open_repository(str(folder), tmp_path / "cache") as repository:
        assert list(tables.steps(repository)) == []
    shutil.copytree(whole / ".git" / "objects", folder / "objects", dirs_exist_ok=True)
    collected(folder, tmp_path / "cache", tables)
    fresh = collected(folder, tmp_path / "cache2")
    assert tables.everything() == fresh.everything() != lacking
    assert {known for (known,) in fresh.named("file_changes", "is_unknown")} == {False}


def test_clone_without_trees_has_commits_only(tmp_path: Path) -> None:
    """Commits whose tree is missing get a diffs row that says so, with no file count."""
    folder = projects.build_missing_trees(tmp_path / "repository")
    tables = collected(folder, tmp_path / "cache")
    assert len(tables.rows["commits"]) == 40
    assert {row[1] for row in tables.rows["diffs"]} == {None}
    assert {row[6] for row in tables.rows["diffs"]} == {"a tree is missing, damaged or too large"}
    with open_repository(str(folder), tmp_path / "cache") as repository:
        tip = repository.tip_at(None, LATER)
        assert tip is not None
        assert [len(batch) for batch in repository.snapshot(tip)] == [0, 0]
        assert repository.net_diff(None, tip) is None


def test_shallow_boundary_is_unknown_until_deepened(tmp_path: Path) -> None:
    """The oldest commits of a shallow clone keep their true parents and get no diff."""
    folder = projects.build_shallow(tmp_path / "repository")
    boundary = set((folder / ".git" / "shallow").read_text().split())
    tables = collected(folder, tmp_path / "cache")
    assert boundary < tables.known_commits()
    assert not boundary & {row[0] for row in tables.rows["diffs"]}
    assert {row[2] for row in tables.rows["commits"] if row[0] in boundary} == {1}
    ledger = {(row[1], row[2]): row[3:5] for row in tables.rows["coverage"]}
    assert ledger["commits", "history"] == (5, None)
    run_git(folder, "fetch", "--quiet", "--unshallow")
    collected(folder, tmp_path / "cache", tables)
    fresh = collected(folder, tmp_path / "cache2")
    assert tables.everything() == fresh.everything()
    assert tables.known_commits() == set(commit_ids(folder, "--all"))


def test_damaged_blob_costs_only_its_own_lines(tmp_path: Path) -> None:
    """One blob that cannot be inflated leaves every other count standing."""
    folder = projects.build_corrupt_blob(tmp_path / "repository")
    tables = collected(folder, tmp_path / "cache")
    assert changes_by_subject(tables) == {
        "start": [("bad", None, "A", 1, 0, False, False), ("good", None, "A", 1, 0, False, False)],
        "edit": [
            ("bad", None, "M", None, None, None, True),
            ("good", None, "M", 1, 0, False, False),
        ],
        "end": [("good", None, "M", 1, 0, False, False)],
    }
    assert problems_by_subject(tables)["edit"] == (
        "a blob is damaged, or has too many lines to compare"
    )


def test_ruined_pack_is_an_error_with_advice(tmp_path: Path) -> None:
    """When not even commits can be read, one clear error says what to do."""
    folder = projects.build_corrupt_pack(tmp_path / "repository")
    with pytest.raises(LifesignsError) as raised:
        collected(folder, tmp_path / "cache")
    assert raised.value.exit_code == 3
    assert "git fsck" in raised.value.advice


def test_huge_blobs_are_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file over the size limit has unknown lines, with the reason; binary files stay binary."""
    folder = projects.build_exact(tmp_path / "repository")
    monkeypatch.setattr("lifesigns.sources.git.glass.LARGEST_BLOB", 30_000)
    monkeypatch.setattr("lifesigns.sources.git.lines.LARGEST_BLOB", 30_000)
    tables = collected(folder, tmp_path / "cache")
    unknown = tables.named("file_changes", "path", "status", "additions", "is_binary", "is_unknown")
    assert [row for row in unknown if row[4]] == [
        ("long", "A", None, None, True),
        ("long", "M", None, None, True),
    ]
    assert "larger than" in str(problems_by_subject(tables)["Very long line"])
    expected = [row for row in logged_changes(folder, "--all") if row[1] != "long"]
    names = (
        "commit_id",
        "path",
        "old_path",
        "status",
        "similarity",
        "additions",
        "deletions",
        "is_binary",
    )
    assert [row for row in tables.named("file_changes", *names) if row[1] != "long"] == expected


def test_replace_refs_and_grafts_are_ignored(tmp_path: Path) -> None:
    """History is read as it was committed, whatever replace refs and grafts say."""
    folder = projects.build_replaced(tmp_path / "repository")
    tables = collected(folder, tmp_path / "cache")
    assert tables.named("commits", "subject", "n_parents") == [
        ("Day 0", 0), ("Day 1", 1), ("Day 2", 1), ("Day 3", 1),
    ]  # fmt: skip
    assert len(tables.rows["landings"]) == 4
    with open_repository(str(folder), tmp_path / "cache") as repository:
        assert [word for note in repository.notes for word in note.split()[:1]] == [
            "Replace", "Grafts",
        ]  # fmt: skip


def test_git_stopped_by_the_user_is_no_damage(
    story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C stops git too; nothing is then read commit by commit, nor kept as unreadable."""
    real = shutil.which("git")
    fake = tmp_path / "bin" / "git"
    fake.parent.mkdir()
    fake.write_text(f'#!/bin/sh\ncase "$1" in diff-tree) kill -INT $$;; esac\nexec {real} "$@"\n')
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{fake.parent}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(KeyboardInterrupt):
        collected(story, tmp_path / "cache")
