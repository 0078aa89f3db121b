"""The forecast in words, numbers and pictures, with its own record of right and wrong."""

from datetime import UTC, datetime
from functools import cache
from typing import Any

from lifesigns.kernel.answer import Evidence, Figure, FigureKind, MetricResult
from lifesigns.kernel.evidence import per_cent
from lifesigns.kernel.findings import Findings
from lifesigns.kernel.missing import Missing, Reason
from lifesigns.kernel.shape import ALL, Row, Shape
from lifesigns.kernel.unit import Unit
from lifesigns.kernel.window import Window
from lifesigns.models.declared_state import ENDED
from lifesigns.models.survival.accuracy import shipped_accuracy
from lifesigns.models.survival.outcomes import Outcome
from lifesigns.models.survival.parameters import shipped

_DAY = 86_400
_MISSES_SHOWN = 12
_OUTCOMES = {
    "any_commit": "any commit by a person",
    "active_months": "work in a quarter of the months",
}
_SHORT = {"any_commit": "any commit", "active_months": "work in 3 of 12 months"}
_REFUSED_FOR_TOO_LITTLE = ("too_young", "one_day", "no_commits", "unset_clocks")


@cache
def _silences() -> dict[str, str]:
    """Why there is no forecast, in words, with the numbers it goes by."""
    rules = shipped().rules
    return {
        "no_commits": "no commit by a person has landed",
        "unset_clocks": "the commits carry clocks that were never set",
        "not_seen": f"the evidence ends more than {rules.stale_days} days before the moment",
        "too_young": f"the first commit landed less than {rules.young_days} days before",
        "one_day": "everything landed on one day",
        "few_comparable": f"fewer than {rules.few_repositories} projects of this kind are known",
        "even_odds": f"the odds are closer to even than {rules.odds:g} to 1",
    }


def age(found: Findings) -> float:
    """Days from the first commit by a person to the end of the evidence; endless when unknown."""
    outlook = found.models.get("survival")
    seen = outlook.now.evidence if outlook is not None else None
    if seen is None:
        return float("inf")
    return float(seen.days_since_last + (seen.last_landed - seen.first_landed) / _DAY)


def is_young(found: Findings) -> bool:
    """Tell whether the project is too young for a forecast to be an answer."""
    return age(found) < found.threshold("alive_young_days").value


def _silence(found: Findings, one: Any) -> str:
    """Why an estimate is no answer, in words; "" when it is one."""
    if one.reason:
        return _silences()[str(one.reason)]
    days = found.threshold("alive_young_days").value
    return f"few projects younger than {days:.0f} days are known" if is_young(found) else ""


def why_silent(found: Findings) -> str:
    """The reason for which the chance of regular work is no answer; "" when it is one."""
    outlook = found.models.get("survival")
    return "" if outlook is None else str(outlook.now.estimate("active_months").reason or "")


def chance_in_words(found: Findings) -> str:
    """The forecast as a sentence, for answers that lie between the clear ones."""
    outlook = found.models.get("survival")
    one = None if outlook is None or outlook.now.refused else outlook.now.estimate("active_months")
    if one is None or one.p is None:
        return ""
    why = _silence(found, one)
    hedge = f", which is no answer: {why}" if why else ""
    return f" The chance of work in 3 of the next 12 months is put at {per_cent(one.p)}{hedge}."


def months_evidence(found: Findings) -> tuple[Evidence, ...]:
    """Months with work of the last twelve, as the forecast counts them."""
    outlook = found.models.get("survival")
    if outlook is None or outlook.now.evidence is None:
        return ()
    seen = outlook.now.evidence
    label = "Months of the last 12 with work (twelve equal parts of a year)"
    return (Evidence("survival", label, float(seen.active_months), Unit.MONTHS, seen.landings),)


def forecast_evidence(found: Findings) -> tuple[Evidence, ...]:
    """The chances of the next twelve months, and what became of projects of the same kind."""
    outlook = found.models.get("survival")
    if outlook is None:
        return ()
    chances = tuple(
        Evidence(
            id="survival",
            label=f"Chance of {_OUTCOMES[one.outcome]} in the next {one.horizon_months} months",
            value=one.p,
            unit=Unit.PROBABILITY,
            n=outlook.now.evidence.landings if outlook.now.evidence else 0,
            text=_silence(found, one),
            low=one.low,
            high=one.high,
            missing=None if one.p is not None else _refused(str(one.reason)),
        )
        for one in outlook.now.estimates
        if one.horizon_months == 12
    )
    return (*chances, *_comparable(outlook), _misses())


def forecast_fields(found: Findings) -> dict[str, Any]:
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
                "abstained": one.p is None or bool(_silence(found, one)),
                "reason": _silence(found, one) or None,
            }
            for one in outlook.now.estimates
        },
        "said_before": [
            {"at": f"{_date(made.as_of):%Y-%m-%d}", "p": _chance(made), "went_on": fate}
            for made, fate in zip(outlook.before, outlook.went_on, strict=True)
        ],
    }


def forecast_figures(found: Findings) -> tuple[Figure, ...]:
    """The chances as a picture of five projects, what was said before, and how often it was right."""
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
            subtitle="Of five projects like this one, how many go on",
            kind=FigureKind.DOTS,
            results=(_as_result(window, "Chance", ahead),),
            caption=(
                "Made from landing times only; how often it was right stands below."
                + _reserve(found)
            ),
        ),
        _before(outlook, window),
        _reliability(window),
    )


