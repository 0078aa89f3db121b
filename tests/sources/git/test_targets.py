"""What may be named as a target, what it is called, and what each failure says."""

import os
import shutil
from pathlib import Path

import pytest

from lifesigns.kernel.errors import (
    CorruptSourceError,
    DiskFullError,
    LifesignsError,
    NotARepositoryError,
    PermissionDeniedError,
    SourceError,
    UnreachableError,
    UsageError,
)
from lifesigns.sources.git import open_repository
from lifesigns.sources.git.process import understood
from lifesigns.sources.git.target import read_target, short_name, without_credentials
from tests import projects
from tests.projects.script import run_git
from tests.sources.git.collected import Tables, collected

CLEAN = "https://github.com/owner/name"


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("owner/name", "https://github.com/owner/name"),
        ("gitlab.com/group/sub/name", "https://gitlab.com/group/sub/name"),
        ("https://example.org/x.git", "https://example.org/x.git"),
        ("git@github.com:owner/name.git", "git@github.com:owner/name.git"),
        ("ssh://git@example.org:2222/x", "ssh://git@example.org:2222/x"),
        ("git://example.org/x", "git://example.org/x"),
        ("file:///srv/x", "file:///srv/x"),
    ],
)
def test_addresses(text: str, url: str) -> None:
    """URLs, the short form of ssh and owner/name are addresses."""
    assert read_target(text).url == url


@pytest.mark.parametrize("text", ["owner", "a/b/c", "./a/b", "../x", "/nowhere/at/all", "~/x", "."])
def test_folders(text: str) -> None:
    """Everything else is a folder on this machine."""
    assert read_target(text).url is None


def test_a_folder_wins_over_owner_and_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """owner/name is a folder when there is one."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "owner" / "name").mkdir(parents=True)
    assert read_target("owner/name").url is None


@pytest.mark.parametrize(
    ("url", "clean", "name"),
    [
        ("https://user:secret@github.com/owner/name", CLEAN, "owner/name"),
        ("https://token@github.com/owner/name", CLEAN, "owner/name"),
        (f"{CLEAN}?access_token=x#y", CLEAN, "owner/name"),
        ("https://a:b@c@github.com/owner/name.git", f"{CLEAN}.git", "owner/name"),
        ("ssh://git@host/owner/name.git", "ssh://git@host/owner/name.git", "owner/name"),
        ("ssh://git:pw@host/owner/name.git", "ssh://host/owner/name.git", "owner/name"),
        ("git@host:owner/name.git", "git@host:owner/name.git", "owner/name"),
        ("https://host/name/", "https://host/name/", "name"),
    ],
)
def test_credentials_are_never_shown(url: str, clean: str, name: str) -> None:
    """Passwords and tokens go from addresses; the project's short name stays."""
    assert without_credentials(url) == clean
    assert short_name(clean) == name


def test_every_way_to_name_a_folder(tmp_path: Path) -> None:
    """Work tree, folder below it, .git, bare copy, read-only copy: the same commits."""
    folder = projects.build_story(tmp_path / "lantern")
    expected = collected(folder, tmp_path / "cache").known_commits()
    run_git(tmp_path, "clone", "--quiet", "--mirror", str(folder), "bare.git")
    frozen = tmp_path / "frozen"
    shutil.copytree(folder, frozen)
    for path in [*frozen.rglob("*"), frozen]:
        if not path.is_symlink():
            path.chmod(0o555 if path.is_dir() else 0o444)
    for named in (folder / "src" / "fuel", folder / ".git", tmp_path / "bare.git", frozen):
        assert collected(named, tmp_path / "cache").known_commits() == expected
    for path in [frozen, *frozen.rglob("*")]:
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o755)


@pytest.mark.parametrize(
    ("named", "name"), [("lantern", "lantern"), ("lantern/.git", "lantern"), ("bare.git", "bare")]
)
def test_names_of_folders(named: str, name: str, tmp_path: Path) -> None:
    """Without a remote a project is called after its folder, and its origin is the path."""
    folder = projects.build_story(tmp_path / "lantern")
    run_git(tmp_path, "clone", "--quiet", "--mirror", str(folder), "bare.git")
    run_git(tmp_path / "bare.git", "remote", "remove", "origin")
    with open_repository(str(tmp_path / named), tmp_path / "cache") as repository:
        assert repository.name == name
        assert repository.origin.startswith(str(tmp_path))


