"""Collecting a repository into tables, step by step, so that a killed run goes on where it was.

Each step carries rows and the state that belongs to them; whoever stores both
together can stop at any moment. The state says which refs' commits are in the
tables and which commits still wait for their diffs.
"""

import base64
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from itertools import chain, islice
from typing import Any

from lifesigns.kernel.batch import Batch
from lifesigns.kernel.errors import DataError
from lifesigns.sources.git.apart import apart
from lifesigns.sources.git.changes import ChangeReader, Reading
from lifesigns.sources.git.commits import CommitReader, CommitRows, walk_commits
from lifesigns.sources.git.landings import Landed, landings
from lifesigns.sources.git.ledger import Tally, coverage
from lifesigns.sources.git.process import Git
from lifesigns.sources.git.progress import Progress
from lifesigns.sources.git.refs import Refs
from lifesigns.sources.git.rows import ChangeRows
from lifesigns.sources.git.trees import absent, present
from lifesigns.tables.schema import file_changes

_FORMAT = 5
_COMMITS_A_STEP = 100_000
_COMMITS_AT_ONCE = 1_000
_ASKED_AT_ONCE = 10_000
_BYTES_AT_ONCE = 32 << 20
_MISSING_KEPT = 30

Held = Callable[[str, list[str]], set[str]]
"""Tells which of some commits have a row in a table of this name."""


@dataclass(frozen=True, slots=True)
class Step:
    """Rows to store together with the state that is true once they are stored.

    `label`, `done` and `total` say in words and numbers how far the work is.
    `n_waiting` commits have a row, but their files are not compared yet; it is told
    once the rows of all commits are there, and 0 before. A step that `forgets` takes the
    place of all that is stored: it is of another history.
    """

    batches: tuple[Batch, ...]
    state: dict[str, Any]
    label: str
    done: int
    total: int | None
    n_waiting: int = 0
    forgets: bool = False


@dataclass(slots=True)
class _Position:
    """How far the tables are: the saved state, unpacked.

    `tips`: all commits they lead to are stored. `pending`: stored commits whose
    diffs are not. `boundary`: the like, but not readable while the clone is shallow.
    `apart`: the like, but read only when all is asked for.
    `landed`: up to where the landings are. `missing`: some objects that were not there.
    """

    tips: list[str] = field(default_factory=list)
    pending: list[str] = field(default_factory=list)
    boundary: list[str] = field(default_factory=list)
    seen: str = ""
    shallow: str = ""
    is_walking: bool = False
    contact: int | None = None
    tally: Tally = field(default_factory=Tally)
    landed: Landed = field(default_factory=Landed)
    missing: list[str] = field(default_factory=list)
    apart: list[str] = field(default_factory=list)

    @classmethod
    def load(cls, state: Mapping[str, Any]) -> "_Position":
        if state.get("format") != _FORMAT:
            return cls()
        try:
            return cls(
                _unpacked(state["tips"]),
                _unpacked(state["pending"]),
                _unpacked(state["boundary"]),
                state["seen"],
                state["shallow"],
                state["is_walking"],
                state["contact"],
                Tally(**state["tally"]),
                Landed(**state.get("landed", {})),
                list(state.get("missing", [])),
                _unpacked(state.get("apart", "0:")),
            )
        except (KeyError, TypeError, ValueError, AttributeError):
            raise DataError(
                "What the workspace says of earlier runs over this project is damaged.",
                "Remove the project's folder in the workspace and collect again.",
            ) from None

    def save(self) -> dict[str, Any]:
        return {
            "format": _FORMAT,
            "tips": _packed(self.tips),
            "pending": _packed(self.pending),
            "boundary": _packed(self.boundary),
            "seen": self.seen,
            "shallow": self.shallow,
            "is_walking": self.is_walking,
            "contact": self.contact,
            "tally": asdict(self.tally),
            "landed": asdict(self.landed),
            "missing": self.missing,
            "apart": _packed(self.apart),
        }


