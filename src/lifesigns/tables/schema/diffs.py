"""Which commits had their file changes read, and their totals."""

from lifesigns.kernel.spec import Column, TableSpec

TABLE = TableSpec(
    id="diffs",
    title="Diffs",
    row="one non-merge commit whose file changes were read",
    key=("commit_id",),
    columns=(
        Column("commit_id", "VARCHAR", "object id in hex"),
        Column("n_files", "INTEGER", "files touched; null when a tree is missing"),
        Column("additions", "BIGINT", "lines added over the files that could be read"),
        Column("deletions", "BIGINT", "lines deleted over the files that could be read"),
        Column("n_binary", "INTEGER", "files in which git counts no lines"),
        Column(
            "n_unknown",
            "INTEGER",
            "files whose lines could not be read (missing blob, over the limit)",
        ),
        Column("problem", "VARCHAR", "why the diff is incomplete; null when it is whole"),
    ),
)
