"""Commits as git holds them: immutable facts, every ref, one row a commit."""

from lifesigns.kernel.spec import Column, TableSpec

TABLE = TableSpec(
    id="commits",
    title="Commits",
    row="one commit reachable from any ref",
    key=("commit_id",),
    columns=(
        Column("commit_id", "VARCHAR", "object id in hex (40 or 64 characters)"),
        Column("parents", "VARCHAR", "parent ids separated by a space; empty for a root"),
        Column("n_parents", "INTEGER", "number of parents; more than one is a merge"),
        Column("author_name", "VARCHAR", "as written; undecodable bytes replaced"),
        Column("author_email", "VARCHAR", "as written; undecodable bytes replaced"),
        Column("authored_at", "TIMESTAMP", "author's clock, UTC; null when absurd"),
        Column("author_offset_minutes", "SMALLINT", "author's UTC offset; null when absurd"),
        Column("committer_name", "VARCHAR", "as written"),
        Column("committer_email", "VARCHAR", "as written"),
        Column("committed_at", "TIMESTAMP", "committer's clock, UTC; null when absurd"),
        Column("committer_offset_minutes", "SMALLINT", "committer's UTC offset; null when absurd"),
        Column("subject", "VARCHAR", "first line of the message, at most 500 characters"),
        Column("body_length", "INTEGER", "characters of the message after the subject"),
        Column("is_signed", "BOOLEAN", "carries a signature header"),
    ),
)
