"""File changes with their line counts, as `git log --raw --numstat -M` gives them.

Two kinds of work run side by side on a few threads, each driving one git
process: comparing trees of the commits ahead, and counting the lines of pairs
of blobs not met before. Results are joined in the order of the commits.
"""

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from lifesigns.kernel.batch import Batch
from lifesigns.sources.git.lines import BINARY, REASONS, Count, PairCounter, count_blobs
from lifesigns.sources.git.process import Git
from lifesigns.sources.git.text import path_text
from lifesigns.sources.git.trees import TreeChanges, TreeReader
from lifesigns.tables.schema import diffs, file_changes

_COMMITS_A_JOB = 1500
_AHEAD = 3
_MOST_WORKERS = 4
_REMEMBERED = 250_000
_LOW = (1 << 32) - 1
_A, _D = b"AD"
_GITLINK = b"160000"

PAIR, ADDED, DELETED, SAME, LINK_ADDED, LINK_DELETED, LINK_SAME, LINK_MOVED = range(8)
"""What a row's lines follow from; git shows a submodule as one line naming its commit."""

_PLAIN: dict[int, Callable[[int], tuple[int, int]]] = {
    ADDED: lambda n: (n, 0),
    DELETED: lambda n: (0, n),
    LINK_ADDED: lambda _: (1, 0),
    LINK_DELETED: lambda _: (0, 1),
    LINK_SAME: lambda _: (0, 0),
    LINK_MOVED: lambda _: (1, 1),
}

Counts = dict[bytes, Count]

FileChange = tuple[str, str | None, str, str | None, str | None]
"""Status letter, path before a rename, path, blob before and after (None: no such side)."""


def n_workers() -> int:
    """Return how many git processes to run at once: the processors we may use, at most four."""
    available = getattr(os, "sched_getaffinity", None)
    n = len(available(0)) if available else os.cpu_count() or 1
    return min(n, _MOST_WORKERS)


@dataclass(slots=True)
class ChangeRows:
    """Rows of the file_changes and diffs tables of some commits."""

    changes: list[tuple[Any, ...]] = field(default_factory=list)
    diffs: list[tuple[Any, ...]] = field(default_factory=list)
    n_unknown: int = 0
    n_problems: int = 0

    def extend(self, other: "ChangeRows") -> None:
        """Append the rows of other commits."""
        self.changes += other.changes
        self.diffs += other.diffs
        self.n_unknown += other.n_unknown
        self.n_problems += other.n_problems

    def batches(self) -> tuple[Batch, Batch]:
        """Return the rows as batches."""
        return (
            Batch.from_rows(file_changes.TABLE, self.changes),
            Batch.from_rows(diffs.TABLE, self.diffs),
        )


class Memory:
    """Counts of pairs met before: the newest two generations of them."""

    def __init__(self) -> None:
        """Start empty."""
        self._young: Counts = {}
        self._old: Counts = {}

    def get(self, key: bytes) -> Count | None:
        """Return the count of a pair, None when it was never met or is forgotten."""
        count = self._young.get(key)
        return self._old.get(key) if count is None else count

    def add(self, counts: Counts) -> None:
        """Remember counts."""
        if len(self._young) > _REMEMBERED:
            self._old, self._young = self._young, {}
        self._young.update(counts)


@dataclass(slots=True)
class _Job:
    """A run of commits whose trees are compared and whose lines are being counted.

    Row i is of kind `kinds[i]` and its lines are those of `keys[i]`, found in
    `known`, in the own counts or in those of the jobs begun `earlier`.
    """

    trees: TreeChanges
    keys: list[bytes]
    kinds: bytearray
    known: Counts
    asked: set[bytes]
    earlier: tuple[Future[Counts], ...]
    counting: Future[Counts]

    def counts(self) -> Counts:
        """Wait for the counts of all the rows."""
        known = self.known | self.counting.result()
        for future in self.earlier:
            counted = future.result()
            known.update((key, counted[key]) for key in self.asked & counted.keys())
        return known


