"""The ledger: what of each table was captured, and how we know."""

from lifesigns.kernel.spec import Column, TableSpec

TABLE = TableSpec(
    id="coverage",
    title="Coverage",
    row="one statement about how complete one table is",
    key=("source", "table_id", "aspect"),
    replaced=True,
    columns=(
        Column("source", "VARCHAR", "the source that makes the statement"),
        Column("table_id", "VARCHAR", "the table it is about"),
        Column(
            "aspect",
            "VARCHAR",
            "what is measured, such as history, line counts, change request heads",
        ),
        Column("captured", "BIGINT", "how many facts were read; null when not countable"),
        Column(
            "known",
            "BIGINT",
            "how many exist as far as the source can tell; null when nobody can tell",
        ),
        Column("until", "TIMESTAMP", "the last instant the evidence reaches, UTC"),
        Column("how", "VARCHAR", "how we know, in words"),
    ),
)
