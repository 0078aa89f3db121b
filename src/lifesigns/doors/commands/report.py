"""`lifesigns report`: the main job."""

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lifesigns.doors.options import Common, common, examples, offer_folders, write_file

if TYPE_CHECKING:
    from lifesigns.api.project import Project
    from lifesigns.kernel.answer import Answer


@click.command(
    "report",
    help="Answer the ten questions about TARGET and write one HTML page.",
    epilog=examples(
        "report .", "report . --as-of 2024-01-01 --out then.html", "report . --out report.json"
    ),
)
@click.argument("target", default=".", shell_complete=offer_folders)
@click.option("--period", default="1mo", show_default=True, help="Period of the Pulse.")
@common("html", "text", "json", "md")
def command(common: Common, target: str, period: str) -> int:
    """Collect, answer, print a summary and write the page.

    People who watch see what is known before files are compared, and before they are read.
    """
    from lifesigns.api.report import first_answers, report_and_definitions
    from lifesigns.kernel.window import Period
    from lifesigns.present import terminal

    Period.parse(period)
    _check_place(common)
    form = common.form
    progress = common.progress()

    def show(first: "tuple[Answer, ...]") -> None:
        lines = terminal.answers(first, width=common.width, colour=common.colour)
        progress.show(lines)

    def pass_time(first: "tuple[Answer, ...]") -> None:
        show(first)
        if form == "html":
            import lifesigns.present.html  # noqa: F401 - while contents are still being read

    def early(project: "Project") -> None:
        known: tuple[Answer, ...] = ()
        for answer in first_answers(project) if progress.is_watched else ():
            known += (answer,)
            show(known)

    with common.open(target, early) as project:
        answered, definitions = report_and_definitions(
            project, period=period, progress=progress, first=pass_time
        )
    if form != "html":
        progress.clear()
    if form == "json":
        from lifesigns.present import json

        common.give(json.dump_report(answered))
        return 0
    if form == "md":
        from lifesigns.present import markdown

        common.give(markdown.report(answered))
        return 0
    summary = terminal.summary(answered, width=common.width, colour=common.colour)
    if form == "text":
        common.give(summary)
        return 0
    from lifesigns.present.html import page

    if common.to_stdout:
        progress.clear()
        common.give(page(answered, definitions))
        return 0
    path = common.out or Path(f"{_file_name(answered.subject.name)}.html")
    write_file(path, page(answered, definitions))
    progress.clear()
    if not common.quiet:
        click.echo(summary, color=common.colour)
    common.say(f"Wrote {path}")
    return 0


def _check_place(common: Common) -> None:
    """Raise UsageError where the page would come into a folder that may not be written."""
    from lifesigns.kernel.errors import UsageError

    named = common.form != "html" or common.out or common.to_stdout
    if not (named or os.access(".", os.W_OK)):
        raise UsageError("This folder may not be written.", "Name a file with --out.")


def _file_name(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-.") or "project"
