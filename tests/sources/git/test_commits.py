"""Commits, their people, dates and trailers, against git's own reading of them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests import projects
from tests.projects.script import run_git
from tests.sources.git.collected import collected
from tests.sources.git.oracle import commit_ids, git

WALKED = ("--exclude=refs/pull/*/merge", "--all")


@pytest.mark.parametrize(
    "build",
    [
        projects.build_story,
        projects.build_exact,
        projects.build_many_roots,
        projects.build_octopus,
        projects.build_sha256,
        projects.build_hostile_text,
    ],
)
def test_commits_equal_git_log(build: Callable[[Path], Path], tmp_path: Path) -> None:
    """Ids, parents, names, addresses, times and subjects are those that git log prints."""
    folder = build(tmp_path / "repository")
    tables = collected(folder, tmp_path / "cache")
    form = "%H%x00%P%x00%an%x00%ae%x00%at%x00%cn%x00%ce%x00%ct%x01"
    output = git(folder, "log", f"--format={form}", *WALKED)
    expected = []
    for record in output.split(b"\x01\n")[:-1]:
        parts = [part.decode("utf-8", "replace") for part in record.split(b"\0")]
        expected.append(
            (
                *(_short(p) for p in parts[:4]),
                int(parts[4]),
                *(_short(p) for p in parts[5:7]),
                int(parts[7]),
            )
        )
    names = (
        "commit_id", "parents", "author_name", "author_email", "authored_at",
        "committer_name", "committer_email", "committed_at",
    )  # fmt: skip
    assert tables.named("commits", *names) == sorted(expected, key=str)


def _short(text: str) -> str:
    return text if len(text) < 400 and " " in text else text[:500]


def test_change_request_merges_are_left_out(tmp_path: Path) -> None:
    """The commits that a forge makes up to try a merge are not the project's."""
    folder = projects.build_story(tmp_path / "repository")
    tables = collected(folder, tmp_path / "cache")
    made_up = set(commit_ids(folder, "--all")) - set(commit_ids(folder, *WALKED))
    assert len(made_up) == 2
    assert tables.known_commits() == set(commit_ids(folder, *WALKED))


def test_trailers_equal_git(tmp_path: Path) -> None:
    """The trailers of the story's messages are those that git finds."""
    folder = projects.build_story(tmp_path / "repository")
    tables = collected(folder, tmp_path / "cache")
    form = "%H%x00%(trailers:only=true,unfold=true)%x01"
    expected = []
    for record in git(folder, "log", f"--format={form}", *WALKED).decode().split("\x01\n")[:-1]:
        commit, text = record.split("\0")
        for place, line in enumerate(text.splitlines()):
            key, value = line.split(": ", 1)
            expected.append((commit, place, key.lower(), value))
    assert tables.named("trailers", "commit_id", "position", "key", "value") == sorted(
        expected, key=str
    )
    people = tables.named("trailers", "name", "email")
    assert ("Ana Souza", "ana@corvo.example") in people


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("A <a@x> 1600000000 +0530", (1_600_000_000, 330)),
        ("A <a@x> 1600000000 -0930", (1_600_000_000, -570)),
        ("A <a@x> 0 +0000", (None, 0)),
        ("A <a@x> 99999999999999 +0000", (None, 0)),
        ("A <a@x> -5 +0000", (None, 0)),
        ("A <a@x> 1600000000 +9999", (1_600_000_000, None)),
        ("A <a@x> 1600000000 +51800", (1_600_000_000, None)),
        ("A <a@x> 1600000000", (1_600_000_000, None)),
        ("A <a@x>", (None, None)),
        ("A <a@x> yesterday", (None, None)),
    ],
)
def test_absurd_clocks_are_unknown(
    author: str, expected: tuple[int | None, int | None], tmp_path: Path
) -> None:
    """A date or offset that no clock on earth shows is unknown; the other one stays."""
    folder = projects.build_empty(tmp_path / "repository")
    tree = run_git(folder, "mktree")
    text = f"tree {tree}\nauthor {author}\ncommitter C <c@x> 1600000000 +0000\n\nOdd\n"
    _store_commit(folder, text.encode())
    tables = collected(folder, tmp_path / "cache")
    assert tables.named("commits", "authored_at", "author_offset_minutes") == [expected]


