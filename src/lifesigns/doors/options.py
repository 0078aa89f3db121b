"""What every command takes, and how it opens a project and gives its answer."""

import contextlib
import errno
import os
import stat
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

import click
from click.core import ParameterSource
from click.shell_completion import CompletionItem

from lifesigns.doors.progress import TerminalProgress

if TYPE_CHECKING:
    from lifesigns.api.project import Project

_Command = TypeVar("_Command", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Common:
    """The options all commands share, already read."""

    workspace: Path
    clock: datetime
    as_of: datetime | None
    form: str
    out: Path | None
    to_stdout: bool
    offline: bool
    quiet: bool
    colour: bool
    anonymous: bool

    def open(
        self,
        target: str,
        early: "Callable[[Project], None] | None" = None,
        *,
        whole: bool = False,
    ) -> "Project":
        """Open a project with these options, showing progress on long work."""
        from lifesigns.api.project import open_project

        return open_project(
            target,
            workspace=self.workspace,
            clock=self.clock,
            as_of=self.as_of,
            offline=self.offline,
            anonymous=self.anonymous,
            progress=self.progress(),
            early=early,
            whole=whole,
        )

    def progress(self) -> TerminalProgress:
        """Return a progress line, silent where nobody watches."""
        return TerminalProgress(enabled=not self.quiet and _is_terminal(sys.stderr))

    def give(self, content: str | bytes) -> None:
        """Write the answer to --out, else to standard output; what programs read is UTF-8."""
        if self.out is None:
            needs_end = isinstance(content, str) and not content.endswith("\n")
            if isinstance(content, str) and self.form != "text":
                content = content.encode("utf-8", "replace")
            click.echo(content, nl=needs_end, color=self.colour)
            return
        write_file(self.out, content)
        self.say(f"Wrote {self.out}")

    def say(self, words: str) -> None:
        """Tell people something on standard error, unless they asked for quiet."""
        if not self.quiet:
            click.echo(words, err=True)

    def moment(self, text: str | None, *, is_since: bool = False) -> datetime | None:
        """Read --until, or --since; None when not given. Both take in a day that is named.

        Raises UsageError for what lies after --as-of, or in the future: a day's grace is
        for those whose day has begun already.
        """
        from lifesigns.kernel.errors import UsageError
        from lifesigns.kernel.window import parse_since, parse_when

        if text is None:
            return None
        moment = parse_since(text, self.clock) if is_since else parse_when(text, self.clock)
        if self.as_of is not None and moment > self.as_of:
            raise UsageError(f"{text} lies after --as-of.", "Nothing later is looked at.")
        if moment > self.clock + timedelta(days=2):
            raise UsageError(f"{text} lies in the future.", "Choose a past moment.")
        return moment

    @property
    def width(self) -> int:
        """Columns of the terminal, 80 when there is none."""
        import shutil

        return min(shutil.get_terminal_size((80, 24)).columns, 120)


def write_file(path: Path, content: str | bytes, advice: str = "Choose another --out.") -> None:
    """Write a file whole or not at all; pipes and devices as they are.

    Raises UsageError with `advice` when the place cannot be written, DiskFullError.
    """
    from lifesigns.kernel.errors import DiskFullError, UsageError

    data = content.encode("utf-8", "replace") if isinstance(content, str) else content
    try:
        _write_whole(_real(path), data)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFullError(f"No room left to write {path}.", "Free some room.") from None
        raise UsageError(f"{path} cannot be written: {error.strerror}.", advice) from None


def _write_whole(place: Path, data: bytes) -> None:
    if place.exists() and not place.is_file():
        with place.open("wb") as stream:  # a pipe or a device must not be replaced by a file
            stream.write(data)
        return
    if not _may_write(place):  # a new file in its place would not ask
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    fresh = place.with_name(f".lifesigns-{os.getpid()}.new")
    try:
        fresh.touch()
        if place.exists():  # whoever hid names from others hides the next ones as well
            fresh.chmod(stat.S_IMODE(place.stat().st_mode))
        fresh.write_bytes(data)
        fresh.replace(place)
    finally:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)


def _real(path: Path) -> Path:
    """Follow links to the file they lead to; a pipe such as /dev/stdout has its own name alone."""
    return path if path.exists() and not path.is_file() else Path(os.path.realpath(path))


def _may_write(place: Path) -> bool:
    """Whether a file may be written there; a new one comes into its folder first."""
    if place.exists() and not os.access(place, os.W_OK):
        return False
    is_special = place.exists() and not place.is_file()
    return is_special or os.access(place.parent, os.W_OK)


def examples(*lines: str) -> str:
    """Return the end of a command's help: command lines that run as they stand in a clone."""
    return "\n".join(("\b", "Examples:", *(f"  lifesigns {line}" for line in lines)))


Complete = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def offer(names: Callable[[], Iterable[str]]) -> Complete:
    """Return what completes a word to one of some names, asked for when a shell asks."""

    def complete(_: click.Context, __: click.Parameter, begun: str) -> list[CompletionItem]:
        return [CompletionItem(name) for name in names() if name.startswith(begun)]

    return complete


def offer_folders(_: click.Context, __: click.Parameter, begun: str) -> list[CompletionItem]:
    """Let the shell complete a target as a folder."""
    return [CompletionItem(begun, type="dir")]


