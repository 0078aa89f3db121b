"""Writing histories: commits are described in Python and handed to `git fast-import` at once."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

Content = bytes | str | None
"""New content of a file; None removes it. `link(…)`, `script(…)` and `submodule(…)` say more."""


@dataclass(frozen=True)
class Person:
    """Somebody who commits, with the UTC offset of their clock."""

    name: bytes | str
    email: bytes | str
    offset: str = "+0000"

    def line(self, when: int) -> bytes:
        """Return the identity as git writes it."""
        return b"%s <%s> %d %s" % (_raw(self.name), _raw(self.email), when, self.offset.encode())


@dataclass(frozen=True)
class Entry:
    """A file with a mode of its own."""

    mode: str
    content: bytes


def link(target: str) -> Entry:
    """Return a symbolic link."""
    return Entry("120000", target.encode())


def script(text: str) -> Entry:
    """Return an executable file."""
    return Entry("100755", text.encode())


def submodule(commit: str) -> Entry:
    """Return a gitlink to a commit of another repository."""
    return Entry("160000", commit.encode())


def epoch(text: str) -> int:
    """Return the epoch seconds of an ISO date or time, UTC."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def run_git(folder: Path, *arguments: str, given: bytes = b"") -> str:
    """Run git away from the configuration of whoever runs the tests."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    environment |= {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "Builder",
        "GIT_AUTHOR_EMAIL": "builder@example.org",
        "GIT_COMMITTER_NAME": "Builder",
        "GIT_COMMITTER_EMAIL": "builder@example.org",
        "GIT_AUTHOR_DATE": "1600000000 +0000",
        "GIT_COMMITTER_DATE": "1600000000 +0000",
        "LC_ALL": "C",
    }
    done = subprocess.run(
        ["git", "-c", "protocol.file.allow=always", *arguments],
        cwd=folder,
        env=environment,
        input=given,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return done.stdout.decode(errors="replace").strip()


@dataclass
class Script:
    """A repository being written. Commits are called by names that only the script knows."""

    folder: Path
    object_format: str = "sha1"
    is_bare: bool = False
    _stream: list[bytes] = field(default_factory=list)
    _marks: dict[str, int] = field(default_factory=dict)
    _commits: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make the empty repository, on branch main."""
        self.folder.mkdir(parents=True)
        kind = ["--bare"] if self.is_bare else []
        form = [] if self.object_format == "sha1" else [f"--object-format={self.object_format}"]
        run_git(self.folder, "init", "--quiet", "--initial-branch=main", *kind, *form)

    def commit(
        self,
        call: str,
        message: bytes | str,
        files: Mapping[Any, Content | Entry],
        *,
        by: Person,
        at: int,
        on: str = "refs/heads/main",
        after: Sequence[str] | None = None,
        committed_by: Person | None = None,
        committed_at: int | None = None,
        encoding: str = "",
    ) -> None:
        """Add a commit; `after` names its parents (None: the tip of `on`, () a new root).

        Paths given in `files` change, all others stay as in the first parent.
        """
        mark = self._marks[call] = len(self._marks) + 1
        if after is not None and not after:
            self._stream.append(b"reset %s\n\n" % on.encode())
        committer = (committed_by or by).line(at if committed_at is None else committed_at)
        self._stream.append(b"commit %s\nmark :%d\n" % (on.encode(), mark))
        self._stream.append(b"author %s\ncommitter %s\n" % (by.line(at), committer))
        if encoding:
            self._stream.append(b"encoding %s\n" % encoding.encode())
        self._stream.append(_data(_raw(message)))
        for place, parent in enumerate(after or ()):
            self._stream.append(b"%s :%d\n" % (b"merge" if place else b"from", self._marks[parent]))
        for path, content in files.items():
            self._stream.append(_change(_raw(path), content))
        self._stream.append(b"\n")

    def ref(self, name: str, call: str) -> None:
        """Point a ref at a commit."""
        self._stream.append(b"reset %s\nfrom :%d\n\n" % (name.encode(), self._marks[call]))

    def tag(self, name: str, call: str, message: str, *, by: Person, at: int) -> None:
        """Add an annotated tag."""
        self._stream.append(b"tag %s\nfrom :%d\n" % (name.encode(), self._marks[call]))
        self._stream.append(b"tagger %s\n%s" % (by.line(at), _data(message.encode())))

    def write(self) -> dict[str, str]:
        """Write everything; return commit ids by the script's names."""
        marks = self.folder / "marks"
        given = b"".join(self._stream)
        run_git(
            self.folder,
            "fast-import",
            "--quiet",
            "--force",
            "--date-format=raw-permissive",
            f"--export-marks={marks}",
            given=given,
        )
        ids = dict(line.split() for line in marks.read_text().splitlines())
        marks.unlink()
        self._commits = {call: ids[f":{mark}"] for call, mark in self._marks.items()}
        if not self.is_bare and "refs/heads/main" in run_git(self.folder, "for-each-ref"):
            run_git(self.folder, "reset", "--quiet", "--hard")
        return self._commits


def _raw(text: bytes | str) -> bytes:
    return text if isinstance(text, bytes) else text.encode()


def _data(content: bytes) -> bytes:
    return b"data %d\n%s\n" % (len(content), content)


def _change(path: bytes, content: Content | Entry) -> bytes:
    quoted = b'"' + b"".join(_escaped(byte) for byte in path) + b'"'
    if content is None:
        return b"D %s\n" % quoted
    if not isinstance(content, Entry):
        content = Entry("100644", _raw(content))
    if content.mode == "160000":
        return b"M 160000 %s %s\n" % (content.content, quoted)
    return b"M %s inline %s\n%s" % (content.mode.encode(), quoted, _data(content.content))


def _escaped(byte: int) -> bytes:
    return b"\\%03o" % byte if byte < 32 or byte > 126 or byte in b'"\\' else bytes((byte,))
