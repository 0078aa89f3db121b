"""`lifesigns explain`."""

from collections.abc import Iterable

import click

from lifesigns.doors.options import Common, common, examples, offer


def _ids() -> Iterable[str]:
    from lifesigns.api import catalogue

    return catalogue.catalogue()


@click.command(
    "explain",
    help="Explain one entry of the catalogue: an ID, or one of its aliases.",
    epilog=examples("explain contributors", "explain alive --format md"),
)
@click.argument("key", metavar="ID", shell_complete=offer(_ids))
@common("text", "json", "md")
def command(common: Common, key: str) -> int:
    """Print definition, SQL, thresholds and sources."""
    from lifesigns.api import catalogue
    from lifesigns.present import json, markdown, terminal

    entry = catalogue.find(key)
    match common.form:
        case "json":
            common.give(json.dump_catalogue([entry]))
        case "md":
            common.give(markdown.explain(entry))
        case _:
            common.give(terminal.explain(entry, width=common.width, colour=common.colour))
    return 0
