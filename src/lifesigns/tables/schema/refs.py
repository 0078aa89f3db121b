"""Branches, tags and the heads of change requests, as they stand now."""

from lifesigns.kernel.spec import Column, TableSpec

TABLE = TableSpec(
    id="refs",
    title="Refs",
    row="one ref",
    key=("ref_name",),
    replaced=True,
    columns=(
        Column(
            "ref_name", "VARCHAR", "full name, such as refs/heads/main; undecodable bytes as \\xNN"
        ),
        Column(
            "kind", "VARCHAR", "branch, tag, change_request_head, change_request_merge or other"
        ),
        Column(
            "name", "VARCHAR", "short name: the branch, the tag, or the change request's number"
        ),
        Column("number", "BIGINT", "the change request's number; null otherwise"),
        Column(
            "commit_id",
            "VARCHAR",
            "the commit it leads to; null when it leads to none or it is missing",
        ),
        Column("is_default", "BOOLEAN", "the default branch"),
        Column("is_annotated", "BOOLEAN", "an annotated tag"),
        Column("tagged_at", "TIMESTAMP", "the tagger's clock, UTC; null for lightweight tags"),
        Column("tagger_name", "VARCHAR", "as written; null for lightweight tags"),
        Column("tagger_email", "VARCHAR", "as written; null for lightweight tags"),
    ),
)
