"""Rows of the file_changes and diffs tables, built a column at a time."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import Any

from lifesigns.kernel.batch import Batch
from lifesigns.sources.git.lines import BINARY, REASONS, Count
from lifesigns.sources.git.text import path_text
from lifesigns.sources.git.trees import TreeChanges
from lifesigns.tables.schema import diffs, file_changes

PAIR, ADDED, DELETED, SAME, LINK_ADDED, LINK_DELETED, LINK_SAME, LINK_MOVED = range(8)
"""What a row's lines follow from; git shows a submodule as one line naming its commit."""

GITLINK = b"160000"

_PLAIN: dict[int, Callable[[int], tuple[int, int]]] = {
    ADDED: lambda n: (n, 0),
    DELETED: lambda n: (0, n),
    LINK_ADDED: lambda _: (1, 0),
    LINK_DELETED: lambda _: (0, 1),
    LINK_SAME: lambda _: (0, 0),
    LINK_MOVED: lambda _: (1, 1),
}
_LOW = (1 << 32) - 1

Counts = dict[bytes, Count]


@dataclass(slots=True)
class Part:
    """A run of commits whose trees are compared: row i is of kind `kinds[i]`, counted by `keys[i]`.

    A key is the id of a blob, or a pair (see PairCounter); empty when nothing is to count.
    """

    trees: TreeChanges
    keys: list[bytes]
    kinds: bytearray


@dataclass(slots=True)
class ChangeRows:
    """Columns of file_changes, rows of diffs, and how much of them is not known."""

    changes: tuple[list[Any], ...] = field(
        default_factory=lambda: tuple([] for _ in file_changes.TABLE.columns)
    )
    diffs: list[tuple[Any, ...]] = field(default_factory=list)
    n_unknown: int = 0
    n_problems: int = 0

    @property
    def n_changes(self) -> int:
        """Number of file changes."""
        return len(self.changes[0])

    def batches(self) -> tuple[Batch, Batch]:
        """Return the rows as batches."""
        return (
            Batch(file_changes.TABLE, self.changes),
            Batch.from_rows(diffs.TABLE, self.diffs),
        )

    def add(self, part: Part, counts: Counts) -> None:
        """Append the rows of a part, given the counts of all its keys."""
        trees = part.trees
        found = [counts[key] if key else 0 for key in part.keys]
        lines = [
            (count >> 32, count & _LOW, False)
            if kind == PAIR and count >= 0
            else lines_of(kind, count)
            for kind, count in zip(part.kinds, found, strict=True)
        ]
        added, deleted, binary = map(list, zip(*lines, strict=True)) if lines else ([], [], [])
        unknown = [a is None and not b for a, b in zip(added, binary, strict=True)]
        # Ids have one length, so the status stands at one place in all of them.
        at = trees.metas[0].rindex(b" ") + 1 if trees.metas else 0
        codes = [_code(meta[at:]) for meta in trees.metas]
        owners: list[str] = []
        sums = [
            list(accumulate((n or 0 for n in numbers), initial=0))
            for numbers in (added, deleted, binary, unknown)
        ]
        start = 0
        for commit, end in zip(trees.commits, trees.ends, strict=True):
            owners += [commit] * (end - start)
            n_added, n_deleted, n_binary, n_unknown = (to[end] - to[start] for to in sums)
            problem = None
            if n_unknown or trees.problems:
                marks = [mark for mark in found[start:end] if mark < BINARY]
                problem = _problem(trees.problems.get(commit), marks if n_unknown else [])
            self.n_problems += problem is not None
            self.n_unknown += n_unknown
            n_files = None if commit in trees.unreadable else end - start
            self.diffs.append((commit, n_files, n_added, n_deleted, n_binary, n_unknown, problem))
            start = end
        columns: tuple[list[Any], ...] = (
            owners,
            list(map(path_text, trees.paths)),
            [None if old is None else path_text(old) for old in trees.olds],
            [code[0] for code in codes],
            [code[1] for code in codes],
            added,
            deleted,
            binary,
            [GITLINK in meta[:14] for meta in trees.metas],
            unknown,
            *_blobs(trees.metas, at),
        )
        for held, fresh in zip(self.changes, columns, strict=True):
            held += fresh


def _blobs(metas: list[bytes], end: int) -> tuple[list[str | None], list[str | None]]:
    """Return the ids before and after, which end before place `end` of each record.

    Decoded at once: there are hundreds of thousands.
    """
    length = (end - 17) // 2
    text = b"".join([meta[15 : end - 1] for meta in metas]).decode("ascii")
    absent, step = "0" * length, 2 * length + 1
    before = [text[at : at + length] for at in range(0, len(text), step)]
    after = [text[at : at + length] for at in range(length + 1, len(text), step)]
    return (
        [None if one == absent else one for one in before],
        [None if one == absent else one for one in after],
    )


def lines_of(kind: int, count: Count) -> tuple[int | None, int | None, bool | None]:
    """Return (additions, deletions, is_binary) of a row; None what cannot be known."""
    if kind == PAIR and count >= 0:
        return count >> 32, count & _LOW, False
    if count == BINARY:
        return None, None, True
    if kind == SAME:
        # Nothing changed in it; whether it is binary cannot be told when it is not there.
        return 0, 0, None if count < 0 else False
    if count < 0:
        return None, None, None
    added, deleted = _PLAIN[kind](count)
    return added, deleted, False


@lru_cache(maxsize=1024)
def _code(raw: bytes) -> tuple[str, int | None]:
    """Split a status such as R086 into letter and similarity; M and T may carry one too."""
    letter = chr(raw[0])
    return letter, int(raw[1:]) if letter in "RC" else None


def _problem(known: str | None, marks: list[int]) -> str | None:
    """Say why a diff is incomplete; None when it is whole."""
    if not known and not marks:
        return None
    reasons = [known] if known else []
    return "; ".join(reasons + [REASONS[mark] for mark in sorted(set(marks), reverse=True)])
