"""Read what changes really change, once for each commit, and keep the answers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain, islice

from lifesigns.api.changes import Waiting
from lifesigns.engine.local import Session
from lifesigns.kernel.batch import Batch
from lifesigns.kernel.garbage import uncollected
from lifesigns.kernel.spec import Column, TableSpec
from lifesigns.models.contribution_kind import (
    VERSION,
    BlobPair,
    Change,
    ContributionKind,
    Inquiry,
    Judgement,
    judge_pair,
)
from lifesigns.models.contribution_kind.judging import LARGEST_BLOB
from lifesigns.sources.git import Repository
from lifesigns.tables.store import Store

KINDS = TableSpec(
    f"kinds_{VERSION}",
    "Kinds of contributions",
    "one commit whose change was read",
    ("commit_id",),
    (
        Column("commit_id", "VARCHAR", "object id in hex"),
        Column("main", "VARCHAR", "the kind that weighs most"),
        Column("kinds", "VARCHAR", "all kinds, separated by a space"),
        Column("reason", "VARCHAR", "why"),
    ),
)
MOST_COMMITS = 5_000
_AT_ONCE = 4_000
_MOST_HELD = 8
UNREAD = str(ContributionKind.UNKNOWN)

_WHOLE = """
SELECT c.commit_id, c.subject
FROM held.commits AS c
ANTI JOIN held.kinds AS k USING (commit_id)
WHERE NOT c.is_merge
ORDER BY c.committed_at DESC, c.commit_id
"""

_LANDED = """
SELECT c.commit_id, c.subject
FROM held.commits AS c
ANTI JOIN held.kinds AS k USING (commit_id)
WHERE c.is_default AND NOT c.is_merge AND c.kind = 'person'
  AND c.at > ? AND c.at <= ?
