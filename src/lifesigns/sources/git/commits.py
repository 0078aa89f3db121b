"""Reading commits: one walk over the history, no file is looked at."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from lifesigns.kernel.batch import Batch
from lifesigns.sources.git.process import Git, records, understood
from lifesigns.sources.git.text import clock, ident, words
from lifesigns.sources.git.trailers import find_trailers
from lifesigns.tables.schema import commits, trailers

_INDENT = b"\n    "

Ident = tuple[str, str]


@dataclass(slots=True)
class CommitRows:
    """Rows of the commits and trailers tables, and which of the commits have one parent or none."""

    commits: list[tuple[Any, ...]] = field(default_factory=list)
    trailers: list[tuple[Any, ...]] = field(default_factory=list)
    newest: int = 0

    def batches(self) -> tuple[Batch, Batch]:
        """Return the rows as batches."""
        return (
            Batch.from_rows(commits.TABLE, self.commits),
            Batch.from_rows(trailers.TABLE, self.trailers),
        )

    def without_merges(self) -> list[str]:
        """Return the ids of the commits that are no merges, in the order read."""
        return [row[0] for row in self.commits if row[2] < 2]


def walk_commits(git: Git, tips: Iterable[str], known_tips: Iterable[str]) -> Iterator[bytes]:
    """Yield the raw commits reachable from `tips` but not from `known_tips`, newest first.

    Each begins with its id on a line of its own; the message is indented.
    Parents are the true ones, also at a shallow boundary.
    """
    lines = [*(t.encode() for t in tips), *(b"^" + t.encode() for t in known_tips)]
    with git.start("rev-list", "--header", "--stdin", lines=lines) as running:
        yield from records(running.stream)
        ended = running.end()
    if ended.code:
        raise understood(ended.stderr, "The repository")


class CommitReader:
    """Turns raw commits into rows; remembers people so that each name is decoded once."""

    def __init__(self) -> None:
        """Start with nobody known."""
        self._people: dict[bytes, Ident] = {}

    def add(self, record: bytes, rows: CommitRows) -> None:
        """Append the rows of one raw commit to `rows`."""
        header, _, message = record.partition(b"\n\n")
        lines = header.split(b"\n")
        parents: list[str] = []
        author = committer = b""
        is_signed = False
        for line in lines[1:]:
            key = line[:7]
            if key == b"parent ":
                parents.append(line[7:].decode("ascii", "replace"))
            elif key == b"author " and not author:
                author = line[7:]
            elif key == b"committ" and not committer:
                committer = line[10:]
            elif key[:6] == b"gpgsig":
                is_signed = True
                break
        author_at, author_offset = clock(author[author.rfind(b">") + 1 :])
        committed_at, committer_offset = clock(committer[committer.rfind(b">") + 1 :])
        commit_id = lines[0].decode("ascii")
        subject, body_length = self._message(commit_id, message, rows)
        rows.newest = max(rows.newest, committed_at or 0)
        rows.commits.append(
            (
                commit_id,
                " ".join(parents),
                len(parents),
                *self._person(author),
                author_at,
                author_offset,
                *self._person(committer),
                committed_at,
                committer_offset,
                subject,
                body_length,
                is_signed,
            )
        )

    def _person(self, line: bytes) -> Ident:
        key, _, _ = line.rpartition(b">")
        key = key or line
        known = self._people.get(key)
        if known is None:
            known = self._people[key] = ident(key)
        return known

    @staticmethod
    def _message(commit_id: str, message: bytes, rows: CommitRows) -> tuple[str, int]:
        title, _, rest = message[4:].partition(b"\n")
        if not rest:
            return words(title).strip(), 0
        body = words(rest.replace(_INDENT, b"\n").removeprefix(b"    "), len(rest))
        text = body.strip()
        if ":" in text:
            after_title = "" if body.lstrip(" \t")[:1] != "\n" else body
            if not after_title:
                after_title = _after_paragraph(body)
            rows.trailers.extend(
                (commit_id, position, *trailer)
                for position, trailer in enumerate(find_trailers(after_title))
            )
        return words(title).strip(), len(text)


def _after_paragraph(text: str) -> str:
    """Drop the lines up to the first blank one: they still belong to the title."""
    lines = text.split("\n")
    for index, line in enumerate(lines):
        if not line.strip():
            return "\n".join(lines[index:])
    return ""
