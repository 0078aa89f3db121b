"""The durable truth: immutable Parquet parts and one manifest per project, swapped atomically.

Readers never lock. A part is written, synced and only then named by a new
manifest; whoever dies in between leaves a file that nobody names, which the
next writer removes. Parts that are no longer named are kept for a grace period
so that a reader who holds the older manifest can finish.
"""

import contextlib
import errno
import hashlib
import json
import os
import re
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from lifesigns.engine.local import Session, quote
from lifesigns.kernel.batch import Batch
from lifesigns.kernel.errors import (
    DataError,
    DiskFullError,
    LifesignsError,
    PermissionDeniedError,
    StoreTooNewError,
)
from lifesigns.kernel.spec import TableSpec
from lifesigns.tables.schema import tables

FORMAT = 2
_MANIFEST = "manifest.json"
_GRACE_SECONDS = 600.0
_COMPACT_AT = 32
# Runs side by side hold the writer's place for moments; who collects holds it for long.
_PATIENCE = 5.0


@dataclass(frozen=True, slots=True)
class Manifest:
    """Which parts make up each table, and what the sources need to go on."""

    subject: str
    name: str
    generation: int = 0
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    state: Mapping[str, Any] = field(default_factory=dict)
    format: int = FORMAT


def folder_name(origin: str, name: str) -> str:
    """Return a readable, unique, file-system-safe folder name for a project."""
    slug = re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-.")[:60] or "project"
    return f"{slug}-{hashlib.sha256(origin.encode('utf-8', 'surrogateescape')).hexdigest()[:12]}"


class Store:
    """One project's tables in a folder of the workspace."""

    def __init__(self, folder: Path, origin: str, name: str) -> None:
        """Open the store in `folder`; it is created at the first commit.

        Raises StoreTooNewError when a newer program wrote it, DataError when
        the manifest cannot be read.
        """
        self.folder = folder
        self.manifest = _read_manifest(folder) or Manifest(subject=origin, name=name)
        self._is_writing = False

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the only writer's place; a second writer gets a DataError after a few seconds.

        Who holds it already just goes on.
        """
        if self._is_writing:
            yield
            return
        with _disk_errors(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT, 0o644)
        try:
            _lock(handle)
            self.manifest = _read_manifest(self.folder) or self.manifest
            self._sweep()
            self._is_writing = True
            yield
        finally:
            self._is_writing = False
            os.close(handle)

    def commit(
        self,
        session: Session,
        batches: Sequence[Batch],
        state: Mapping[str, Any] | None = None,
        *,
        forgets: bool = False,
    ) -> None:
        """Write the batches and make them, with the source's state, the new truth at once.

        With `forgets` they are all of it, and nothing held before is.
        """
        held = {} if forgets else self.manifest.parts
        parts = {table: list(names) for table, names in held.items()}
        written: list[str] = []
        try:
            self._write(session, batches, state, parts, written)
        except (LifesignsError, OSError):
            named = {name for names in self.manifest.parts.values() for name in names}
            for name in written:
                if name not in named:
                    (self.folder / name).unlink(missing_ok=True)
            raise

    def add(self, session: Session, batches: Sequence[Batch]) -> None:
        """Commit batches, but of tables that another run has added to since only rows of new keys.

        For what is found out without holding the writer's place: two runs may find out the same.
        """
        before = self.manifest.parts
        with self.writing():
            now = self.manifest.parts
            self.commit(
                session,
                [
                    batch
                    if batch.replaces or now.get(batch.table.id) == before.get(batch.table.id)
                    else self._new_of(session, batch)
                    for batch in batches
                ],
            )

    def _new_of(self, session: Session, batch: Batch) -> Batch:
        keys = ", ".join(batch.table.key)
        held = set(session.rows(f"SELECT {keys} FROM ({self.relation(batch.table)})"))
        places = [batch.table.names.index(name) for name in batch.table.key]
        rows = zip(*batch.columns, strict=True)
        new = (row for row in rows if tuple(row[place] for place in places) not in held)
        return Batch.from_rows(batch.table, new, adds=batch.adds)

    def _write(
        self,
        session: Session,
        batches: Sequence[Batch],
        state: Mapping[str, Any] | None,
        parts: dict[str, list[str]],
        written: list[str],
    ) -> None:
        """Write the parts, noting each in `written` before it is there, and swap the manifest."""
        for batch in batches:
            if not batch and not batch.replaces:
                continue
            name = f"{batch.table.id}-{uuid.uuid4().hex}.parquet"
            written.append(name)
            self._write_part(session, batch, name)
            if batch.replaces:
                parts[batch.table.id] = []
            parts.setdefault(batch.table.id, []).append(name)
        for table, names in parts.items():
            if len(names) >= _COMPACT_AT:
                name = f"{table}-{uuid.uuid4().hex}.parquet"
                written.append(name)
                self._compact(session, names, name)
                parts[table] = [name]
        self._swap(
            Manifest(
                self.manifest.subject,
                self.manifest.name,
                self.manifest.generation + 1,
                {table: tuple(names) for table, names in sorted(parts.items())},
                dict(state) if state is not None else self.manifest.state,
            )
        )

    def adopt(self, drafted: Mapping[str, Sequence[str]]) -> None:
        """Make parts that a `Draft` wrote part of this store, all or none. Call it while `writing`.

        Where one of them is gone none is adopted.
        """
        names = [name for some in drafted.values() for name in some]
        if not all((self.folder / name).is_file() for name in names):
            return
        parts = dict(self.manifest.parts)
        for table, some in drafted.items():
            parts[table] = (*parts.get(table, ()), *some)
        generation = self.manifest.generation + 1
        self._swap(replace(self.manifest, generation=generation, parts=parts))

    @property
    def is_older(self) -> bool:
        """Whether an earlier program wrote it: columns may be missing until it is read anew."""
        return self.manifest.format < FORMAT

    def relation(self, table: TableSpec) -> str:
        """Return SQL text that reads the table, empty and typed when nothing is held."""
        names = self.manifest.parts.get(table.id, ())
        if not names:
            columns = ", ".join(f"NULL::{c.type} AS {c.name}" for c in table.columns)
            return f"SELECT {columns} WHERE false"
        files = ", ".join(quote(str(self.folder / name)) for name in names)
        return f"SELECT {', '.join(table.names)} FROM read_parquet([{files}])"

    def mount(self, session: Session, schema: str) -> None:
        """Make every declared table a view in this schema of the session."""
        session.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
        for table in tables().values():
            session.execute(f"CREATE OR REPLACE VIEW {schema}.{table.id} AS {self.relation(table)}")

    def _write_part(self, session: Session, batch: Batch, name: str) -> None:
        path = self.folder / name
        with _disk_errors(self.folder):
            session.write_parquet(batch, path)
            _sync(path)

    def _compact(self, session: Session, names: Sequence[str], into: str) -> None:
        files = ", ".join(quote(str(self.folder / name)) for name in names)
        session.copy(f"SELECT * FROM read_parquet([{files}])", self.folder / into)
        _sync(self.folder / into)

    def _swap(self, manifest: Manifest) -> None:
        text = json.dumps(
            {
                "format": FORMAT,
                "subject": manifest.subject,
                "name": manifest.name,
                "generation": manifest.generation,
                "parts": manifest.parts,
                "state": manifest.state,
            },
            indent=1,
        )
        fresh = self.folder / f"{_MANIFEST}.new"
        with _disk_errors(self.folder):
            try:
                fresh.write_text(text, encoding="utf-8", errors="surrogateescape")
                _sync(fresh)
                fresh.replace(self.folder / _MANIFEST)
            except OSError:
                fresh.unlink(missing_ok=True)
                raise
            self.manifest = manifest
            _sync(self.folder)

    def _sweep(self) -> None:
        """Remove parts no manifest names, once no reader can still hold the older manifest."""
        named = {name for names in self.manifest.parts.values() for name in names}
        for path in self.folder.glob("*.parquet"):
            with contextlib.suppress(FileNotFoundError):
                if path.name not in named and time.time() - path.stat().st_mtime > _GRACE_SECONDS:
                    path.unlink()


class Draft(Store):
    """A store as it is now, to which parts are added that nobody sees until they are adopted.

    It takes no lock: the parts have names that nobody else chooses.
    """

    def __init__(self, folder: Path) -> None:
        """Begin with what the store in `folder` holds. Raises what Store does."""
        super().__init__(folder, "", "")
        self._found = self.manifest.parts

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Let the writer write."""
        yield

    def drafted(self, table: str) -> list[str]:
        """Return the names of the parts of a table that the store does not have."""
        found = self._found.get(table, ())
        return [name for name in self.manifest.parts.get(table, ()) if name not in found]

    def _swap(self, manifest: Manifest) -> None:
        self.manifest = manifest
        for table in manifest.parts:
            for name in self.drafted(table):
                os.utime(self.folder / name)  # or a sweep would take it for an orphan


