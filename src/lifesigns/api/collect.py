"""Run the sources into the store, step by step, so that a kill loses nothing committed."""

from collections.abc import Callable

from lifesigns.engine.local import Session
from lifesigns.sources.git import Progress, Repository
from lifesigns.tables.schema import tables
from lifesigns.tables.store import Store

_WORTH_A_LOOK = 2_000


def collect(
    repository: Repository,
    store: Store,
    session: Session,
    progress: Progress | None = None,
    early: Callable[[], None] = lambda: None,
    *,
    whole: bool = True,
) -> int:
    """Bring the store up to date; return the number of rows that are new in it.

    `early` is called once when all commits can be read and the files of 2,000 or more
    of them are still to be compared, which is most of the work. Unless `whole`, files are
    left out that no question looks at (see `Repository.collect`).
    """

    def held(table: str, commits: list[str]) -> set[str]:
        relation = store.relation(tables()[table])
        among = "commit_id IN (SELECT unnest(?))"
        sql = f"SELECT DISTINCT commit_id FROM ({relation}) WHERE {among}"
        return {row[0] for row in session.rows(sql, (commits,))}

    new, is_early = 0, True
    with store.writing():
        for step in repository.collect(store.manifest.state, held, whole=whole):
            store.commit(session, step.batches, step.state, forgets=step.forgets)
            new += sum(len(batch) for batch in step.batches if not batch.table.replaced)
            if is_early and step.n_waiting >= _WORTH_A_LOOK:
                early()
                is_early = False
    return new
