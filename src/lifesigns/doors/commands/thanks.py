"""`lifesigns thanks`."""

from pathlib import Path

import click

from lifesigns.doors.options import Common, common, examples, offer_folders, write_file


@click.command(
    "thanks",
    help="Whom to thank for what TARGET got since a release, first-timers first.",
    epilog=examples(
        "thanks .", "thanks . --out thanks.md", "thanks . --all-contributors .all-contributorsrc"
    ),
)
@click.argument("target", default=".", shell_complete=offer_folders)
@click.option("--since-release", metavar="TAG", help="After this release (default: the last one).")
@click.option(
    "--all-contributors",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write or update an all-contributors file instead.",
)
@common("text", "md", "json", "csv")
def command(
    common: Common, target: str, since_release: str | None, all_contributors: Path | None
) -> int:
    """Print one line a person."""
    from lifesigns.api.recognition import all_contributors_file, thanks_of
    from lifesigns.kernel.errors import UsageError
    from lifesigns.kernel.evidence import in_words, many
    from lifesigns.present import csv, json, terminal

    if all_contributors is not None and (common.out or common.to_stdout):
        raise UsageError("--all-contributors names the file it writes.", "Leave out --out.")
    with common.open(target) as project:
        if all_contributors is not None:
            old = _text(all_contributors)
            advice = "Name another file for --all-contributors."
            write_file(all_contributors, all_contributors_file(project, old), advice)
            common.say(f"Wrote {all_contributors}")
            return 0
        found = thanks_of(project, since_release)
    rows = [
        (
            one.person,
            "first time" if one.is_first_time else "",
            ", ".join(f"{in_words(kind)} {count}" for kind, count in one.acts),
        )
        for one in found.people
    ]
    who = many(len(rows), "person", "people")
    head = (
        f"{who} to thank since {found.since or 'the beginning'}, up to {found.until:%Y-%m-%d}. "
        f"Not seen here: {', '.join(found.not_seen)}."
    )
    match common.form:
        case "json":
            common.give(json.dump_record(found))
        case "csv":
            common.give(csv.table(_HEADERS, rows))
        case "md":
            from lifesigns.present import markdown

            common.give(markdown.table(_HEADERS, rows, head))
        case _:
            table = ""
            if rows:
                table = terminal.table(_HEADERS, rows, width=common.width, colour=common.colour)
            common.give(terminal.below(head, table, width=common.width))
    return 0


def _text(path: Path) -> str | None:
    from lifesigns.kernel.errors import UsageError

    try:
        return path.read_text("utf-8") if path.exists() else None
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not text in UTF-8"
        raise UsageError(
            f"{path} cannot be read: {reason}.", "Name another file for --all-contributors."
        ) from None


_HEADERS = ("person", "newcomer", "gave")
