"""Say how likely a project is to be worked on, as of any day, or say why that cannot be said."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from lifesigns.models.survival import cohorts
from lifesigns.models.survival.evidence import Evidence, History, design
from lifesigns.models.survival.logit import chance
from lifesigns.models.survival.outcomes import DAY, TARGETS, Floats, Ints, Outcome
from lifesigns.models.survival.parameters import (
    CURRENT,
    Cell,
    Parameters,
    Rules,
    Vintage,
    shipped,
)
from lifesigns.models.survival.training import coherent


class Silence(StrEnum):
    """Why there is no answer. The first five refuse, the others abstain."""

    NO_COMMITS = "no_commits"
    UNSET_CLOCKS = "unset_clocks"
    NOT_SEEN = "not_seen"
    TOO_YOUNG = "too_young"
    ONE_DAY = "one_day"
    FEW_COMPARABLE = "few_comparable"
    EVEN_ODDS = "even_odds"


@dataclass(frozen=True, slots=True)
class Estimate:
    """One probability.

    `p` is the chance that the outcome comes true within the horizon after
    `Forecast.seen_until`; in 80% of cohorts of `cohort` like projects the share for
    which it does lies in [low, high]. All three are None when the forecast was refused.
    When `abstained`, they are what little is known and no answer.
    """

    outcome: Outcome
    horizon_months: int
    p: float | None
    low: float | None
    high: float | None
    abstained: bool
    reason: Silence | None
    cohort: int

    @property
    def counts(self) -> tuple[int, int] | None:
        """How many of a cohort to expect, lowest and highest: the interval in whole projects."""
        if self.low is None or self.high is None:
            return None
        return round(self.low * self.cohort), round(self.high * self.cohort)


@dataclass(frozen=True, slots=True)
class Forecast:
    """All estimates as of one moment, with what they rest on.

    `seen_until` is where the evidence ends (never after `as_of`) and where the
    horizons start. `comparable` is what became of projects of the same kind, for
    checking by hand. `refused` says why nothing at all can be said.
    """

    as_of: int
    seen_until: int
    evidence: Evidence | None
    comparable: Cell | None
    estimates: tuple[Estimate, ...]
    refused: Silence | None

    def estimate(self, outcome: Outcome | str, months: int = 12) -> Estimate:
        """Return one estimate. Raises KeyError for a horizon that is not forecast."""
        for found in self.estimates:
            if found.outcome == outcome and found.horizon_months == months:
                return found
        raise KeyError((outcome, months))


def forecast(
    landed: Sequence[int] | Ints,
    as_of: int,
    observed_until: int,
    *,
    parameters: Parameters | None = None,
) -> Forecast:
    """Forecast a project as of one moment.

    `landed` are the times (epoch seconds, any order) at which human commits landed on
    the default branch; `observed_until` is when the evidence was collected. Nothing
    after the earlier of `as_of` and `observed_until` has any influence. Method: logistic
    regression on silence, active months, active days and the drift of base rates.
    """
    return _forecasts(History(landed), [as_of], observed_until, parameters or shipped())[0]


def forecast_history(
    landed: Sequence[int] | Ints,
    days: Sequence[int],
    observed_until: int | None = None,
) -> list[Forecast]:
    """Forecast as of many moments: what would have been said on each of them.

    Each uses only what had landed by then. The fitted numbers are those of today, so the
    drift of base rates is known better than it was. Without `observed_until`, every
    day is taken as seen.
    """
    until = max(days, default=0) if observed_until is None else observed_until
    return _forecasts(History(landed), days, until, shipped())


def lookup_table() -> tuple[Cell, ...]:
    """Return what became of every kind of project in the next twelve months."""
    return shipped().vintage(CURRENT).cells


def comparable(cells: Sequence[Cell], evidence: Evidence) -> Cell | None:
    """Return the kind of project that the evidence belongs to, None if it was never seen."""
    for cell in cells:
        if (
            cell.days_from <= evidence.days_since_last
            and (cell.days_below is None or evidence.days_since_last < cell.days_below)
            and cell.months_from <= evidence.active_months <= cell.months_to
        ):
            return cell
    return None


def abstention(
    evidence: Sequence[Evidence], made: Floats, cells: Sequence[Cell], rules: Rules
) -> NDArray[np.bool_]:
    """Tell per row and target, shape (n, 6), whether a forecast would be no answer."""
    for_all = [_silence_of_all(seen, comparable(cells, seen), rules) for seen in evidence]
    silent: NDArray[np.bool_] = np.array([reason is not None for reason in for_all], dtype=np.bool_)
    return silent[:, None] | _near_even(made, rules)


def chances(vintage: Vintage, matrix: Floats, moments: Ints, rules: Rules) -> Floats:
    """Return the chances of all targets for rows of `design`, shape (n, 6)."""
    raw = [chance(fit, matrix, moments, rules) for fit in vintage.fits]
    return coherent(np.column_stack(raw))


def _forecasts(
    history: History, days: Sequence[int], until: int, parameters: Parameters
) -> list[Forecast]:
    rules, vintage = parameters.rules, parameters.vintage(CURRENT)
    ends = [min(day, until) for day in days]
    evidence = [history.evidence(end) for end in ends]
    rows = [row for row, seen in enumerate(evidence) if seen is not None]
    matrix = design([seen for seen in evidence if seen is not None])
    moments = np.array([ends[row] for row in rows], dtype=np.int64)
    made = chances(vintage, matrix, moments, rules)
    lows, highs = made.copy(), made.copy()
    for column, fit in enumerate(vintage.fits):
        lows[:, column], highs[:, column] = cohorts.interval(
            made[:, column], fit.radius, rules.cohort
        )
    place = {row: number for number, row in enumerate(rows)}
    found = []
    for row, day in enumerate(days):
        seen = evidence[row]
        refused = _refusal(seen, history, day, ends[row], rules)
        if seen is None or refused is not None:
            found.append(Forecast(day, ends[row], seen, None, _nothing(refused, rules), refused))
            continue
        kind = comparable(vintage.cells, seen)
        number = place[row]
        silent = _silence_of_all(seen, kind, rules)
        estimates = _estimates(made[number], lows[number], highs[number], silent, rules)
        found.append(Forecast(day, ends[row], seen, kind, estimates, None))
    return found


def _refusal(
    seen: Evidence | None, history: History, day: int, end: int, rules: Rules
) -> Silence | None:
    if day - end > rules.stale_days * DAY:
        return Silence.NOT_SEEN
    if seen is None:
        return Silence.UNSET_CLOCKS if history.unset_clocks else Silence.NO_COMMITS
    if seen.first_landed > end - rules.young_days * DAY:
        return Silence.TOO_YOUNG
    return None


def _silence_of_all(seen: Evidence, kind: Cell | None, rules: Rules) -> Silence | None:
    if seen.active_days_ever == 1:
        return Silence.ONE_DAY
    if kind is None or kind.n_repositories < rules.few_repositories:
        return Silence.FEW_COMPARABLE
    return None


def _estimates(
    made: Floats, lows: Floats, highs: Floats, silent: Silence | None, rules: Rules
) -> tuple[Estimate, ...]:
    even = _near_even(made, rules)
    found = []
    for column, target in enumerate(TARGETS):
        reason = silent or (Silence.EVEN_ODDS if even[column] else None)
        found.append(
            Estimate(
                target.outcome,
                target.months,
                float(made[column]),
                float(lows[column]),
                float(highs[column]),
                reason is not None,
                reason,
                rules.cohort,
            )
        )
    return tuple(found)


def _near_even(made: Floats, rules: Rules) -> NDArray[np.bool_]:
    edge = rules.odds / (1 + rules.odds)
    near: NDArray[np.bool_] = (made > 1 - edge) & (made < edge)
    return near


def _nothing(reason: Silence | None, rules: Rules) -> tuple[Estimate, ...]:
    return tuple(
        Estimate(target.outcome, target.months, None, None, None, True, reason, rules.cohort)
        for target in TARGETS
    )
