"""File changes with their line counts, as `git log --raw --numstat -M` gives them.

Two kinds of work run side by side on a few threads, each driving one git
process: comparing the trees of commits ahead, and counting the lines of pairs of
blobs not met before. Pairs are sorted by path, so that the versions of one file,
which a pack stores as differences to each other, are unpacked together.
"""

import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from lifesigns.kernel.ahead import ahead
from lifesigns.sources.git.lines import Count, Hunk, PairCounter, count_blobs
from lifesigns.sources.git.process import Git
from lifesigns.sources.git.rows import (
    ADDED,
    DELETED,
    GITLINK,
    LINK_ADDED,
    LINK_DELETED,
    LINK_MOVED,
    LINK_SAME,
    PAIR,
    SAME,
    ChangeRows,
    Counts,
    Part,
    lines_of,
)
from lifesigns.sources.git.text import path_text
from lifesigns.sources.git.trees import TreeChanges, TreeReader

_MOST_WORKERS = 4
_LEAST_COMMITS, _MOST_COMMITS, _COMMITS_AHEAD = 500, 10_000, 20_000
_COMMITS_FOLLOWED = 250
_ROWS_A_STEP = 100_000
_ROWS_A_BATCH = 25_000
_COMMITS_A_BATCH = 25_000
_LEAST_PIECE, _MOST_PIECE = 1_000, 6_000
_REMEMBERED = 250_000
_A, _D = b"AD"


@dataclass(frozen=True, slots=True)
class LineChange:
    """The lines of one file that differ: status letter, and hunks; None where they are not known.

    A new file is one hunk; a deleted one has none that matter.
    """

    path: str
    old_path: str | None
    status: str
    hunks: list[Hunk] | None


def n_workers() -> int:
    """Return how many git processes to run at once: the processors we may use, at most four."""
    available = getattr(os, "sched_getaffinity", None)
    n = len(available(0)) if available else os.cpu_count() or 1
    return min(n, _MOST_WORKERS)


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
class Job:
    """Parts whose lines are being counted: `known` before, others in `counting` or in `earlier`."""

    parts: list[Part]
    known: Counts
    asked: set[bytes]
    counting: list[Future[Counts]]
    earlier: list[Future[Counts]]

    def counted(self) -> Counts:
        """Wait for the counts that this job is the first to need."""
        counts: Counts = {}
        for future in self.counting:
            counts.update(future.result())
        return counts

    def counts(self, counted: Counts) -> Counts:
        """Return the counts of all rows, given those counted by this job."""
        counts = self.known | counted
        for future in self.earlier:
            before = future.result()
            counts.update((key, before[key]) for key in self.asked & before.keys())
        return counts


