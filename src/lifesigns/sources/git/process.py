"""Running git: a scrubbed environment, no prompts, no lazy fetches, bounded error text."""

import os
import re
import resource
import signal
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from errno import EACCES, EDQUOT, ENOSPC, EPERM, EROFS
from pathlib import Path
from typing import IO

from lifesigns.kernel.errors import (
    CorruptSourceError,
    DiskFullError,
    LifesignsError,
    PermissionDeniedError,
    SourceError,
    UsageError,
)

_BLOCK = 1 << 20
_LONGEST_RECORD = 8 << 20
_MOST_MEMORY = 2 << 30
_ERROR_BYTES = 20_000
_NETWORK_PROTOCOLS = "file:git:http:https:ssh"
_DAMAGE = (
    "corrupt",
    "inflate:",
    "bad object",
    "unable to read",
    "missing object",
    "does not match index",
    "bad tree object",
    "could not parse commit",
    "failed to traverse parents",
    "loose object",
    "packfile",
    "bad sha1",
    "cannot read object",
    "premature end of pack",
    "packed-refs",
)

_STOPPED = (-signal.SIGINT, -signal.SIGTERM, -signal.SIGHUP)
_STORED = re.compile(r"\(stored in ([^\n]{1,4000}?)\)")


class GitFailedError(SourceError):
    """git ended with an error; `stderr` holds what it said, shortened."""

    slug = "git-failed"

    def __init__(self, stderr: str) -> None:
        """Take the last line that git wrote as the message."""
        self.stderr = stderr
        lines = [line for line in stderr.splitlines() if line.strip()]
        super().__init__(
            f"git failed: {lines[-1][:300] if lines else 'it ended without a word'}.",
            "Run `git fsck` there, or clone it afresh.",
        )


def understood(stderr: str, name: str) -> LifesignsError:
    """Turn what git said about the repository `name` into an error with advice."""
    said = stderr.lower()
    if "no space left" in said or "disk quota" in said:
        return disk_full()
    if "permission denied" in said:
        return PermissionDeniedError(
            f"A file of {name} may not be read.", "Ask for read permission, or copy the repository."
        )
    if "unknown repository extension" in said or "extensions.refstorage" in said:
        return SourceError(
            f"{name} keeps its refs in a form that this git cannot read.",
            "Install git 2.45 or later and run it again.",
        )
    stored = _STORED.search(stderr)
    if stored and Path(stored[1]).exists() and not os.access(stored[1], os.R_OK):
        return PermissionDeniedError(
            f"{stored[1]} may not be read.", "Ask for read permission, or copy the repository."
        )
    if any(word in said for word in _DAMAGE):
        return CorruptSourceError(
            f"{name} is damaged: {_last_line(stderr)}.",
            "Run `git fsck` there, or clone it afresh.",
        )
    return GitFailedError(stderr)


def disk_full() -> DiskFullError:
    """Return the error for a full disk."""
    return DiskFullError("No room is left on the disk.", "Free some space and run it again.")


