"""Read what changes really change, once for each commit, and keep the answers."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from lifesigns.engine.local import Session
from lifesigns.kernel.batch import Batch
from lifesigns.kernel.spec import Column, TableSpec
from lifesigns.models.contribution_kind import (
    VERSION,
    BlobPair,
    Change,
    CommitKind,
    ContributionKind,
    FileEdit,
    Judgement,
    classify_change,
    judge_pair,
    pairs_wanted,
    written,
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
        Column("weights", "VARCHAR", "lines by kind, such as core_code:12 tests:3"),
    ),
)
MOST_COMMITS = 5_000
_AT_ONCE = 4_000
_NEITHER = (None, None)
UNREAD = str(ContributionKind.UNKNOWN)
_Told = tuple[Change, int, dict[BlobPair, Judgement]]

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

_NAMED = """
SELECT c.commit_id, c.subject
FROM held.commits AS c
ANTI JOIN held.kinds AS k USING (commit_id)
WHERE NOT c.is_merge AND c.commit_id IN (SELECT unnest(?::VARCHAR[]))
ORDER BY c.committed_at DESC, c.commit_id
LIMIT ?
"""

_COMPARED = """
SELECT commit_id FROM raw.diffs
WHERE n_files IS NOT NULL AND commit_id IN (SELECT unnest(?::VARCHAR[]))
"""

_FILES = """
SELECT commit_id, path, old_path, status, additions, deletions, is_binary, is_submodule
FROM raw.file_changes WHERE commit_id IN (SELECT unnest(?::VARCHAR[]))
ORDER BY commit_id, path
"""


def mount_kinds(session: Session, store: Store) -> None:
    """Make what is stored readable as `held.kinds`."""
    session.execute(f"CREATE OR REPLACE VIEW held.kinds AS {store.relation(KINDS)}")


def read_whole(session: Session, store: Store, repository: Repository) -> int:
    """Read every commit of every branch and change request not read before; return how many."""
    mount_kinds(session, store)
    return _store(session, store, repository, session.rows(_WHOLE))


def read_landed(
    session: Session, store: Store, repository: Repository, since: datetime, until: datetime
) -> None:
    """Read the commits by people that landed in (since, until], at most 5,000, newest first."""
    mount_kinds(session, store)
    wanted = session.rows(_LANDED, (since, until, MOST_COMMITS))
    _store(session, store, repository, wanted)


def read_named(
    session: Session, store: Store, repository: Repository, commits: Iterable[str]
) -> None:
    """Read these commits, at most 5,000 that were not read before, newest first."""
    mount_kinds(session, store)
    wanted = session.rows(_NAMED, (list(commits), MOST_COMMITS))
    _store(session, store, repository, wanted)


def _store(
    session: Session,
    store: Store,
    repository: Repository,
    wanted: Sequence[tuple[str, str]],
) -> int:
    """Read commits in parts and store each part, so that a kill loses one part at most."""
    if not wanted:
        return 0
    repository.progress.start("Reading changes", len(wanted))
    for start in range(0, len(wanted), _AT_ONCE):
        part = dict(wanted[start : start + _AT_ONCE])
        rows = list(_read(session, repository, part))
        with store.writing():
            store.commit(session, [Batch.from_rows(KINDS, rows)])
    repository.progress.finish()
    mount_kinds(session, store)
    return len(wanted)


def _read(
    session: Session, repository: Repository, subjects: dict[str, str]
) -> Iterator[tuple[str, str, str, str, str]]:
    changes = changes_of(session, repository, subjects)
    # Branches and change requests hold the same change many times.
    copies = Counter(changes.values())
    known: dict[BlobPair, Judgement] = {}
    # A change is told by what it asked for itself, whatever was read beside it.
    told: list[_Told] = [(change, n, {}) for change, n in copies.items()]
    waiting = told
    while waiting:
        paths: dict[BlobPair, str] = {}
        asked = []
        for one in waiting:
            pairs = _wanted(one, known)
            if pairs:
                asked.append((one, pairs))
                paths.update((pair, one[0].files[0].path) for pair in pairs if pair not in known)
            else:
                repository.progress.advance(one[1])
        known.update(_judged(repository, sorted(paths, key=paths.__getitem__)))
        for (_, _, mine), pairs in asked:
            mine.update((pair, known[pair]) for pair in pairs)
        waiting = [one for one, _ in asked]
    for commit in subjects.keys() - changes.keys():
        yield commit, UNREAD, UNREAD, "the trees of it and its parent could not be compared", ""
    found = {change: _row(classify_change(change, mine)) for change, _, mine in told}
    for commit, change in changes.items():
        yield commit, *found[change]


def _wanted(one: _Told, known: Mapping[BlobPair, Judgement]) -> tuple[BlobPair, ...]:
    """Return what a change asks for next, of which not all was judged for another before."""
    change, _, mine = one
    while pairs := pairs_wanted(change, mine):
        if not all(pair in known for pair in pairs):
            return pairs
        mine.update((pair, known[pair]) for pair in pairs)
    return ()


def _row(found: CommitKind) -> tuple[str, str, str, str]:
    kinds = " ".join(found.kinds)
    return str(found.main), kinds, found.reason, written(found.weights)


def _judged(
    repository: Repository, pairs: Sequence[BlobPair]
) -> Iterator[tuple[BlobPair, Judgement]]:
    """Judge pairs while their contents stream by; two are held at a time."""
    ids: list[str] = []
    before: tuple[str, ...] = ()
    for pair in pairs:
        blobs = (pair.old_blob, pair.new_blob)
        ids += [blob for blob in blobs if blob not in before]
        before = blobs
    # One byte too many tells the model apart what is too large and what is missing.
    stream = repository.blobs(ids, LARGEST_BLOB + 1, cut=True)
    held: dict[str, bytes | None] = {}
    for pair in pairs:
        blobs = (pair.old_blob, pair.new_blob)
        held = {blob: held[blob] if blob in held else next(stream)[1] for blob in blobs}
        yield pair, judge_pair(pair, held[pair.old_blob], held[pair.new_blob])


def changes_of(
    session: Session, repository: Repository, subjects: dict[str, str]
) -> dict[str, Change]:
    """Return the changes of commits (id to subject), files with line counts and blobs.

    Commits whose trees could not be compared are left out.
    """
    wanted = list(subjects)
    rows: dict[str, list[tuple[Any, ...]]] = {
        commit: [] for (commit,) in session.rows(_COMPARED, (wanted,))
    }
    for row in session.rows(_FILES, (wanted,)):
        rows[row[0]].append(row)
    found = {}
    for commit, files in repository.raw_changes(list(rows)):
        sides = {path: (old, new) for path, old, new in files}
        edits = tuple(
            FileEdit(
                path, status, additions, deletions, old_path,
                sides.get(old_path or path, _NEITHER)[0], sides.get(path, _NEITHER)[1],
                bool(is_binary), bool(is_submodule),
            )
            for _, path, old_path, status, additions, deletions, is_binary, is_submodule
            in rows[commit]
        )  # fmt: skip
        found[commit] = Change(edits, subjects[commit])
    return found
