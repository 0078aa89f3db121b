"""`lifesigns collect`."""

import click

from lifesigns.doors.options import Common, common


@click.command(
    "collect", help="Collect the evidence about TARGET; a later run reads only what is new."
)
@click.argument("target", default=".")
@common("text", "json")
def command(common: Common, target: str) -> int:
    """Fill the store and print what is held."""
    from lifesigns.api.status import status_of
    from lifesigns.present import json, terminal

    with common.open(target) as project:
        held = status_of(project.store)
    if common.form == "json":
        common.give(json.dump_status([held]))
    else:
        common.give(terminal.status([held], width=common.width, colour=common.colour))
    return 0
