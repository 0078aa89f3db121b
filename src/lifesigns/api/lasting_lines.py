"""How many of the lines added in the year before the last are still there a year later."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from lifesigns.engine.local import Session
from lifesigns.kernel.batch import Batch
from lifesigns.kernel.spec import Column, TableSpec
from lifesigns.models.line_survival import (
    VERSION,
    CommitStep,
    FileStep,
    LineSurvival,
    line_survival,
)
from lifesigns.sources.git import Repository
from lifesigns.tables.file_areas import Area, classify_path
from lifesigns.tables.store import Store

MOST_COMMITS = 10_000
_DAYS = 365
_NOT_FOLLOWED = frozenset((Area.GENERATED, Area.VENDORED, Area.ASSET, Area.DATA, Area.LICENCE))

_HELD = TableSpec(
    f"line_survival_{VERSION}",
    "Survival of lines",
    "one history replayed up to one day",
    ("tip", "day"),
    (
        Column("tip", "VARCHAR", "the commit whose first-parent history was replayed"),
        Column("day", "VARCHAR", "the day it was replayed up to"),
        Column("n_commits", "BIGINT", "commits that added lines"),
        Column("n_added", "BIGINT", "lines added"),
        Column("n_alive", "BIGINT", "lines still there a year later"),
        Column("n_lost", "BIGINT", "lines that could not be followed"),
    ),
)

_CHAIN = """
SELECT c.commit_id, epoch(c.at) / 86400 AS day FROM held.commits AS c
WHERE c.is_first_parent AND c.at > ? AND c.at <= ? ORDER BY c.landing_index
LIMIT ?
"""


def lasting_lines(
    session: Session, store: Store, repository: Repository, tip: str | None, until: datetime
) -> LineSurvival | None:
    """Return the survival of the lines that landed two years to one year before `until`.

    Replayed once for each tip and day. None where more than 10,000 commits landed in
    the two years, or the lines are too many to hold.
    """
    if tip is None:
        return None
    day = f"{until:%Y-%m-%d}"
    held = session.rows(
        f"SELECT n_commits, n_added, n_alive, n_lost FROM ({store.relation(_HELD)}) "
        "WHERE tip = ? AND day = ?",
        (tip, day),
    )
    if held:
        return LineSurvival(*held[0])
    since = until - timedelta(days=2 * _DAYS)
    rows = session.rows(_CHAIN, (since, until, MOST_COMMITS + 1))
    if len(rows) > MOST_COMMITS:
        return None
    end = until.replace(tzinfo=UTC).timestamp() / 86400
    found = line_survival(
        _steps(repository, dict(rows)), end - 2 * _DAYS, end - _DAYS, float(_DAYS)
    )
    if found is not None:
        row = (tip, day, found.n_commits, found.n_added, found.n_alive, found.n_lost)
        with store.writing():
            store.commit(session, [Batch.from_rows(_HELD, [row])])
    return found


def _steps(repository: Repository, days: dict[str, float]) -> Iterator[CommitStep]:
    repository.progress.start("Following lines", len(days))
    for commit, changes in repository.line_changes(days, _is_followed):
        repository.progress.advance(1)
        files = None if changes is None else [
            FileStep(one.path, one.old_path, one.status, one.hunks) for one in changes
        ]  # fmt: skip
        yield CommitStep(days[commit], files)
    repository.progress.finish()


def _is_followed(path: str) -> bool:
    return classify_path(path).area not in _NOT_FOLLOWED
