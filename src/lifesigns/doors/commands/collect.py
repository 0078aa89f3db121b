"""`lifesigns collect`."""

import click

from lifesigns.doors.options import Common, common, examples, offer_folders


@click.command(
    "collect",
    help="Collect the evidence about TARGET; a later run reads only what is new.",
    epilog=examples("collect .", "collect . --kinds"),
)
@click.argument("target", default=".", shell_complete=offer_folders)
@click.option(
    "--kinds",
    is_flag=True,
    help="Read also what every commit of the whole history really changes; a report reads the "
    "last year's.",
)
@click.option(
    "--source",
    multiple=True,
    expose_value=False,  # there is one so far: whoever names it gets what everybody gets
    type=click.Choice(["git"]),
    help="Only from this source; may be given again (default: all there are).",
)
@common("text", "json")
def command(common: Common, target: str, *, kinds: bool) -> int:
    """Fill the store and print what is held."""
    from lifesigns.api.status import status_of
    from lifesigns.present import json, terminal

    with common.open(target, whole=True) as project:
        if kinds:
            from lifesigns.api.kinds import read_whole  # a quarter of a second to load

            read_whole(project.session, project.store, project.repository)
        held = status_of(project.store)
    if common.form == "json":
        common.give(json.dump_status([held]))
    else:
        common.give(terminal.status([held], width=common.width, colour=common.colour))
    return 0
