"""`lifesigns candidates`."""

from collections.abc import Sequence
from typing import Any

import click

from lifesigns.doors.options import Common, common, examples, offer_folders


class _Count(click.IntRange):
    """A whole number from 1 on."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"{str(value)!r} is not a whole number from 1 on.", param, ctx)


@click.command(
    "candidates",
    help=(
        "Whose numbers stand out for commit rights in TARGET: people seen without them, with three "
        "active months and more. The order is for reading; people nominate."
    ),
    epilog=examples("candidates . --limit 5", "candidates . --out candidates.csv"),
)
@click.argument("target", default=".", shell_complete=offer_folders)
@click.option(
    "--limit", type=_Count(min=1), default=20, show_default=True, help="How many dossiers."
)
@common("text", "json", "csv")
def command(common: Common, target: str, limit: int) -> int:
    """Print one dossier a line, each criterion a column."""
    from lifesigns.api.recognition import candidates_of
    from lifesigns.kernel.evidence import in_words
    from lifesigns.present import csv, json, terminal

    with common.open(target) as project:
        found = candidates_of(project, limit)
    rows = [
        (
            one.person,
            str(one.active_months),
            str(one.active_months_in_window),
            str(one.commits),
            ", ".join(in_words(kind) for kind in one.kinds),
            str(one.directories),
            _UNKNOWN if one.reviews is None else str(one.reviews),
            f"{one.days_since_last:.0f}",
            one.organisation or _UNKNOWN,
            _share(one.organisation_share_before),
            _share(one.organisation_share_after),
        )
        for one in found
    ]
    match common.form:
        case "json":
            common.give(json.dump_record(found))
        case "csv":
            common.give(csv.table(_HEADERS, rows))
        case _:
            table = _NOBODY
            if rows:
                head, *body = _short(rows)
                table = terminal.table(head, body, width=common.width, colour=common.colour)
            common.give(terminal.below(_NOTE, table, width=common.width))
    return 0


def _share(share: float | None) -> str:
    return _UNKNOWN if share is None else f"{share:.0%}"


def _short(rows: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return heads and rows for a terminal, without the columns that nothing is known of."""
    whole: list[tuple[str, ...]] = [_SHORT]
    for person, ever, of_last, *others, organisation, before, after in rows:
        shares = "" if _UNKNOWN in (before, after) else f" {before} → {after}"
        whole.append((person, f"{ever} ({of_last})", *others, f"{organisation}{shares}"))
    columns = [column for column in zip(*whole, strict=True) if {*column[1:]} != {_UNKNOWN}]
    return list(zip(*columns, strict=True))


_HEADERS = (
    "person", "months ever", "of last 12", "commits", "kinds of work", "folders", "reviews",
    "days since", "organisation", "its share of holders", "share after",
)  # fmt: skip
_SHORT = (
    "person", "months", "commits", "kinds", "folders", "reviews", "silent", "employer",
)  # fmt: skip
_NOBODY = "Nobody seen without commit rights has worked in three months and more."
_UNKNOWN = "?"
_NOTE = (
    "Dossiers, not nominations. Who already has commit rights is guessed from who lands others' "
    "work; reviews and triage on the forge are not seen. Months are those with work, ever and "
    "(of the last 12). Of the last 12 are commits, kinds of work seen in two months and more, folders "
    "touched by two commits and more, and reviews. Silent counts days; what is not known is marked "
    "?, and left out where it is known of nobody. Beside an employer stands its share of those who "
    "hold rights, now and after the vote."
)
