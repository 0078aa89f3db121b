"""`lifesigns show`."""

from collections.abc import Iterable

import click

from lifesigns.doors.options import Common, common, examples, offer, offer_folders

_SLICES = (
    "day", "week", "month", "quarter", "year", "person", "organisation", "area", "directory",
)  # fmt: skip


def _metrics() -> Iterable[str]:
    from lifesigns.api import catalogue

    return catalogue.metrics()


@click.command(
    "show",
    help="Show one METRIC of TARGET (see `lifesigns list metrics`).",
    epilog=examples(
        "show contributors . --by month",
        "show code_changes_commits . --since 2024-01-01 --until 2024-12-31",
        "show contributors . --by year --out contributors.svg",
    ),
)
@click.argument("metric", shell_complete=offer(_metrics))
@click.argument("target", default=".", shell_complete=offer_folders)
@click.option(
    "--by",
    default="",
    metavar="SLICE",
    shell_complete=offer(lambda: _SLICES),
    help=f"{', '.join(_SLICES)}.",
)
@click.option(
    "--since", metavar="WHEN", help="First day or moment of the window (default: the metric's own)."
)
@click.option(
    "--until",
    metavar="WHEN",
    help="Last day or moment of the window (default: where evidence ends).",
)
@click.option(
    "--actors",
    type=click.Choice(["people", "all", "automation"]),
    help="Whose doing counts (default: the metric's own).",
)
@common("text", "json", "md", "csv", "parquet", "svg")
def command(
    common: Common,
    metric: str,
    target: str,
    by: str,
    since: str | None,
    until: str | None,
    actors: str | None,
) -> int:
    """Print one metric in its shape."""
    from lifesigns.api import catalogue
    from lifesigns.engine.select import check_slice
    from lifesigns.kernel.errors import UsageError
    from lifesigns.kernel.scope import Actors
    from lifesigns.kernel.spec import MetricSpec
    from lifesigns.kernel.window import Window
    from lifesigns.present import csv, json, markdown, terminal

    found = catalogue.find(metric, catalogue.metrics())
    if not isinstance(found, MetricSpec):
        raise catalogue.unknown(metric, tuple(catalogue.metrics()))
    if common.form == "parquet" and common.out is None:
        raise UsageError("Parquet is not for a terminal.", "Name a file with --out FILE.")
    begin, end = common.moment(since, is_since=True), common.moment(until)
    if begin and end:
        Window(begin, end)  # refuses an empty span before anything is collected
    check_slice(found, by)
    with common.open(target) as project:
        seen = project.until if begin is None or begin < project.until else project.as_of
        stop = end or seen
        window = Window(begin, stop) if begin else Window.last(found.window, stop)
        result = project.metric(
            found.id, window=window, by=by, actors=Actors(actors) if actors else None
        )
        if common.form == "parquet":
            from lifesigns.api.export import parquet

            common.give(parquet(project, result))
            return 0
    match common.form:
        case "json":
            common.give(json.dump_result(result))
        case "md":
            common.give(markdown.result(result))
        case "svg":
            from lifesigns.present.charts import standalone

            common.give(standalone.draw(result))
        case "csv":
            common.give(csv.result(result))
        case _:
            common.give(terminal.result(result, width=common.width, colour=common.colour))
    return 0
