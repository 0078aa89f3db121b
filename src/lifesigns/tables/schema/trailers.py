"""Trailers of commit messages: co-authors, sign-offs, reviews."""

from lifesigns.kernel.spec import Column, TableSpec

TABLE = TableSpec(
    id="trailers",
    title="Trailers",
    row="one trailer line of one commit message",
    key=("commit_id", "position"),
    columns=(
        Column("commit_id", "VARCHAR", "object id in hex"),
        Column("position", "INTEGER", "0-based place among the message's trailers"),
        Column(
            "key", "VARCHAR", "lower-cased token such as co-authored-by, signed-off-by, reviewed-by"
        ),
        Column("value", "VARCHAR", "the text after the token, at most 500 characters"),
        Column(
            "name",
            "VARCHAR",
            "the name where the value reads as Name <address>, the mailbox of an address alone, "
            "or what Assisted-by names without an address; null otherwise",
        ),
        Column(
            "email",
            "VARCHAR",
            "the address where the value reads as Name <address> or is an address alone; empty "
            "where Assisted-by names none; null otherwise",
        ),
    ),
)
