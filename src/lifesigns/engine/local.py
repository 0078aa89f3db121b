"""DuckDB in one process: the default engine, and the only module that imports it."""

import calendar
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lifesigns.kernel.batch import Batch
from lifesigns.kernel.errors import (
    DataError,
    DefinitionError,
    DiskFullError,
    LifesignsError,
    PermissionDeniedError,
)

if TYPE_CHECKING:
    import duckdb

_NUMPY_TYPES = {
    "SMALLINT": "int16",
    "INTEGER": "int32",
    "BIGINT": "int64",
    "DOUBLE": "float64",
    "BOOLEAN": "bool",
}
# So many values are handed over in a hundredth of a second; numpy takes ten to be loaded.
_FEW_VALUES = 10_000
_COPY = "COPY ({rows}) TO {path} (FORMAT parquet, COMPRESSION zstd)"


def quote(text: str) -> str:
    """Quote text as an SQL string literal."""
    return "'" + text.replace("'", "''") + "'"


def load() -> None:
    """Load DuckDB and numpy, which a session does at its first statement if nobody did."""
    import duckdb  # noqa: F401
    import numpy as np  # noqa: F401


class Session:
    """An in-memory DuckDB session with bounded memory that touches nothing but named files.

    DuckDB itself is loaded at the first statement: whoever asks nothing does not wait for it.
    """

    def __init__(self, *, memory: str = "1GB", threads: int | None = None) -> None:
        """Open the session. `memory` bounds the engine, `threads` its parallelism."""
        self._memory = memory
        self._threads = threads or min(os.cpu_count() or 1, 4)

    @cached_property
    def _connection(self) -> "duckdb.DuckDBPyConnection":
        import duckdb

        connection = duckdb.connect(
            ":memory:",
            config={
                "memory_limit": self._memory,
                "threads": self._threads,
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
                "preserve_insertion_order": False,
            },
        )
        # On by itself where Python is interactive, and in the midst of what is printed.
        connection.execute("SET enable_progress_bar = false")
        return connection

    def beside(self) -> "Session":
        """Return a session over the same tables, for use on another thread."""
        other = Session(memory=self._memory, threads=self._threads)
        other.__dict__["_connection"] = self._connection.cursor()
        return other

    def close(self) -> None:
        """Release the memory."""
        if "_connection" in self.__dict__:
            self._connection.close()

    def __enter__(self) -> "Session":
        """Enter a with block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close at the end of a with block."""
        self.close()

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> None:
        """Run a statement. Raises DefinitionError when the SQL is ours and wrong."""
        self._run(sql, parameters)

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return all rows as tuples."""
        rows: list[tuple[Any, ...]] = self._run(sql, parameters).fetchall()
        return rows

    def table(self, sql: str) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Return the column names and all rows."""
        done = self._run(sql)
        return [column[0] for column in done.description or []], done.fetchall()

    def columns(self, sql: str, parameters: Sequence[Any] = ()) -> dict[str, Any]:
        """Return the columns as numpy arrays by name (masked where values are missing)."""
        columns: dict[str, Any] = self._run(sql, parameters).fetchnumpy()
        return columns

    def describe(self, sql: str) -> list[tuple[str, str]]:
        """Return (column, type) of a SELECT without running it."""
        return [(row[0], row[1]) for row in self._run(f"DESCRIBE {sql}").fetchall()]

    def load(self, name: str, batch: Batch) -> None:
        """Make a table of this name from a batch, typed as its schema says."""
        with self._incoming(batch) as (rows, parameters):
            self._run(f"CREATE OR REPLACE TABLE {name} AS {rows}", parameters)

    def write_parquet(self, batch: Batch, path: Path) -> None:
        """Write a batch as one Parquet file (zstd).

        Raises DiskFullError, PermissionDeniedError or DataError.
        """
        with self._incoming(batch) as (rows, parameters):
            self._run(_COPY.format(rows=rows, path=quote(str(path))), parameters, target=path)

    @contextmanager
    def _incoming(self, batch: Batch) -> Iterator[tuple[str, Sequence[Any]]]:
        """Yield a SELECT of a batch's rows and its parameters."""
        if len(batch) * len(batch.columns) <= _FEW_VALUES:
            columns = _columns(batch)
            lists = ", ".join(f"unnest(?::{kind}[]) AS {name}" for name, kind, _ in columns)
            values = [list(values) for _, _, values in columns]
            yield f"SELECT {_casts(batch)} FROM (SELECT {lists})", values
            return
        self._connection.register("incoming", _frame(batch))
        try:
            yield f"SELECT {_casts(batch)} FROM incoming", []
        finally:
            self._connection.unregister("incoming")

    def copy(self, sql: str, path: Path) -> None:
        """Write a SELECT's rows as one Parquet file (zstd). Raises as `write_parquet` does."""
        self._run(_COPY.format(rows=sql, path=quote(str(path))), target=path)

    def _run(
        self, sql: str, parameters: Sequence[Any] = (), *, target: Path | None = None
    ) -> "duckdb.DuckDBPyConnection":
        connection = self._connection
        import duckdb

        try:
            return connection.execute(sql, list(parameters))
        except duckdb.IOException as error:
            text = str(error).splitlines()[0]
            if "No space left" in text or "Could not write" in text:
                raise DiskFullError(
                    "The disk is full.", "Free some room, or choose another --workspace."
                ) from None
            if target is not None:
                raise _unwritable(target, text) from None
            raise _unreadable(error) from None
        except RuntimeError as error:
            if str(error) == "Query interrupted":  # Ctrl-C, of which DuckDB makes its own error
                raise KeyboardInterrupt from None
            raise
        except duckdb.Error as error:
            if str(error).startswith("KeyboardInterrupt:"):  # while it read a Python value
                raise KeyboardInterrupt from None
            # What DuckDB says of a Parquet file with wrong bytes in it has no class of its own.
            is_input = isinstance(error, duckdb.InvalidInputException) and ".parquet" in str(error)
            if is_input or type(error) is duckdb.Error:
                raise _unreadable(error) from None
            raise DefinitionError(f"SQL failed: {str(error).splitlines()[0]}") from error


