"""When each commit became part of the default branch."""

from lifesigns.kernel.spec import Column, TableSpec

TABLE = TableSpec(
    id="landings",
    title="Landings",
    row="one commit reachable from the default branch",
    key=("commit_id",),
    replaced=True,
    columns=(
        Column("commit_id", "VARCHAR", "object id in hex"),
        Column(
            "landed_at",
            "TIMESTAMP",
            "committer time of the first-parent commit that brought it in, UTC; null when absurd",
        ),
        Column(
            "landing_index",
            "INTEGER",
            "position of that first-parent commit, 0 = the root of the first-parent chain",
        ),
        Column("landed_by", "VARCHAR", "id of that first-parent commit"),
        Column("is_first_parent", "BOOLEAN", "stands itself on the first-parent chain"),
    ),
)