class ChangeReader:
    """Reads the file changes of commits, in order, with the pairs met before remembered."""

    def __init__(self, git: Git, id_length: int, *, is_partial: bool) -> None:
        """Read through `git`; `is_partial` says that objects may be missing on purpose."""
        self._git = git
        self._trees = TreeReader(git, id_length, is_partial=is_partial)
        self._pairs = PairCounter(git, id_length, is_partial=is_partial)
        self._mainline = TreeReader(git, id_length, is_partial=is_partial, with_merges=True)
        self._id_length = id_length
        self._memory = Memory()

    @contextmanager
    def reading(self) -> Iterator["Reading"]:
        """Begin to read; see Reading."""
        pool = ThreadPoolExecutor(n_workers())
        try:
            yield Reading(self, pool)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def line_changes(
        self, commits: Sequence[str], is_wanted: Callable[[str], bool]
    ) -> Iterator[tuple[str, list[LineChange] | None]]:
        """Yield for commits, merges too, which lines differ from the first parent's.

        Of wanted paths only; None where the trees cannot be compared.
        """
        for trees, lines in ahead(self._line_changes(commits, is_wanted)):
            for k, commit in enumerate(trees.commits):
                found = [lines[i] for i in trees.rows(k) if i in lines]
                yield commit, None if commit in trees.unreadable else found

    def _line_changes(
        self, commits: Sequence[str], is_wanted: Callable[[str], bool]
    ) -> Iterator[tuple[TreeChanges, dict[int, LineChange]]]:
        """Yield the same for some commits at a time, line changes by row of the trees."""
        start = 0
        while start < len(commits):
            part = self._part(self._mainline.read(commits[start : start + _COMMITS_FOLLOWED]))
            trees = part.trees
            kept = [i for i, path in enumerate(trees.paths) if is_wanted(path_text(path))]
            keys = {part.keys[i]: part.kinds[i] for i in kept}
            hunks = dict(self._pairs.hunks([key for key, kind in keys.items() if kind == PAIR]))
            whole = count_blobs(self._git, [key for key, kind in keys.items() if kind == ADDED])
            yield (
                trees,
                {i: self._line_change(part, i, hunks, whole.get(part.keys[i])) for i in kept},
            )
            start += len(trees.commits)

    def _line_change(
        self, part: Part, i: int, hunks: Mapping[bytes, list[Hunk] | None], n_lines: int | None
    ) -> LineChange:
        kind, old = part.kinds[i], part.trees.olds[i]
        met: list[Hunk] | None = None
        if kind == ADDED and n_lines is not None and n_lines >= 0:
            met = [(0, 0, 1, n_lines)]
        elif kind == PAIR:
            met = hunks.get(part.keys[i])
        elif kind == SAME:
            met = []
        status = chr(part.trees.metas[i][17 + 2 * self._id_length])
        return LineChange(
            path_text(part.trees.paths[i]), None if old is None else path_text(old), status, met
        )

    def between(self, old: str, new: str) -> ChangeRows:
        """Return the rows of one comparison, of the trees `old` and `new`."""
        part = self._part(self._trees.between(old, new))
        rows = ChangeRows()
        rows.add(part, self._pairs.count(_by_path([part], set(part.keys) - {b""})))
        return rows

    def merged(self, merges: Sequence[str]) -> Iterator[ChangeRows]:
        """Yield what merges changed against their first parents, some of them at a time."""
        start = 0
        while start < len(merges):
            part = self._part(self._mainline.read(merges[start:]))
            rows = ChangeRows()
            rows.add(part, self._pairs.count(_by_path([part], set(part.keys) - {b""})))
            yield rows
            start += len(part.trees.commits)

    def count_lines(
        self, pairs: Sequence[tuple[str | None, str | None]]
    ) -> list[tuple[int | None, int | None, bool | None]]:
        """Return additions, deletions and whether it is binary for each pair of contents.

        None as content: the file is not there on that side. None in an answer: not known.
        """
        asked = [_named(old, new) for old, new in pairs]
        counts = self._pairs.count(list(dict.fromkeys(key for _, key in asked)))
        return [lines_of(kind, counts[key]) for kind, key in asked]

    def compare(self, commits: Sequence[str]) -> Part:
        """Compare the trees of commits with those of their parents; see TreeReader.read."""
        return self._part(self._trees.read(commits))

    def _part(self, trees: TreeChanges) -> Part:
        """Tell for each row what to count (a blob, a pair or nothing) and its kind."""
        length = self._id_length
        end = 16 + 2 * length
        keys: list[bytes] = []
        kinds = bytearray()
        for meta in trees.metas:
            status = meta[end + 1]
            old, new = meta[15 : 15 + length], meta[16 + length : end]
            if status == _A:
                kind, key = (LINK_ADDED, b"") if meta[8:14] == GITLINK else (ADDED, new)
            elif status == _D:
                kind, key = (LINK_DELETED, b"") if meta[1:7] == GITLINK else (DELETED, old)
            elif meta[1:7] == meta[8:14] == GITLINK:
                kind, key = (LINK_SAME if old == new else LINK_MOVED), b""
            elif old == new:
                kind, key = SAME, new
            else:
                kind, key = PAIR, meta[1:end]
            keys.append(key)
            kinds.append(kind)
        return Part(trees, keys, kinds)

    def start_counting(
        self, parts: list[Part], before: Job | None, pool: ThreadPoolExecutor
    ) -> Job:
        """Begin to count the lines of what no job counted before."""
        wanted = {key for part in parts for key in part.keys}
        wanted.discard(b"")
        known = {key: count for key in wanted if (count := self._memory.get(key)) is not None}
        asked = wanted - known.keys()
        new = asked - before.asked if before else asked
        pieces = _pieces(_by_path(parts, new))
        counting = [pool.submit(self._pairs.count, piece) for piece in pieces]
        return Job(parts, known, asked, counting, before.counting if before else [])

    def finish(self, job: Job, rows: ChangeRows) -> None:
        """Wait for the counts of a job and append its rows."""
        counted = job.counted()
        counts = job.counts(counted)
        self._memory.add(counted)
        for part in job.parts:
            rows.add(part, counts)


