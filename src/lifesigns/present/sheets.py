"""The page of one person in words: label and value, row by row."""

from collections.abc import Iterator

from lifesigns.kernel.evidence import in_words
from lifesigns.kernel.holdings import Job, PersonSheet, PersonWork
from lifesigns.kernel.unit import Unit
from lifesigns.present import words
from lifesigns.present.messages import say

_MOST = 12


def amount(sheet: PersonSheet) -> str:
    """Return how much of a person's work landed."""
    return words.measure(sheet.commits, Unit.COMMITS)


def rows(sheet: PersonSheet) -> tuple[tuple[str, str], ...]:
    """Return what is known of a person; an employer that is not known is said to be so."""
    gave = (f"{in_words(kind)} {words.number(n)}" for kind, n in sheet.acts)
    found = [
        (say("sheet_commits"), amount(sheet)),
        (say("sheet_acts"), ", ".join(gave)),
        (say("sheet_first"), words.day(sheet.first_at)),
        (say("sheet_last"), words.day(sheet.last_at)),
        (say("sheet_employer"), "; ".join(map(_job, sheet.jobs)) or say("sheet_unknown")),
    ]
    if sheet.work:
        found[2:2] = _work(sheet.work)
    if len(sheet.known_as) > 1:
        found.append((say("sheet_known_as"), ", ".join(sheet.known_as[:_MOST])))
    if sheet.merged_because:
        found.append((say("sheet_merged"), "; ".join(sheet.merged_because[:_MOST])))
    return tuple(found)


def _work(work: PersonWork) -> Iterator[tuple[str, str]]:
    """Yield what the last year's commits change; what rests on too little is left out."""
    if work.commits_read:
        yield (
            say("sheet_changes"),
            say(
                "sheet_product",
                part=words.number(work.product),
                whole=words.measure(work.commits_read, Unit.COMMITS),
                kinds=", ".join(f"{kind} {words.number(n)}" for kind, n in work.families),
            ),
        )
    if work.lines_raw and work.lines_real is not None:
        yield (
            say("sheet_lines"),
            say(
                "sheet_real",
                part=words.number(work.lines_real),
                whole=words.measure(work.lines_raw, Unit.LINES),
            ),
        )
    if work.taken_back is not None:
        yield (
            say("sheet_taken_back"),
            say(
                "sheet_of",
                part=words.number(work.taken_back),
                whole=words.measure(work.commits_read, Unit.COMMITS),
            ),
        )
    if work.lines_followed and work.lines_alive is not None:
        yield (
            say("sheet_lasting"),
            say(
                "sheet_lasted",
                share=words.measure(work.lines_alive / work.lines_followed, Unit.SHARE),
                whole=words.measure(work.lines_followed, Unit.LINES),
            ),
        )


def _job(job: Job) -> str:
    begin = job.from_on.isoformat() if job.from_on else ""
    end = job.to_on.isoformat() if job.to_on else ""
    span = f" {begin} – {end}" if begin or end else ""
    return f"{job.organisation}{span}{f' ({job.source})' if job.source else ''}"
