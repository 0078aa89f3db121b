"""`lifesigns people`."""

import click

from lifesigns.doors.options import Common, common, examples, offer_folders

# Remarks on lines of mailmap and people file; an organisation's file may name thousands.
_PROBLEMS = 20


@click.command(
    "people",
    help="Who is who in TARGET: people, bots and agents behind the names.",
    epilog=examples(
        "people .",
        "people . --since 2024-01-01 --until 2024-12-31 --format json",
        "people . --anonymise",
    ),
)
@click.argument("target", default=".", shell_complete=offer_folders)
@click.option("--since", metavar="WHEN", help="Only what landed from this day or moment on.")
@click.option("--until", metavar="WHEN", help="Only what landed up to and with this day or moment.")
@common("text", "json", "csv", "md", "mailmap")
def command(common: Common, target: str, since: str | None, until: str | None) -> int:
    """Print one line a person, most commits first; as mailmap, one line a further account."""
    from lifesigns.api.people import doubts_of, mailmap_of, people_of
    from lifesigns.kernel.errors import UsageError
    from lifesigns.kernel.evidence import many
    from lifesigns.kernel.window import Window
    from lifesigns.present import csv, json, markdown, safe, terminal

    if common.form == "mailmap" and (since or until):
        raise UsageError(
            "A mailmap names all accounts, whenever they were seen.",
            "Leave out --since and --until.",
        )
    begin, end = common.moment(since, is_since=True), common.moment(until)
    if begin and end:
        Window(begin, end)  # refuses an empty span
    with common.open(target) as project:
        if common.form == "mailmap":
            common.give(mailmap_of(project))
            return 0
        found = people_of(project, begin, end)
        doubts = doubts_of(project)
        problems = project.people.problems
        for problem in problems[:_PROBLEMS]:
            common.say(safe.line(f"{problem.source}, line {problem.line}: {problem.message}", 300))
        if len(problems) > _PROBLEMS:
            rest = many(len(problems) - _PROBLEMS, "more line", "more lines")
            common.say(f"{rest} of these files could not be used.")
    match common.form:
        case "json":
            common.give(json.dump_people(found))
        case "csv":
            common.give(csv.people(found))
        case "md":
            common.give(markdown.people(found))
        case _:
            common.give(terminal.people(found, doubts, width=common.width, colour=common.colour))
    return 0
