"""The word for how a project lives: from what it says of itself, then from what it does."""

import math
import re
from dataclasses import dataclass
from typing import Any

from lifesigns.kernel.answer import Confidence, Tone
from lifesigns.kernel.evidence import many, span
from lifesigns.kernel.findings import Findings
from lifesigns.models.declared_state import ENDED
from lifesigns.verdicts.alive.forecast import age, chance_in_words, is_young, why_silent

_LINKS = re.compile(r"!?\[([^\[\]]{0,200})\]\([^()]{0,300}\)?")
_MARKS = re.compile(r"^[#>*\-\s]+|[*`]+")
_QUOTED = 140
_UNTOLD = {
    "even_odds": "Such projects go on about as often as they do not.",
    "few_comparable": "Too few projects like it are known.",
}
_BETWEEN = "Too little work to call it alive, and too recent to call it dormant."
_YEAR = 365
_MONTH = _YEAR / 12


@dataclass(frozen=True, slots=True)
class State:
    """The answer word with its sentence, and how much weight it bears."""

    word: str
    tone: Tone
    sentence: str
    confidence: Confidence
    reason: str


def state(found: Findings, silent: float) -> State:
    """Judge a project whose last life by people is `silent` days before the evidence ends."""
    unseen = unseen_days(found)
    notice = found.models.get("declared_state")
    if notice is not None and notice.state and not is_contradicted(found):
        if notice.state in ENDED:
            return _ended(notice, silent)
        if notice.state == "finished" and not _is_regular(found, silent):
            return _declared_finished(notice, silent)
    is_silent = silent > found.threshold("alive_dormant_days").value
    judged = _silent(found, silent) if is_silent else _working(found, silent, unseen)
    if unseen > found.threshold("alive_not_seen_days").value:
        return _not_seen(found, judged, silent, unseen)
    return judged


def is_contradicted(found: Findings) -> bool:
    """Tell whether work went on after a notice of the end, regularly enough to disbelieve it."""
    notice = found.models.get("declared_state")
    limit = found.threshold("alive_active_months").value
    return bool(notice is not None and notice.state in ENDED and notice.months_after >= limit)


def unseen_days(found: Findings) -> float:
    """Days from the end of the evidence to the moment."""
    seen = found.subject.seen_until
    return (found.subject.as_of - seen).total_seconds() / 86400 if seen else float("inf")


def active_months(found: Findings) -> float:
    """Of the last twelve equal parts of a year, those with work; calendar months otherwise."""
    outlook = found.models.get("survival")
    if outlook is not None and outlook.now.evidence is not None:
        return float(outlook.now.evidence.active_months)
    return found.value("active_months") or 0.0


def silence(found: Findings) -> float | None:
    """Days without life by people at the end of the evidence; a notice of the end is no life."""
    outlook = found.models.get("survival")
    if outlook is not None and outlook.now.evidence is not None:
        return float(outlook.now.evidence.days_since_last)
    return found.value("days_since_last_commit")


def is_slowing(found: Findings) -> bool:
    """Tell whether the last half year fell well below the one before."""
    halves = found.models.get("recent_halves")
    if halves is None or halves[0] < found.threshold("alive_slowing_minimum").value:
        return False
    before, after = halves
    return bool(after < before * found.threshold("alive_slowing_ratio").value)


def _ended(notice: Any, silent: float) -> State:
    tone = Tone.FAIR if notice.state == "moved" else Tone.POOR
    after = ""
    if notice.landed_after:
        after = f" Since then {many(notice.landed_after, 'commit')} landed all the same."
    elif notice.said_at is not None:
        after = f" Nothing but that notice has landed for {span(silent)}."
    confidence = Confidence.MEDIUM if notice.landed_after else Confidence.HIGH
    return State(
        notice.state, tone, f"{_words_of(notice)}{after}", confidence,
        f"The project says so itself, in {notice.path}, line {notice.line}.",
    )  # fmt: skip


def _declared_finished(notice: Any, silent: float) -> State:
    return State(
        "finished", Tone.NEUTRAL,
        f"{_words_of(notice)} The last other commit by a person landed {span(silent)} before the "
        "evidence ends.",
        Confidence.HIGH if notice.said_at is not None else Confidence.MEDIUM,
        f"The project says so itself, in {notice.path}, line {notice.line}.",
    )  # fmt: skip