@dataclass(frozen=True, slots=True)
class Collector:
    """One collection of one repository, as its refs stand now.

    With `is_whole` the files of all commits are compared, those of branches apart too.
    """

    git: Git
    refs: Refs
    shallow: frozenset[bytes]
    contact: tuple[int | None, str]
    changes: ChangeReader
    progress: Progress
    is_whole: bool

    def steps(self, state: Mapping[str, Any], held: Held) -> Iterator[Step]:
        """Yield what is new since `state`; nothing when nothing is."""
        position = _Position.load(state)
        shallow = _digest(self.shallow)
        # Rows of an older format have not all columns: they are read anew, as another history's.
        is_other = bool(state) and state.get("format") != _FORMAT
        is_other = is_other or self._is_other_history(position, held)
        # Contents that a partial clone has got since: what was unknown can be read now.
        is_other = is_other or absent(self.git, position.missing) != position.missing
        if is_other:
            position, held = _Position(), _nothing_held
        is_first = is_other or not state
        seen = _digest(str(part).encode() for part in (*self.refs.all, self.refs.default))
        is_moved = is_first or position.seen != seen or position.shallow != shallow
        if self.is_whole:
            position.pending, position.apart = position.pending + position.apart, []
        # Trees are compared while commits are still being read and stored.
        with self.changes.reading() as changes:
            if is_moved or position.is_walking:
                is_deeper = not is_first and position.shallow != shallow
                position.seen, position.shallow = seen, shallow
                steps = self._commits(
                    position, held, changes, is_first=is_first, is_deeper=is_deeper
                )
                if is_other:
                    yield replace(next(steps), forgets=True)
                yield from steps
            else:
                changes.feed(position.pending)
                if position.contact != self.contact[0]:
                    yield self._step(position, (), "Reading refs", position.tally.commits)
            if position.pending:
                yield from self._diffs(position, changes.rows())

    def _is_other_history(self, position: _Position, held: Held) -> bool:
        """Whether nothing of the history stored is in the one that is here now.

        So it is when all commits were written anew, or when another project was put in the
        same place. What a shallow clone lacks tells nothing.
        """
        old, tips = position.landed.tip, self.refs.tips()
        if not old or not tips or old in tips:
            return False
        if self.shallow or position.shallow != _digest(()):
            return False
        new = [tip.encode() for tip in tips]
        above = [old.encode(), *(b"^" + tip for tip in new)]
        lost = self.git.attempt("rev-list", "--max-count=1", "--stdin", lines=above)
        if not (lost.code or lost.output):
            return False  # the usual way: the old tip is below a new one
        roots = self.git.attempt("rev-list", "--max-parents=0", "--stdin", lines=new)
        found = roots.output.decode("ascii").split()[:_ASKED_AT_ONCE]
        return not roots.code and bool(found) and not held("commits", found)

    def _commits(
        self,
        position: _Position,
        held: Held,
        changes: Reading,
        *,
        is_first: bool,
        is_deeper: bool,
    ) -> Iterator[Step]:
        tips = self.refs.tips()
        tip = self.refs.default.commit_id if self.refs.default else None
        before = Landed() if is_deeper else position.landed
        thread = ThreadPoolExecutor(1)
        landing = thread.submit(landings, self.git, tip, before, partial(held, "landings"))
        thread.shutdown(wait=bool(before.tip))  # then it asks `held`, as the walk below does
        batches: tuple[Batch, ...] = (self.refs.batch(),)
        known_tips = () if is_deeper else _present(self.git, position.tips)
        records = walk_commits(self.git, tips, known_tips)
        if not is_first:
            records = _unknown(records, partial(held, "commits"))
        reader = CommitReader()
        aside: set[str] = set()
        if not (self.is_whole or self.shallow):
            # What was apart stays so when its branch is gone, unless it has landed.
            aside = apart(self.git, self.refs)
            if position.apart:
                aside |= set(position.apart) - set(landing.result()[0].columns[0])
        waiting = position.pending + position.boundary + position.apart
        position.pending, position.boundary, position.apart = [], [], []
        self._wait(position, waiting, aside, changes)
        position.is_walking = True
        self.progress.start("Reading commits", None)
        while position.is_walking:
            rows = CommitRows()
            while some := _some(
                records, min(_COMMITS_AT_ONCE, _COMMITS_A_STEP - len(rows.commits))
            ):
                n_before = len(rows.commits)
                for record in some:
                    reader.add(record, rows)
                self._wait(position, rows.without_merges(n_before), aside, changes)
            if len(rows.commits) < _COMMITS_A_STEP:
                position.is_walking = False
                position.tips = list(tips)
            _count_commits(position.tally, rows)
            self.progress.advance(len(rows.commits))
            if batches:
                landed, position.landed = landing.result()
                batches += (landed,)
            batches += rows.batches()
            yield self._step(position, batches, "Reading commits", position.tally.commits)
            batches = ()
        self.progress.finish()

    def _wait(
        self, position: _Position, commits: list[str], aside: set[str], changes: Reading
    ) -> None:
        """Let commits wait for their diffs.

        Those whose parents a shallow clone lacks are put aside: their diffs cannot be known.
        """
        cut = {commit.decode("ascii") for commit in self.shallow}
        position.boundary += [commit for commit in commits if commit in cut]
        position.apart += [commit for commit in commits if commit in aside]
        ready = [commit for commit in commits if commit not in cut and commit not in aside]
        position.pending += ready
        changes.feed(ready)

    def _diffs(self, position: _Position, changes: Iterator[ChangeRows]) -> Iterator[Step]:
        commits = position.pending
        n_done = 0
        self.progress.start("Comparing files", len(commits))
        for rows in changes:
            n_done += len(rows.diffs)
            position.pending = commits[n_done:]
            _count_changes(position.tally, rows)
            if len(position.missing) < _MISSING_KEPT:
                position.missing += absent(self.git, _unread(rows))
            self.progress.advance(len(rows.diffs))
            yield self._step(position, rows.batches(), "Comparing files", n_done, len(commits))
        self.progress.finish()

    def _step(
        self,
        position: _Position,
        batches: tuple[Batch, ...],
        label: str,
        done: int,
        total: int | None = None,
    ) -> Step:
        position.contact = self.contact[0]
        ledger = coverage(
            position.tally,
            self.refs,
            self.contact,
            len(position.boundary),
            len(position.apart),
            is_shallow=bool(self.shallow),
        )
        n_waiting = 0 if position.is_walking else len(position.pending)
        return Step((*batches, ledger), position.save(), label, done, total, n_waiting)