def common(*formats: str) -> Callable[[_Command], _Command]:
    """Give a command the shared options; it receives them as one `common` argument."""

    def decorate(function: _Command) -> _Command:
        def wrapper(**arguments: Any) -> Any:
            return function(common=_read(arguments, formats), **arguments)

        wrapper.__name__ = function.__name__
        wrapper.__doc__ = function.__doc__
        wrapper.__click_params__ = getattr(function, "__click_params__", [])  # type: ignore[attr-defined]
        decorated: Any = wrapper
        for option in reversed(_options(formats)):
            decorated = option(decorated)
        result: _Command = decorated
        return result

    return decorate


def _options(formats: tuple[str, ...]) -> list[Callable[[Any], Any]]:
    return [
        click.option(
            "--format",
            "form",
            type=click.Choice(formats),
            default=formats[0],
            show_default=True,
            help="Form of the output.",
        ),
        click.option("--out", metavar="FILE", help="Write to this file instead."),
        click.option("--as-of", metavar="WHEN", help="Answer as of this day or moment (UTC)."),
        click.option(
            "--workspace",
            metavar="DIR",
            help="Where evidence is kept (default: your data folder, or LIFESIGNS_WORKSPACE).",
        ),
        click.option("--offline", is_flag=True, help="Never touch the network."),
        click.option("--anonymise", is_flag=True, help="Hide the names of people everywhere."),
        click.option("-q", "--quiet", is_flag=True, help="No progress and no remarks."),
        click.option("--no-color", is_flag=True, help="No colours (NO_COLOR does the same)."),
    ]


def _read(arguments: dict[str, Any], formats: tuple[str, ...]) -> Common:
    from lifesigns.api.workspace import workspace
    from lifesigns.kernel.window import now

    clock = now()
    as_of = arguments.pop("as_of")
    named = arguments.pop("out")
    out = _place(named)
    no_color = arguments.pop("no_color")
    return Common(
        workspace=workspace(arguments.pop("workspace")),
        clock=clock,
        as_of=None if as_of is None else _past(as_of, clock),
        form=_form(arguments.pop("form"), out, formats),
        out=out,
        to_stdout=named == "-",
        offline=arguments.pop("offline"),
        quiet=arguments.pop("quiet"),
        colour=_wants_colour(no_color=no_color, to_file=out is not None),
        anonymous=arguments.pop("anonymise"),
    )


def _place(out: str | None) -> Path | None:
    """Return the file of --out; None for standard output.

    Raises UsageError before any work is done for a place where no file can be.
    """
    from lifesigns.kernel.errors import UsageError

    if not out or out == "-":
        return None
    path = Path(out)
    try:
        if path.is_dir():
            raise UsageError(f"{path} is a folder.", "Name a file in it with --out.")
        if not path.parent.is_dir():
            raise UsageError(f"There is no folder {path.parent}.", "Choose another --out.")
        if not _may_write(_real(path)):
            raise UsageError(f"{path} may not be written.", "Choose another --out.")
    except OSError as error:
        reason = f"{path} cannot be written: {error.strerror}."
        raise UsageError(reason, "Choose another --out.") from None
    return path


_ENDINGS = {
    ".csv": "csv", ".htm": "html", ".html": "html", ".json": "json", ".mailmap": "mailmap",
    ".md": "md", ".parquet": "parquet", ".svg": "svg", ".txt": "text",
    # Programs open these by their ending, and would find something else in them.
    ".docx": "docx", ".gif": "gif", ".jpeg": "jpeg", ".jpg": "jpg", ".ods": "ods", ".pdf": "pdf",
    ".png": "png", ".tsv": "tsv", ".xls": "xls", ".xlsx": "xlsx", ".xml": "xml", ".yaml": "yaml",
    ".yml": "yaml", ".zip": "zip",
}  # fmt: skip


def _form(form: str, out: Path | None, formats: tuple[str, ...]) -> str:
    """Return the form asked for: `--out x.json` means JSON without saying so twice.

    Raises UsageError for an ending the command has no form for, if --format is not given.
    """
    from lifesigns.kernel.errors import UsageError

    context = click.get_current_context()
    if out is None or context.get_parameter_source("form") is not ParameterSource.DEFAULT:
        return form
    wanted = _ENDINGS.get(out.suffix.lower() or out.name.lower(), form)
    if wanted not in formats:
        raise UsageError(
            f"{context.info_name} does not give {wanted}: {out}.",
            f"Choose another --out, or --format {' or '.join(formats)}.",
        )
    return wanted


def _past(text: str, clock: datetime) -> datetime:
    """Read --as-of. A bare date means the end of that day, which for today has not come yet."""
    from lifesigns.kernel.errors import UsageError
    from lifesigns.kernel.window import parse_when

    moment = parse_when(text, clock)
    if moment.date() == clock.date():
        return min(moment, clock)
    if moment > clock:
        raise UsageError(f"{moment:%Y-%m-%d} lies in the future.", "Choose a past moment.")
    return moment


def _wants_colour(*, no_color: bool, to_file: bool) -> bool:
    if no_color or to_file or os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR") or os.environ.get("CLICOLOR_FORCE", "0") != "0":
        return True
    return _is_terminal(sys.stdout) and os.environ.get("TERM") != "dumb"


def _is_terminal(stream: TextIO | None) -> bool:
    """Whether somebody watches; a stream that was closed beforehand is None."""
    return stream is not None and stream.isatty()
