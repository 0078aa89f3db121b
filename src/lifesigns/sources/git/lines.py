"""Counting lines, once for each different pair of blobs.

Commits on change requests, cherry-picks and backports repeat the same pairs, and
`git log --numstat` counts them again each time. Here the pairs that are new are
written as two synthetic trees, compared by one `git diff-tree --numstat`: the
entry's name is the number of the pair. A whole file, added or deleted, stands in
the second tree alone.
"""

import hashlib
import re
import zlib
from binascii import a2b_hex
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import IO

from lifesigns.sources.git.glass import LARGEST_BLOB
from lifesigns.sources.git.process import Git, writing
from lifesigns.sources.git.trees import present

BINARY, ABSENT, TOO_LARGE, DAMAGED = -1, -2, -3, -4
"""What stands in the place of a count: git counts no lines, or nobody can here."""

REASONS = {
    ABSENT: "a blob is missing",
    TOO_LARGE: f"a file is larger than {LARGEST_BLOB // 2**20} MiB",
    DAMAGED: "a blob is damaged, or has too many lines to compare",
}

_NUMSTAT = ("diff-tree", "--stdin", "-r", "--numstat", "-z", "--no-renames")
_PATCH = (
    "diff-tree", "--stdin", "-r", "-p", "-U0", "--no-renames", "--no-ext-diff", "--no-textconv",
)  # fmt: skip
_HEAD = re.compile(
    rb"^(?:diff --git a/[0-9a-f]+-\d{9} b/[0-9a-f]+-(\d{9})$"
    rb"|@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@"
    rb"|Binary files .{1,40}[0-9a-f]+-(\d{9}) differ$)",
    re.MULTILINE,
)
_ROW = re.compile(rb"(\d+|-)\t(\d+|-)\t[0-9a-f]+-(\d{9})\0")
_SNIFFED = 8000
_PER_TREE = 2000
_DIGITS = 9
_PIECE = 1 << 20

Count = int
"""Lines added << 32 | lines deleted; or one of the negative marks."""


def count_blobs(git: Git, blobs: Sequence[bytes]) -> dict[bytes, int]:
    """Return the number of lines of each blob as git counts them, or a mark."""
    counts: dict[bytes, int] = {}
    waiting = list(blobs)
    while waiting:
        with git.start("cat-file", "--batch", "--buffer", lines=waiting) as running:
            done = 0
            while header := running.stream.readline():
                blob, _, rest = header.rstrip(b"\n").partition(b" ")
                if rest == b"missing" or not rest:
                    counts[blob] = ABSENT
                else:
                    size = int(rest.rpartition(b" ")[2])
                    count = _count_lines(running.stream, size)
                    if count is None:
                        break
                    counts[blob] = count
                done += 1
        # git died of a damaged blob: go on behind it.
        if done < len(waiting):
            counts[waiting[done]] = DAMAGED
        waiting = waiting[done + 1 :]
    return counts


def _count_lines(stream: IO[bytes], size: int) -> int | None:
    """Read one blob and the newline behind it; None when the stream ends before."""
    if size < _PIECE and size <= LARGEST_BLOB:
        content = stream.read(size + 1)
        if len(content) <= size:
            return None
        if content.find(b"\0", 0, min(size, _SNIFFED)) >= 0:
            return BINARY
        return content.count(b"\n") - (content[-2:-1] in (b"\n", b""))
    n_lines = 0
    is_binary = False
    left = size
    last = b"\n"
    while left:
        piece = stream.read(min(left, _PIECE))
        if not piece:
            return None
        if left == size:
            is_binary = b"\0" in piece[:_SNIFFED]
        n_lines += piece.count(b"\n")
        left -= len(piece)
        last = piece[-1:]
    if stream.read(1) != b"\n":
        return None
    if size > LARGEST_BLOB:
        return TOO_LARGE
    return BINARY if is_binary else n_lines + (last != b"\n")


