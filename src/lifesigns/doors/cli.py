"""The command line: parse, call the api, call present. Commands are imported when called."""

import errno
import gc
import importlib
import io
import os
import sys
import traceback
from typing import Any, TextIO

import click

from lifesigns import __version__
from lifesigns.kernel.errors import LifesignsError

# Name -> one line of help. The module of the same name holds the command; keeping the line
# here lets `--help` answer without importing any of them.
COMMANDS = {
    "report": "Answer the ten questions and write one HTML page: the main job.",
    "pulse": "The Pulse of a period: who did how much, as forges count it and as it was.",
    "ask": "Answer one question with its evidence.",
    "show": "Show one metric as a table, CSV, JSON, Parquet or chart.",
    "list": "List what can be asked and shown.",
    "explain": "Explain one entry: definition, SQL, thresholds, sources.",
    "people": "Who is who: people, bots and agents behind the names.",
    "thanks": "Whom to thank since a release, first-timers first.",
    "candidates": "Whose numbers stand out for commit rights; people nominate.",
    "collect": "Collect the evidence without answering anything.",
    "status": "What is held in the workspace, and how complete it is.",
    "backtest": "How good the liveness forecast is, on any folder of histories.",
    "doctor": "Check that this machine has what lifesigns needs.",
}

_LONGEST = 1_000
"""Characters of an error at most; what was typed stands in it, however long it is."""

_EXAMPLES = """
\b
Examples:
  lifesigns report .                           this clone, answered on one page
  lifesigns report apache/apisix --as-of 2024-01-01
  lifesigns ask alive path/to/clone
  lifesigns pulse . --period 1mo
  lifesigns show contributors . --by month --format csv
"""


class _Lazy(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"lifesigns.doors.commands.{cmd_name}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            import difflib

            near = difflib.get_close_matches(args[0], COMMANDS, n=1)
            if not near:
                raise
            raise click.UsageError(f"{error.message} Did you mean {near[0]}?", ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=_Lazy,
    epilog=_EXAMPLES,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Stars do not tell you whether an open-source project is alive. lifesigns does.",
)
@click.version_option(__version__, prog_name="lifesigns")
def cli() -> None:
    """Root of all commands."""


def main() -> None:
    """Run the command line and leave with the documented exit code."""
    # Records by the million, hardly a cycle among them: the collector's rounds find nothing.
    gc.set_threshold(100_000, 20, 50)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # None when it was closed beforehand
            stream.reconfigure(errors="replace")  # a terminal that lacks a sign shows ?
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command line; return its exit code (0, 1, 2, 3, 4, 70 or 130)."""
    try:
        result: Any = cli.main(args=arguments, prog_name="lifesigns", standalone_mode=False)
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return 2
    except click.ClickException as error:
        command = next((word for word in arguments[:1] if word in COMMANDS), "")
        asked = f"lifesigns {command}".rstrip()
        _tell(f"lifesigns: {_sentence(error)} See `{asked} --help`.")
        return 2
    except (click.Abort, KeyboardInterrupt):
        _tell("Stopped. What was collected is kept; run the command again to go on.")
        return 130
    except LifesignsError as error:
        _tell(f"lifesigns: {_plain(str(error))}")
        return error.exit_code
    except BrokenPipeError:
        # The reader went away (head, less): not an error. Keep Python from complaining at exit.
        _hush(sys.stdout)
        return 0
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            return _defect(arguments)
        _hush(sys.stdout)
        _tell("lifesigns: No room left to write the answer. Free some room.")
        return 4
    except Exception:  # noqa: BLE001  the door is one of the two places that catch everything
        return _defect(arguments)
    return result if isinstance(result, int) else 0


def _tell(words: str) -> None:
    """Tell people on standard error; where that cannot be written the exit code must do."""
    try:
        click.echo(words, err=True)
    except OSError:
        _hush(sys.stderr)


def _hush(stream: TextIO) -> None:
    """Let what could not be written go nowhere, for Python would try again at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _sentence(error: click.ClickException) -> str:
    """Say what click says, as one sentence and with what was perhaps meant as another."""
    message = _plain(error.format_message()).rstrip(".").replace(". (Did", ". Did")
    message = message.replace("?)", "?").replace("mean one of: ", "mean ")
    return message if message.endswith("?") else f"{message}."


def _plain(text: str) -> str:
    """Keep hostile names from reaching the terminal as control sequences, or by the page."""
    cut = text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]}…{text[-_LONGEST // 2 :]}"
    return "".join(c if c.isprintable() else "?" for c in cut)


def _defect(arguments: list[str]) -> int:
    _tell(
        "lifesigns: this is a defect of lifesigns, not of your project. Please report it with:\n"
        f"  lifesigns {__version__}, Python {sys.version.split()[0]}, {sys.platform}\n"
        f"  command: {arguments[0] if arguments else ''}",
    )
    if os.environ.get("LIFESIGNS_DEBUG"):
        traceback.print_exc()
    else:
        last = traceback.extract_tb(sys.exc_info()[2])[-1]
        kind = sys.exc_info()[0]
        where = f"{os.path.basename(last.filename)}:{last.lineno}"  # noqa: PTH119
        _tell(f"  {kind.__name__ if kind else ''} at {where} (LIFESIGNS_DEBUG=1 shows all)")
    return 70
