"""A looking glass: a private git directory through which another repository is only looked at.

git obeys the configuration, hooks, attributes and filters of the repository it
runs in, so it never runs in a stranger's. It runs in a throw-away directory
that has a configuration of our own and borrows nothing but the objects.
"""

import fcntl
import os
import re
import shutil
import tempfile
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from lifesigns.sources.git.copies import Remote
from lifesigns.sources.git.locate import Layout
from lifesigns.sources.git.process import Git, understood, writing
from lifesigns.sources.git.target import local_path

LARGEST_BLOB = 64 * 1024 * 1024
"""Bytes above which a blob's lines are not counted: what bounds memory."""

_NOWHERE = b"ref: refs/heads/nowhere\n"
_BORROWED = ("refs", "packed-refs", "reftable")
_HEAD = re.compile(rb"ref: *refs/[^\0\n]+\n?|[0-9a-f]{40}(?:[0-9a-f]{24})?\n?")
_CUT = re.compile(rb"^(?:[0-9a-f]{64}|[0-9a-f]{40})", re.MULTILINE | re.IGNORECASE)
_LOGGED = re.compile(rb"@\{(\d{1,11})\}")
_LISTING = "%(objectname) %(refname) %(symref)"
_ABANDONED_AFTER = 3600
_CONFIG = """\
[core]
	repositoryFormatVersion = 1
	bare = true
	quotePath = false
	commitGraph = false
	multiPackIndex = false
	fsmonitor = false
	hooksPath = {null}
	attributesFile = {null}
	bigFileThreshold = {largest}
	looseCompression = 0
[diff]
	renames = true
[i18n]
	logOutputEncoding = UTF-8
[gc]
	auto = 0
[maintenance]
	auto = false
[protocol]
	allow = never
[extensions]
{extensions}
"""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a repository's own configuration says, read as data and never obeyed."""

    object_format: str
    ref_storage: str
    is_partial: bool
    remote: Remote


@dataclass(frozen=True, slots=True)
class RefListing:
    """Refs by name with (object id, name it points to or empty); what HEAD is, empty if nothing.

    `met` is when a reflog that lies beside the refs tells of the last meeting with a remote.
    """

    refs: dict[bytes, tuple[bytes, bytes]]
    head_branch: bytes
    head_commit: bytes
    met: int | None


class Glass:
    """The directory itself; `git` runs there. Close it to remove it."""

    def __init__(self, layout: Layout, cache: Path) -> None:
        """Make a glass below `cache` for the repository at `layout`."""
        home, lock = _make(cache / "glass")
        self._closing = weakref.finalize(self, _remove, home, lock)
        self.git = Git(home)
        self.facts = self.facts_of(layout)
        self.shallow = _shallow(layout)
        with writing(home):
            _furnish(home, layout, self.facts, self.shallow)

    @property
    def home(self) -> Path:
        """The directory of the glass."""
        return self.git.home

    @property
    def id_length(self) -> int:
        """Number of hex digits of an object id."""
        return 64 if self.facts.object_format == "sha256" else 40

    def close(self) -> None:
        """Remove the directory."""
        self._closing()

    def facts_of(self, layout: Layout) -> Facts:
        """Read the configuration of a repository, of this one or of one it was copied from."""
        return _facts(self.git, layout)

    def list_refs(self, layout: Layout) -> RefListing:
        """Read all refs of the repository, borrowing them for that moment only."""
        with self._borrowing(layout) as has_head:
            listed = self.git.attempt("for-each-ref", f"--format={_LISTING}")
            branch = commit = b""
            if has_head:
                branch = self.git.attempt("symbolic-ref", "-q", "HEAD").output
                commit = self.git.attempt("rev-parse", "-q", "--verify", "HEAD").output
            met = self._last_met() if self.facts.ref_storage == "reftable" else None
        if listed.code:
            said = listed.stderr.replace(str(self.home), str(layout.common_dir))
            raise understood(said, layout.folder.name)
        rows = (line.split(b" ", 2) for line in listed.output.splitlines())
        refs = {row[1]: (row[0], row[2]) for row in rows if len(row) == 3}
        return RefListing(refs, branch.strip(), commit.strip(), met)

    @contextmanager
    def _borrowing(self, layout: Layout) -> Iterator[bool]:
        """Show the glass the refs of the repository; yields whether HEAD says anything."""
        for name in _BORROWED:
            source = layout.common_dir / name
            if source.is_dir() or source.is_file():
                _clear(self.home / name)
                (self.home / name).symlink_to(source)
        head = _head(layout.git_dir / "HEAD")
        (self.home / "HEAD").write_bytes(head or _NOWHERE)
        try:
            yield head is not None
        finally:
            for name in _BORROWED:
                _clear(self.home / name)
            _neutral(self.home)

    def _last_met(self) -> int | None:
        """Return when a reflog kept in reftables tells of a clone, fetch or pull last."""
        asked = ("--grep-reflog=^(clone|fetch|pull|remote)", "--extended-regexp", "--date=unix")
        logged = self.git.attempt("log", "-g", "-1", *asked, "--format=%gd", "HEAD", "--remotes")
        found = _LOGGED.search(logged.output)
        return int(found[1]) if found else None


