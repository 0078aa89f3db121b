"""What a workspace holds of each project, and how complete it is."""

from datetime import UTC
from pathlib import Path

from lifesigns.engine.local import Session
from lifesigns.kernel.errors import DataError, UsageError
from lifesigns.kernel.holdings import Held, HeldTable
from lifesigns.tables.schema import tables
from lifesigns.tables.store import Store, held_folders


def status(workspace: Path) -> list[Held]:
    """Return one record a project; one that cannot be read says why and leaves the others be.

    Raises UsageError where the workspace is no folder.
    """
    if workspace.exists() and not workspace.is_dir():
        advice = "Choose another workspace with --workspace."
        raise UsageError(f"{workspace} is a file, not a folder.", advice)
    found = []
    for folder in held_folders(workspace):
        try:
            store = Store(folder, "", folder.name)
        except DataError as error:
            found.append(_unread(folder, folder.name, "", error))
            continue
        try:
            found.append(status_of(store))
        except DataError as error:
            manifest = store.manifest
            found.append(_unread(folder, manifest.name, manifest.subject, error))
    return found


def status_of(store: Store) -> Held:
    """Return what one store holds. Raises DataError for one an earlier program wrote."""
    if store.is_older:
        raise DataError("An earlier lifesigns collected this.", "The next run reads it anew.")
    with Session(threads=1) as session:
        counted = {
            table.id: session.rows(f"SELECT count(*) FROM ({store.relation(table)})")[0][0]
            for table in tables().values()
        }
        ledger = session.rows(
            "SELECT table_id, captured, known, how, until "
            f"FROM ({store.relation(tables()['coverage'])}) ORDER BY table_id, aspect"
        )
    held = []
    for table, rows in counted.items():
        if table == "coverage":
            continue
        known = [line for line in ledger if line[0] == table]
        shares = [captured / of for _, captured, of, _, _ in known if of]
        held.append(
            HeldTable(table, rows, min(shares, default=None), "; ".join(line[3] for line in known))
        )
    until = max((line[4] for line in ledger if line[4]), default=None)
    return Held(
        store.manifest.name,
        store.manifest.subject,
        str(store.folder),
        _size(store.folder),
        until.replace(tzinfo=UTC) if until else None,
        tuple(held),
    )


def _unread(folder: Path, name: str, origin: str, error: DataError) -> Held:
    return Held(name, origin, str(folder), _size(folder), None, (), str(error))


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.glob("*.parquet"))
