"""Reading commits: one walk over the history, no file is looked at."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from lifesigns.kernel.batch import Batch
from lifesigns.sources.git.process import Git, records, understood
from lifesigns.sources.git.text import clock, ident, words
from lifesigns.sources.git.trailers import find_said, find_trailers
from lifesigns.tables.schema import commits, trailers

_HEADER = re.compile(
    rb"([0-9a-f]+)\ntree [0-9a-f]+\n((?:parent [0-9a-f]+\n)*)author (.*)\ncommitter (.*)\n"
)
_INDENT = b"\n    "
_LONGEST_REMEMBERED = 1_000
_FIRST_FIELD = re.compile(rb"[0-9a-f]+\ntree ")

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

    def without_merges(self, first: int) -> list[str]:
        """Return the ids of the commits from `first` on that are no merges, in the order read."""
        return [row[0] for row in self.commits[first:] if row[2] < 2]


def walk_commits(git: Git, tips: Iterable[str], known_tips: Iterable[str]) -> Iterator[bytes]:
    """Yield the raw commits reachable from `tips` but not from `known_tips`, newest first.

    Each begins with its id on a line of its own; the message is indented.
    Parents are the true ones, also at a shallow boundary.
    """
    lines = [*(t.encode() for t in tips), *(b"^" + t.encode() for t in known_tips)]
    garbled: list[bytes] = []
    for record in _listed(git, lines):
        if _FIRST_FIELD.match(record):
            yield record
        else:
            garbled.append(record[: record.find(b"\n")])
    if garbled:
        # git rewrites the whole of a commit from the encoding it names, its parents too: from
        # UTF-16, which no commit can be in, nothing of them is left. These are taken as they are.
        yield from _listed(git, garbled, "--no-walk", "--encoding=none")


def _listed(git: Git, lines: Iterable[bytes], *options: str) -> Iterator[bytes]:
    with git.start("rev-list", "--header", "--stdin", *options, lines=lines) as running:
        yield from records(running.stream)
        ended = running.end()
    if ended.code:
        raise understood(ended.stderr, "The repository")


class CommitReader:
    """Turns raw commits into rows; remembers people so that a name is decoded once."""

    def __init__(self) -> None:
        """Start with nobody known."""
        self._people: dict[bytes, Ident] = {}

    def add(self, record: bytes, rows: CommitRows) -> None:
        """Append the rows of one raw commit to `rows`."""
        commit_id, parents, author, committer, is_signed, message = _parts(record)
        author_at, author_offset = clock(author[author.rfind(b">") + 1 :])
        committed_at, committer_offset = clock(committer[committer.rfind(b">") + 1 :])
        subject, body_length = self._message(commit_id, message, rows)
        if committed_at is not None and committed_at > rows.newest:
            rows.newest = committed_at
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
        if len(key) > _LONGEST_REMEMBERED:
            return ident(key)
        known = self._people.get(key)
        if known is None:
            known = self._people[key] = ident(key)
        return known

    @staticmethod
    def _message(commit_id: str, message: bytes, rows: CommitRows) -> tuple[str, int]:
        title, _, rest = message[4:].partition(b"\n")
        subject = words(title).strip()
        body = rest.replace(_INDENT, b"\n").removeprefix(b"    ").decode("utf-8", "replace")
        text = body.strip()
        found = []
        if ":" in text:
            after_title = "" if body.lstrip(" \t")[:1] != "\n" else body
            if not after_title:
                after_title = _after_paragraph(body)
            found = find_trailers(after_title)
        found += [said for said in find_said(f"{subject}\n{text}") if said not in found]
        rows.trailers.extend((commit_id, at, *trailer) for at, trailer in enumerate(found))
        return subject, len(text)


def _parts(record: bytes) -> tuple[str, list[str], bytes, bytes, bool, bytes]:
    """Split a raw commit: id, parents, author line, committer line, is it signed, message."""
    end = record.find(b"\n\n")
    message = record[end + 2 :] if end >= 0 else b""
    if found := _HEADER.match(record):
        commit_id, parents, author, committer = found.groups()
        is_signed = record.find(b"\ngpgsig", found.end() - 1, end) >= 0
        return (
            commit_id.decode("ascii"),
            parents.decode("ascii").split()[1::2],
            author,
            committer,
            is_signed,
            message,
        )
    # No program writes such headers, but somebody's did: take what is there.
    lines = record[: end if end >= 0 else None].split(b"\n")
    fields: dict[bytes, bytes] = {}
    for line in lines[1:]:
        key, _, value = line.partition(b" ")
        fields.setdefault(key, value)
    parents_found = [
        line[7:].decode("ascii", "replace") for line in lines if line[:7] == b"parent "
    ]
    return (
        lines[0].decode("ascii"),
        parents_found,
        fields.get(b"author", b""),
        fields.get(b"committer", b""),
        b"gpgsig" in fields or b"gpgsig-sha256" in fields,
        message,
    )


def _after_paragraph(text: str) -> str:
    """Drop the lines up to the first blank one: they still belong to the title."""
    lines = text.split("\n")
    for index, line in enumerate(lines):
        if not line.strip():
            return "\n".join(lines[index:])
    return ""
