"""`lifesigns pulse`."""

import click

from lifesigns.doors.options import Common, common, examples, offer_folders


@click.command(
    "pulse",
    help="The Pulse of a period of TARGET, as forges count it and as it was.",
    epilog=examples("pulse . --period 1mo", "pulse . --period 1y --until 2024-12-31 --format json"),
)
@click.argument("target", default=".", shell_complete=offer_folders)
@click.option("--period", default="7d", show_default=True, help="24h, 3d, 7d, 1mo (calendar), 1y.")
@click.option(
    "--until",
    metavar="WHEN",
    help="End of the period (default: --as-of, else where evidence ends).",
)
@click.option("--branch", metavar="NAME", help="Branch to look at (default: the default branch).")
@common("text", "json", "md", "csv")
def command(common: Common, target: str, period: str, until: str | None, branch: str | None) -> int:
    """Print the Pulse sentence and its parts."""
    from lifesigns.api.pulse import pulse, window_for
    from lifesigns.kernel.window import Period
    from lifesigns.present import csv, json, markdown, terminal

    Period.parse(period)
    end = common.moment(until) or common.as_of
    with common.open(target) as project:
        result = pulse(project, window_for(project, period, end), branch)
    match common.form:
        case "json":
            common.give(json.dump_pulse(result))
        case "md":
            common.give(markdown.pulse(result))
        case "csv":
            common.give(csv.table(_HEADERS, [[getattr(result, name) for name in _HEADERS]]))
        case _:
            common.give(terminal.pulse(result, width=common.width, colour=common.colour))
    return 0


_HEADERS = (
    "since", "until", "period_days", "default_branch", "commits_default_branch",
    "commits_all_branches", "authors", "authors_people", "bots", "files_changed", "additions",
    "deletions", "gross_additions", "gross_deletions", "sentence",
)  # fmt: skip
