"""The engine: batches in, rows out."""

import os
import signal
import threading
from datetime import datetime
from pathlib import Path

import pytest

from lifesigns.engine.local import Session
from lifesigns.kernel.batch import Batch
from lifesigns.kernel.errors import DefinitionError
from lifesigns.tables.schema import tables

LANDINGS = tables()["landings"]


@pytest.mark.parametrize("copies", [1, 1_000])
def test_missing_values_stay_missing_through_parquet(tmp_path: Path, copies: int) -> None:
    """None in a batch is NULL after a round trip; nothing turns into 0 or an empty string.

    Few rows and many are handed over in two ways, and come back as the same.
    """
    rows = [
        ("a", 1_700_000_000, 0, "a", True),
        ("b", None, 1, None, None),
        ("c", datetime(2020, 1, 1), None, "c", False),  # noqa: DTZ001  tables hold naive UTC
        ("d\0é'\n", -1, -1, "", None),
    ]
    with Session() as session:
        session.write_parquet(Batch.from_rows(LANDINGS, rows * copies), tmp_path / "x.parquet")
        read = session.rows(
            f"SELECT *, count(*) FROM '{tmp_path}/x.parquet' GROUP BY ALL ORDER BY 1"
        )
    assert read == [
        ("a", datetime(2023, 11, 14, 22, 13, 20), 0, "a", True, copies),  # noqa: DTZ001
        ("b", None, 1, None, None, copies),
        ("c", datetime(2020, 1, 1), None, "c", False, copies),  # noqa: DTZ001
        ("d\0é'\n", datetime(1969, 12, 31, 23, 59, 59), -1, "", None, copies),  # noqa: DTZ001
    ]


def test_an_empty_batch_keeps_the_declared_types(tmp_path: Path) -> None:
    """A table without rows still has its columns and types."""
    with Session() as session:
        session.write_parquet(Batch.from_rows(LANDINGS, []), tmp_path / "x.parquet")
        described = session.describe(f"SELECT * FROM '{tmp_path}/x.parquet'")
    assert described == [(column.name, column.type) for column in LANDINGS.columns]


def test_ragged_batches_cannot_exist() -> None:
    """Columns of different lengths are refused at the door."""
    with pytest.raises(DefinitionError):
        Batch(LANDINGS, (["a"], [1], [0], ["a"], []))


def test_ctrl_c_in_a_query_stops_the_run() -> None:
    """A query stopped by the user is neither a defect of the program nor a damaged store."""
    with Session(threads=2) as session:
        session.rows("SELECT 1")  # DuckDB is loaded before the signal comes
        threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()
        with pytest.raises(KeyboardInterrupt):
            session.rows(
                "SELECT count(*) FROM range(3000000) AS a, range(400) AS b "
                "WHERE a.range * 7 % 13 = b.range % 5"
            )