def _make(shelf: Path) -> tuple[Path, IO[bytes]]:
    with writing(shelf):
        shelf.mkdir(parents=True, exist_ok=True)
        _sweep(shelf)
        home = Path(tempfile.mkdtemp(dir=shelf))
        lock = (home / "in-use").open("wb")
        fcntl.flock(lock, fcntl.LOCK_EX)
    return home, lock


def _remove(home: Path, lock: IO[bytes]) -> None:
    shutil.rmtree(home, ignore_errors=True)
    lock.close()


def _sweep(shelf: Path) -> None:
    """Remove what killed processes left behind: their lock is free."""
    for home in shelf.iterdir():
        try:
            with (home / "in-use").open("rb") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(home, ignore_errors=True)
        except BlockingIOError:
            continue
        except OSError:
            # Being made this moment, or left between two system calls long ago.
            if time.time() - home.lstat().st_mtime > _ABANDONED_AFTER:
                shutil.rmtree(home, ignore_errors=True)


def _facts(git: Git, layout: Layout) -> Facts:
    path = layout.common_dir / "config"
    values: dict[str, str] = {}
    if path.is_file():
        listed = git.attempt("config", "--file", str(path), "--no-includes", "--null", "--list")
        for item in listed.output.decode("utf-8", "replace").split("\0"):
            key, _, value = item.partition("\n")
            values[key] = value
    promised = any(layout.common_dir.glob("objects/pack/*.promisor"))
    return Facts(
        object_format=values.get("extensions.objectformat", "sha1").lower(),
        ref_storage=values.get("extensions.refstorage", "files").lower(),
        is_partial=promised or "extensions.partialclone" in values,
        remote=_remote(values),
    )


def _remote(values: dict[str, str]) -> Remote:
    """Return the remote that names the project best: an address elsewhere before a folder here."""
    named = {
        key.removeprefix("remote.").removesuffix(".url"): address
        for key, address in values.items()
        if key.startswith("remote.") and key.endswith(".url") and address
    }
    order = [name for name in ("origin", "upstream", *named) if name in named]
    elsewhere = [name for name in order if local_path(named[name]) is None]
    chosen = next(iter([*elsewhere, *order]), "")
    return Remote(chosen, named.get(chosen, ""))


def _shallow(layout: Layout) -> frozenset[bytes]:
    """Return the ids that its lines begin with, as git reads them, and nothing else of it."""
    path = layout.common_dir / "shallow"
    found = _CUT.findall(path.read_bytes()) if path.is_file() else ()
    return frozenset(map(bytes.lower, found))


def _furnish(home: Path, layout: Layout, facts: Facts, shallow: frozenset[bytes]) -> None:
    extensions = ""
    if facts.object_format == "sha256":
        extensions += "\tobjectFormat = sha256\n"
    if facts.ref_storage == "reftable":
        extensions += "\trefStorage = reftable\n"
    (home / "config").write_text(
        _CONFIG.format(null=os.devnull, largest=LARGEST_BLOB, extensions=extensions)
    )
    (home / "objects" / "info").mkdir(parents=True)
    (home / "objects" / "info" / "alternates").write_bytes(_quoted(layout.common_dir / "objects"))
    if shallow:
        (home / "shallow").write_bytes(b"".join(line + b"\n" for line in sorted(shallow)))
    _neutral(home)


def _head(place: Path) -> bytes | None:
    """Return what HEAD says; None when it is missing or damaged."""
    if place.is_symlink():
        text = b"ref: " + os.fsencode(place.readlink())
    elif place.is_file():
        with place.open("rb") as file:
            text = file.read(4096)
    else:
        return None
    return text if _HEAD.fullmatch(text) else None


def _neutral(home: Path) -> None:
    """Leave the glass without any ref, so that nothing can be read through HEAD."""
    (home / "refs").mkdir(exist_ok=True)
    (home / "HEAD").write_bytes(_NOWHERE)


def _quoted(path: Path) -> bytes:
    escaped = b"".join(
        b"\\%03o" % byte if byte < 32 or byte in b'"\\' else bytes((byte,))
        for byte in os.fsencode(path)
    )
    return b'"' + escaped + b'"\n'


def _clear(place: Path) -> None:
    if place.is_symlink() or place.is_file():
        place.unlink()
    elif place.is_dir():
        place.rmdir()
