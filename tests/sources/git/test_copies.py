"""A clone of a folder on this machine is no fresher, and called no other, than that folder."""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lifesigns.kernel.errors import SourceError
from lifesigns.sources.git import Repository, open_repository
from lifesigns.sources.git.target import local_path
from lifesigns.sources.git.version import git_version
from tests import projects
from tests.projects.script import run_git

LONG_AGO = datetime(2020, 5, 17, tzinfo=UTC)
CLONED = datetime(2020, 9, 13, 12, 26, 40, tzinfo=UTC)
"""When git believes to run in the tests: the reflog says so."""
TODAY = datetime(2026, 11, 12, tzinfo=UTC)
NOW = int(TODAY.timestamp())
FORGE = "https://forge.example/mia/thing.git"


def opened(target: Path | str, cache: Path) -> Repository:
    """Return the repository, closed: what it knows of itself stays."""
    with open_repository(str(target), cache) as repository:
        return repository


def snapshot(tmp_path: Path) -> Path:
    """Return a mirror of a forge's project whose refs were written long ago."""
    mirror = tmp_path / "shelf" / "thing-copy.git"
    story = projects.build_story(tmp_path / "story")
    run_git(tmp_path, "clone", "--quiet", "--mirror", str(story), str(mirror))
    run_git(mirror, "remote", "set-url", "origin", FORGE)
    for name in ("HEAD", "packed-refs"):
        os.utime(mirror / name, (LONG_AGO.timestamp(),) * 2)
    return mirror


@pytest.mark.parametrize("way", ["path", "file", "bare", "again", "without .git"])
def test_a_clone_of_an_old_mirror_is_as_old_as_the_mirror(tmp_path: Path, way: str) -> None:
    """However it was cloned today, the project was last seen when the mirror saw it."""
    mirror, copy = snapshot(tmp_path), tmp_path / "copy"
    address = {"file": mirror.as_uri(), "without .git": str(mirror.with_suffix(""))}
    flags = ["--bare"] if way == "bare" else []
    run_git(tmp_path, "clone", "--quiet", *flags, address.get(way, str(mirror)), str(copy))
    if way == "again":
        run_git(tmp_path, "clone", "--quiet", "copy", "copy-of-copy")
        copy = tmp_path / "copy-of-copy"
    repository = opened(copy, tmp_path / "cache")
    assert repository.seen_until == LONG_AGO
    assert repository.name == "mia/thing"
    assert repository.origin == FORGE


def test_a_mirror_named_by_its_file_address_is_as_old_as_it_is(tmp_path: Path) -> None:
    """file://… is copied first: the copy is new, what it holds is not."""
    repository = opened(snapshot(tmp_path).as_uri(), tmp_path / "cache")
    assert repository.seen_until == LONG_AGO
    assert repository.name == "mia/thing"


def test_a_clone_of_somebodys_own_work_is_as_fresh_as_the_clone(tmp_path: Path) -> None:
    """A work tree without a remote is the original itself: who cloned it has met it."""
    story = projects.build_story(tmp_path / "story")
    run_git(tmp_path, "clone", "--quiet", str(story), "copy")
    repository = opened(tmp_path / "copy", tmp_path / "cache")
    assert repository.seen_until == CLONED
    assert repository.name == "story"
    assert not repository.naming([]).is_address


def test_an_address_elsewhere_wins_over_a_folder(tmp_path: Path) -> None:
    """Of two remotes the one that is reached by network tells name and freshness."""
    mirror = snapshot(tmp_path)
    run_git(tmp_path, "clone", "--quiet", str(mirror), "copy")
    run_git(tmp_path / "copy", "remote", "add", "fork", "git@forge.example:ada/fork.git")
    repository = opened(tmp_path / "copy", tmp_path / "cache")
    assert repository.name == "ada/fork"
    assert repository.seen_until == CLONED


