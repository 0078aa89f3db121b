"""Kinds of refs, the commits they lead to and the choice of the default branch."""

from collections.abc import Callable
from pathlib import Path

import pytest

from lifesigns.sources.git import open_repository
from tests import projects
from tests.projects.script import run_git
from tests.sources.git.collected import collected
from tests.sources.git.oracle import git


def test_kinds_and_numbers(tmp_path: Path) -> None:
    """Branches, tags and change requests are told apart; tags lead to commits."""
    folder = projects.build_story(tmp_path / "repository")
    refs = {row[0]: row[1:] for row in collected(folder, tmp_path / "cache").rows["refs"]}
    expected = {
        line.split()[1]: line.split()[0]
        for line in git(
            folder, "for-each-ref", "--format=%(if)%(*objectname)%(then)%(*objectname)%(else)%(objectname)%(end) %(refname)"
        ).decode().splitlines()
    }  # fmt: skip
    assert {name: row[3] for name, row in refs.items()} == expected
    assert refs["refs/pull/3/head"][:3] == ("change_request_head", "3", 3)
    assert refs["refs/pull/11/merge"][:3] == ("change_request_merge", "11", 11)
    assert refs["refs/heads/release-0.x"][:3] == ("branch", "release-0.x", None)
    assert refs["refs/tags/nightly"][:3] == ("tag", "nightly", None)
    assert refs["refs/tags/nightly"][5:] == (False, None, None, None)
    tagged = ("tag", "v1.0.0", None, expected["refs/tags/v1.0.0"], False, True)
    assert refs["refs/tags/v1.0.0"] == (*tagged, 1643717100, "Emil Berg", "emil@berg.example")
    assert [name for name, row in refs.items() if row[4]] == ["refs/heads/main"]


def test_remote_branches_are_counted_once(tmp_path: Path) -> None:
    """A branch here and on origin is one branch; other remotes, notes and stash are none."""
    folder = projects.build_remote_branches(tmp_path / "repository")
    tables = collected(folder, tmp_path / "cache")
    kinds = {row[0]: row[1] for row in tables.rows["refs"]}
    assert kinds == {
        "refs/heads/main": "other",
        "refs/heads/mine": "branch",
        "refs/notes/commits": "other",
        "refs/remotes/fork/main": "other",
        "refs/remotes/origin/HEAD": "other",
        "refs/remotes/origin/main": "branch",
        "refs/remotes/origin/next": "branch",
        "refs/remotes/origin/pr/7": "change_request_head",
        "refs/stash": "other",
    }
    subjects = {row[0] for row in tables.named("commits", "subject")}
    assert subjects == {"One", "Two", "Next", "Fork", "Request", "Mine"}
    with open_repository(str(folder), tmp_path / "cache") as repository:
        assert repository.branch_names() == ("main", "mine", "next")
        assert repository.origin == "https://example.org/mia/thing.git"
        assert repository.name == "mia/thing"


@pytest.mark.parametrize(
    ("change", "branch", "rule"),
    [
        ([], "main", "taken from origin: it has commits that mine lacks"),
        (["checkout", "--quiet", "main"], "main", "taken from origin: it has commits that main"),
        (["merge", "--quiet", "refs/remotes/origin/main"], "mine", ""),
        (["checkout", "--quiet", "--detach"], "main", "taken from the HEAD of origin"),
        (["symbolic-ref", "HEAD", "refs/heads/none"], "main", "taken from the HEAD of origin"),
    ],
)
def test_default_branch_rules(change: list[str], branch: str, rule: str, tmp_path: Path) -> None:
    """HEAD names the default branch, unless it names none or lacks commits that origin's has."""
    folder = projects.build_remote_branches(tmp_path / "repository")
    if change:
        run_git(folder, *change)
    with open_repository(str(folder), tmp_path / "cache") as repository:
        assert repository.default_branch == branch
        assert any(rule in note for note in repository.notes) or not rule


def test_a_default_branch_renamed_since_the_clone_was_made(tmp_path: Path) -> None:
    """origin/HEAD still names the old branch; the one checked out, as origin has it, goes on."""
    folder = projects.build_remote_branches(tmp_path / "repository")
    run_git(folder, "update-ref", "refs/remotes/origin/old", "main")
    run_git(folder, "symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/old")
    run_git(folder, "checkout", "--quiet", "main")
    tables = collected(folder, tmp_path / "cache")
    landed = {row[0] for row in tables.named("landings", "commit_id")}
    assert landed == set(git(folder, "rev-list", "refs/remotes/origin/main").decode().split())


def test_a_bare_repository_is_its_own_original(tmp_path: Path) -> None:
    """What lies below refs/remotes/ of a server was pushed there and overrules none of its own."""
    folder = projects.build_remote_branches(tmp_path / "repository")
    run_git(tmp_path, "init", "--quiet", "--bare", "server.git")
    run_git(folder, "push", "--quiet", str(tmp_path / "server.git"), "+refs/*:refs/*")
    run_git(tmp_path / "server.git", "symbolic-ref", "HEAD", "refs/heads/main")
    tables = collected(tmp_path / "server.git", tmp_path / "cache")
    landed = {row[0] for row in tables.named("landings", "commit_id")}
    assert landed == set(git(folder, "rev-list", "refs/heads/main").decode().split())
    kinds = {row[0]: row[1] for row in tables.rows["refs"]}
    assert kinds["refs/heads/main"] == "branch"
    assert kinds["refs/remotes/origin/main"] == "other"