def held_folders(workspace: Path) -> list[Path]:
    """Return the folders of the projects a workspace holds, by name."""
    return sorted(path.parent for path in workspace.glob(f"projects/*/{_MANIFEST}"))


def _read_manifest(folder: Path) -> Manifest | None:
    path = folder / _MANIFEST
    try:
        content = json.loads(path.read_text(encoding="utf-8", errors="surrogateescape"))
        if content["format"] > FORMAT:
            raise StoreTooNewError(
                f"{folder.name} was written by a newer lifesigns (format {content['format']}).",
                "Update lifesigns, or choose another --workspace.",
            )
        return Manifest(
            content["subject"],
            content["name"],
            content["generation"],
            {table: tuple(names) for table, names in content["parts"].items()},
            content["state"],
            content["format"],
        )
    except FileNotFoundError:
        return None
    except PermissionError:
        raise PermissionDeniedError(
            f"{path} may not be read.", "Choose another --workspace."
        ) from None
    except (ValueError, KeyError, TypeError):
        raise DataError(
            f"The manifest {path} cannot be read.",
            "Remove that folder and collect again; nothing else is lost.",
        ) from None


@contextlib.contextmanager
def _disk_errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFullError(
                f"No room left to write in {folder}.",
                "Free some room, or choose another --workspace.",
            ) from None
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise PermissionDeniedError(
                f"{folder} may not be written.", "Choose another --workspace."
            ) from None
        raise DataError(f"{folder}: {error.strerror}.", "Choose another --workspace.") from None


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _lock(handle: int) -> None:
    try:
        import fcntl
    except ImportError:  # Windows: the manifest swap alone keeps readers safe
        return
    last = time.monotonic() + _PATIENCE
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            if time.monotonic() >= last:
                raise DataError(
                    "Another lifesigns is collecting this project.",
                    "Wait until it has finished; what it commits can be read at once.",
                ) from None
            time.sleep(_PATIENCE / 100)
        else:
            return
