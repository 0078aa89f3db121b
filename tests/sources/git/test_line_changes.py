"""Which lines differ, and which commits make the same change."""

from pathlib import Path

from lifesigns.sources.git import open_repository
from tests.projects.script import Person, Script, run_git

ADA = Person("Ada Ng", "ada@acme.example")


def _lines(*words: str) -> str:
    return "".join(f"{word}\n" for word in words)


def test_hunks_are_those_of_git(tmp_path: Path) -> None:
    """New file, edit, rename with an edit, deletion, binary file, and a merge against its first parent."""
    work = Script(tmp_path / "work")
    start: dict[str, str | bytes] = {
        "a": _lines("one", "two", "three", "four", "five", "six"),
        "b": "x\n",
        "bin": b"\0a",
    }
    work.commit("start", "Start", start, by=ADA, at=1_600_000_000)
    edited = _lines("one", "2", "three", "four", "five", "six", "@@ -1 +1 @@")
    work.commit("edit", "Edit", {"a": edited, "bin": b"\0b"}, by=ADA, at=1_600_000_100)
    moved = edited.replace("four\n", "")
    work.commit("move", "Move", {"a": None, "c": moved, "b": None}, by=ADA, at=1_600_000_200)
    side = {"d": _lines("side", "side")}
    work.commit("side", "Side", side, by=ADA, at=1_600_000_300, on="refs/heads/side", after=["edit"])  # fmt: skip
    work.commit("merge", "Merge", side, by=ADA, at=1_600_000_400, after=["move", "side"])
    work.write()
    ids = run_git(tmp_path / "work", "rev-list", "--first-parent", "--reverse", "main").split()
    with open_repository(str(tmp_path / "work"), tmp_path / "cache") as repository:
        found = {
            commit: {one.path: (one.status, one.old_path, one.hunks) for one in changes or ()}
            for commit, changes in repository.line_changes(ids, lambda path: path != "unwanted")
        }
        assert list(found) == ids
        wanted = dict(repository.line_changes(ids[:1], lambda path: path == "b"))[ids[0]]
        assert wanted is not None
        assert [one.path for one in wanted] == ["b"]
    assert found[ids[0]]["a"] == ("A", None, [(0, 0, 1, 6)])
    assert found[ids[0]]["bin"] == ("A", None, None)
    assert found[ids[1]] == {
        "a": ("M", None, [(2, 1, 2, 1), (6, 0, 7, 1)]), "bin": ("M", None, None),
    }  # fmt: skip
    assert found[ids[2]]["c"] == ("R", "a", [(4, 1, 3, 0)])
    assert found[ids[2]]["b"][0] == "D"
    assert found[ids[3]] == {"d": ("A", None, [(0, 0, 1, 2)])}


def test_patch_ids_are_those_of_git(tmp_path: Path) -> None:
    """The same change on other ground has the same id; what changes nothing has none."""
    work = Script(tmp_path / "work")
    text = _lines(*(str(i) for i in range(30)))
    work.commit("start", "Start", {"a": text}, by=ADA, at=1_600_000_000)
    work.commit("one", "One", {"a": text.replace("20\n", "xx\n")}, by=ADA, at=1_600_000_100)
    work.commit("none", "None", {}, by=ADA, at=1_600_000_200)
    side = {"a": text.replace("20\n", "xx\n"), "other": "y\n"}
    work.commit("ground", "Ground", {"other": "y\n"}, by=ADA, at=1_600_000_300, on="refs/heads/side", after=["start"])  # fmt: skip
    work.commit("copy", "Copy", side, by=ADA, at=1_600_000_400, on="refs/heads/side")
    work.write()
    folder = tmp_path / "work"
    ids = run_git(folder, "rev-list", "--all").split()
    with open_repository(str(folder), tmp_path / "cache") as repository:
        found = repository.patch_ids(ids)
        assert repository.patch_ids([]) == {}
    expected = {}
    for commit in ids:
        diff = run_git(folder, "diff-tree", "--root", "-p", commit).encode() + b"\n"
        if line := run_git(folder, "patch-id", "--stable", given=diff):
            expected[commit] = line.split()[0]
    assert found == expected
    assert len(found) == 4
    assert len(set(found.values())) == 3
