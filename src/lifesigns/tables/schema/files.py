"""The file tree at the tip of the default branch, at a moment."""

from lifesigns.kernel.spec import Column, TableSpec

TABLE = TableSpec(
    id="files",
    title="Files",
    row="one path in the tree of one commit",
    key=("tip", "path"),
    columns=(
        Column("tip", "VARCHAR", "the commit whose tree this is"),
        Column("path", "VARCHAR", "full path; undecodable bytes as \\xNN"),
        Column("mode", "VARCHAR", "file, executable, symlink or submodule"),
        Column("size", "BIGINT", "bytes; null for submodules and missing blobs"),
        Column("blob_id", "VARCHAR", "object id in hex"),
    ),
)