Hunk = tuple[int, int, int, int]
"""First line and number of lines before, and after; with none, the line it stands behind."""


def _heads(stream: IO[bytes]) -> Iterator[re.Match[bytes]]:
    """Yield the headings of a patch without context, whose other lines begin with + - or \\."""
    rest = b""
    while block := stream.read(_PIECE):
        whole, newline, rest = (rest + block).rpartition(b"\n")
        yield from _HEAD.finditer(whole + newline)
        if len(rest) > _PIECE:
            rest = rest[:1]


class PairCounter:
    """Compares pairs of blobs, each named by the meta record of a file change.

    A pair is what stands between the colon and the status: both modes, both ids.
    Where single blobs are allowed too, a blob is named by its id and counts as added.
    """

    def __init__(self, git: Git, id_length: int, *, is_partial: bool) -> None:
        """Compare through `git`, whose object directory takes the synthetic trees.

        In partial repositories the blobs are looked for before git is given them.
        """
        self._git = git
        self._is_partial = is_partial
        self._marks = count()
        self._id_length = id_length
        self._hash = hashlib.sha256 if id_length == 64 else hashlib.sha1

    def count(self, pairs: Sequence[bytes]) -> dict[bytes, Count]:
        """Return the lines added and deleted of each pair, the lines of each blob, or a mark."""
        counts: dict[bytes, Count] = {}
        if self._is_partial:
            pairs = self._readable(pairs, counts)
        self._compare(pairs, counts)
        self._tell_large(counts)
        return counts

    def hunks(self, pairs: Sequence[bytes]) -> Iterator[tuple[bytes, list[Hunk] | None]]:
        """Yield where each pair differs, without context; None where that cannot be read."""
        marks: dict[bytes, Count] = {}
        readable = self._readable(pairs, marks)
        yield from ((pair, None) for pair in marks)
        for start in range(0, len(readable), _PER_TREE):
            yield from self._hunks(readable[start : start + _PER_TREE]).items()

    def _hunks(self, pairs: Sequence[bytes]) -> dict[bytes, list[Hunk] | None]:
        """Read one group of pairs; when git dies of one, find it by halving."""
        found: dict[bytes, list[Hunk] | None] = {pair: [] for pair in pairs}
        with self._trees([pairs]) as lines, self._git.start(*_PATCH, lines=lines) as running:
            hunks: list[Hunk] | None = []
            for head in _heads(running.stream):
                if head[1]:
                    hunks = found[pairs[int(head[1])]]
                elif head[2] and hunks is not None:
                    hunks.append((int(head[2]), int(head[3] or 1), int(head[4]), int(head[5] or 1)))
                elif not head[2]:
                    found[pairs[int(head[6])]] = None
            is_dead = running.end().code != 0
        if not is_dead:
            return found
        if len(pairs) < 2:
            return dict.fromkeys(pairs)
        half = len(pairs) // 2
        return self._hunks(pairs[:half]) | self._hunks(pairs[half:])

    @contextmanager
    def _trees(self, groups: Sequence[Sequence[bytes]]) -> Iterator[list[bytes]]:
        """Write both sides of each group as trees; give the lines that compare them."""
        objects = self._git.home / "objects"
        lines, written = [], []
        first = 0
        with writing(objects):
            for part in groups:
                # The mark keeps apart trees that would else be the same file twice.
                mark = b"%x-" % next(self._marks)
                trees = [self._write_tree(objects, part, side, mark, first) for side in (0, 1)]
                first += len(part)
                lines.append(b" ".join(name for name, _ in trees))
                written += [path for _, path in trees]
        try:
            yield lines
        finally:
            for path in written:
                path.unlink(missing_ok=True)

    def _readable(self, pairs: Sequence[bytes], counts: dict[bytes, Count]) -> list[bytes]:
        """Return the pairs whose blobs are there, and mark the others."""
        there = present(self._git, {blob for pair in pairs for blob in self._blobs(pair)})
        whole: list[bytes] = []
        for pair in pairs:
            if all(blob in there for blob in self._blobs(pair)):
                whole.append(pair)
            else:
                counts[pair] = ABSENT
        return whole

    def _blobs(self, pair: bytes) -> list[bytes]:
        """Return the ids of those sides of a pair that are blobs: gitlinks have no object."""
        length = self._id_length
        if len(pair) == length:
            return [pair]
        old, new = pair[14 : 14 + length], pair[15 + length : 15 + 2 * length]
        sides = ((pair[:6], old), (pair[7:13], new))
        return [blob for mode, blob in sides if mode != b"160000"]

    def _compare(self, pairs: Sequence[bytes], counts: dict[bytes, Count]) -> None:
        """Compare pairs; when git dies of one, find the culprit and go on."""
        if not pairs:
            return
        groups = [pairs[i : i + _PER_TREE] for i in range(0, len(pairs), _PER_TREE)]
        length = self._id_length
        rest = b""
        with self._trees(groups) as lines, self._git.start(*_NUMSTAT, lines=lines) as running:
            while block := running.stream.read(_PIECE):
                whole, end, rest = (rest + block).rpartition(b"\0")
                for added, deleted, number in _ROW.findall(whole + end):
                    key = pairs[int(number)]
                    count = BINARY if added == b"-" else int(added) << 32 | int(deleted)
                    counts[key] = count if len(key) > length else count >> 32
            is_dead = running.end().code != 0
        if is_dead:
            self._recover(pairs, counts)
        for pair in pairs:
            # Different ids with one content, which only forged objects have, are not printed.
            counts.setdefault(pair, 0)

    def _recover(self, pairs: Sequence[bytes], counts: dict[bytes, Count]) -> None:
        """Go on after git died of one of the pairs that have no count yet.

        Pairs of missing blobs are put aside; a damaged blob is found by halving.
        """
        missed = self._readable([pair for pair in pairs if pair not in counts], counts)
        if len(missed) < 2:
            counts.update(dict.fromkeys(missed, DAMAGED))
            return
        half = len(missed) // 2
        self._compare(missed[:half], counts)
        self._compare(missed[half:], counts)

    def _write_tree(
        self, objects: Path, pairs: Sequence[bytes], side: int, mark: bytes, first: int
    ) -> tuple[bytes, Path]:
        """Write one side of the pairs as a loose tree; return its id and file."""
        length = self._id_length
        at = 15 + length if side else 14
        mode_at = 7 * side
        body = b"".join(
            b"%s %s%0*d\0%s"
            % (pair[mode_at : mode_at + 6], mark, _DIGITS, i, a2b_hex(pair[at : at + length]))
            if len(pair) > length
            else b"100644 %s%0*d\0%s" % (mark, _DIGITS, i, a2b_hex(pair))
            for i, pair in enumerate(pairs, start=first)
            if side or len(pair) > length
        )
        content = b"tree %d\0" % len(body) + body
        name = self._hash(content, usedforsecurity=False).hexdigest()
        folder = objects / name[:2]
        folder.mkdir(exist_ok=True)
        path = folder / name[2:]
        path.write_bytes(zlib.compress(content, 0))
        return name.encode(), path

    def _tell_large(self, counts: dict[bytes, Count]) -> None:
        """Tell binary files from those that git would not open for their size."""
        binary = [pair for pair, count in counts.items() if count == BINARY]
        blobs = sorted({blob for pair in binary for blob in self._blobs(pair)})
        if not blobs:
            return
        check = "--batch-check=%(objectsize)"
        answers = self._git.run("cat-file", check, "--buffer", lines=blobs).split(b"\n")
        sizes = dict(zip(blobs, answers, strict=False))
        for pair in binary:
            if any(int(sizes[blob]) > LARGEST_BLOB for blob in self._blobs(pair)):
                counts[pair] = TOO_LARGE
