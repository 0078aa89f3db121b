"""The page of one person in words: label and value, row by row."""

from lifesigns.kernel.evidence import in_words
from lifesigns.kernel.holdings import Job, PersonSheet
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
    if len(sheet.known_as) > 1:
        found.append((say("sheet_known_as"), ", ".join(sheet.known_as[:_MOST])))
    if sheet.merged_because:
        found.append((say("sheet_merged"), "; ".join(sheet.merged_because[:_MOST])))
    return tuple(found)


def _job(job: Job) -> str:
    begin = job.from_on.isoformat() if job.from_on else ""
    end = job.to_on.isoformat() if job.to_on else ""
    span = f" {begin} – {end}" if begin or end else ""
    return f"{job.organisation}{span}{f' ({job.source})' if job.source else ''}"
