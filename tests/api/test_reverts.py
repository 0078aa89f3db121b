"""What was taken back, against the files that are gone from histories `git revert` wrote."""

import json
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lifesigns.api.project import Project, open_project
from tests.projects.script import run_git

CLOCK = datetime(2020, 12, 1, tzinfo=UTC)


class Undoing:
    """A repository in which each commit adds a file, and `git revert` undoes whatever it can.

    All commits have one subject and one second, so that nothing but the ids tells them apart.
    """

    def __init__(self, folder: Path, seed: int) -> None:
        """Begin it."""
        self.folder, self.chance = folder, random.Random(seed)
        self.added: dict[str, str] = {}
        self.touched: dict[str, set[str]] = {}
        self.last: dict[str, str] = {}
        self.n_reverts = 0
        folder.mkdir()
        self.git("init", "--quiet", "--initial-branch=main")
        self.add()

    def git(self, *arguments: str) -> str:
        """Run git."""
        return run_git(self.folder, *arguments)

    def done(self, files: set[str]) -> str:
        """Note what the commit made just now touched."""
        commit = self.git("rev-parse", "HEAD")
        self.touched[commit] = files
        self.last |= dict.fromkeys(files, commit)
        return commit

    def add(self) -> str:
        """Commit a file of its own."""
        name = f"f{len(self.added)}"
        (self.folder / name).write_text(f"{name}\n", "utf-8")
        self.git("add", name)
        self.git("commit", "--quiet", "-m", "Work on")
        self.added[name] = self.done({name})
        return name

    def merge(self) -> None:
        """Merge a branch of two files; one of them may have been undone and done again there."""
        self.git("checkout", "--quiet", "-b", "side")
        files = {self.add(), self.add()}
        if self.chance.random() < 0.5:
            self.undo(self.git("rev-parse", "HEAD"))
            self.undo(self.git("rev-parse", "HEAD"))
        self.git("checkout", "--quiet", "main")
        self.git("merge", "--quiet", "--no-ff", "-m", "Merge side", "side")
        self.git("branch", "--quiet", "-D", "side")
        self.done(files)

    def there(self) -> set[str]:
        """Return the files at the tip."""
        return set(self.git("ls-tree", "--name-only", "HEAD").split())

    def undoable(self) -> list[str]:
        """Return the commits that git can revert now: the last on their files, or whole ones."""
        there = self.there()
        merges = set(self.git("rev-list", "--merges", "HEAD").split())
        whole = {
            commit for commit in {*self.added.values(), *merges} if self.touched[commit] <= there
        }
        last = {c for c, files in self.touched.items() if all(self.last[f] == c for f in files)}
        return sorted(whole | last)

    def undo(self, commit: str) -> None:
        """Revert a commit, in git's words or in those of somebody who writes their own."""
        is_merge = self.git("rev-list", "--no-walk", "--merges", commit)
        self.git("revert", "--no-edit", *(["-m", "1"] if is_merge else []), commit)
        if self.chance.random() < 0.5:
            short = self.git("rev-parse", "--short=9", commit)
            said = self.chance.choice(
                [f"This reverts {short} as it was.", f"Reverts commit {commit}"]
            )
            self.git(
                "commit", "--quiet", "--amend", "-m", f"Do otherwise\n\nFor a reason.\n\n{said}"
            )
        self.done(self.touched[commit])
        self.n_reverts += 1


def taken_back(project: Project) -> set[str]:
    """Return the ids of the commits that count as taken back."""
    return {commit for (commit,) in project.session.rows("SELECT commit_id FROM held.taken_back")}


@pytest.fixture(name="undoing", params=range(3))
def fixture_undoing(tmp_path: Path, request: pytest.FixtureRequest) -> Undoing:
    """Return a history of adding, merging and reverting at random."""
    undoing = Undoing(tmp_path / "repository", request.param)
    for _ in range(24):
        match undoing.chance.choice(["add", "merge", "undo", "undo", "undo"]):
            case "add":
                undoing.add()
            case "merge":
                undoing.merge()
            case _ if undoable := undoing.undoable():
                undoing.undo(undoing.chance.choice(undoable))
    return undoing


def test_what_counts_as_taken_back_is_what_is_gone(undoing: Undoing, tmp_path: Path) -> None:
    """Files that are gone were added by commits taken back, those that are there were not."""
    with open_project(str(undoing.folder), workspace=tmp_path / "ws", clock=CLOCK) as project:
        back = taken_back(project)
        ((said,),) = project.session.rows("SELECT count(DISTINCT commit_id) FROM held.reverts")
    gone = undoing.added.keys() - undoing.there()
    assert gone
    assert back & set(undoing.added.values()) == {undoing.added[name] for name in gone}
    assert said == undoing.n_reverts


def test_a_workspace_of_before_says_the_same(tmp_path: Path) -> None:
    """What was stored before messages were read for reverts is read anew at the next run."""
    undoing = Undoing(tmp_path / "repository", 0)
    undoing.add()
    undoing.undo(undoing.added["f0"])
    given, clock = str(undoing.folder), CLOCK
    with open_project(given, workspace=tmp_path / "ws", clock=clock) as project:
        assert taken_back(project) == {undoing.added["f0"]}
        manifest = project.store.folder / "manifest.json"
    held = json.loads(manifest.read_text("utf-8"))
    del held["parts"]["trailers"]
    held["state"]["format"] = 4
    manifest.write_text(json.dumps(held), "utf-8")
    with open_project(given, workspace=tmp_path / "ws", clock=clock) as project:
        assert taken_back(project) == {undoing.added["f0"]}
