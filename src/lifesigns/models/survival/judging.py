"""Judge forecasts against what happened: one table for any set of histories."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lifesigns.models.survival import cohorts, scores
from lifesigns.models.survival.forecasting import abstention
from lifesigns.models.survival.outcomes import TARGETS, Outcome
from lifesigns.models.survival.panel import Panel
from lifesigns.models.survival.parameters import Rules, Vintage
from lifesigns.models.survival.scores import Bin, Delta, Resampler
from lifesigns.models.survival.training import DRAWS, Forecasts, Rows

# Frames whose repositories were listed because of their fate, or because of their success.
CHOSEN_BY_OUTCOME = frozenset({"archived_1k", "apache_attic", "cncf_archived", "cncf_member"})
STRICT_UNTIL = 1_577_836_800  # 1 January 2020: later cut-offs may depend on when copies were made
MISS = 0.8
OURS = "lifesigns"


@dataclass(frozen=True, slots=True)
class Score:
    """One line of the table: one model on one target and one subset of rows.

    `calibration_noise` is the calibration error a perfect forecast would show on so many
    rows, `calibration_luck` how often one would show this much, the rows of a repository
    resembling one another. `interval_coverage` (ours only) is the share of cohorts inside their 80%
    interval. `abstained` is the share of rows without an answer. The deltas are ours
    minus that baseline with the 95% interval of a paired repository bootstrap.
    """

    outcome: Outcome
    horizon_months: int
    subset: str
    model: str
    n_rows: int
    n_repositories: int
    base_rate: float
    auc: float
    brier: float
    calibration_error: float
    calibration_noise: float | None = None
    calibration_luck: float | None = None
    interval_coverage: float | None = None
    abstained: float | None = None
    brier_against_two_feature: Delta | None = None
    brier_against_recency: Delta | None = None
    calibration_against_two_feature: Delta | None = None
    auc_against_two_feature: Delta | None = None
    auc_against_recency: Delta | None = None


@dataclass(frozen=True, slots=True)
class Curve:
    """The reliability curve of one target on all rows."""

    outcome: Outcome
    horizon_months: int
    bins: tuple[Bin, ...]


@dataclass(frozen=True, slots=True)
class Miss:
    """A forecast that went badly wrong, with what it rested on. `day` is epoch seconds."""

    repository: str
    day: int
    outcome: Outcome
    p: float
    happened: bool
    days_since_last: float
    active_months: int
    active_days: int


@dataclass(frozen=True, slots=True)
class Judged:
    """Rows with forecasts, ready to be scored: chances per model, radii, who abstained.

    `radii` are pairs of rows and the radius per target that holds for them: intervals
    are checked within such rows only, so that no radius is checked on its own rows.
    """

    panel: Panel
    forecasts: Forecasts
    usable: NDArray[np.bool_]
    radii: tuple[tuple[Rows, Sequence[float]], ...]
    abstained: NDArray[np.bool_]


def judged(
    panel: Panel, forecasts: Forecasts, usable: NDArray[np.bool_], vintage: Vintage, rules: Rules
) -> Judged:
    """Bring together what scoring needs; radii and kinds of project come from the vintage."""
    everyone = np.ones(len(panel.owner), dtype=np.bool_)
    return Judged(
        panel,
        forecasts,
        usable & ~np.isnan(forecasts.ours),
        ((everyone, [fit.radius for fit in vintage.fits]),),
        abstention(panel.evidence, forecasts.ours, vintage.cells, rules),
    )


def subsets(panel: Panel) -> Iterator[tuple[str, Rows]]:
    """Yield the groups of rows that are scored apart."""
    silence = panel.silence
    yield "all", np.ones(len(silence), dtype=np.bool_)
    yield "silent up to 90 days", silence <= 90
    yield "silent 91-365 days", (silence > 90) & (silence <= 365)
    yield "silent over 365 days", silence > 365
    yield "day up to 2020-01-01", panel.moments <= STRICT_UNTIL
    if any(panel.frames):
        neutral = np.array([frame not in CHOSEN_BY_OUTCOME for frame in panel.frames])
        yield "neutral frames", neutral[panel.owner]


def table(rows: Judged, rules: Rules) -> list[Score]:
    """Score every target, subset and model, and the rows that got an answer."""
    found = []
    for name, chosen in subsets(rows.panel):
        found += score_subset(rows, name, chosen, rules)
    for column in range(len(TARGETS)):
        answered = ~rows.abstained[:, column]
        found += _score_target(rows, column, "answered", answered, rules)
    return found


def score_subset(rows: Judged, name: str, chosen: Rows, rules: Rules) -> list[Score]:
    """Score every target and model on the chosen rows."""
    found = []
    for column in range(len(TARGETS)):
        found += _score_target(rows, column, name, chosen, rules)
    return found


def curves(rows: Judged) -> tuple[Curve, ...]:
    """Return the reliability curve of every target."""
    found = []
    for column, target in enumerate(TARGETS):
        kept = rows.usable[:, column]
        bins = scores.reliability(
            rows.forecasts.ours[kept, column],
            rows.panel.labels[kept, column],
            rows.panel.owner[kept],
        )
        found.append(Curve(target.outcome, target.months, bins))
    return tuple(found)


def misses(rows: Judged) -> tuple[Miss, ...]:
    """Return the worst twelve-month miss of each repository and outcome, worst first."""
    worst: dict[tuple[int, Outcome], tuple[float, int, int]] = {}
    for column, target in enumerate(TARGETS):
        if target.months != 12:
            continue
        gaps = np.abs(rows.forecasts.ours[:, column] - rows.panel.labels[:, column])
        for row in np.flatnonzero(rows.usable[:, column] & (gaps >= MISS)):
            key = (int(rows.panel.owner[row]), target.outcome)
            worst[key] = max(worst.get(key, (0.0, 0, 0)), (float(gaps[row]), int(row), column))
    ordered = sorted(worst.items(), key=lambda item: (-item[1][0], item[1][1]))
    return tuple(_miss(rows, row, column) for _, (_, row, column) in ordered)


def _miss(rows: Judged, row: int, column: int) -> Miss:
    seen = rows.panel.evidence[row]
    return Miss(
        rows.panel.repositories[int(rows.panel.owner[row])],
        int(rows.panel.moments[row]),
        TARGETS[column].outcome,
        float(rows.forecasts.ours[row, column]),
        bool(rows.panel.labels[row, column]),
        seen.days_since_last,
        seen.active_months,
        seen.active_days,
    )


def _score_target(
    rows: Judged, column: int, subset: str, chosen: Rows, rules: Rules
) -> list[Score]:
    kept = chosen & rows.usable[:, column]
    if not kept.any():
        return []
    label = rows.panel.labels[kept, column]
    owner = rows.panel.owner[kept]
    target = TARGETS[column]
    made = rows.forecasts
    models = {
        OURS: made.ours[kept, column],
        "two_feature": made.two_feature[kept, column],
        "recency": made.recency[kept, column],
        "base_rate": made.base_rate[kept, column],
    }
    ours = models[OURS]
    paired = Resampler(owner)
    plain = {
        name: (
            scores.ranking(chance, label),
            scores.brier(chance, label),
            scores.calibration_error(chance, label),
        )
        for name, chance in models.items()
    }
    count = (len(label), len(np.unique(owner)), float(label.mean()))
    head = (target.outcome, target.months, subset)
    first = Score(
        *head,
        OURS,
        *count,
        *plain[OURS],
        calibration_noise=scores.calibration_noise(ours),
        calibration_luck=scores.calibration_luck(ours, label, owner),
        interval_coverage=_covered(rows, column, kept, rules),
        abstained=float(rows.abstained[kept, column].mean()),
        brier_against_two_feature=paired.brier_delta(ours, models["two_feature"], label),
        brier_against_recency=paired.brier_delta(ours, models["recency"], label),
        calibration_against_two_feature=paired.calibration_delta(
            ours, models["two_feature"], label
        ),
        auc_against_two_feature=paired.ranking_delta(ours, models["two_feature"], label),
        auc_against_recency=paired.ranking_delta(ours, models["recency"], label),
    )
    others = [Score(*head, name, *count, *plain[name]) for name in models if name != OURS]
    return [first, *others]


def _covered(rows: Judged, column: int, kept: Rows, rules: Rules) -> float:
    """Share of cohorts inside their interval over all parts, NaN when no cohort can be drawn."""
    inside = total = 0.0
    for part, reach in rows.radii:
        mine = kept & part
        drawn = cohorts.draw(
            rows.panel.owner[mine],
            cohorts.strata(rows.panel.silence[mine]),
            rows.forecasts.ours[mine, column],
            rows.panel.labels[mine, column],
            rules.cohort,
            DRAWS,
        )
        if drawn.share.size:
            inside += cohorts.coverage(drawn, reach[column], rules.cohort) * drawn.share.size
            total += drawn.share.size
    return inside / total if total else float("nan")
