"""What the forecast was meant to reach, held against any table of scores."""

from collections.abc import Iterable
from dataclasses import dataclass

from lifesigns.models.survival.judging import OURS, Score
from lifesigns.models.survival.outcomes import Outcome
from lifesigns.models.survival.validation import NEW_TIME_SUBSET

MONTHS = 12
ALL = "all"
SILENT = "silent 91-365 days"


@dataclass(frozen=True, slots=True)
class Goal:
    """One aim: `measure` is a field of Score, `low` and `high` bound what reaches it."""

    outcome: Outcome
    subset: str
    measure: str
    low: float = 0.0
    high: float = 1.0


@dataclass(frozen=True, slots=True)
class Reached:
    """An aim beside what was measured on `n_rows` rows of `n_repositories`.

    `noise` and `luck` speak of calibration errors only: what a perfect forecast would
    show on average, and how often one would show this much (see `Score`). `is_met`: the value
    lies inside the bounds; one that nobody could compute does not.
    """

    goal: Goal
    value: float
    n_rows: int
    n_repositories: int
    noise: float | None
    luck: float | None
    is_met: bool


GOALS = (
    Goal(Outcome.ACTIVE_MONTHS, ALL, "brier", high=0.097),
    Goal(Outcome.ACTIVE_MONTHS, ALL, "calibration_error", high=0.03),
    Goal(Outcome.ANY_COMMIT, ALL, "brier", high=0.091),
    Goal(Outcome.ACTIVE_MONTHS, SILENT, "auc", low=0.70),
    Goal(Outcome.ANY_COMMIT, SILENT, "auc", low=0.70),
    Goal(Outcome.ACTIVE_MONTHS, NEW_TIME_SUBSET, "calibration_error", high=0.05),
    Goal(Outcome.ANY_COMMIT, NEW_TIME_SUBSET, "calibration_error", high=0.05),
    Goal(Outcome.ACTIVE_MONTHS, ALL, "interval_coverage", low=0.75, high=0.85),
    Goal(Outcome.ANY_COMMIT, ALL, "interval_coverage", low=0.75, high=0.85),
)


def reached(scores: Iterable[Score]) -> tuple[Reached, ...]:
    """Hold every aim against the scores; aims without a score are left out."""
    found = {
        (score.outcome, score.subset): score
        for score in scores
        if score.model == OURS and score.horizon_months == MONTHS
    }
    return tuple(
        _held(goal, found[goal.outcome, goal.subset])
        for goal in GOALS
        if (goal.outcome, goal.subset) in found
    )


def _held(goal: Goal, score: Score) -> Reached:
    calibration = goal.measure == "calibration_error"
    value = float(getattr(score, goal.measure))
    return Reached(
        goal,
        value,
        score.n_rows,
        score.n_repositories,
        score.calibration_noise if calibration else None,
        score.calibration_luck if calibration else None,
        goal.low <= value <= goal.high,
    )
