"""Measure what commits really add and remove, and what they say alike; once each, and kept."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from lifesigns.api.changes import Waiting
from lifesigns.engine.local import Session
from lifesigns.kernel.ahead import ahead
from lifesigns.kernel.batch import Batch
from lifesigns.kernel.spec import Column, TableSpec
from lifesigns.models.contribution_kind import (
    VERSION,
    Change,
    FileEdit,
    Fingerprint,
    blobs_to_measure,
    change_fingerprint,
    real_size,
)
from lifesigns.sources.git import Repository
from lifesigns.tables.store import Store

SIZES = TableSpec(
    f"sizes_{VERSION}",
    "Sizes of real changes",
    "one commit whose change was measured",
    ("commit_id",),
    (
        Column("commit_id", "VARCHAR", "object id in hex"),
        Column("additions", "BIGINT", "lines new in the change, neither moved nor generated"),
        Column("deletions", "BIGINT", "lines gone with it, neither moved nor generated"),
        Column("moved", "BIGINT", "lines taken from one place to another"),
        Column("generated", "BIGINT", "lines in generated or vendored files"),
        Column("n_files", "INTEGER", "files touched"),
        Column("n_measured", "INTEGER", "files that could be read"),
        Column("digest", "VARCHAR", "hash of the added text; null when there is too little"),
        Column("signature", "VARCHAR", "the places of its fingerprint in hex, eight digits each"),
        Column("n_triples", "INTEGER", "word triples behind the signature"),
    ),
)
_Files = tuple[FileEdit, ...]
_Row = tuple[object, ...]

MOST_COMMITS = 3_000
_LARGEST_BLOB = 1_000_000
_MOST_BLOBS = 400
_MOST_BYTES = 64_000_000
_AT_ONCE = 500

_WANTED = """
SELECT c.commit_id, c.subject
FROM held.commits AS c
ANTI JOIN held.sizes AS s USING (commit_id)
WHERE NOT c.is_merge AND c.commit_id IN (SELECT unnest(?::VARCHAR[]))
ORDER BY c.committed_at DESC, c.commit_id
LIMIT ?
"""


def measure(session: Session, store: Store, repository: Repository, commits: Sequence[str]) -> None:
    """Measure those of the commits not measured before, at most 3,000, newest first.

    What is known stands in `held.sizes` afterwards.
    """
    _mount(session, store)
    waiting = Waiting(session, _WANTED, (list(commits), MOST_COMMITS))
    if not waiting.n:
        return
    repository.progress.start("Measuring changes", waiting.n)
    known: dict[_Files, _Row] = {}
    for part in waiting.parts(_AT_ONCE):
        changes = {commit: tuple(change.files) for commit, change in part.items() if change}
        _add_measures(repository, changes.values(), known)
        rows = [(commit, *known[files]) for commit, files in changes.items()]
        store.add(session, [Batch.from_rows(SIZES, rows)])
    repository.progress.finish()
    _mount(session, store)


def _mount(session: Session, store: Store) -> None:
    session.execute(f"CREATE OR REPLACE VIEW held.sizes AS {store.relation(SIZES)}")


def _add_measures(
    repository: Repository, changes: Collection[_Files], known: dict[_Files, _Row]
) -> None:
    """Measure what is not known: change requests and what landed of them are often the same."""
    copies = Counter(changes)
    fresh = {files: Change(files) for files in copies if files not in known}
    repository.progress.advance(sum(copies[files] for files in copies.keys() - fresh.keys()))
    groups = ((group, _loaded(repository, group)) for group in _groups(fresh.values()))
    for group, blobs in ahead(groups):
        for change in group:
            files = tuple(change.files)
            size = real_size(change, blobs.get)
            said = change_fingerprint(size.added)
            known[files] = (
                size.additions, size.deletions, size.moved, size.generated,
                size.n_files, size.n_measured, *_written(said),
            )  # fmt: skip
            repository.progress.advance(copies[files])


def _groups(changes: Iterable[Change]) -> Iterator[list[Change]]:
    """Gather changes until their blobs are many; few processes, bounded memory."""
    group: list[Change] = []
    n_blobs = 0
    for change in changes:
        group.append(change)
        n_blobs += 2 * len(change.files)
        if n_blobs >= _MOST_BLOBS:
            yield group
            group, n_blobs = [], 0
    if group:
        yield group


def _loaded(repository: Repository, changes: Sequence[Change]) -> dict[str, bytes]:
    """Return the blobs of some changes, until they are too many or too large together."""
    ids = dict.fromkeys(
        blob for change in changes for blob in blobs_to_measure(change)[: 2 * _MOST_BLOBS]
    )
    blobs: dict[str, bytes] = {}
    left = _MOST_BYTES
    for blob, content in repository.blobs(ids, _LARGEST_BLOB):
        if content is None:
            continue
        left -= len(content)
        if left < 0:
            break
        blobs[blob] = content
    return blobs


def _written(said: Fingerprint | None) -> tuple[str | None, str | None, int]:
    if said is None:
        return None, None, 0
    return said.digest, "".join(f"{place:08x}" for place in said.signature), said.n_triples


def fingerprints(session: Session, commits: Sequence[str]) -> dict[str, Fingerprint]:
    """Return the fingerprints of measured commits that add enough text to have one."""
    rows = session.rows(
        "SELECT commit_id, digest, signature, n_triples FROM held.sizes "
        "WHERE digest IS NOT NULL AND commit_id IN (SELECT unnest(?::VARCHAR[])) ORDER BY 1",
        (list(commits),),
    )
    return {
        commit: Fingerprint(digest, tuple(_places(signature)), n_triples)
        for commit, digest, signature, n_triples in rows
    }


def _places(signature: str) -> Iterator[int]:
    for start in range(0, len(signature), 8):
        yield int(signature[start : start + 8], 16)
