"""Nothing in a repository is ever run, obeyed or changed."""

import contextlib
import hashlib
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lifesigns.kernel.errors import LifesignsError, UsageError
from lifesigns.sources.git import open_repository
from tests import projects
from tests.projects.script import run_git
from tests.sources.git.collected import collected
from tests.sources.git.oracle import commit_ids, git

LATER = datetime(2100, 1, 1, tzinfo=UTC)


def fingerprint(folder: Path) -> dict[str, str]:
    """Return a digest of every file, its mode and its time of change."""
    found = {}
    for path in sorted(folder.rglob("*")):
        content = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
        stat = path.lstat()
        text = f"{stat.st_mode} {stat.st_mtime_ns} {hashlib.sha256(content).hexdigest()}"
        found[str(path.relative_to(folder))] = text
    return found


def use_everything(folder: Path, cache: Path) -> None:
    """Call every reading method of a repository."""
    collected(folder, cache)
    with open_repository(str(folder), cache) as repository:
        tip = repository.tip_at(None, LATER)
        assert tip is not None
        files, _ = repository.snapshot(tip)
        blobs = [blob for blob in files.columns[4] if blob]
        assert all(content is not None for _, content in repository.blobs(blobs, 10_000))
        assert repository.net_diff(None, tip) is not None
        assert len(repository.commits_between(None, tip)) == 3


def test_no_program_of_the_repository_runs(tmp_path: Path) -> None:
    """Hooks, filters, monitors, textconv, external diff, pagers, aliases: none leaves its mark."""
    folder = projects.build_hostile(tmp_path / "repository")
    (tmp_path / projects.CANARY).unlink(missing_ok=True)
    before = fingerprint(folder)
    use_everything(folder, tmp_path / "cache")
    assert not (tmp_path / projects.CANARY).exists()
    assert fingerprint(folder) == before


def test_the_trap_works(tmp_path: Path) -> None:
    """Plain git, run in that repository, does run a program: the test above tests something."""
    folder = projects.build_hostile(tmp_path / "repository")
    (tmp_path / projects.CANARY).unlink(missing_ok=True)
    with contextlib.suppress(AssertionError):  # the program is no proper filter: git complains
        run_git(folder, "status")
    assert (tmp_path / projects.CANARY).exists()


def test_missing_blobs_are_not_fetched_from_a_promisor(tmp_path: Path) -> None:
    """A partial clone whose promisor is a program does not get it run."""
    folder = projects.build_hostile(tmp_path / "repository")
    run_git(
        folder,
        "-c",
        "core.fsmonitor=false",
        "-c",
        "gc.auto=0",
        "-c",
        "core.hooksPath=/dev/null",
        "repack",
        "-adfq",
    )
    made = run_git(folder, "rev-parse", "HEAD:c")
    pack = folder / ".git" / "objects" / "pack"
    kept = folder / "kept.pack"
    source = next(pack.glob("*.pack"))
    kept.write_bytes(source.read_bytes())
    for part in pack.glob(f"{source.stem}.*"):
        part.unlink()
    run_git(folder, "unpack-objects", "-q", given=kept.read_bytes())
    kept.unlink()
    (folder / ".git" / "objects" / made[:2] / made[2:]).unlink()
    (tmp_path / projects.CANARY).unlink(missing_ok=True)
    tables = collected(folder, tmp_path / "cache")
    assert not (tmp_path / projects.CANARY).exists()
    assert tables.named("file_changes", "path", "is_unknown")[-4:] == [
        ("b.c", False), ("c", True), ("sub/b.c", False), ("z.txt", False),
    ]  # fmt: skip


def test_the_environment_is_not_obeyed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """GIT_* variables and the user's own configuration change nothing in the tables."""
    folder = projects.build_story(tmp_path / "repository")
    expected = collected(folder, tmp_path / "cache").everything()
    home = tmp_path / "home"
    home.mkdir()
    (home / ".gitconfig").write_text(
        "[diff]\n\trenames = false\n\talgorithm = patience\n[log]\n\tshowSignature = true\n"
        f"[core]\n\tattributesFile = {home}/attributes\n\tbigFileThreshold = 1\n[color]\n\tui = always\n"
    )
    (home / "attributes").write_text("* -diff\n")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
    monkeypatch.setenv("GIT_WORK_TREE", str(tmp_path))
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", "false")
    monkeypatch.setenv("GIT_OBJECT_DIRECTORY", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "diff.renames")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "false")
    monkeypatch.setenv("GIT_TRACE", "1")
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert collected(folder, tmp_path / "cache2").everything() == expected


