"""Whom to thank, and whose numbers stand out for commit rights."""

import difflib
import re
from dataclasses import replace
from datetime import UTC, datetime

from lifesigns.api.carrying import Contributing
from lifesigns.api.employers import employers_of
from lifesigns.api.project import Project
from lifesigns.kernel.errors import DataError, UsageError
from lifesigns.kernel.holdings import CandidateEntry, ThankedEntry, ThanksList
from lifesigns.kernel.shape import WITHHELD
from lifesigns.models.recognition import (
    Credit,
    Thanked,
    candidates,
    thanks,
    update_all_contributors,
)
from lifesigns.models.recognition import Project as CreditedProject
from lifesigns.tables.people.addresses import parse_address
from lifesigns.tables.people.affiliations import by_day, covers

_CUT = "who is new, and what came before this shallow copy begins"
_NUMBERS = re.compile(r"(?<![0-9])v?[0-9]+(?:[._-][0-9]+)*", re.ASCII)
_NUMBER = re.compile(r"[0-9]+", re.ASCII)
_DIGITS = 18
_NOT_SEEN = ("reviews and comments on the forge", "triage", "answers in chats and lists", "talks")


def thanks_of(project: Project, release: str | None = None) -> ThanksList:
    """Return whom to thank for what landed after a release (default: the last one).

    With a release named, the window ends at the release that follows it: later, of no lower
    version, and of the same package where tags name several. Raises UsageError for a release
    that is not there, naming the latest ones.
    """
    since, since_at, until = _span(project, release)
    given: Contributing = project.model("contributing")
    found = thanks(given.acts, _day(since_at), until.timestamp() / 86400)
    people = tuple(_thanked(project, given, one) for one in found.people)
    if project.seen_since is None:
        return ThanksList(since, since_at, until, people, _NOT_SEEN)
    people = tuple(replace(one, is_first_time=False) for one in people)
    return ThanksList(since, since_at, until, people, (*_NOT_SEEN, _CUT))


def candidates_of(project: Project, limit: int = 20) -> list[CandidateEntry]:
    """Return the dossiers of people without visible commit rights, most sustained first.

    Raises DataError where older history is cut off: nobody may be judged by a part of it.
    """
    if project.seen_since:
        raise DataError(
            "This copy is shallow: nobody's work can be judged by a part of it.",
            "Bring the rest with git fetch --unshallow.",
        )
    given: Contributing = project.model("contributing")
    organisations = _organisations(project, given)
    dossiers = candidates(
        given.acts, given.work, given.holders, project.until.timestamp() / 86400, organisations
    )
    logins = {person.person_id: person.login for person in project.people.persons}
    shown = {
        person: {job.organisation for job in jobs}
        for person, jobs in employers_of(project.people, anonymous=project.anonymous).items()
    }
    return [
        CandidateEntry(
            person=project.names[given.people[one.person]],
            login=None if project.anonymous else logins.get(given.people[one.person]),
            score=round(one.score, 2),
            active_months=one.active_months,
            months_since_first=one.months_since_first,
            active_months_in_window=one.active_months_in_window,
            commits=one.commits,
            kinds=tuple(str(kind) for kind in one.kinds),
            directories=one.directories,
            reviews=one.reviews,
            newcomers_helped=one.newcomers_helped,
            days_since_last=round(one.days_since_last, 1),
            organisation=_if_shown(one.organisation, shown.get(given.people[one.person], set())),
            organisation_share_before=one.balance.share_before if one.balance else None,
            organisation_share_after=one.balance.share_after if one.balance else None,
        )
        for one in dossiers[:limit]
    ]


def _if_shown(organisation: str | None, shown: set[str]) -> str | None:
    return organisation if organisation is None or organisation in shown else WITHHELD


def all_contributors_file(project: Project, text: str | None) -> str:
    """Return the text of an all-contributors file with everyone's contributions added."""
    given: Contributing = project.model("contributing")
    everyone = thanks(given.acts, None, project.until.timestamp() / 86400)
    persons = {person.person_id: person for person in project.people.persons}
    credited = []
    for one in everyone.people:
        person = persons[given.people[one.person]]
        if not (person.is_hidden or person.is_opted_out):
            name = project.names[person.person_id]
            logins = (parse_address(email).login for email in person.emails)
            others = tuple(dict.fromkeys(login for login in logins if login))
            credited.append(Credit(name, tuple(one.acts), person.login, person.github_id, others))
    owner, _, name = project.repository.name.rpartition("/")
    return update_all_contributors(text, credited, CreditedProject(name, owner))


def _span(project: Project, release: str | None) -> tuple[str | None, datetime | None, datetime]:
    rows = project.session.rows(
        "SELECT r.name, r.at FROM held.releases AS r WHERE NOT is_prerelease ORDER BY r.at, r.name"
    )
    known = [(name, moment.replace(tzinfo=UTC)) for name, moment in rows]
    if release is None:
        last = known[-1] if known else (None, None)
        return last[0], last[1], project.until
    for name, moment in known:
        if name == release:
            return name, moment, _next_of(name, moment, known) or project.until
    names = [name for name, _ in known]
    # The tag of a part (api/v1.2) is no release of its own: what it is a part of may be meant.
    near = difflib.get_close_matches(release.rpartition("/")[2], names, n=3)
    latest = f"The latest are: {', '.join(names[-3:]) or 'none'}."
    advice = f"Did you mean {' or '.join(near)}?" if near else latest
    raise UsageError(f"There is no release {release[:80]!r}.", advice)


def _next_of(
    release: str, released_at: datetime, known: list[tuple[str, datetime]]
) -> datetime | None:
    """Return when the release was followed up; other packages and older lines go their own way."""
    package, version = _version(release)
    for name, moment in known:
        if moment > released_at:
            other, higher = _version(name)
            if other == package and higher >= version:
                return moment
    return None


def _version(tag: str) -> tuple[str, list[int]]:
    """Return what a tag says before its version, and the numbers of that: pkg@1.10, k8s-2."""
    runs = list(_NUMBERS.finditer(tag))
    joined = [run for run in runs if len(_NUMBER.findall(run[0])) > 1]
    if not runs:
        return tag, []
    last = (joined or runs)[-1]
    return tag[: last.start()].casefold(), [int(n[:_DIGITS]) for n in _NUMBER.findall(last[0])]


def _day(moment: datetime | None) -> float | None:
    return None if moment is None else moment.timestamp() / 86400


def _thanked(project: Project, given: Contributing, one: Thanked) -> ThankedEntry:
    key = given.people[one.person]
    login = next((p.login for p in project.people.persons if p.person_id == key), None)
    acts = tuple((str(kind), count) for kind, count in one.acts.items())
    return ThankedEntry(
        project.names[key], None if project.anonymous else login, one.is_first_time, acts
    )


def _organisations(project: Project, given: Contributing) -> dict[int, str]:
    """Return for whom people work at the moment, where that is known."""
    day = project.until.date()
    employer = {
        person.person_id: stint.organisation
        for person in project.people.persons
        for stint in by_day(person.employers)
        if covers(stint, day)
    }
    return {
        code: employer[person] for code, person in enumerate(given.people) if person in employer
    }
