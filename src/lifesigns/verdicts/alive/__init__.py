"""Is it alive, and will it stay alive?"""

from typing import Any

from lifesigns.kernel.answer import Answer, Evidence, Figure, FigureKind
from lifesigns.kernel.evidence import fact, not_collected, refuse
from lifesigns.kernel.findings import Findings
from lifesigns.kernel.missing import Missing
from lifesigns.kernel.scope import Actors
from lifesigns.kernel.spec import Need, VerdictSpec
from lifesigns.verdicts import is_cut_short, refuse_cut, stated
from lifesigns.verdicts.alive.forecast import (
    forecast_evidence,
    forecast_fields,
    forecast_figures,
    months_evidence,
)
from lifesigns.verdicts.alive.signs import ending_evidence, notice_evidence, sign_evidence
from lifesigns.verdicts.alive.state import silence, state

SPEC = VerdictSpec(
    id="alive",
    order=1,
    question="Is it alive, and will it stay alive?",
    title="Is it alive?",
    words=(
        "active",
        "steady",
        "sporadic",
        "slowing",
        "dormant",
        "finished",
        "archived",
        "moved",
        "abandoned",
        "not seen",
        "cannot tell",
    ),
    needs=(
        Need("days_since_last_commit"),
        Need("active_months"),
        Need("code_changes_commits", by="month", window="10y"),
        Need("code_changes_commits", by="quarter", window="all"),
        Need("code_changes_commits"),
        Need("contributors"),
        Need("contributors", by="month", window="10y"),
        Need("new_contributors"),
        Need("new_contributors", by="month", window="10y"),
        Need("release_frequency"),
        Need("days_since_last_release"),
        Need("longest_silence"),
        Need("bot_activity", actors=Actors.ALL),
    ),
    models=("declared_state", "survival", "recent_halves", "ending", "turns", "expected"),
    confidence_rule=(
        "High when the project says its state itself, when the evidence ends within "
        f"{stated('alive_fresh_days')} days of the moment and work is regular, and for a silence of more "
        f"than {stated('alive_dormant_days')} days; medium when the evidence is older, "
        "work is irregular or goes on after a notice of the end; low when finished or abandoned is "
        "told from the clone alone; none when nobody can tell."
    ),
    not_answered_when=(
        f"The evidence ends more than {stated('alive_not_seen_days')} days before the moment, or no "
        "human commit has landed."
    ),
    would_change="A commit by a person, a release, or a notice in the readme.",
    aliases=("liveness", "activity"),
)

_WORKING = ("active", "steady", "sporadic", "slowing")
_WOULD_CHANGE = {
    "not seen": ("A fresh fetch of the project.",),
    "dormant": (
        (
            "A release that promises a stable interface with nothing left unreleased, or a readme "
            "that says so, would make it finished."
        ),
        "Change requests that never land would make it abandoned; a fetch of their heads shows them.",
    ),
    "finished": ("Change requests that wait without landing would make it abandoned.",),
    "abandoned": ("One of the waiting change requests landing.",),
    "archived": (
        f"The notice taken back, or work in {stated('alive_active_months')} of 12 months after it.",
    ),
    "moved": ("A look at the place it moved to: this copy only shows what stayed behind.",),
    "slowing": ("A half year with as many commits as the one before it.",),
}


def answer(found: Findings) -> Answer:
    """Say in one word whether the project lives, from its own commits and its own words."""
    if is_cut_short(found):
        return refuse_cut(SPEC, found, notice_evidence(found))
    silent = silence(found)
    if silent is None or found.subject.seen_until is None:
        return refuse(
            SPEC,
            "No commit by a person has landed on the default branch: there is nothing to judge.",
            missing=(not_collected("commits", "the full history of the project"),),
            evidence=notice_evidence(found),
            coverage=found.coverage,
        )
    judged = state(found, silent)
    return Answer(
        question=SPEC.id,
        title=SPEC.title,
        word=judged.word,
        tone=judged.tone,
        sentence=judged.sentence,
        confidence=judged.confidence,
        confidence_reason=judged.reason,
        evidence=_evidence(found, judged.word),
        thresholds=tuple(t for key, t in found.thresholds.items() if key.startswith("alive_")),
        missing=_missing(),
        coverage=found.coverage,
        would_change=(SPEC.would_change, *_would_change(judged.word, found)),
        figures=_figures(found),
        extra=_fields(found),
    )


def _missing() -> tuple[Missing, ...]:
    return (
        not_collected(
            "the forge's archive flag",
            "a forge token",
            "Some projects are archived without a word in the readme.",
        ),
        not_collected("issues and their answers", "a forge token"),
        not_collected(
            "who depends on it",
            "a package registry",
            "Without it, finished and abandoned are often not to be told apart.",
        ),
    )


def _would_change(word: str, found: Findings) -> tuple[str, ...]:
    said = _WOULD_CHANGE.get(word, ())
    if word in _WORKING:
        days = found.threshold("alive_dormant_days").value
        return (*said, f"{days:.0f} days without a commit by a person would make it dormant.")
    return said


def _evidence(found: Findings, word: str) -> tuple[Evidence, ...]:
    labels = {
        "days_since_last_commit": (
            "Time from the last commit by a person to the moment, or to the end of the evidence"
        ),
        "code_changes_commits": "Commits in the last year",
        "contributors": "People who contributed in the last year",
        "new_contributors": "Newcomers in the last year",
        "longest_silence": "Longest silence in the last year",
        "release_frequency": "Releases in the last year",
        "days_since_last_release": "Time since the last release",
        "bot_activity": "Share of commits by automation",
    }
    return (
        *notice_evidence(found),
        *months_evidence(found),
        *(fact(found.result(metric), label) for metric, label in labels.items()),
        *sign_evidence(found),
        *(() if word in _WORKING else ending_evidence(found)),
        *forecast_evidence(found),
    )


def _fields(found: Findings) -> dict[str, Any]:
    """Return the fields that only this answer has: the forecast and the project's own notice."""
    notice = found.models.get("declared_state")
    said = None
    if notice is not None and notice.state:
        said = {
            "state": notice.state,
            "quote": notice.quote,
            "path": notice.path,
            "line": notice.line,
            "said_at": notice.said_at,
            "commit": notice.commit or None,
        }
    return {**forecast_fields(found), "declared": said}


def _figures(found: Findings) -> tuple[Figure, ...]:
    people = Figure(
        id="alive_people",
        title="People at work each month",
        subtitle="People whose commits landed, and people whose first commit landed",
        kind=FigureKind.LINE,
        results=(found.result("contributors", "month"), found.result("new_contributors", "month")),
        labels=("people", "newcomers"),
    )
    commits = Figure(
        id="alive_commits",
        title="Commits each quarter",
        subtitle="Non-merge commits by people, by the quarter in which they landed",
        kind=FigureKind.COLUMNS,
        results=(found.result("code_changes_commits", "quarter"),),
        labels=("commits",),
    )
    ahead = forecast_figures(found)
    return (people, *ahead[:1], commits, *ahead[1:])