def no_git() -> SourceError:
    """Return the error for a missing git program."""
    return SourceError("The git program was not found.", "Install git and run it again.")


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Turn failures to write below `folder` into errors with advice."""
    try:
        yield
    except OSError as error:
        if error.errno in (ENOSPC, EDQUOT):
            raise disk_full() from None
        advice = "Choose another workspace with --workspace."
        if error.errno in (EACCES, EPERM, EROFS):
            raise PermissionDeniedError(f"{folder} cannot be written.", advice) from None
        raise UsageError(f"{folder} cannot be made: {error.strerror}.", advice) from None


def _last_line(stderr: str) -> str:
    lines = [line.strip() for line in stderr.splitlines() if line.strip()]
    return (lines[-1] if lines else "unreadable objects")[:200].rstrip(".")


def network_environment(inherited: Mapping[str, str]) -> dict[str, str]:
    """Return the environment for clone and fetch: the user's own, but never a prompt.

    The user's configuration stays in force, for proxies and credential helpers;
    GIT_* variables go, except those that choose how to connect.
    """
    kept = ("GIT_SSH", "GIT_SSH_COMMAND", "GIT_SSL_CAINFO", "GIT_SSL_CAPATH", "GIT_PROXY_COMMAND")
    environment = {k: v for k, v in inherited.items() if not k.startswith("GIT_") or k in kept}
    if not {"GIT_SSH", "GIT_SSH_COMMAND"} & environment.keys():
        environment["GIT_SSH_COMMAND"] = "ssh -oBatchMode=yes"
    environment |= {
        "GIT_ALLOW_PROTOCOL": _NETWORK_PROTOCOLS,
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ASKPASS": "",
        "SSH_ASKPASS": "",
        "GCM_INTERACTIVE": "never",
        "LC_ALL": "C",
    }
    return environment


def closed_environment(inherited: Mapping[str, str], home: Path) -> dict[str, str]:
    """Return the environment for reading: no configuration but ours, no network, no helpers."""
    environment = {k: v for k, v in inherited.items() if not k.startswith("GIT_")}
    return environment | {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home),
        "GIT_DIR": str(home),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_PAGER": "cat",
        "LC_ALL": "C",
        # Blobs come and go by the thousand: let the C library keep the memory (glibc only).
        "MALLOC_MMAP_THRESHOLD_": str(64 << 20),
        "MALLOC_TRIM_THRESHOLD_": str(256 << 20),
        "MALLOC_TOP_PAD_": str(16 << 20),
    }


@dataclass(frozen=True, slots=True)
class Finished:
    """What a git process left: exit code, standard output, shortened standard error."""

    code: int
    output: bytes
    stderr: str


def records(stream: IO[bytes]) -> Iterator[bytes]:
    """Split a stream into its NUL-terminated records; one cut short at the end is dropped.

    Of one longer than 8 MiB only the beginning is kept.
    """
    held: list[bytes] = []
    room = _LONGEST_RECORD
    while block := stream.read(_BLOCK):
        more, *others = block.split(b"\0")
        held.append(more[:room])
        room -= len(held[-1])
        if others:
            yield b"".join(held)
            yield from others[:-1]
            held, room = [others[-1]], _LONGEST_RECORD - len(others[-1])


class Running:
    """A git process whose output is being read from `stream`."""

    def __init__(self, process: subprocess.Popen[bytes], stderr: IO[bytes]) -> None:
        """Keep the process and the file its complaints go to."""
        assert process.stdout is not None
        self._process = process
        self._stderr = stderr
        self.stream: IO[bytes] = process.stdout

    def end(self) -> Finished:
        """Wait for the end after the output was read to its end.

        Raises KeyboardInterrupt where git was stopped by the user: Ctrl-C reaches it as well,
        and what it did not get to say is no sign of damage.
        """
        code = self._process.wait()
        if code in _STOPPED:
            raise KeyboardInterrupt
        self._stderr.seek(0)
        return Finished(code, b"", self._stderr.read(_ERROR_BYTES).decode("utf-8", "replace"))

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        if self._process.poll() is None:
            self._process.kill()
        self.stream.close()
        self._process.wait()


def _bound(pid: int) -> None:
    """Let a git process take 2 GiB for itself: a kilobyte can describe a tree of 10^10 files.

    Packs that it only maps do not count. Where the system has no such bound there is none.
    """
    if prlimit := getattr(resource, "prlimit", None):
        with suppress(OSError):
            prlimit(pid, resource.RLIMIT_DATA, (_MOST_MEMORY, _MOST_MEMORY))


@dataclass(frozen=True, slots=True)
class Git:
    """The git program bound to one closed git directory, `home`."""

    home: Path

    @contextmanager
    def start(self, *arguments: str, lines: Iterable[bytes] = ()) -> Iterator[Running]:
        """Start git with `lines` on its standard input, and stop it on leaving."""
        with (
            tempfile.TemporaryFile(dir=self.home) as given,
            tempfile.TemporaryFile(dir=self.home) as complaints,
        ):
            with writing(self.home):
                given.write(b"\n".join(lines) + b"\n")
                given.flush()
            given.seek(0)
            try:
                process = subprocess.Popen(
                    ["git", *arguments],
                    stdin=given,
                    stdout=subprocess.PIPE,
                    stderr=complaints,
                    cwd=self.home,
                    env=closed_environment(os.environ, self.home),
                )
            except FileNotFoundError:
                raise no_git() from None
            _bound(process.pid)
            running = Running(process, complaints)
            try:
                yield running
            finally:
                running.stop()

    def attempt(self, *arguments: str, lines: Iterable[bytes] = ()) -> Finished:
        """Run git to its end and return what it left, success or not."""
        with self.start(*arguments, lines=lines) as running:
            output = running.stream.read()
            ended = running.end()
        return Finished(ended.code, output, ended.stderr)

    def run(self, *arguments: str, lines: Iterable[bytes] = ()) -> bytes:
        """Run git to its end and return its output; raise what `understood` makes of a failure."""
        finished = self.attempt(*arguments, lines=lines)
        if finished.code:
            raise understood(finished.stderr, "The repository")
        return finished.output
