"""`lifesigns status`."""

from typing import TYPE_CHECKING

import click

from lifesigns.doors.options import Common, common, examples

if TYPE_CHECKING:
    from lifesigns.kernel.holdings import Held


@click.command(
    "status",
    help="What the workspace holds of each project, and how complete it is.",
    epilog=examples("status", "status --format csv"),
)
@common("text", "json", "csv")
def command(common: Common) -> int:
    """Print one block a project."""
    from lifesigns.api.status import status
    from lifesigns.present import csv, json, terminal

    held = status(common.workspace)
    match common.form:
        case "json":
            common.give(json.dump_status(held))
        case "csv":
            common.give(
                csv.table(
                    ("project", "origin", "table", "rows", "share", "how"),
                    [row for one in held for row in _rows(one)],
                )
            )
        case _:
            common.give(terminal.status(held, width=common.width, colour=common.colour))
    return 0


def _rows(held: "Held") -> list[tuple[object, ...]]:
    """One row a table; one with the reason for a project that cannot be read."""
    if held.problem:
        return [(held.name, held.origin, "", None, None, held.problem)]
    return [
        (held.name, held.origin, table.table, table.rows, table.share, table.how)
        for table in held.tables
    ]