def test_copies_of_each_other_and_of_what_is_gone_come_to_an_end(tmp_path: Path) -> None:
    """Remotes in a circle, or a folder that is gone: the copy's own meeting is what is known."""
    story = projects.build_story(tmp_path / "story")
    run_git(tmp_path, "clone", "--quiet", str(story), "copy")
    run_git(story, "remote", "add", "origin", "../copy")
    assert opened(tmp_path / "copy", tmp_path / "cache").name == "story"
    shutil.rmtree(story)
    repository = opened(tmp_path / "copy", tmp_path / "cache")
    assert repository.name == "copy"
    assert repository.seen_until == CLONED


@pytest.mark.parametrize("address", ["/", ".", "..", "/dev/null", "file:///no/where", "x" * 5000])
def test_addresses_that_lead_to_no_repository_stop_nothing(address: str, tmp_path: Path) -> None:
    """A stranger's configuration may name anything: the repository then has no original here."""
    story = projects.build_story(tmp_path / "story")
    run_git(story, "remote", "add", "origin", address)
    assert opened(story, tmp_path / "cache").name == "story"


@pytest.mark.parametrize(("made", "seen"), [(NOW - 60, CLONED), (NOW - 86400, TODAY)])
def test_a_copied_folder_is_as_old_as_its_reflog(made: int, seen: datetime, tmp_path: Path) -> None:
    """What gave all files of a clone one time was a copy; FETCH_HEAD alone was a fetch."""
    story = projects.build_story(tmp_path / "story")
    run_git(tmp_path, "clone", "--quiet", str(story), "copy")
    inside = tmp_path / "copy" / ".git"
    (inside / "info").mkdir(exist_ok=True)
    for name, at in (("FETCH_HEAD", NOW), ("info/exclude", made)):
        (inside / name).touch()
        os.utime(inside / name, (at, at))
    (inside / "description").unlink(missing_ok=True)
    assert opened(tmp_path / "copy", tmp_path / "cache").seen_until == seen


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("/srv/git/thing.git", "/srv/git/thing.git"),
        ("../thing", "../thing"),
        ("./host:thing", "host:thing"),
        ("file:///srv/a%20b", "/srv/a b"),
        ("FILE:///srv/x", "/srv/x"),
        ("file://", None),
        ("", None),
        ("host:thing/x", None),
        ("git@host:thing", None),
        ("ext::sh -c x", None),
        ("https://forge.example/mia/thing", None),
    ],
)
def test_which_addresses_are_folders(address: str, path: str | None) -> None:
    """As git tells them: a colon before the first slash names a host."""
    assert local_path(address) == (None if path is None else Path(path))


NEW_GIT = (git_version() or ()) >= (2, 45)


@pytest.mark.skipif(not NEW_GIT, reason="this git knows no reftables")
def test_a_clone_with_reftables_tells_when_it_was_made(tmp_path: Path) -> None:
    """Reflogs that lie in reftables are read as those in files are."""
    story = projects.build_story(tmp_path / "story")
    run_git(tmp_path, "clone", "--quiet", "--ref-format=reftable", str(story), "copy")
    repository = opened(tmp_path / "copy", tmp_path / "cache")
    assert repository.seen_until == CLONED
    assert repository.default_branch == "main"


@pytest.mark.skipif(NEW_GIT, reason="this git reads them")
def test_refs_that_this_git_cannot_read_say_so(tmp_path: Path) -> None:
    """Reftables and an older git: the error names what to install."""
    story = projects.build_story(tmp_path / "story")
    run_git(story, "config", "core.repositoryFormatVersion", "1")
    (story / ".git" / "config").write_text(
        f"{(story / '.git' / 'config').read_text()}\n[extensions]\n\trefStorage = reftable\n"
    )
    with pytest.raises(SourceError) as raised:
        opened(story, tmp_path / "cache")
    assert "cannot read" in str(raised.value)
    assert "git 2.45" in raised.value.advice
