"""What models read out of the contents of files, as tables that views and metrics may name.

They are empty until the models have run: `fill` puts their rows in and makes the view over them.
"""

from lifesigns.engine.local import Session
from lifesigns.kernel.spec import Column, TableSpec
from lifesigns.tables import views

READINGS = TableSpec(
    "readings",
    "Readings",
    "one commit whose change was read",
    ("commit_id",),
    (
        Column("commit_id", "VARCHAR", "object id in hex"),
        Column("main", "VARCHAR", "the kind that weighs most"),
        Column("additions", "BIGINT", "lines really new; null when not measured"),
        Column("deletions", "BIGINT", "lines really gone; null when not measured"),
        Column("moved", "BIGINT", "lines taken from one place to another"),
        Column("generated", "BIGINT", "lines added and removed in generated or vendored files"),
        Column("n_files", "INTEGER", "files touched"),
        Column("n_measured", "INTEGER", "files that could be read"),
    ),
)
LINE_AGES = TableSpec(
    "line_ages",
    "Line ages",
    "one first-parent commit whose added lines were followed for a year",
    ("commit_id",),
    (
        Column("commit_id", "VARCHAR", "object id in hex"),
        Column("n_added", "BIGINT", "lines added"),
        Column("n_alive", "BIGINT", "lines still there a year later"),
        Column("n_lost", "BIGINT", "lines that could not be followed"),
    ),
)
_VIEW_OF = {READINGS.id: "read_changes", LINE_AGES.id: "aged_lines"}


def prepare(session: Session) -> None:
    """Make the empty tables that the views over them name, in schema `raw`."""
    for table in (READINGS, LINE_AGES):
        columns = ", ".join(f"NULL::{c.type} AS {c.name}" for c in table.columns)
        session.execute(f"CREATE OR REPLACE VIEW raw.{table.id} AS SELECT {columns} WHERE false")


def fill(session: Session, table: TableSpec, select: str) -> None:
    """Put the rows of a SELECT into one of the tables, and make the view over it anew."""
    columns = ", ".join(table.names)
    session.execute(f"CREATE OR REPLACE VIEW raw.{table.id} AS SELECT {columns} FROM ({select})")
    views.rebuild(session, _VIEW_OF[table.id], schema="held")
