"""`lifesigns list`."""

from collections.abc import Callable, Mapping

import click

from lifesigns.doors.options import Common, common, examples

_KINDS = ("verdicts", "metrics", "models", "tables", "sources")


class _Kind(click.Choice[str]):
    """One of the kinds, in the plural or the singular; verdicts are questions as well."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        kind = f"{value.lower().removesuffix('s')}s".replace("questions", "verdicts")
        return super().convert(kind if kind in self.choices else value, param, ctx)


@click.command(
    "list",
    help=f"List the catalogue, or one KIND of it: {', '.join(_KINDS)}.",
    epilog=examples("list", "list metrics --format csv"),
)
@click.argument("kind", metavar="[KIND]", required=False, type=_Kind(_KINDS))
@common("text", "json", "csv")
def command(common: Common, kind: str | None) -> int:
    """Print ids with their questions."""
    from lifesigns.api import catalogue
    from lifesigns.present import csv, json, terminal
    from lifesigns.tables.schema import tables

    rooms: dict[str, Callable[[], Mapping[str, catalogue.Entry]]] = {
        "verdicts": catalogue.verdicts,
        "metrics": catalogue.metrics,
        "models": catalogue.models,
        "tables": tables,
        "sources": catalogue.sources,
    }
    entries = [
        entry for name, room in rooms.items() if kind in (None, name) for entry in room().values()
    ]
    match common.form:
        case "json":
            common.give(json.dump_catalogue(entries))
        case "csv":
            common.give(csv.table(("id", "title"), [(entry.id, entry.title) for entry in entries]))
        case _:
            common.give(terminal.catalogue(entries, width=common.width, colour=common.colour))
    return 0
