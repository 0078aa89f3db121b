"""`lifesigns status`."""

import click

from lifesigns.doors.options import Common, common


@click.command("status", help="What the workspace holds of each project, and how complete it is.")
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
                    [
                        (one.name, one.origin, table.table, table.rows, table.share, table.how)
                        for one in held
                        for table in one.tables
                    ],
                )
            )
        case _:
            common.give(terminal.status(held, width=common.width, colour=common.colour))
    return 0
