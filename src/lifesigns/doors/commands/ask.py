"""`lifesigns ask`."""

import click

from lifesigns.doors.options import Common, common


@click.command("ask", help="Answer one QUESTION about TARGET (see `lifesigns list verdicts`).")
@click.argument("question")
@click.argument("target", default=".")
@common("text", "json", "md")
def command(common: Common, question: str, target: str) -> int:
    """Print one answer with its evidence."""
    from lifesigns.api import catalogue
    from lifesigns.kernel.spec import VerdictSpec
    from lifesigns.present import json, markdown, terminal

    found = catalogue.find(question)
    if not isinstance(found, VerdictSpec):
        raise catalogue.unknown(question, tuple(catalogue.verdicts()))
    with common.open(target) as project:
        answer = project.ask(found.id)
    match common.form:
        case "json":
            common.give(json.dump_answer(answer))
        case "md":
            common.give(markdown.answer(answer))
        case _:
            common.give(terminal.answer(answer, width=common.width, colour=common.colour))
    return 0