def _words_of(notice: Any) -> str:
    said = spoken(notice.quote)
    return f"The project says so itself: “{said}”" + (
        "" if said.endswith((".", "!", "?", "…")) else "."
    )


def spoken(quote: str) -> str:
    """Return a line of a readme without its markup, cut to a length that reads well."""
    plain = _MARKS.sub("", _LINKS.sub(r"\1", quote)).strip()
    return plain if len(plain) <= _QUOTED else f"{plain[:_QUOTED].rsplit(' ', 1)[0]} …"


def _not_seen(found: Findings, then: State, silent: float, unseen: float) -> State:
    seen = found.subject.seen_until
    last = f"the last commit by a person had landed {span(silent)} before"
    if then.tone is not Tone.UNKNOWN:
        told = f"{then.sentence[0].lower()}{then.sentence[1:-1]}"
        last = f"on the last day seen the answer was “{then.word}”: {told}"
    return State(
        "not seen", Tone.UNKNOWN,
        f"Nothing after {seen:%Y-%m-%d} was seen, {span(unseen)} before the day asked about; {last}.",
        Confidence.NONE,
        f"Nothing later than {seen:%Y-%m-%d} was seen: every last month and last year here ends then.",
    )  # fmt: skip


def _silent(found: Findings, silent: float) -> State:
    """Finished, abandoned, or nobody can tell: what was released, and who came and found nobody."""
    start = f"No commit by a person has landed for {span(silent)}{_by_automation(found)}"
    ending = found.models.get("ending")
    if ending is not None and (ending.elsewhere or ending.is_released_since):
        went_on = (
            f"the release {ending.release} came later"
            if ending.is_released_since
            else f"its maintainers made {many(ending.elsewhere, 'commit')} on other branches this year"
        )
        return State(
            "cannot tell", Tone.UNKNOWN,
            f"{start} on the default branch, but {went_on}: the work may go on elsewhere.",
            Confidence.NONE, "What is not on the default branch was not judged.",
        )  # fmt: skip
    if ending is None or not ending.heads_seen:
        return _unclear(f"{start}. Whether it is finished or abandoned, this clone cannot show.")
    waits, is_done = _waits(found, ending), _is_done(found, ending)
    asked = (
        f"{many(ending.waiting, 'change request')} that "
        f"{many(ending.waiting_people, 'person', 'people')} brought since then never landed"
    )
    if waits and is_done:
        return _unclear(
            f"{start}; the last release, {ending.release}, left next to nothing unreleased, yet "
            f"{asked}. Whether it is finished or abandoned, this clone cannot show."
        )
    if waits:
        return State(
            "abandoned", Tone.POOR, f"{start}, and {asked}.",
            Confidence.LOW, "Whether they were declined with a reason, a clone cannot show.",
        )  # fmt: skip
    if is_done and ending.brought_before >= found.threshold("alive_finished_requests").value:
        return _unclear(
            f"{start}, and the {ending.brought_before} change requests a year stopped with them, as they "
            "do where a project is closed. Whether it is finished or abandoned, this clone cannot show."
        )
    if is_done:
        left = f"{many(ending.unreleased, 'commit')} left" if ending.unreleased else "nothing left"
        brought = "hardly anybody" if ending.waiting else "nobody"
        return State(
            "finished", Tone.NEUTRAL,
            f"{start}; the last release, {ending.release}, promises a stable interface with {left} "
            f"unreleased, and {brought} has brought a change since. It looks finished rather than "
            "abandoned.",
            Confidence.LOW, "Told from the clone alone: its issues and dependents were not seen.",
        )  # fmt: skip
    return _unclear(f"{start}. Whether it is finished or abandoned, this clone cannot show.")


def _by_automation(found: Findings) -> str:
    """Say what automation landed meanwhile: some repositories are written by it alone."""
    share = found.result("bot_activity")
    landed = round((share.value or 0) * share.n)
    return f" (automation landed {many(landed, 'commit')} in the last year)" if landed else ""


