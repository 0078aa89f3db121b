"""What change requests really change: the net difference of their commits, read once and kept."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from lifesigns.api.change_requests import Request
from lifesigns.api.changes import Waiting
from lifesigns.api.kinds import read_named, tell
from lifesigns.engine.local import Session
from lifesigns.kernel.batch import Batch
from lifesigns.kernel.spec import Column, TableSpec
from lifesigns.models.contribution_kind import (
    VERSION,
    Change,
    ContributionKind,
    FileEdit,
    net_edits,
)
from lifesigns.models.contribution_kind.messages import says_revert
from lifesigns.sources.git import Repository
from lifesigns.tables.store import Store

NET_KINDS = TableSpec(
    f"net_kinds_{VERSION}",
    "Kinds of net differences",
    "several commits in a row whose net difference was read",
    ("commits",),
    (
        Column(
            "commits", "VARCHAR", "the merge that took them in, or SHA-256 of ids, oldest first"
        ),
        Column("main", "VARCHAR", "the kind that weighs most"),
        Column("kinds", "VARCHAR", "all kinds, separated by a space"),
        Column("reason", "VARCHAR", "why"),
    ),
)
_AT_ONCE = 4_000

_Pair = tuple[str | None, str | None]
_Lines = tuple[int | None, int | None, bool | None]

_COMPARED = """
SELECT c.commit_id, c.subject
FROM held.commits AS c SEMI JOIN raw.diffs AS d USING (commit_id)
WHERE c.commit_id IN (SELECT unnest(?::VARCHAR[]))
ORDER BY c.commit_id
"""


@dataclass(frozen=True, slots=True)
class RequestKind:
    """What a change request changes: main kind, all kinds, and why."""

    request: Request
    main: ContributionKind
    kinds: tuple[ContributionKind, ...]
    reason: str


def read_requests(
    session: Session, store: Store, repository: Repository, requests: Iterable[Request]
) -> None:
    """Read what these requests change, as far as it was not read before.

    One commit is read as itself, several as the difference that the merge made which took them in;
    where none did, as that between what was before the first and after the last of them.
    """
    several = {_named(one): one for one in requests if len(one.commits) > 1}
    alone = [one.commits[0] for one in requests if len(one.commits) == 1]
    read_named(session, store, repository, alone)
    _mount(session, store)
    known = {row[0] for row in session.rows("SELECT commits FROM held.net_kinds")}
    fresh = {name: one for name, one in several.items() if name not in known}
    if not fresh:
        return
    repository.progress.start("Reading change requests", len(fresh))
    for group in _groups(fresh):
        rows = list(tell(repository, dict(_changes(session, repository, group))))
        store.add(session, [Batch.from_rows(NET_KINDS, rows)])
    repository.progress.finish()
    _mount(session, store)


def kinds_of_requests(session: Session, requests: Sequence[Request]) -> tuple[RequestKind, ...]:
    """Return the kinds of change requests as they were read.

    A request whose commits cannot be told, or were not all compared, is of kind unknown.
    """
    names = [_named(one) for one in requests]
    found = {
        name: (main, kinds, reason)
        for name, main, kinds, reason in session.rows(
            "SELECT * FROM held.kinds WHERE commit_id IN (SELECT unnest(?::VARCHAR[])) UNION ALL "
            "SELECT * FROM held.net_kinds WHERE commits IN (SELECT unnest(?::VARCHAR[]))",
            (names, names),
        )
    }
    return tuple(
        _kind(request, found.get(name)) for request, name in zip(requests, names, strict=True)
    )


def _kind(request: Request, found: tuple[str, str, str] | None) -> RequestKind:
    unknown = ContributionKind.UNKNOWN
    if found is None:
        reason = request.problem or "not all of its commits could be compared"
        return RequestKind(request, unknown, (unknown,), reason)
    main, kinds, reason = found
    every = tuple(map(ContributionKind, kinds.split()))
    return RequestKind(request, ContributionKind(main), every, reason)


def _mount(session: Session, store: Store) -> None:
    session.execute(f"CREATE OR REPLACE VIEW held.net_kinds AS {store.relation(NET_KINDS)}")


def _named(request: Request) -> str:
    """Return what the answer is kept under: the only commit, the merge, or a digest of commits."""
    if len(request.commits) < 2:
        return "".join(request.commits)
    return request.merge or sha256(" ".join(request.commits).encode("ascii")).hexdigest()


def _groups(requests: Mapping[str, Request]) -> Iterator[dict[str, Request]]:
    """Gather requests until their commits are many, so that a kill loses one group at most."""
    group: dict[str, Request] = {}
    n_commits = 0
    for name, request in requests.items():
        group[name] = request
        n_commits += len(request.commits)
        if n_commits >= _AT_ONCE:
            yield group
            group, n_commits = {}, 0
    if group:
        yield group


def _changes(
    session: Session, repository: Repository, requests: Mapping[str, Request]
) -> Iterator[tuple[str, Change]]:
    """Yield the net difference of each request all of whose commits were compared."""
    wanted = sorted({commit for request in requests.values() for commit in request.commits})
    waiting = Waiting(session, _COMPARED, (wanted,))
    steps = {name: change for part in waiting.parts(_AT_ONCE) for name, change in part.items()}
    told: dict[str, list[Change]] = {}
    for name, request in requests.items():
        mine = [change for commit in request.commits if (change := steps.get(commit))]
        if len(mine) == len(request.commits):
            told[name] = mine
    merges = dict(_merged(repository, [name for name in told if requests[name].merge]))
    nets = {
        name: Change(
            merges[name] if name in merges else net_edits(one.files for one in mine), _message(mine)
        )
        for name, mine in told.items()
    }
    yield from _with_lines(repository, nets)


def _merged(
    repository: Repository, merges: Sequence[str]
) -> Iterator[tuple[str, tuple[FileEdit, ...]]]:
    """Yield what each merge changed, as far as it can be compared."""
    for changes, compared in repository.merge_changes(merges):
        merge, n_files, *_ = compared.columns
        files: dict[str, list[FileEdit]] = {
            one: [] for one, n in zip(merge, n_files, strict=True) if n is not None
        }
        columns = {
            column.name: held
            for column, held in zip(changes.table.columns, changes.columns, strict=True)
        }
        edits = zip(*(columns[name] for name in FileEdit._fields), strict=True)
        for one, edit in zip(columns["commit_id"], edits, strict=True):
            files[one].append(FileEdit._make(edit))
        yield from ((one, tuple(edits)) for one, edits in files.items())


def _message(steps: Sequence[Change]) -> str:
    """Return the first subject, which most often names the whole; a step taken back does not."""
    subjects = [step.message for step in steps]
    return next((subject for subject in subjects if not says_revert(subject)), subjects[0])


def _with_lines(
    repository: Repository, changes: Mapping[str, Change]
) -> Iterator[tuple[str, Change]]:
    """Yield the changes with the lines counted of files that several commits made."""
    uncounted = {
        (edit.old_blob, edit.new_blob): edit.path
        for change in changes.values()
        for edit in change.files
        if _is_uncounted(edit)
    }
    pairs = sorted(uncounted, key=uncounted.__getitem__)
    counted = dict(zip(pairs, repository.count_lines(pairs), strict=True))
    for name, change in changes.items():
        files = tuple(_counted(edit, counted) for edit in change.files)
        yield name, Change(files, change.message)


def _counted(edit: FileEdit, counted: Mapping[_Pair, _Lines]) -> FileEdit:
    if not _is_uncounted(edit):
        return edit
    additions, deletions, is_binary = counted[edit.old_blob, edit.new_blob]
    return edit._replace(additions=additions, deletions=deletions, is_binary=bool(is_binary))


def _is_uncounted(edit: FileEdit) -> bool:
    """Tell whether the lines of a file are not known, as those of what several commits made."""
    is_text = not (edit.is_binary or edit.is_submodule)
    return is_text and edit.additions is None and (edit.old_blob or edit.new_blob) is not None
