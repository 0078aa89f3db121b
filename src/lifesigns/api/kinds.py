"""Read what changes really change, once for each commit, and keep the answers."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from lifesigns.engine.local import Session
from lifesigns.kernel.batch import Batch
from lifesigns.kernel.spec import Column, TableSpec
from lifesigns.models.contribution_kind import (
    VERSION,
    BlobPair,
    Change,
    FileEdit,
    Judgement,
    classify_change,
    judge_pair,
    pairs_wanted,
)
from lifesigns.sources.git import Repository
from lifesigns.tables.store import Store

_KINDS = TableSpec(
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
_LARGEST_BLOB = 1_000_000
_AT_ONCE = 500
_MOST_COMMITS = 5_000
_WINDOW = timedelta(days=365)

_WANTED = """
SELECT c.commit_id, c.subject
FROM held.commits AS c
ANTI JOIN ({held}) AS k USING (commit_id)
WHERE c.is_default AND NOT c.is_merge AND c.kind = 'person'
  AND c.at > ? AND c.at <= ?
ORDER BY c.landing_index DESC, c.commit_id
LIMIT ?
"""

_COUNTED = """
SELECT coalesce(k.main, 'not read') AS main, count(*)
FROM held.commits AS c
LEFT JOIN ({held}) AS k USING (commit_id)
WHERE c.is_default AND NOT c.is_merge AND c.kind = 'person'
  AND c.at > ? AND c.at <= ?
GROUP BY ALL
ORDER BY 2 DESC, 1
"""


def kinds_of_last_year(
    session: Session, store: Store, repository: Repository, until: datetime
) -> tuple[tuple[str, int], ...]:
    """Return how many of the last year's commits by people are mainly of which kind.

    Commits not read before are read now, the newest first and at most 5,000 at once;
    older ones are counted as "not read".
    """
    end = until.replace(tzinfo=None)
    span = (end - _WINDOW, end)
    wanted = session.rows(_WANTED.format(held=store.relation(_KINDS)), (*span, _MOST_COMMITS))
    for start in range(0, len(wanted), _AT_ONCE):
        part = dict(wanted[start : start + _AT_ONCE])
        rows = list(_read(session, repository, part))
        with store.writing():
            store.commit(session, [Batch.from_rows(_KINDS, rows)])
    return tuple(session.rows(_COUNTED.format(held=store.relation(_KINDS)), span))


def _read(
    session: Session, repository: Repository, subjects: dict[str, str]
) -> Iterator[tuple[str, str, str, str]]:
    changes = _changes(session, repository, subjects)
    known: dict[BlobPair, Judgement] = {}
    while wanted := {
        pair: None for change in changes.values() for pair in pairs_wanted(change, known)
    }:
        ids = dict.fromkeys(blob for pair in wanted for blob in (pair.old_blob, pair.new_blob))
        loaded = dict(repository.blobs(list(ids), _LARGEST_BLOB))
        for pair in wanted:
            known[pair] = judge_pair(pair, loaded.get(pair.old_blob), loaded.get(pair.new_blob))
    for commit, change in changes.items():
        found = classify_change(change, known)
        kinds = " ".join(str(kind) for kind in found.kinds)
        yield commit, str(found.main), kinds, found.reason


def _changes(
    session: Session, repository: Repository, subjects: dict[str, str]
) -> dict[str, Change]:
    counted = {
        (commit, path): (additions, deletions, bool(is_binary), bool(is_submodule))
        for commit, path, additions, deletions, is_binary, is_submodule in session.rows(
            "SELECT commit_id, path, additions, deletions, is_binary, is_submodule "
            "FROM raw.file_changes WHERE commit_id IN (SELECT unnest(?::VARCHAR[]))",
            (list(subjects),),
        )
    }
    found = {}
    for commit, files in repository.raw_changes(list(subjects)):
        edits = []
        for status, old_path, path, old_blob, new_blob in files:
            lines = counted.get((commit, path), (None, None, False, False))
            edits.append(
                FileEdit(path, status, *lines[:2], old_path, old_blob, new_blob, *lines[2:])
            )
        found[commit] = Change(tuple(edits), subjects[commit])
    return found