ORDER BY c.landing_index DESC, c.commit_id
LIMIT ?
"""

# A request may hold commits of a branch apart, whose files were not compared yet.
_NAMED = """
SELECT c.commit_id, c.subject
FROM held.commits AS c
ANTI JOIN held.kinds AS k USING (commit_id)
SEMI JOIN raw.diffs AS d USING (commit_id)
WHERE NOT c.is_merge AND c.commit_id IN (SELECT unnest(?::VARCHAR[]))
ORDER BY c.committed_at DESC, c.commit_id
LIMIT ?
"""


def mount_kinds(session: Session, store: Store) -> None:
    """Make what is stored readable as `held.kinds`."""
    session.execute(f"CREATE OR REPLACE VIEW held.kinds AS {store.relation(KINDS)}")


def read_whole(session: Session, store: Store, repository: Repository) -> int:
    """Read every commit of every branch and change request not read before; return how many."""
    mount_kinds(session, store)
    return _store(session, store, repository, Waiting(session, _WHOLE))


def read_landed(
    session: Session, store: Store, repository: Repository, since: datetime, until: datetime
) -> None:
    """Read the commits by people that landed in (since, until], at most 5,000, newest first."""
    mount_kinds(session, store)
    waiting = Waiting(session, _LANDED, (since, until, MOST_COMMITS))
    _store(session, store, repository, waiting)


def read_named(
    session: Session, store: Store, repository: Repository, commits: Iterable[str]
) -> None:
    """Read these commits, at most 5,000 that were not read before, newest first."""
    mount_kinds(session, store)
    waiting = Waiting(session, _NAMED, (list(commits), MOST_COMMITS))
    _store(session, store, repository, waiting)


def _store(session: Session, store: Store, repository: Repository, waiting: Waiting) -> int:
    """Read commits in parts and store each part, so that a kill loses one part at most."""
    if not waiting.n:
        return 0
    repository.progress.start("Reading changes", waiting.n)
    for changes in waiting.parts(_AT_ONCE):
        with uncollected():
            batch = Batch.from_rows(KINDS, list(tell(repository, changes)))
        store.add(session, [batch])
    repository.progress.finish()
    mount_kinds(session, store)
    return waiting.n


@dataclass(slots=True)
class _Told:
    """A change that one or more commits made, and what was judged for it."""

    inquiry: Inquiry
    n_commits: int = 0
    # A change is told by what it asked for itself, whatever was read beside it.
    judged: dict[BlobPair, Judgement] = field(default_factory=dict)
    row: tuple[str, str, str] = ("", "", "")

    def wanted(self, known: Mapping[BlobPair, Judgement]) -> tuple[BlobPair, ...]:
        """Return what it asks for next, of which not all was judged for another before."""
        while pairs := self.inquiry.wanted(self.judged):
            if not all(pair in known for pair in pairs):
                return pairs
            self.judged.update((pair, known[pair]) for pair in pairs)
        return ()


def tell(
    repository: Repository, changes: Mapping[str, Change | None]
) -> Iterator[tuple[str, str, str, str]]:
    """Yield name, main kind, all kinds and reason of each change; None could not be compared."""
    # Branches and change requests hold the same change many times.
    copies: dict[Change, _Told] = {}
    told: dict[str, _Told] = {}
    for commit, change in changes.items():
        if change is None:
            reason = "the trees of it and its parent could not be compared"
            yield commit, UNREAD, UNREAD, reason
            continue
        one = copies.get(change)
        if one is None:
            one = copies[change] = _Told(Inquiry(change))
        one.n_commits += 1
        told[commit] = one
    _judge(repository, copies.values())
    for one in copies.values():
        found = one.inquiry.told(one.judged)
        one.row = str(found.main), " ".join(found.kinds), found.reason
    for commit, one in told.items():
        yield commit, *one.row


def _judge(repository: Repository, waiting: Iterable[_Told]) -> None:
    """Give each change the judgements it asks for, until none asks for more."""
    known: dict[BlobPair, Judgement] = {}
    while waiting:
        paths: dict[BlobPair, str] = {}
        asked = []
        for one in waiting:
            if pairs := one.wanted(known):
                asked.append((one, pairs))
                path = one.inquiry.change.files[0].path
                paths.update((pair, path) for pair in pairs if pair not in known)
            else:
                repository.progress.advance(one.n_commits)
        known.update(_judged(repository, _in_chains(sorted(paths, key=paths.__getitem__))))
        for one, pairs in asked:
            one.judged.update((pair, known[pair]) for pair in pairs)
        waiting = [one for one, _ in asked]


def _in_chains(pairs: Sequence[BlobPair]) -> list[BlobPair]:
    """Put pairs that share a content behind each other, as versions of a file do."""
    sharing: dict[str, list[BlobPair]] = {}
    for pair in pairs:
        sharing.setdefault(pair.old_blob, []).append(pair)
        sharing.setdefault(pair.new_blob, []).append(pair)
    ordered: dict[BlobPair, None] = {}
    for first in pairs:
        waiting = [first]
        while waiting:
            pair = waiting.pop()
            if pair not in ordered:
                ordered[pair] = None
                waiting += sharing.pop(pair.new_blob, ())
                waiting += sharing.pop(pair.old_blob, ())
    return list(ordered)


def _judged(
    repository: Repository, pairs: Sequence[BlobPair]
) -> Iterator[tuple[BlobPair, Judgement]]:
    """Judge pairs while their contents stream by; few are held at a time."""
    fresh, gone = _reading(pairs)
    # One byte too many tells the model apart what is too large and what is missing.
    stream = repository.blobs(chain.from_iterable(fresh), LARGEST_BLOB + 1, cut=True)
    held: dict[str, bytes | None] = {}
    for pair, coming, going in zip(pairs, fresh, gone, strict=True):
        held.update(islice(stream, len(coming)))
        yield pair, judge_pair(pair, held[pair.old_blob], held[pair.new_blob])
        for blob in going:
            del held[blob]


def _reading(pairs: Sequence[BlobPair]) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """Return the blobs to read before each pair, and those to let go of after it.

    The versions of a file stand near each other: those used last are kept for others.
    """
    fresh, gone = [], []
    held: dict[str, None] = {}
    for pair in pairs:
        used = dict.fromkeys((pair.old_blob, pair.new_blob))
        fresh.append(tuple(blob for blob in used if blob not in held))
        for blob in used:
            held.pop(blob, None)
        held |= used
        gone.append(tuple(islice(held, max(0, len(held) - _MOST_HELD))))
        for blob in gone[-1]:
            del held[blob]
    return fresh, gone