def _unclear(sentence: str) -> State:
    reason = "The silence is certain; what it means is not."
    return State("dormant", Tone.POOR, sentence, Confidence.HIGH, reason)


def _waits(found: Findings, ending: Any) -> bool:
    return bool(
        ending.waiting >= found.threshold("alive_abandoned_waiting").value
        and ending.waiting_people >= found.threshold("alive_abandoned_people").value
    )


def _is_done(found: Findings, ending: Any) -> bool:
    limit = found.threshold("alive_finished_unreleased").value
    return bool(ending.is_stable and ending.unreleased <= limit)


def _is_regular(found: Findings, silent: float) -> bool:
    recent = silent <= found.threshold("alive_recent_days").value
    least = "alive_young_months" if is_young(found) else "alive_active_months"
    return recent and active_months(found) >= found.threshold(least).value


def _young(found: Findings, silent: float, commits: float, people: float) -> State:
    """Judge less than half a year by itself: its own months are too few for those of a year."""
    days = age(found)
    start = f"Begun {span(days)} before the evidence ends"
    work = f"{many(commits, 'commit')} by {many(people, 'person', 'people')}"
    if not _is_regular(found, silent):
        return State(
            "cannot tell", Tone.UNKNOWN,
            f"{start}, too young to tell: {work} so far, the last {span(silent)} before it ends.",
            Confidence.NONE, "What a project does in its first weeks hardly tells what it will do.",
        )  # fmt: skip
    months = active_months(found)
    is_steady = commits < found.threshold("alive_steady_commits").value * days / _YEAR
    return State(
        "steady" if is_steady else "active", Tone.GOOD,
        f"{start} and worked on in {months:.0f} of its {max(months, math.ceil(days / _MONTH)):.0f} "
        f"months: {work}.",
        Confidence.MEDIUM, "Young: a few months are little to judge by.",
    )  # fmt: skip


def _working(found: Findings, silent: float, unseen: float) -> State:
    months, commits = active_months(found), found.value("code_changes_commits") or 0
    people = found.value("contributors") or 0
    work = f"{many(commits, 'commit')} by {many(people, 'person', 'people')} in the last year"
    until = f"The evidence ends {span(unseen)} before the moment."
    fresh = unseen <= found.threshold("alive_fresh_days").value
    firm = Confidence.HIGH if fresh and not is_contradicted(found) else Confidence.MEDIUM
    if is_young(found):
        return _young(found, silent, commits, people)
    if _is_regular(found, silent):
        if is_slowing(found):
            before, after = found.models["recent_halves"]
            return State(
                "slowing", Tone.FAIR,
                f"Still worked on in {months:.0f} of 12 months, but commits fell from {before:,} in "
                f"the half year before to {after:,} in the last.",
                Confidence.MEDIUM, until,
            )  # fmt: skip
        if commits < found.threshold("alive_steady_commits").value:
            return State(
                "steady", Tone.GOOD,
                f"Little but regular work, in {months:.0f} of the last 12 months: {work}.",
                firm, until,
            )  # fmt: skip
        sentence = f"Worked on in {months:.0f} of the last 12 months: {work}."
        return State("active", Tone.GOOD, sentence, firm, until)
    if months >= found.threshold("alive_sporadic_months").value:
        sentence = (
            f"Worked on now and then, last {span(silent)} before the evidence ends: in {months:.0f} of "
            f"the last 12 months, {work}.{_beside(found, commits)}"
        )
        return State("sporadic", Tone.FAIR, sentence, Confidence.MEDIUM, until)
    return State(
        "cannot tell", Tone.UNKNOWN,
        f"Worked on in {months:.0f} of the last 12 months; the last commit by a person landed "
        f"{span(silent)} before the evidence ends.{chance_in_words(found)}{_beside(found, commits)}",
        Confidence.NONE, _UNTOLD.get(why_silent(found), _BETWEEN),
    )  # fmt: skip


def _beside(found: Findings, commits: float) -> str:
    """Say so where more was done on other branches than landed: on a branch for development."""
    ending = found.models.get("ending")
    if ending is None or ending.beside <= commits:
        return ""
    made = many(ending.beside, "commit")
    return f" Its maintainers made {made} on other branches in that year: the work may go on there."
