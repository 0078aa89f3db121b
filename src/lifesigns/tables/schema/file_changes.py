"""What each commit did to each file, as `git log --raw --numstat -M` counts it."""

from lifesigns.kernel.spec import Column, TableSpec

TABLE = TableSpec(
    id="file_changes",
    title="File changes",
    row="one file touched by one non-merge commit",
    key=("commit_id", "path"),
    columns=(
        Column("commit_id", "VARCHAR", "object id in hex"),
        Column("path", "VARCHAR", "path after the change; undecodable bytes as \\xNN"),
        Column("old_path", "VARCHAR", "path before a rename or copy; null otherwise"),
        Column(
            "status",
            "VARCHAR",
            "A added, M modified, D deleted, R renamed, C copied, T type changed",
        ),
        Column("similarity", "SMALLINT", "percent, for renames and copies; null otherwise"),
        Column(
            "additions", "INTEGER", "lines added; null for binary files and where a blob is missing"
        ),
        Column(
            "deletions",
            "INTEGER",
            "lines deleted; null for binary files and where a blob is missing",
        ),
        Column("is_binary", "BOOLEAN", "git counts no lines in it; null where a blob is missing"),
        Column("is_submodule", "BOOLEAN", "a gitlink on either side"),
        Column(
            "is_unknown",
            "BOOLEAN",
            "the line counts could not be read because a blob is missing or over the limit",
        ),
        Column("old_blob", "VARCHAR", "object id before in hex; null where there is no such side"),
        Column("new_blob", "VARCHAR", "object id after in hex; null where there is no such side"),
    ),
)
