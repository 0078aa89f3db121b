"""`lifesigns ask`."""

import io
import sys
from typing import TYPE_CHECKING

import click

from lifesigns.doors.options import Common, common, examples, offer, offer_folders

if TYPE_CHECKING:
    from lifesigns.api.issues import GivenIssues, JudgedIssues
    from lifesigns.kernel.answer import Answer

# Written here so that `--help` answers without loading the catalogue.
QUESTIONS = (
    "alive", "carried", "real_work", "attention", "welcoming", "governed", "worldwide", "lasting",
    "recognition", "partners",
)  # fmt: skip
_ISSUES = "issue_quality"
_TAKES_ISSUES = "real_work"


@click.command(
    "ask",
    help=(
        f"Answer one QUESTION about TARGET: {', '.join(QUESTIONS[:-1])} or {QUESTIONS[-1]}. With "
        "--issues, real_work also says whether a stranger could reproduce the bug reports; the "
        "QUESTION issue_quality is about the issues alone and needs no TARGET."
    ),
    epilog=examples(
        "ask alive .",
        "ask carried . --as-of 2024-01-01 --out carried.md",
        "ask issue_quality --issues issues.json",
    ),
)
@click.argument("question", shell_complete=offer(lambda: (*QUESTIONS, _ISSUES)))
@click.argument("target", required=False, shell_complete=offer_folders)
@click.option(
    "--issues",
    metavar="FILE",
    help="Issues to judge, - for standard input: JSON or JSON Lines of a forge, CSV with title "
    "and body, or one issue as Markdown or text.",
)
@common("text", "json", "md")
def command(common: Common, question: str, target: str | None, issues: str | None) -> int:
    """Print one answer with its evidence."""
    from lifesigns.present import issues as dossiers
    from lifesigns.present import terminal

    asked = _checked(question, target, issues)
    answer, judged = _answered(common, asked, target, issues)
    match common.form:
        case "json":
            from lifesigns.present import json

            common.give(json.dump_answer(answer))
        case "md":
            from lifesigns.present import markdown

            below = f"\n{dossiers.markdown(judged.entries)}" if judged else ""
            common.give(markdown.answer(answer) + below)
        case _:
            width, colour = common.width, common.colour
            below = dossiers.text(judged.entries, width=width, colour=colour) if judged else ""
            above = terminal.answer(answer, width=width, colour=colour)
            common.give(f"{above}\n{below}" if below else above)
    return 0


def _checked(question: str, target: str | None, issues: str | None) -> str:
    """Return the id of the question. Raises UsageError for one that cannot be asked like this."""
    from lifesigns.api import catalogue
    from lifesigns.kernel.errors import UsageError
    from lifesigns.kernel.spec import VerdictSpec

    found: catalogue.Entry = catalogue.verdict(question) or catalogue.find(
        question, (*catalogue.verdicts(), _ISSUES)
    )
    if found.id == _ISSUES:
        if issues is None:
            raise UsageError(
                "issue_quality is asked of issues.", "Add --issues FILE, or - to pipe."
            )
        if target is not None:
            raise UsageError(
                "issue_quality looks at the issues alone.",
                f"Leave {target[:80]} out, or ask real_work.",
            )
        return found.id
    if not isinstance(found, VerdictSpec):
        raise catalogue.unknown(question, (*catalogue.verdicts(), _ISSUES))
    if issues is not None and found.id != _TAKES_ISSUES:
        raise UsageError(f"{found.id} does not look at issues.", "Ask real_work or issue_quality.")
    return found.id


def _answered(
    common: Common, question: str, target: str | None, issues: str | None
) -> "tuple[Answer, JudgedIssues | None]":
    """Return the answer, and the issues it rests on; they are read before any other work."""
    from lifesigns.api import report

    given = None if issues is None else _given(common, issues)
    if given is not None and question == _ISSUES:
        judged = _judged(common, given, None)
        return judged.answer, judged
    with common.open(target or ".") as project:
        if given is None:
            return report.answer(project, question), None
        judged = _judged(common, given, project.repository.origin)
        return judged.real_work(project), judged


def _given(common: Common, issues: str) -> "GivenIssues":
    from lifesigns.api.issues import STANDARD_INPUT, read_given
    from lifesigns.kernel.errors import UsageError

    if issues == STANDARD_INPUT and sys.stdin is None:
        raise UsageError("Standard input is closed.", "Pipe the issues in, or name a FILE.")
    standard_input = io.BytesIO() if sys.stdin is None else sys.stdin.buffer
    return read_given(issues, standard_input, as_of=common.as_of)


def _judged(common: Common, given: "GivenIssues", origin: str | None) -> "JudgedIssues":
    from lifesigns.api.issues import judge

    return judge(
        given,
        origin=origin,
        anonymous=common.anonymous,
        progress=common.progress(),
        workspace=common.workspace,
    )