@pytest.mark.parametrize(
    "target",
    [
        "ext::sh -c touch% CANARY",
        "fd::17/foo",
        "--upload-pack=touch CANARY",
        "-c core.sshCommand=touch",
        "ssh://-oProxyCommand=touch%20CANARY/x",
        "ssh://x@-oProxyCommand=touch/x",
        "ssh://%2doProxyCommand=touch/x",
        "-oProxyCommand=touch CANARY:x",
        "git@-oProxyCommand=touch:x",
        "host:--upload-pack=touch",
        "https://example.org/\nx",
        "https:///no/host",
        "ftp://example.org/x",
        "rsync://example.org/x",
        "http://[broken/x",
        "ssh://host:port/x",
        "a\0b",
        "",
    ],
)
def test_smuggled_options_are_refused(
    target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Targets that git would run, or read as an option, are refused before git sees them."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UsageError):
        open_repository(target, tmp_path / "cache")


def test_config_that_leads_astray(tmp_path: Path) -> None:
    """Broken, endless or absent configuration files stop nothing."""
    folder = projects.build_story(tmp_path / "repository")
    config = folder / ".git" / "config"
    expected = collected(folder, tmp_path / "cache").known_commits()
    config.write_text("[core\nrubbish")
    assert collected(folder, tmp_path / "cache").known_commits() == expected
    config.unlink()
    assert collected(folder, tmp_path / "cache").known_commits() == expected
    os.mkfifo(config)
    assert collected(folder, tmp_path / "cache").known_commits() == expected


def test_hostile_text_comes_through_whole(tmp_path: Path) -> None:
    """Names, paths and refs full of markup are data; they arrive as they are, without NUL."""
    folder = projects.build_hostile_text(tmp_path / "repository")
    tables = collected(folder, tmp_path / "cache")
    paths = {row[0] for row in tables.named("file_changes", "path")}
    assert "d/<script>alert(1)<_script>" in paths
    assert "refs/heads/<script>alert(1)</script>" in {row[0] for row in tables.rows["refs"]}
    for rows in tables.rows.values():
        for row in rows:
            assert not any("\0" in value for value in row if isinstance(value, str))


def test_objects_directory_that_is_a_file(tmp_path: Path) -> None:
    """A .git that only looks like one is no repository."""
    fake = tmp_path / "fake" / ".git"
    fake.mkdir(parents=True)
    (fake / "objects").touch()
    (fake / "refs").mkdir()
    with pytest.raises(LifesignsError) as raised:
        open_repository(str(fake.parent), tmp_path / "cache")
    assert raised.value.exit_code == 2


@pytest.mark.parametrize("written", [b"\xff\xfe nothing\n", b"abc\n", b"\0" * 9])
def test_a_shallow_file_of_something_else(written: bytes, tmp_path: Path) -> None:
    """What is no commit's id in .git/shallow cuts nothing off and stops nothing."""
    folder = projects.build_story(tmp_path / "repository")
    before = collected(folder, tmp_path / "cache").named("diffs", "commit_id", "n_files")
    (folder / ".git" / "shallow").write_bytes(written)
    assert collected(folder, tmp_path / "cache").named("diffs", "commit_id", "n_files") == before


def test_a_shallow_file_is_read_as_git_reads_it(tmp_path: Path) -> None:
    """git obeys an id with more behind it on the line; so the diff of that commit is unknown."""
    folder = projects.build_story(tmp_path / "repository")
    cut = git(folder, "rev-parse", "main~2").decode().strip()
    (folder / ".git" / "shallow").write_text(f"{cut.upper()} and more\n")
    tables = collected(folder, tmp_path / "cache")
    assert tables.known_commits() == set(commit_ids(folder, "--exclude=refs/pull/*/merge", "--all"))
    assert cut not in {row[0] for row in tables.rows["diffs"]}


def test_a_ruined_index_of_packs_is_done_without(tmp_path: Path) -> None:
    """A multi-pack index only saves time: where it is damaged the packs themselves are read."""
    folder = projects.build_story(tmp_path / "repository")
    whole = collected(folder, tmp_path / "cache").named("file_changes", "commit_id", "path")
    git(folder, "repack", "-a", "-d", "-q")
    git(folder, "multi-pack-index", "write")
    index = folder / ".git" / "objects" / "pack" / "multi-pack-index"
    content = bytearray(index.read_bytes())
    content[100:300] = b"\xff" * 200
    index.chmod(0o644)
    index.write_bytes(content)
    again = collected(folder, tmp_path / "cache").named("file_changes", "commit_id", "path")
    assert again == whole


@pytest.mark.parametrize("object_format", ["sha1", "sha256"])
def test_ends_of_lines_in_the_name_of_a_branch(object_format: str, tmp_path: Path) -> None:
    """A branch whose name holds a line separator does not keep its project from being cloned."""
    folder = tmp_path / "repository"
    git(tmp_path, "init", "-q", "-b", "main", f"--object-format={object_format}", str(folder))
    who = ("-c", "user.name=A", "-c", "user.email=a@x")
    git(folder, *who, "commit", "-q", "--allow-empty", "-m", "Begin")
    names = ["z\u2028" + "a" * (64 if object_format == "sha1" else 40), "z\u0085HEAD", "main"]
    for name in names[:2]:
        git(folder, "update-ref", f"refs/heads/{name}", "main")
    tables = collected(f"file://{folder}", tmp_path / "cache")
    assert {row[0] for row in tables.named("refs", "name", "is_default")} == set(names)
    assert ("main", True) in tables.named("refs", "name", "is_default")
