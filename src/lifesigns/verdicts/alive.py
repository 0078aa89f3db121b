"""Is it alive, and will it stay alive?"""

from datetime import UTC, datetime
from typing import Any

from lifesigns.kernel.answer import (
    Answer,
    Confidence,
    Evidence,
    Figure,
    FigureKind,
    MetricResult,
    Tone,
)
from lifesigns.kernel.evidence import fact, many, not_collected, refuse
from lifesigns.kernel.findings import Findings
from lifesigns.kernel.missing import Missing, Reason
from lifesigns.kernel.scope import Actors
from lifesigns.kernel.shape import ALL, Row, Shape
from lifesigns.kernel.spec import Need, VerdictSpec
from lifesigns.kernel.unit import Unit
from lifesigns.kernel.window import Window

SPEC = VerdictSpec(
    id="alive",
    order=1,
    question="Is it alive, and will it stay alive?",
    title="Is it alive?",
    words=(
        "active",
        "sporadic",
        "slowing",
        "dormant",
        "archived",
        "moved",
        "not seen since",
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
    models=("declared_state", "survival", "recent_halves"),
    confidence_rule=(
        "High when the evidence ends within 30 days of the moment and the word is active, dormant "
        "or declared; medium when the evidence is older or the word lies between; none when refused."
    ),
    not_answered_when=(
        "The evidence ends more than 90 days before the moment, or no human commit has landed."
    ),
    would_change="A commit by a person, a release, or a notice in the readme.",
    aliases=("liveness", "activity"),
)


def answer(found: Findings) -> Answer:
    """Say in one word whether the project lives, from its own commits and its own words."""
    silent, months = found.value("days_since_last_commit"), _months(found)
    if silent is None or found.subject.seen_until is None:
        return refuse(
            SPEC,
            "No commit by a person has landed on the default branch: there is nothing to judge.",
            missing=(not_collected("commits", "the full history of the project"),),
            coverage=found.coverage,
        )
    word, tone, sentence = _judge(found, silent, months or 0.0)
    unseen = _unseen_days(found)
    confidence, why = _confidence(word, unseen)
    return Answer(
        question=SPEC.id,
        title=SPEC.title,
        word=word,
        tone=tone,
        sentence=sentence,
        confidence=confidence,
        confidence_reason=why,
        evidence=_evidence(found),
        thresholds=tuple(t for key, t in found.thresholds.items() if key.startswith("alive_")),
        missing=(
            not_collected(
                "the forge's archive flag",
                "a forge token",
                "Some projects are archived without a word in the readme.",
            ),
            not_collected("issues and their answers", "a forge token"),
        ),
        coverage=found.coverage,
        would_change=(SPEC.would_change, *_would_change(word, found)),
        figures=_figures(found),
        extra=_forecast(found),
    )


def _months(found: Findings) -> float | None:
    """Of the last twelve equal parts of a year, those with work; calendar months otherwise."""
    outlook = found.models.get("survival")
    if outlook is not None and outlook.now.evidence is not None:
        return float(outlook.now.evidence.active_months)
    return found.value("active_months")


def _unseen_days(found: Findings) -> float:
    seen = found.subject.seen_until
    return (found.subject.as_of - seen).total_seconds() / 86400 if seen else float("inf")


def _judge(found: Findings, silent: float, months: float) -> tuple[str, Tone, str]:
    declared = found.models.get("declared_state")
    if declared is not None and declared.state:
        sentence = f"Its readme says so: “{declared.quote}”"
        return declared.state, Tone.POOR, sentence
    unseen = _unseen_days(found)
    last = f"the last commit by a person landed {_ago(silent)} before the evidence ends"
    if unseen > found.threshold("alive_not_seen_days").value:
        seen = found.subject.seen_until
        return (
            "not seen since",
            Tone.UNKNOWN,
            (
                f"The evidence ends on {seen:%Y-%m-%d}, {unseen:.0f} days before the moment asked "
                f"about; until then, {last}. Whether it lives now, this clone cannot show."
            ),
        )
    commits = found.value("code_changes_commits") or 0
    people = found.value("contributors") or 0
    work = f"{many(commits, 'commit')} by {many(people, 'person', 'people')} in the last year"
    if silent > found.threshold("alive_dormant_days").value:
        return (
            "dormant",
            Tone.POOR,
            (
                f"No commit by a person has landed for {_ago(silent)}. Whether it is finished or "
                "abandoned, a clone cannot show."
            ),
        )
    recent = silent <= found.threshold("alive_recent_days").value
    if recent and months >= found.threshold("alive_active_months").value:
        if _is_slowing(found):
            before, after = found.models["recent_halves"]
            return (
                "slowing",
                Tone.FAIR,
                (
                    f"Still worked on in {months:.0f} of 12 months, but commits fell from {before} "
                    f"in the half year before to {after} in the last."
                ),
            )
        return "active", Tone.GOOD, f"Worked on in {months:.0f} of the last 12 months: {work}."
    if months >= found.threshold("alive_sporadic_months").value:
        return (
            "sporadic",
            Tone.FAIR,
            f"Worked on now and then: in {months:.0f} of the last 12 months, {work}.",
        )
    return (
        "cannot tell",
        Tone.UNKNOWN,
        f"Worked on in {months:.0f} of the last 12 months; {last}.{_chance(found)}",
    )


def _chance(found: Findings) -> str:
    """The forecast in words, for answers that lie between the clear ones."""
    outlook = found.models.get("survival")
    one = None if outlook is None or outlook.now.refused else outlook.now.estimate("active_months")
    if one is None or one.p is None:
        return ""
    hedge = " and closer to even than anybody can call" if one.abstained else ""
    return f" The chance of work in 3 of the next 12 months is put at {one.p:.0%}{hedge}."


def _is_slowing(found: Findings) -> bool:
    halves = found.models.get("recent_halves")
    if halves is None or halves[0] < found.threshold("alive_slowing_minimum").value:
        return False
    before, after = halves
    return bool(after < before * found.threshold("alive_slowing_ratio").value)


def _confidence(word: str, unseen: float) -> tuple[Confidence, str]:
    if word in ("not seen since", "cannot tell"):
        return Confidence.NONE, SPEC.confidence_rule
    until = f"The evidence ends {_ago(unseen)} before the moment."
    if word in ("sporadic", "slowing") or unseen > 30:
        return Confidence.MEDIUM, until
    return Confidence.HIGH, until


def _would_change(word: str, found: Findings) -> tuple[str, ...]:
    if word == "not seen since":
        return ("A fresh fetch of the project.",)
    if word in ("active", "sporadic", "slowing"):
        days = found.threshold("alive_dormant_days").value
        return (f"{days:.0f} days without a commit by a person would make it dormant.",)
    return ()


def _evidence(found: Findings) -> tuple[Evidence, ...]:
    labels = {
        "days_since_last_commit": "Days from the last commit by a person to the end of the evidence",
        "code_changes_commits": "Commits in the last year",
        "contributors": "People who contributed in the last year",
        "new_contributors": "Newcomers in the last year",
        "longest_silence": "Longest silence in the last year",
        "release_frequency": "Releases in the last year",
        "days_since_last_release": "Days since the last release",
        "bot_activity": "Share of commits by automation",
    }
    return (
        *_months_evidence(found),
        *(fact(found.result(metric), label) for metric, label in labels.items()),
        *_forecast_evidence(found),
    )


def _months_evidence(found: Findings) -> tuple[Evidence, ...]:
    outlook = found.models.get("survival")
    if outlook is None or outlook.now.evidence is None:
        return ()
    seen = outlook.now.evidence
    label = "Months of the last 12 with work (twelve equal parts of a year)"
    return (Evidence("survival", label, float(seen.active_months), Unit.MONTHS, seen.landings),)


def _forecast_evidence(found: Findings) -> tuple[Evidence, ...]:
    outlook = found.models.get("survival")
    if outlook is None:
        return ()
    return tuple(
        Evidence(
            id="survival",
            label=f"Chance of {_OUTCOMES[one.outcome]} in the next {one.horizon_months} months",
            value=one.p,
            unit=Unit.PROBABILITY,
            n=outlook.now.evidence.landings if outlook.now.evidence else 0,
            text=_SILENCES.get(str(one.reason), "") if one.reason else "",
            low=one.low,
            high=one.high,
            missing=None if one.p is not None else _refused(str(one.reason)),
        )
        for one in outlook.now.estimates
        if one.horizon_months == 12
    )


def _refused(reason: str) -> Missing:
    few = ("too_young", "one_day", "no_commits", "unset_clocks")
    kind = Reason.TOO_FEW if reason in few else Reason.NO_DATA
    return Missing(kind, "forecast", _SILENCES.get(reason, ""))


def _forecast(found: Findings) -> dict[str, Any]:
    """Return the forecast part of the JSON contract."""
    outlook = found.models.get("survival")
    if outlook is None:
        return {}
    return {
        "forecast": {
            f"{one.outcome}_{one.horizon_months}m": {
                "p": one.p,
                "low": one.low,
                "high": one.high,
                "abstained": one.abstained or one.p is None,
                "reason": _SILENCES.get(str(one.reason)) if one.reason else None,
            }
            for one in outlook.now.estimates
        }
    }


def _figures(found: Findings) -> tuple[Figure, ...]:
    return (
        Figure(
            id="alive_people",
            title="People at work each month",
            subtitle="People whose commits landed, and people whose first commit landed",
            kind=FigureKind.LINE,
            results=(
                found.result("contributors", "month"),
                found.result("new_contributors", "month"),
            ),
            labels=("people", "newcomers"),
        ),
        Figure(
            id="alive_commits",
            title="Commits each quarter",
            subtitle="Non-merge commits by people, by the quarter in which they landed",
            kind=FigureKind.COLUMNS,
            results=(found.result("code_changes_commits", "quarter"),),
            labels=("commits",),
        ),
        *_forecast_figures(found),
    )


def _forecast_figures(found: Findings) -> tuple[Figure, ...]:
    outlook = found.models.get("survival")
    if outlook is None or outlook.now.refused:
        return ()
    window = found.result("code_changes_commits", "quarter").window
    ahead = tuple(
        Row(
            ALL, one.p, outlook.now.evidence.landings, low=one.low, high=one.high,
            key=f"{_OUTCOMES[one.outcome]}, {one.horizon_months} months",
        )
        for one in outlook.now.estimates
    )  # fmt: skip
    return (
        Figure(
            id="alive_forecast",
            title="Will it stay alive?",
            subtitle="Chance, with the range in which 8 of 10 groups of five such projects end",
            kind=FigureKind.INTERVALS,
            results=(_as_result(window, "Chance", ahead),),
            caption="Made from landing times only; how often it was right: docs/accuracy/forecast.md.",
        ),
        _history_figure(outlook, window),
    )


def _history_figure(outlook: Any, window: Window) -> Figure:
    return Figure(
        id="alive_said_before",
        title="What we would have said",
        subtitle="Chance of work in 3 of the next 12 months, as of the start of each quarter",
        kind=FigureKind.LINE,
        results=(_as_result(window, "Chance", _said_before(outlook)),),
        labels=("chance",),
        caption="Each point uses only what had landed by then; gaps are where nothing could be said.",
    )


def _said_before(outlook: Any) -> tuple[Row, ...]:
    rows = []
    for made in outlook.before:
        day = datetime.fromtimestamp(made.as_of, UTC)
        quarter = f"{day.year}-Q{(day.month + 2) // 3}"
        p = None if made.refused else made.estimate("active_months").p
        rows.append(Row(quarter, p, made.evidence.landings if made.evidence else 0))
    return tuple(rows)


def _as_result(window: Window, title: str, rows: tuple[Row, ...]) -> MetricResult:
    by = "quarter" if rows and rows[0].slice != ALL else ""
    shape = Shape.SINGLE if by else Shape.RANKING
    n = max((row.n for row in rows), default=0)
    return MetricResult("survival", title, Unit.PROBABILITY, shape, window, by, rows, n)


_OUTCOMES = {
    "any_commit": "any commit by a person",
    "active_months": "work in a quarter of the months",
}
_SILENCES = {
    "no_commits": "no commit by a person has landed",
    "unset_clocks": "the commits carry clocks that were never set",
    "not_seen": "the evidence ends more than 90 days before the moment",
    "too_young": "the first commit landed less than 30 days before",
    "one_day": "everything landed on one day",
    "few_comparable": "fewer than five projects of this kind are known",
    "even_odds": "nobody can tell: the odds are closer to even than two to one",
}


def _ago(days: float) -> str:
    if days < 1:
        return "less than a day"
    if days < 60:
        return many(round(days), "day")
    if days < 730:
        return f"{days / 30.4:.0f} months"
    return f"{days / 365.25:.0f} years"