def test_linked_work_tree(tmp_path: Path) -> None:
    """A linked work tree sees all refs of its repository, and its own HEAD."""
    folder = projects.build_worktree(tmp_path / "linked")
    tables = collected(folder, tmp_path / "cache")
    assert tables.named("commits", "subject") == [("One",), ("Side",), ("Two",)]
    with open_repository(str(folder), tmp_path / "cache") as repository:
        assert repository.default_branch == "side"


def test_paths_with_odd_names(tmp_path: Path) -> None:
    """Quotes, spaces, newlines, colons and bytes in the path of a repository do not matter."""
    for name in ('with "quotes" and\nnewline', "a:b;c #d\\e", os.fsdecode(b"\xff\xfe")):
        folder = projects.build_octopus(tmp_path / name)
        assert len(collected(folder, tmp_path / "cache").rows["commits"]) == 6


def test_an_address_is_cloned_once_and_then_fetched(tmp_path: Path) -> None:
    """A URL gives a copy with change request heads; later runs fetch; offline uses the copy."""
    folder = projects.build_story(tmp_path / "source")
    url, cache = folder.as_uri(), tmp_path / "cache"
    with pytest.raises(UnreachableError):
        open_repository(url, cache, offline=True)
    tables = collected(url, cache)
    local = collected(folder, tmp_path / "other")
    assert tables.known_commits() == local.known_commits()
    kinds = {row[0] for row in tables.named("refs", "kind")}
    assert kinds == {"branch", "tag", "change_request_head"}
    run_git(folder, "checkout", "--quiet", "-B", "main", "v1.0.0")
    run_git(folder, "commit", "--quiet", "--allow-empty", "-m", "New")
    run_git(folder, "branch", "-D", "candle")
    collected(url, cache, tables)
    names = {row[0] for row in tables.named("refs", "ref_name")}
    assert "refs/heads/candle" not in names
    assert len(tables.rows["commits"]) == len(local.rows["commits"]) + 1
    shutil.rmtree(folder)
    with open_repository(url, cache, offline=True) as repository:
        assert repository.default_branch == "main"
        assert repository.seen_until is not None
    with pytest.raises(SourceError):
        open_repository(url, cache)
    assert [path.suffix for path in (cache / "clones").iterdir() if path.is_dir()] == [".git"]


def test_a_failed_clone_leaves_nothing(tmp_path: Path) -> None:
    """An address without a repository is an error of the source; no folder stays behind."""
    missing = (tmp_path / "missing").as_uri()
    with pytest.raises(SourceError) as raised:
        open_repository(missing, tmp_path / "cache")
    assert "missing" in raised.value.message
    assert [path for path in (tmp_path / "cache" / "clones").iterdir() if path.is_dir()] == []


def test_unreachable_host(tmp_path: Path) -> None:
    """A port where nobody listens is unreachable, and the password in the URL is not shown."""
    with pytest.raises(UnreachableError) as raised:
        open_repository("http://me:secret@127.0.0.1:1/x.git", tmp_path / "cache")
    assert raised.value.exit_code == 3
    assert "secret" not in str(raised.value)


def test_clone_of_sha256(tmp_path: Path) -> None:
    """A SHA-256 repository behind a URL is cloned as such."""
    folder = projects.build_sha256(tmp_path / "source")
    tables = collected(folder.as_uri(), tmp_path / "cache")
    assert tables.known_commits() == collected(folder, tmp_path / "cache").known_commits()


def test_no_such_path(tmp_path: Path) -> None:
    """A path that is not there is an error of usage, in one line."""
    with pytest.raises(UsageError) as raised:
        open_repository(str(tmp_path / "nothing"), tmp_path / "cache")
    assert "\n" not in str(raised.value)


def test_not_a_repository(tmp_path: Path) -> None:
    """A folder or file outside any repository is refused with advice."""
    (tmp_path / "file").touch()
    for path in (tmp_path, tmp_path / "file"):
        with pytest.raises(NotARepositoryError) as raised:
            open_repository(str(path), tmp_path / "cache")
        assert raised.value.advice


