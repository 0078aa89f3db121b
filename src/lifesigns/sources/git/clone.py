"""Repositories behind a URL: a bare copy in the cache, brought up to date at each use."""

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lifesigns.kernel.errors import (
    CredentialError,
    LifesignsError,
    SourceError,
    UnreachableError,
    UsageError,
)
from lifesigns.sources.git.process import (
    GitFailedError,
    network_environment,
    no_git,
    understood,
    writing,
)
from lifesigns.sources.git.progress import Progress
from lifesigns.sources.git.target import short_name, without_credentials

_WANTED = (
    "+refs/heads/*:refs/heads/*",
    "+refs/tags/*:refs/tags/*",
    "+refs/pull/*/head:refs/pull/*/head",
    "+refs/merge-requests/*/head:refs/merge-requests/*/head",
)
_SETTINGS = (
    "protocol.allow=never",
    *(f"protocol.{name}.allow=always" for name in ("https", "http", "ssh", "git", "file")),
    f"core.hooksPath={os.devnull}",
    "core.fsmonitor=false",
    "core.askPass=",
    "fetch.recurseSubmodules=false",
    "transfer.bundleURI=false",
    "gc.autoDetach=false",
    "maintenance.autoDetach=false",
)
_PERCENT = re.compile(rb"(?:remote: )?([A-Za-z][A-Za-z ]+): +(\d+)%")
_REFUSED = (
    "authentication failed",
    "could not read username",
    "could not read password",
    "permission denied (",
    "invalid username or password",
    "host key verification failed",
    "terminal prompts disabled",
    "error: 401",
    "error: 403",
    "access denied",
)
_SILENT = (
    "could not resolve host",
    "couldn't connect",
    "connection refused",
    "connection timed out",
    "failed to connect",
    "network is unreachable",
    "name or service not known",
    "no route to host",
    "unable to connect",
    "unable to look up",
    "could not read from remote repository",
    "operation timed out",
    "empty reply",
    "ssl",
    "returned error: 5",
    "early eof",
)
_GONE = ("not found", "does not appear to be a git repository", "does not exist")


def mirror(url: str, cache: Path, progress: Progress, *, offline: bool) -> Path:
    """Return the bare copy of `url` below `cache`, cloned or fetched unless `offline`.

    A new copy appears under its final name only when it is whole. Raises
    UnreachableError, CredentialError, SourceError, DiskFullError.
    """
    shown = without_credentials(url)
    digest = hashlib.sha256(shown.encode()).hexdigest()[:12]
    name = re.sub(r"[^\w.-]+", "-", short_name(shown)).strip("-.")[:80]
    shelf = cache / "clones"
    place = shelf / f"{name}-{digest}.git"
    if offline:
        if place.is_dir():
            return place
        raise UnreachableError(
            f"{shown} was never cloned, and the network is switched off.",
            "Run it once without --offline.",
        )
    with writing(shelf):
        shelf.mkdir(parents=True, exist_ok=True)
    with _alone(place.with_suffix(".lock")):
        if place.is_dir():
            _fetch(place, url, shown, progress)
        else:
            _clone(place, url, shown, progress)
    return place


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Hold a lock on the copy, so that two programs never fetch into it at once."""
    with writing(lock.parent), lock.open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _clone(place: Path, url: str, shown: str, progress: Progress) -> None:
    for left in place.parent.glob(f"{place.name}.part-*"):
        shutil.rmtree(left, ignore_errors=True)
    with writing(place.parent):
        part = Path(tempfile.mkdtemp(prefix=f"{place.name}.part-", dir=place.parent))
    try:
        head, object_format = _ask_head(part, url, shown)
        _git(part, shown, "init", "--quiet", "--bare", f"--object-format={object_format}", ".")
        _git(part, shown, "config", "remote.origin.url", shown)
        _take(part, url, shown, head, progress)
        with writing(place):
            part.rename(place)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _fetch(place: Path, url: str, shown: str, progress: Progress) -> None:
    head, _ = _ask_head(place, url, shown)
    _take(place, url, shown, head, progress)


def _take(place: Path, url: str, shown: str, head: str, progress: Progress) -> None:
    progress.start(f"Fetching {shown}", None)
    try:
        command = ("fetch", "--quiet", "--prune", "--no-tags", "--force", "--progress")
        _git(place, shown, *command, "--", url, *_WANTED, progress=progress)
        if head:
            _git(place, shown, "symbolic-ref", "HEAD", head)
    finally:
        progress.finish()


def _ask_head(folder: Path, url: str, shown: str) -> tuple[str, str]:
    """Ask which branch HEAD is ("" when it tells none), and the object format."""
    answer = _git(folder, shown, "ls-remote", "--symref", "--", url, "HEAD", "refs/heads/*")
    head, length = "", 40
    # Lines end with a newline alone: the name of a branch may hold other ends of lines.
    for line in answer.decode("utf-8", "surrogateescape").rstrip("\n").split("\n"):
        value, _, name = line.partition("\t")
        if name == "HEAD" and value.startswith("ref: refs/heads/"):
            head = value.removeprefix("ref: ")
        elif not value.startswith("ref:"):
            length = len(value)
    return head, "sha256" if length == 64 else "sha1"


def _git(folder: Path, shown: str, *arguments: str, progress: Progress | None = None) -> bytes:
    settings = [item for setting in _SETTINGS for item in ("-c", setting)]
    environment = network_environment(os.environ) | {"GIT_CEILING_DIRECTORIES": str(folder.parent)}
    try:
        process = subprocess.Popen(
            ["git", *settings, *arguments],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if progress is None else subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=environment,
        )
    except FileNotFoundError:
        raise no_git() from None
    with process:
        try:
            if progress is None:
                output, complaints = process.communicate()
            else:
                output, complaints = b"", _follow(process, progress)
        except BaseException:
            process.kill()
            raise
    if process.returncode:
        raise _explained(complaints.decode("utf-8", "replace"), shown)
    return output


def _follow(process: subprocess.Popen[bytes], progress: Progress) -> bytes:
    """Pass git's percentages on; return the end of what else it said."""
    assert process.stderr is not None
    said = b""
    stage, reached = b"", 0
    while block := os.read(process.stderr.fileno(), 4096):
        said = (said + block)[-20_000:]
        for found in _PERCENT.finditer(block):
            percent = int(found[2])
            if found[1] != stage:
                if stage:
                    progress.finish()
                stage, reached = found[1], 0
                progress.start(stage.decode("ascii"), 100)
            if percent > reached:
                progress.advance(percent - reached)
                reached = percent
    return b"\n".join(re.split(rb"[\r\n]+", said))


def _explained(stderr: str, shown: str) -> LifesignsError:
    said = stderr.lower()
    if any(word in said for word in _REFUSED):
        return CredentialError(
            f"{shown} refuses access, or does not exist.",
            "Check the address, and that git itself can read it without asking for a password.",
        )
    if any(word in said for word in _GONE):
        return SourceError(f"There is no repository at {shown}.", "Check the address.")
    if any(word in said for word in _SILENT):
        return UnreachableError(
            f"{shown} does not answer.", "Check the address and the network, or use --offline."
        )
    if "transport" in said and "not allowed" in said:
        return UsageError(f"{shown} may not be reached this way.", "Use https or ssh.")
    if "dubious ownership" in said:
        return SourceError(
            f"{shown} belongs to somebody else.", "Name the folder itself instead of its URL."
        )
    error = understood(stderr, shown)
    if isinstance(error, GitFailedError):
        return SourceError(f"{shown} could not be read: {error.message}", "Try git clone by hand.")
    return error