@pytest.mark.parametrize(
    ("raw", "name", "email"),
    [
        (b"No Mail 1600000000 +0000", "No Mail 1600000000 +0000", ""),
        (b"<only@mail> 1600000000 +0000", "", "only@mail"),
        (b"A B <a@x> <b@y> 1600000000 +0000", "A B", "a@x"),
        (b"J\xf8rgen <j\xf8@x> 1600000000 +0000", "J\ufffdrgen", "j\ufffd@x"),
        (b"", "", ""),
    ],
)
def test_broken_people_are_kept_as_far_as_they_go(
    raw: bytes, name: str, email: str, tmp_path: Path
) -> None:
    """A malformed author line gives what can be read of it and never stops the reading."""
    folder = projects.build_empty(tmp_path / "repository")
    tree = run_git(folder, "mktree").encode()
    _store_commit(
        folder, b"tree %s\nauthor %s\ncommitter C <c@x> 1600000000 +0000\n\nOdd\n" % (tree, raw)
    )
    tables = collected(folder, tmp_path / "cache")
    assert tables.named("commits", "author_name", "author_email") == [(name, email)]


def test_declared_encodings_are_read(tmp_path: Path) -> None:
    """A message in a declared encoding is read in it; signatures and long subjects are seen."""
    folder = projects.build_empty(tmp_path / "repository")
    tree = run_git(folder, "mktree").encode()
    _store_commit(
        folder,
        b"tree %s\nauthor Jos\xe9 <j@x> 1600000000 +0000\ncommitter C <c@x> 1600000000 +0000\n"
        b"encoding ISO-8859-1\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n"
        b" -----END PGP SIGNATURE-----\n\nCaf\xe9 %s\n\nbody \xe9\nmore\n" % (tree, b"x" * 600),
    )
    tables = collected(folder, tmp_path / "cache")
    names = ("author_name", "subject", "body_length", "is_signed")
    assert tables.named("commits", *names) == [("José", "Café " + "x" * 495, 11, True)]


@pytest.mark.parametrize("encoding", ["UTF-16", "UCS-2", "IBM037"])
def test_an_encoding_that_no_commit_can_be_in_garbles_nothing(
    encoding: str, tmp_path: Path
) -> None:
    """A merge that claims to be UTF-16 or EBCDIC keeps its parents, people, times and title."""
    folder = projects.build_octopus(tmp_path / "repository")
    old, new = commit_ids(folder, "--max-count=2", "main")
    tree = run_git(folder, "rev-parse", "main^{tree}")
    _store_commit(
        folder,
        f"tree {tree}\nparent {old}\nparent {new}\nauthor Ann <a@x> 1600000000 +0200\n"
        f"committer C <c@x> 1600000001 +0000\nencoding {encoding}\n\nTitle\n\n"
        "Signed-off-by: Ben <b@x>\n".encode(),
    )
    (made,) = commit_ids(folder, "--max-count=1", "main")
    tables = collected(folder, tmp_path / "cache")
    names = ("commit_id", "parents", "author_name", "author_offset_minutes", "subject")
    assert (made, f"{old} {new}", "Ann", 120, "Title") in tables.named("commits", *names)
    assert made not in {row[0] for row in tables.rows["diffs"]}, "merges are not compared"
    assert (made, "Ben") in tables.named("trailers", "commit_id", "name")
    assert len(tables.known_commits()) == len(commit_ids(folder, "--all"))


def _store_commit(folder: Path, text: bytes) -> None:
    """Make a commit object that no command would make, and point main at it."""
    made = run_git(
        folder, "hash-object", "-t", "commit", "-w", "--literally", "--stdin", given=text
    )
    (folder / ".git" / "refs" / "heads" / "main").write_text(f"{made}\n")
