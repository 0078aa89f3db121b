"""`lifesigns doctor`."""

import click

from lifesigns.doors.options import Common, common, examples


@click.command(
    "doctor", help="Check that this machine has what lifesigns needs.", epilog=examples("doctor")
)
@common("text", "json")
def command(common: Common) -> int:
    """Print one line a check; 3 when something needed is missing."""
    from lifesigns.api.doctor import checks
    from lifesigns.present import json, terminal

    found = checks(common.workspace)
    if common.form == "json":
        common.give(json.dump_checks(found))
    else:
        common.give(terminal.checks(found, width=common.width, colour=common.colour))
    return 0 if all(check.is_fine for check in found) else 3