def _reserve(found: Findings) -> str:
    """What the picture cannot show: that it is no answer here, or does not know of the end."""
    outlook, notice = found.models["survival"], found.models.get("declared_state")
    why = _silence(found, outlook.now.estimate("active_months"))
    said = (
        f" The chance of work in 3 of the next 12 months is no answer here: {why}." if why else ""
    )
    if notice is not None and notice.state in ENDED:
        said += f" It does not know that the project calls itself {notice.state}."
    return said


def _before(outlook: Any, window: Window) -> Figure:
    said, came = [], []
    if outlook.before:  # each is said at the start of its quarter: none of them is half over
        window = Window(window.since, _date(outlook.before[-1].as_of - 1))
    for made, fate in zip(outlook.before, outlook.went_on, strict=True):
        day = _date(made.as_of)
        quarter, n = (
            f"{day.year}-Q{(day.month + 2) // 3}",
            made.evidence.landings if made.evidence else 0,
        )
        one = None if made.refused else made.estimate("active_months")
        low, high = (one.low, one.high) if one is not None else (None, None)
        said.append(Row(quarter, _chance(made), n, low=low, high=high))
        came.append(Row(quarter, None if fate is None else float(fate), n))
    return Figure(
        id="alive_said_before",
        title="What we would have said, and what came of it",
        subtitle="Chance of work in 3 of the next 12 months, as of the start of each quarter",
        kind=FigureKind.LINE,
        results=(_as_result(window, "Chance", tuple(said)), _as_result(window, "Fate", tuple(came))),
        labels=("said", "went on"),
        caption=(
            "Each point uses only what had landed by then, with today's weights. Went on: 100% when "
            "the work did, 0% when not; it ends where the twelve months are not over. Gaps are where "
            "nothing could be said."
        ),
    )  # fmt: skip


def _reliability(window: Window) -> Figure:
    """How often such forecasts came true for projects the model had not seen."""
    curve = next(
        curve
        for curve in shipped_accuracy().curves
        if curve.outcome is Outcome.ACTIVE_MONTHS and curve.horizon_months == 12
    )
    keys = [f"{per_cent(bar.low)}-{per_cent(bar.high)}" for bar in curve.bins]
    said, came = (
        tuple(
            Row(ALL, getattr(bar, name), bar.n_rows, key=key)
            for key, bar in zip(keys, curve.bins, strict=True)
        )
        for name in ("forecast", "happened")
    )
    return Figure(
        id="alive_reliability",
        title="How often such forecasts came true",
        subtitle="Work in 3 of the next 12 months, for other projects with known fates",
        kind=FigureKind.COLUMNS,
        results=(_as_result(window, "Said", said), _as_result(window, "Came true", came)),
        labels=("said", "came true"),
        caption=(
            f"{sum(bar.n_rows for bar in curve.bins):,} forecasts, grouped by what was said, each made "
            "by a fit that never saw the project. Equal columns would be perfect."
        ),
    )  # fmt: skip


def _comparable(outlook: Any) -> tuple[Evidence, ...]:
    kind = outlook.now.comparable
    if kind is None:
        return ()
    until = f"to {kind.days_below:.0f} days" if kind.days_below is not None else "days and more"
    return (
        Evidence(
            id="survival",
            label=(
                f"Worked on in 3 of the next 12 months: of {kind.n_rows:,} known cases in "
                f"{kind.n_repositories} projects silent for {kind.days_from:.0f} {until} after "
                f"{kind.months_from} to {kind.months_to} active months"
            ),
            value=kind.active_months,
            unit=Unit.SHARE,
            n=kind.n_rows,
        ),
    )


def _misses() -> Evidence:
    misses = shipped_accuracy().misses
    rows = tuple(
        (
            f"{miss.repository}, {_date(miss.day):%Y-%m}",
            f"said {per_cent(miss.p)} for {_SHORT[miss.outcome]}; "
            + ("it came" if miss.happened else "none came"),
        )
        for miss in misses[:_MISSES_SHOWN]
    )
    return Evidence(
        id="survival",
        label=f"Where such forecasts were most wrong: {len(rows)} of {len(misses)} misses, other projects",
        value=None,
        unit=Unit.COUNT,
        n=len(misses),
        rows=rows,
    )


def _chance(made: Any) -> float | None:
    p: float | None = None if made.refused else made.estimate("active_months").p
    return p


def _refused(reason: str) -> Missing:
    kind = Reason.TOO_FEW if reason in _REFUSED_FOR_TOO_LITTLE else Reason.NO_DATA
    return Missing(kind, "forecast", _silences()[reason])


def _as_result(window: Window, title: str, rows: tuple[Row, ...]) -> MetricResult:
    by = "quarter" if rows and rows[0].slice != ALL else ""
    shape = Shape.SINGLE if by else Shape.RANKING
    n = max((row.n for row in rows), default=0)
    return MetricResult("survival", title, Unit.PROBABILITY, shape, window, by, rows, n)


def _date(moment: int) -> datetime:
    return datetime.fromtimestamp(moment, UTC)