def test_work_tree_whose_repository_is_gone(tmp_path: Path) -> None:
    """A .git file that leads nowhere says so."""
    (tmp_path / "tree").mkdir()
    (tmp_path / "tree" / ".git").write_text("gitdir: /nowhere\n")
    with pytest.raises(CorruptSourceError):
        open_repository(str(tmp_path / "tree"), tmp_path / "cache")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path: Path) -> None:
    """A folder that may not be read is told apart from one that is no repository."""
    folder = projects.build_story(tmp_path / "lantern")
    (folder / ".git" / "objects").chmod(0)
    with pytest.raises(PermissionDeniedError):
        open_repository(str(folder), tmp_path / "cache")
    (folder / ".git" / "objects").chmod(0o755)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("fatal: write error: No space left on device", DiskFullError),
        ("error: open(...): Permission denied", PermissionDeniedError),
        (
            "error: inflate: data stream error\nfatal: loose object 12 is corrupt",
            CorruptSourceError,
        ),
        ("fatal: something new", SourceError),
    ],
)
def test_what_git_says_is_understood(said: str, kind: type[LifesignsError]) -> None:
    """The complaints of git become errors with one line and an exit code."""
    error = understood(said, "x")
    assert isinstance(error, kind)
    assert "\n" not in str(error)


def test_state_survives_a_change_of_place(tmp_path: Path) -> None:
    """Tables collected from one copy go on with another copy of the same project."""
    folder = projects.build_story(tmp_path / "source")
    tables = collected(folder, tmp_path / "cache")
    run_git(tmp_path, "clone", "--quiet", "--mirror", str(folder), "copy.git")
    again = Tables(dict(tables.rows), tables.state)
    collected(tmp_path / "copy.git", tmp_path / "cache", again)
    assert sorted(again.rows["commits"]) == sorted(tables.rows["commits"])


@pytest.mark.parametrize(
    "place",
    [
        "refs/heads/pipe",
        "packed-refs",
        "objects/info/alternates",
        f"objects/ab/{'c' * 38}",
        "objects/pack/pack-x.idx",
        "HEAD",
        "shallow",
    ],
)
def test_a_pipe_in_a_repository_is_not_waited_for(tmp_path: Path, place: str) -> None:
    """git would read a pipe for ever; it is refused, or taken for missing where that does."""
    folder = projects.build_story(tmp_path / "lantern")
    pipe = folder / ".git" / place
    pipe.unlink(missing_ok=True)
    pipe.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(pipe)
    if place in ("HEAD", "shallow"):
        with open_repository(str(folder), tmp_path / "cache") as repository:
            assert repository.branch_names()
        return
    with pytest.raises(CorruptSourceError, match="is no file"):
        open_repository(str(folder), tmp_path / "cache")


def test_odd_places_are_told_for_what_they_are(tmp_path: Path) -> None:
    """Links in a circle or to nowhere, pipes, nobody's home, a URL of no folder."""
    (tmp_path / "one").symlink_to(tmp_path / "two")
    (tmp_path / "two").symlink_to(tmp_path / "one")
    os.mkfifo(tmp_path / "pipe")
    for target, words in (
        (str(tmp_path / "one"), "leads nowhere"),
        (str(tmp_path / "pipe"), "no folder"),
        ("~nobody-of-this-name/x", "There is no"),
        ("file://", "no folder"),
    ):
        with pytest.raises(UsageError, match=words):
            open_repository(target, tmp_path / "cache")


def test_the_scheme_of_a_url_may_be_in_capitals(tmp_path: Path) -> None:
    """Schemes are the same in either case."""
    folder = projects.build_story(tmp_path / "lantern")
    with open_repository(f"FILE://{folder}", tmp_path / "cache") as repository:
        assert repository.default_branch == "main"


def test_damage_names_the_repository_and_not_our_glass(tmp_path: Path) -> None:
    """What git complains of is told with the path that the user knows."""
    folder = projects.build_story(tmp_path / "lantern")
    (folder / ".git" / "packed-refs").write_text("nonsense\n", "utf-8")
    with pytest.raises(CorruptSourceError) as caught:
        open_repository(str(folder), tmp_path / "cache")
    assert str(folder) in str(caught.value)
    assert "glass" not in str(caught.value)


def test_a_mistyped_folder_reads_like_a_project_and_both_are_named(tmp_path: Path) -> None:
    """owner/name that cannot be had: the line says that no such folder is here either."""
    with pytest.raises(UnreachableError, match="no folder sorce/lantern either"):
        open_repository("sorce/lantern", tmp_path / "cache", offline=True)
