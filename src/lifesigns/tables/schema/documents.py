"""Texts in which a project speaks about itself: readme, licence, governance, mailmap, owners."""

from lifesigns.kernel.spec import Column, TableSpec

TABLE = TableSpec(
    id="documents",
    title="Documents",
    row="one self-describing text file in the tree of one commit",
    key=("tip", "path"),
    columns=(
        Column("tip", "VARCHAR", "the commit whose tree this is"),
        Column("path", "VARCHAR", "full path"),
        Column(
            "kind",
            "VARCHAR",
            "readme, licence, notice, contributing, code_of_conduct, security, governance, maintainers, owners, changelog, roadmap, support, funding, citation, mailmap, people, affiliations, authors, template, ci, manifest, cla, adopters or other",
        ),
        Column(
            "text",
            "VARCHAR",
            "content, undecodable bytes replaced, at most 200,000 characters; null where the copy lacks it",
        ),
        Column("is_truncated", "BOOLEAN", "longer than the limit"),
    ),
)