class ChangeReader:
    """Reads the file changes of commits, in order, with the pairs met before remembered."""

    def __init__(self, git: Git, id_length: int, *, is_partial: bool) -> None:
        """Read through `git`; `is_partial` says that objects may be missing on purpose."""
        self._git = git
        self._trees = TreeReader(git, id_length, is_partial=is_partial)
        self._pairs = PairCounter(git, id_length)
        self._id_length = id_length
        self._memory = Memory()

    def read(self, commits: Sequence[str]) -> Iterator[ChangeRows]:
        """Yield the rows of all the commits, a run of them at a time, in the order given."""
        waiting = deque(
            commits[i : i + _COMMITS_A_JOB] for i in range(0, len(commits), _COMMITS_A_JOB)
        )
        comparing: deque[tuple[Sequence[str], Future[TreeChanges]]] = deque()
        jobs: deque[_Job] = deque()
        pool = ThreadPoolExecutor(n_workers())
        try:
            while waiting or comparing or jobs:
                while waiting and len(comparing) < _AHEAD:
                    run = waiting.popleft()
                    comparing.append((run, pool.submit(self._trees.read, run)))
                if comparing and (len(jobs) < _AHEAD):
                    run, compared = comparing.popleft()
                    trees = compared.result()
                    if rest := run[len(trees.commits) :]:
                        comparing.appendleft((rest, pool.submit(self._trees.read, rest)))
                    jobs.append(self._start_counting(trees, tuple(jobs), pool))
                if jobs and (len(jobs) >= _AHEAD or not (waiting or comparing)):
                    yield self._finish(jobs.popleft())
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def raw(self, commits: Sequence[str]) -> Iterator[tuple[str, list[FileChange]]]:
        """Yield (commit, changes) without counting lines."""
        start = 0
        while start < len(commits):
            trees = self._trees.read(commits[start : start + _COMMITS_A_JOB])
            for k, commit in enumerate(trees.commits):
                yield commit, [self._change(trees, i) for i in trees.rows(k)]
            start += len(trees.commits)

    def _change(self, trees: TreeChanges, i: int) -> FileChange:
        meta, old = trees.metas[i], trees.olds[i]
        end = 16 + 2 * self._id_length
        before, after = meta[15 : 15 + self._id_length], meta[16 + self._id_length : end]
        return (
            chr(meta[end + 1]),
            None if old is None else path_text(old),
            path_text(trees.paths[i]),
            before.decode("ascii") if before.strip(b"0") else None,
            after.decode("ascii") if after.strip(b"0") else None,
        )

    def between(self, old: str, new: str) -> ChangeRows:
        """Return the rows of one comparison, of the trees `old` and `new`."""
        trees = self._trees.between(old, new)
        keys, kinds = self._keys(trees)
        blobs, pairs = self._apart(set(keys) - {b""}, keys)
        rows = ChangeRows()
        self._add(trees, keys, kinds, 0, self._count(blobs, pairs), rows)
        return rows

    def _start_counting(
        self, trees: TreeChanges, running: tuple[_Job, ...], pool: ThreadPoolExecutor
    ) -> _Job:
        keys, kinds = self._keys(trees)
        wanted = set(keys)
        wanted.discard(b"")
        known = {key: count for key in wanted if (count := self._memory.get(key)) is not None}
        missing = wanted - known.keys()
        asked = {key for job in running for key in job.asked} & missing
        new = missing - asked
        counting = pool.submit(self._count, *self._apart(new, keys))
        return _Job(
            trees, keys, kinds, known, missing, tuple(j.counting for j in running), counting
        )

    def _apart(self, new: set[bytes], keys: list[bytes]) -> tuple[list[bytes], list[bytes]]:
        """Return the single blobs and the pairs among `new`, in the order of `keys`."""
        ordered = [key for key in dict.fromkeys(keys) if key in new]
        length = self._id_length
        return [k for k in ordered if len(k) == length], [k for k in ordered if len(k) > length]

    def _count(self, blobs: list[bytes], pairs: list[bytes]) -> Counts:
        return count_blobs(self._git, blobs) | self._pairs.count(pairs)

    def _keys(self, trees: TreeChanges) -> tuple[list[bytes], bytearray]:
        """Return for each row what to count (a blob, a pair or nothing) and its kind."""
        length = self._id_length
        end = 16 + 2 * length
        keys: list[bytes] = []
        kinds = bytearray()
        for meta in trees.metas:
            status = meta[end + 1]
            old, new = meta[15 : 15 + length], meta[16 + length : end]
            if status == _A:
                is_link = meta[8:14] == _GITLINK
                kind, key = (LINK_ADDED, b"") if is_link else (ADDED, new)
            elif status == _D:
                is_link = meta[1:7] == _GITLINK
                kind, key = (LINK_DELETED, b"") if is_link else (DELETED, old)
            elif meta[1:7] == meta[8:14] == _GITLINK:
                kind, key = (LINK_SAME if old == new else LINK_MOVED), b""
            elif old == new:
                kind, key = SAME, new
            else:
                kind, key = PAIR, meta[1:end]
            keys.append(key)
            kinds.append(kind)
        return keys, kinds

    def _finish(self, job: _Job) -> ChangeRows:
        counts = job.counts()
        self._memory.add(job.counting.result())
        rows = ChangeRows()
        for k in range(len(job.trees.commits)):
            self._add(job.trees, job.keys, job.kinds, k, counts, rows)
        return rows

    def _add(
        self,
        trees: TreeChanges,
        keys: list[bytes],
        kinds: bytearray,
        k: int,
        counts: Counts,
        rows: ChangeRows,
    ) -> None:
        """Append the rows of one commit."""
        commit = trees.commits[k]
        additions = deletions = n_binary = 0
        marks: list[int] = []
        for i in trees.rows(k):
            meta, old, key = trees.metas[i], trees.olds[i], keys[i]
            count = counts[key] if key else 0
            added, deleted, is_binary, is_unknown = _lines(kinds[i], count)
            additions += added or 0
            deletions += deleted or 0
            n_binary += is_binary or False
            if is_unknown:
                marks.append(count)
            status = meta[self._id_length * 2 + 17 :].decode("ascii")
            rows.changes.append(
                (
                    commit,
                    path_text(trees.paths[i]),
                    None if old is None else path_text(old),
                    status[0],
                    int(status[1:]) if old is not None else None,
                    added,
                    deleted,
                    is_binary,
                    _GITLINK in (meta[1:7], meta[8:14]),
                    is_unknown,
                )
            )
        problems = [trees.problems[commit]] if commit in trees.problems else []
        problems += [REASONS[mark] for mark in sorted(set(marks), reverse=True)]
        n_files = None if commit in trees.unreadable else len(trees.rows(k))
        rows.n_unknown += len(marks)
        rows.n_problems += bool(problems)
        rows.diffs.append(
            (
                commit,
                n_files,
                additions,
                deletions,
                n_binary,
                len(marks),
                "; ".join(problems) or None,
            )
        )


def _lines(kind: int, count: Count) -> tuple[int | None, int | None, bool | None, bool]:
    """Return (additions, deletions, is_binary, is_unknown) of one row."""
    if kind == PAIR and count >= 0:
        return count >> 32, count & _LOW, False, False
    if count == BINARY:
        return None, None, True, False
    if kind == SAME:
        # Nothing changed in it; whether it is binary cannot be told when it is not there.
        return 0, 0, None if count < 0 else False, False
    if count < 0:
        return None, None, None, True
    added, deleted = _PLAIN[kind](count)
    return added, deleted, False, False