class Reading:
    """Commits on their way through a reader: fed at one end, their rows taken at the other."""

    def __init__(self, reader: ChangeReader, pool: ThreadPoolExecutor) -> None:
        """Read on the threads of `pool`."""
        self._reader = reader
        self._pool = pool
        self._fed: list[str] = []
        self._n_begun = 0
        self._running = deque[tuple[Sequence[str], Future[Part]]]()

    def feed(self, commits: Sequence[str]) -> None:
        """Take commits to read after those fed before; begin with the first of them."""
        self._fed += commits
        while True:
            size = max(4 * _LEAST_COMMITS, self._n_begun // 2)
            if self._n_begun + size > min(len(self._fed), _COMMITS_AHEAD):
                break
            self._begin(size)

    def rows(self) -> Iterator[ChangeRows]:
        """Yield the rows of all that was fed, many at a time, in that order.

        The lines of one batch are counted while the trees of the next are compared.
        """
        job: Job | None = None
        rows = ChangeRows()
        for parts in _batched(self._compared()):
            earlier, job = job, self._reader.start_counting(parts, job, self._pool)
            if earlier:
                self._reader.finish(earlier, rows)
            if rows.n_changes >= _ROWS_A_STEP or len(rows.diffs) >= _COMMITS_A_BATCH:
                yield rows
                rows = ChangeRows()
        if job:
            self._reader.finish(job, rows)
            yield rows

    def _compared(self) -> Iterator[Part]:
        """Compare trees, a few runs of commits ahead of who takes them."""
        size = (len(self._fed) - self._n_begun) // (2 * n_workers()) + 1
        size = max(_LEAST_COMMITS, min(size, _MOST_COMMITS))
        while self._running or self._n_begun < len(self._fed):
            while self._n_begun < len(self._fed) and len(self._running) <= n_workers():
                self._begin(size)
            run, future = self._running.popleft()
            part = future.result()
            if rest := run[len(part.trees.commits) :]:
                self._running.appendleft((rest, self._pool.submit(self._reader.compare, rest)))
            yield part

    def _begin(self, size: int) -> None:
        run = self._fed[self._n_begun : self._n_begun + size]
        self._n_begun += len(run)
        self._running.append((run, self._pool.submit(self._reader.compare, run)))


def _named(old: str | None, new: str | None) -> tuple[int, bytes]:
    """Return kind and key (see Part) of a pair of contents, one of which may be absent."""
    if old and new:
        return PAIR, f"100644 100644 {old} {new}".encode("ascii")
    return (DELETED, old.encode("ascii")) if old else (ADDED, (new or "").encode("ascii"))


def _batched(parts: Iterator[Part]) -> Iterator[list[Part]]:
    """Gather parts until they have many rows or commits."""
    batch: list[Part] = []
    n_rows = n_commits = 0
    for part in parts:
        batch.append(part)
        n_rows += len(part.keys)
        n_commits += len(part.trees.commits)
        if n_rows >= _ROWS_A_BATCH or n_commits >= _COMMITS_A_BATCH:
            yield batch
            batch, n_rows, n_commits = [], 0, 0
    if batch:
        yield batch


def _by_path(parts: list[Part], wanted: set[bytes]) -> list[bytes]:
    """Return the wanted keys sorted by the path first met with, then by age."""
    places: dict[bytes, bytes] = {}
    for part in parts:
        for key, path in zip(part.keys, part.trees.paths, strict=True):
            if key in wanted:
                places.setdefault(key, path)
    return sorted(places, key=places.__getitem__)


def _pieces(keys: list[bytes]) -> list[list[bytes]]:
    """Cut sorted keys into as few pieces as keep all workers busy to the end."""
    rounds = len(keys) // (n_workers() * _MOST_PIECE) + 1
    size = max(_LEAST_PIECE, len(keys) // (rounds * n_workers()) + 1)
    return [keys[i : i + size] for i in range(0, len(keys), size)]