@pytest.mark.parametrize("has_pulled", [False, True])
def test_a_branch_here_that_lags_is_read_as_its_original_has_it(
    has_pulled: bool, tmp_path: Path
) -> None:
    """Fetched and not merged: what landed there counts; pulled and worked on: what is here does."""
    folder = projects.build_remote_branches(tmp_path / "repository")
    run_git(folder, "checkout", "--quiet", "main")
    if has_pulled:
        run_git(folder, "merge", "--quiet", "--ff-only", "refs/remotes/origin/main")
        run_git(folder, "commit", "--quiet", "--allow-empty", "-m", "Not pushed yet")
    tables = collected(folder, tmp_path / "cache")
    tip = "HEAD" if has_pulled else "refs/remotes/origin/main"
    landed = {row[0] for row in tables.named("landings", "commit_id")}
    assert landed == set(git(folder, "rev-list", tip).decode().split())


@pytest.mark.parametrize(
    ("build", "branch"),
    [
        (projects.build_unborn, "other"),
        (projects.build_story, "main"),
        (projects.build_empty, None),
    ],
)
def test_default_branch_without_head(
    build: Callable[[Path], Path], branch: str | None, tmp_path: Path
) -> None:
    """Without a usable HEAD a usual name is taken, else the branch committed to last."""
    folder = build(tmp_path / "repository")
    (folder / ".git" / "HEAD").unlink()
    with open_repository(str(folder), tmp_path / "cache") as repository:
        assert repository.default_branch == branch
        assert any("default branch" in note for note in repository.notes)


def test_detached_head_without_branches(tmp_path: Path) -> None:
    """A checkout of one commit, as CI services make it, is read from that commit."""
    folder = projects.build_story(tmp_path / "repository")
    run_git(folder, "checkout", "--quiet", "--detach", "v1.0.0")
    for line in run_git(folder, "for-each-ref", "--format=%(refname)").splitlines():
        run_git(folder, "update-ref", "-d", line)
    tables = collected(folder, tmp_path / "cache")
    expected = int(git(folder, "rev-list", "--count", "HEAD"))
    assert len(tables.rows["commits"]) == len(tables.rows["landings"]) == expected
    assert [(row[0], row[5]) for row in tables.rows["refs"]] == [("HEAD", True)]


def test_nothing_at_all(tmp_path: Path) -> None:
    """A repository without commits gives empty tables and no error."""
    folder = projects.build_empty(tmp_path / "repository")
    tables = collected(folder, tmp_path / "cache")
    assert {name: len(rows) for name, rows in tables.rows.items() if name != "coverage"} == {
        "refs": 0, "landings": 0, "commits": 0, "trailers": 0,
    }  # fmt: skip


def test_refs_that_lead_nowhere(tmp_path: Path) -> None:
    """Refs to lost objects, to trees and broken ref files have no commit and stop nothing."""
    folder = projects.build_story(tmp_path / "repository")
    tree = run_git(folder, "rev-parse", "HEAD^{tree}")
    heads = folder / ".git" / "refs" / "heads"
    (heads / "lost").write_text(f"{'5' * 40}\n")
    (heads / "rubbish").write_text("rubbish\n")
    run_git(folder, "update-ref", "refs/tags/tree", tree)
    tables = collected(folder, tmp_path / "cache")
    leads = {row[0]: row[4] for row in tables.rows["refs"]}
    assert leads["refs/tags/tree"] is None
    assert leads.get("refs/heads/lost") is None
    assert leads.get("refs/heads/rubbish") is None
    assert leads["refs/heads/main"] is not None
    assert len(tables.rows["commits"]) == 49


def test_gerrit_changes(tmp_path: Path) -> None:
    """The latest patch set of a Gerrit change is its head; NoteDb meta is not walked."""
    folder = projects.build_story(tmp_path / "repository")
    tip = run_git(folder, "rev-parse", "HEAD")
    for ref in (
        "refs/changes/45/12345/1",
        "refs/changes/45/12345/10",
        "refs/changes/45/12345/9",
        "refs/changes/45/12345/meta",
    ):
        run_git(folder, "update-ref", ref, tip)
    kinds = {row[0]: row[1:4] for row in collected(folder, tmp_path / "cache").rows["refs"]}
    assert kinds["refs/changes/45/12345/10"] == ("change_request_head", "12345", 12345)
    assert kinds["refs/changes/45/12345/9"][0] == "other"
    assert kinds["refs/changes/45/12345/meta"][0] == "other"


@pytest.mark.parametrize(
    ("remote", "branches"), [("", ("main", "mine")), ("fork", ("main", "mine", "other"))]
)
def test_remote_refs_of_no_remote_are_no_branches(
    remote: str, branches: tuple[str, ...], tmp_path: Path
) -> None:
    """What somebody pushed to refs/remotes/ of a server is no branch; a known remote's is."""
    folder = projects.build_remote_branches(tmp_path / "repository")
    for name in git(folder, "for-each-ref", "--format=%(refname)", "refs/remotes/origin").split():
        run_git(folder, "update-ref", "--no-deref", "-d", name.decode())
    run_git(folder, "config", "--remove-section", "remote.origin")
    run_git(folder, "update-ref", "refs/remotes/fork/other", "refs/remotes/fork/main")
    if remote:
        run_git(folder, "config", f"remote.{remote}.url", "https://example.org/mia/fork.git")
    with open_repository(str(folder), tmp_path / "cache") as repository:
        assert repository.branch_names() == branches