def _unreadable(error: "duckdb.Error") -> DataError:
    return DataError(
        f"A stored file cannot be read: {str(error).splitlines()[0].rstrip('.')}.",
        "Remove the project's folder in the workspace and collect again.",
    )


def _unwritable(path: Path, said: str) -> LifesignsError:
    advice = "Choose another --workspace."
    if "Permission denied" in said or "Read-only" in said:
        return PermissionDeniedError(f"{path.parent} may not be written.", advice)
    return DataError(f"{path.parent} cannot be written: {said.rstrip('.')}.", advice)


def _columns(batch: Batch) -> list[tuple[str, str, Sequence[Any]]]:
    """Return name, type and values of each column as handed over: instants as epoch seconds."""
    return [
        (column.name, "BIGINT", [_epoch(value) for value in values])
        if column.type == "TIMESTAMP"
        else (column.name, column.type, values)
        for column, values in zip(batch.table.columns, batch.columns, strict=True)
    ]


def _frame(batch: Batch) -> Mapping[str, Any]:
    """Turn a batch into numpy columns DuckDB reads without copying row by row."""
    return {name: _array(values, type_name) for name, type_name, values in _columns(batch)}


def _array(values: Sequence[Any], type_name: str) -> Any:
    import numpy as np

    if type_name == "VARCHAR":
        return np.array(values, dtype=object)
    absent = [value is None for value in values]
    if not any(absent):
        return np.array(values, dtype=_NUMPY_TYPES[type_name])
    filled = [0 if value is None else value for value in values]
    return np.ma.array(np.array(filled, dtype=_NUMPY_TYPES[type_name]), mask=absent)


def _epoch(value: Any) -> int | None:
    if value is None or isinstance(value, int):
        return value
    return calendar.timegm(value.timetuple())


def _casts(batch: Batch) -> str:
    return ", ".join(
        f"make_timestamp({column.name} * 1000000) AS {column.name}"
        if column.type == "TIMESTAMP"
        else f"{column.name}::{column.type} AS {column.name}"
        for column in batch.table.columns
    )
