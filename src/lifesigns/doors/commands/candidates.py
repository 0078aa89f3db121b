"""`lifesigns candidates`."""

import click

from lifesigns.doors.options import Common, common


@click.command(
    "candidates",
    help=(
        "Whose numbers stand out for commit rights in TARGET: people seen without them, with three "
        "active months and more. The order is for reading; people nominate."
    ),
)
@click.argument("target", default=".")
@click.option("--limit", default=20, show_default=True, help="How many dossiers.")
@common("text", "json", "csv")
def command(common: Common, target: str, limit: int) -> int:
    """Print one dossier a line, each criterion a column."""
    from lifesigns.api.recognition import candidates_of
    from lifesigns.present import csv, json, terminal

    with common.open(target) as project:
        found = candidates_of(project, limit)
    rows = [
        (
            one.person,
            str(one.active_months),
            str(one.active_months_in_window),
            str(one.commits),
            ", ".join(kind.replace("_", " ") for kind in one.kinds),
            str(one.directories),
            "not known" if one.reviews is None else str(one.reviews),
            f"{one.days_since_last:.0f}",
            one.organisation or "not known",
        )
        for one in found
    ]
    match common.form:
        case "json":
            common.give(json.dump_record(found))
        case "csv":
            common.give(csv.table(_HEADERS, rows))
        case _:
            table = terminal.table(
                _HEADERS, rows, width=max(common.width, 110), colour=common.colour
            )
            common.give(f"{_NOTE}\n\n{table}")
    return 0


_HEADERS = (
    "person", "months ever", "of last 12", "commits", "kinds of work", "folders", "reviews",
    "days since", "organisation",
)  # fmt: skip
_NOTE = (
    "Dossiers, not nominations. Who already has commit rights is guessed from who lands others' "
    "work; reviews and triage on the forge are not seen."
)