def _nothing_held(table: str, commits: list[str]) -> set[str]:
    return set()


def _unknown(records: Iterator[bytes], held: Callable[[list[str]], set[str]]) -> Iterator[bytes]:
    """Leave out commits stored already: dropped from a branch and pushed again, or killed amid."""
    while some := _some(records, _ASKED_AT_ONCE):
        commits = [record[: record.index(b"\n")].decode("ascii") for record in some]
        known = held(commits)
        yield from (
            record for commit, record in zip(commits, some, strict=True) if commit not in known
        )


def _some(records: Iterator[bytes], most: int) -> list[bytes]:
    """Take the next records, `most` of them, or fewer where they are long."""
    taken: list[bytes] = []
    n_bytes = 0
    while len(taken) < most and n_bytes < _BYTES_AT_ONCE:
        record = next(records, None)
        if record is None:
            break
        taken.append(record)
        n_bytes += len(record)
    return taken


def _count_commits(tally: Tally, rows: CommitRows) -> None:
    tally.commits += len(rows.commits)
    tally.merges += sum(row[2] > 1 for row in rows.commits)
    tally.newest = max(tally.newest, rows.newest)


def _count_changes(tally: Tally, rows: ChangeRows) -> None:
    tally.diffs += len(rows.diffs)
    tally.incomplete_diffs += rows.n_problems
    tally.changes += rows.n_changes
    tally.unknown_changes += rows.n_unknown


def _unread(rows: ChangeRows) -> list[str]:
    """Name some objects for want of which lines or trees could not be read."""
    if not rows.n_problems:
        return []
    names = file_changes.TABLE.names
    unknown, old, new = (
        rows.changes[names.index(name)] for name in ("is_unknown", "old_blob", "new_blob")
    )
    blobs = (blob for i, is_so in enumerate(unknown) if is_so for blob in (old[i], new[i]) if blob)
    trees = (f"{row[0]}^{{tree}}" for row in rows.diffs if row[1] is None)
    return list(dict.fromkeys(islice(chain(blobs, trees), _MISSING_KEPT)))


def _present(git: Git, commits: Sequence[str]) -> list[str]:
    there = present(git, {commit.encode() for commit in commits})
    return sorted(commit.decode() for commit in there)


def _digest(parts: Iterable[bytes]) -> str:
    return hashlib.sha256(b"\n".join(sorted(parts))).hexdigest()[:32]


def _packed(commits: Sequence[str]) -> str:
    """Write ids as text of two thirds their length, the length of one id first."""
    raw = bytes.fromhex("".join(commits))
    return f"{len(commits[0]) if commits else 0}:{base64.b64encode(raw).decode('ascii')}"


def _unpacked(text: str) -> list[str]:
    length, _, rest = text.partition(":")
    digits, n = base64.b64decode(rest).hex(), int(length)
    return [digits[i : i + n] for i in range(0, len(digits), n)] if n else []
