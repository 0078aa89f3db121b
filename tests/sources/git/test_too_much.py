"""What is made to be too much for its reader is told unknown; everything else is read."""

import io
import tracemalloc
from pathlib import Path

import pytest

from lifesigns.sources.git import open_repository, process, snapshot, trees
from lifesigns.sources.git.process import records
from tests import projects
from tests.projects.script import run_git
from tests.sources.git.collected import Tables, collected

CLOCK = "A <a@x> 1600000000 +0000"


def commit(folder: Path, tree: str, *parents: str, author: str = CLOCK) -> str:
    """Make a commit that main then leads to."""
    text = f"tree {tree}\n" + "".join(f"parent {parent}\n" for parent in parents)
    text += f"author {author}\ncommitter {CLOCK}\n\nWork\n"
    made = run_git(folder, "hash-object", "-t", "commit", "-w", "--stdin", given=text.encode())
    run_git(folder, "update-ref", "refs/heads/main", made)
    return made


def tree_of(folder: Path, *entries: str) -> str:
    """Make a tree."""
    return run_git(folder, "mktree", given="".join(f"{entry}\n" for entry in entries).encode())


def files_and_problems(tables: Tables) -> dict[str, tuple[int | None, str | None]]:
    """Return how many files each commit touched, and why that is not known."""
    return {row[0]: (row[1], row[6]) for row in tables.rows["diffs"]}


def test_a_tree_of_ten_thousand_million_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten trees in each of ten levels, a kilobyte: unknown, and no git process fills the memory."""
    monkeypatch.setattr(process, "_MOST_MEMORY", 32 << 20)
    monkeypatch.setattr(snapshot, "_MOST_FILES", 1000)
    folder = projects.build_empty(tmp_path / "repository")
    blob = run_git(folder, "hash-object", "-w", "--stdin", given=b"ha\n")
    small = bomb = tree_of(folder, f"100644 blob {blob}\tREADME.md")
    for _ in range(10):
        bomb = tree_of(folder, *(f"040000 tree {bomb}\td{i}" for i in range(10)))
    start = commit(folder, small)
    grown = commit(folder, bomb, start)
    with open_repository(str(folder), tmp_path / "cache") as repository:
        assert [len(batch.columns[0]) for batch in repository.snapshot(grown)] == [0, 0]
        assert repository.net_diff(start, grown) is None
    shrunk = commit(folder, small, grown)
    end = commit(folder, tree_of(folder, f"100644 blob {blob}\tread.me"), shrunk)
    unknown = (None, "a tree is missing, damaged or too large")
    assert files_and_problems(collected(folder, tmp_path / "cache")) == {
        start: (1, None),
        grown: unknown,
        shrunk: unknown,
        end: (1, None),
    }


@pytest.mark.parametrize("is_first", [True, False])
def test_more_files_than_are_told(
    *, is_first: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A commit of more files than are told has none; those beside it have theirs."""
    monkeypatch.setattr(trees, "MOST_FILES", 50)
    folder = projects.build_empty(tmp_path / "repository")
    blob = run_git(folder, "hash-object", "-w", "--stdin", given=b"ha\n")
    few = [f"100644 blob {blob}\tf{i}" for i in range(50)]
    many = tree_of(folder, *few, f"100644 blob {blob}\tg")
    start = commit(folder, many if is_first else tree_of(folder))
    few_files = commit(folder, tree_of(folder, *few), start)
    again = commit(folder, many, commit(folder, tree_of(folder), few_files))
    told = files_and_problems(collected(folder, tmp_path / "cache"))
    assert told[again] == (None, trees.TOO_MANY)
    assert told[start] == ((None, trees.TOO_MANY) if is_first else (0, None))
    assert told[few_files] == ((1, None) if is_first else (50, None))


def test_long_names_are_not_gathered(tmp_path: Path) -> None:
    """Thirty people with names of four megabytes take the memory of a few of them."""
    folder = projects.build_empty(tmp_path / "repository")
    tree = tree_of(folder)
    tip: tuple[str, ...] = ()
    for number in range(30):
        name = "n" * (4 << 20)
        tip = (commit(folder, tree, *tip, author=f"{name} <{number}@x> 1600000000 +0000"),)
    tracemalloc.start()
    try:
        tables = collected(folder, tmp_path / "cache")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert {row[3] for row in tables.rows["commits"]} == {"n" * 500}
    assert peak < 100 << 20


def test_paths_that_no_system_opens(tmp_path: Path) -> None:
    """A path of a megabyte is kept in part; two that begin alike stay two."""
    folder = projects.build_empty(tmp_path / "repository")
    blob = run_git(folder, "hash-object", "-w", "--stdin", given=b"ha\n")
    start = "p" * (1 << 20)
    commit(folder, tree_of(folder, *(f"100644 blob {blob}\t{start}{i}" for i in range(2))))
    paths = {row[1] for row in collected(folder, tmp_path / "cache").rows["file_changes"]}
    assert len(paths) == 2
    assert all(path.startswith("p" * 4096) and len(path) < 4200 for path in paths)


def test_records_are_whole_up_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """Records of any length across reads come as they are; one that is too long, its beginning."""
    monkeypatch.setattr(process, "_BLOCK", 7)
    monkeypatch.setattr(process, "_LONGEST_RECORD", 20)
    written = [b"", b"one", b"x" * 6, b"y" * 7, b"z" * 20, b"", b"long" * 30, b"", b"end"]
    stream = io.BytesIO(b"\0".join(written) + b"\0cut short")
    assert list(records(stream)) == [record[:20] for record in written]
