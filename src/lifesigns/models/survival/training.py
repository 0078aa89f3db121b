"""Fit the parameters, and forecast every row by models that never saw its repository."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from lifesigns.kernel.errors import DataError
from lifesigns.models.survival import cohorts
from lifesigns.models.survival.logit import (
    chance,
    fit_standardised,
    fit_with_trend,
    recency_chance,
    trend_years,
    two_feature_chance,
    weighed,
)
from lifesigns.models.survival.outcomes import HORIZONS, TARGETS, Floats, Ints, Outcome, Target
from lifesigns.models.survival.panel import Panel, fingerprint, folds
from lifesigns.models.survival.parameters import Cell, Fit, Parameters, Rules, Vintage

FOLDS = 10
DRAWS = 200
FEWEST_ROWS = 30
DAY_EDGES = (0.0, 8.0, 31.0, 92.0, 183.0, 366.0, 731.0, 1096.0)
MONTH_GROUPS = ((0, 0), (1, 1), (2, 5), (6, 8), (9, 12))

Rows = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Forecasts:
    """Chances per row and target, shape (n, 6), of the model and the three it must beat."""

    ours: Floats
    two_feature: Floats
    recency: Floats
    base_rate: Floats


def closed_by(panel: Panel, moment: int) -> NDArray[np.bool_]:
    """Tell per row and target, shape (n, 6), whether its horizon had ended by `moment`."""
    ends = panel.moments[:, None] + np.array([target.seconds for target in TARGETS])[None, :]
    known: NDArray[np.bool_] = (ends <= moment) & ~np.isnan(panel.labels)
    return known


def fit_targets(panel: Panel, usable: NDArray[np.bool_], rules: Rules) -> tuple[Fit, ...]:
    """Fit all six targets on the usable rows, shape (n, 6); radii are left at independence.

    Raises DataError when a target has too few complete outcomes.
    """
    return tuple(
        _fit_target(panel, column, usable[:, column], rules) for column in range(len(TARGETS))
    )


def forecast_rows(fits: Sequence[Fit], matrix: Floats, moments: Ints, rules: Rules) -> Forecasts:
    """Apply fits to rows of `design`."""
    rows = len(matrix)
    return Forecasts(
        coherent(np.column_stack([chance(fit, matrix, moments, rules) for fit in fits])),
        np.column_stack([two_feature_chance(fit, matrix) for fit in fits]),
        np.column_stack([recency_chance(fit, matrix) for fit in fits]),
        np.column_stack([np.full(rows, fit.base_rate) for fit in fits]),
    )


def coherent(chances: Floats) -> Floats:
    """Make chances agree: a longer horizon is never less likely to see a commit, and
    active months never likelier than any commit. Shape (n, 6) in the order of TARGETS.
    """
    fixed = chances.copy()
    wide = len(HORIZONS)
    fixed[:, :wide] = np.maximum.accumulate(fixed[:, :wide], axis=1)
    fixed[:, wide:] = np.minimum(fixed[:, wide:], fixed[:, :wide])
    return fixed


def out_of_fold(panel: Panel, train: NDArray[np.bool_], test: Rows, rules: Rules) -> Forecasts:
    """Forecast the test rows by fits on the training rows of other repositories.

    `train` has shape (n, 6), `test` (n,). Rows not in `test` are NaN.
    """
    shape = panel.labels.shape
    found = Forecasts(*(np.full(shape, np.nan) for _ in range(4)))
    fold = folds(panel, FOLDS)
    for number in np.unique(fold[test]):
        inside = test & (fold == number)
        fits = fit_targets(panel, train & (fold != number)[:, None], rules)
        made = forecast_rows(fits, panel.matrix[inside], panel.moments[inside], rules)
        found.ours[inside] = made.ours
        found.two_feature[inside] = made.two_feature
        found.recency[inside] = made.recency
        found.base_rate[inside] = made.base_rate
    return found


def radii(panel: Panel, made: Forecasts, usable: NDArray[np.bool_], rules: Rules) -> list[float]:
    """Return each target's interval radius from forecasts that never saw the repository."""
    kinds = cohorts.strata(panel.silence)
    found = []
    for column in range(len(TARGETS)):
        rows = usable[:, column] & ~np.isnan(made.ours[:, column])
        drawn = cohorts.draw(
            panel.owner[rows],
            kinds[rows],
            made.ours[rows, column],
            panel.labels[rows, column],
            rules.cohort,
            DRAWS,
        )
        found.append(cohorts.fit_radius(drawn, rules.cohort))
    return found


def fit_vintage(panel: Panel, name: str, moment: int, rules: Rules) -> Vintage:
    """Fit everything on the outcomes that were complete by `moment`."""
    usable = closed_by(panel, moment)
    held_out = out_of_fold(panel, usable, np.asarray(usable.any(axis=1)), rules)
    reach = radii(panel, held_out, usable, rules)
    fits = fit_targets(panel, usable, rules)
    return Vintage(
        name,
        moment,
        tuple(replace(fit, radius=radius) for fit, radius in zip(fits, reach, strict=True)),
        look_up(panel, usable),
    )


def fit_parameters(
    panel: Panel, vintages: Sequence[tuple[str, int]], rules: Rules, credit: str
) -> Parameters:
    """Fit each vintage, given as (name, outcomes closed by); the first should be CURRENT."""
    used = sorted({panel.repositories[number] for number in np.unique(panel.owner)})
    return Parameters(
        rules,
        tuple(fit_vintage(panel, name, moment, rules) for name, moment in vintages),
        tuple(sorted(fingerprint(name) for name in used)),
        credit,
    )


def look_up(panel: Panel, usable: NDArray[np.bool_]) -> tuple[Cell, ...]:
    """Count what happened in the next twelve months by silence and active months."""
    any_commit = TARGETS.index(_twelve(Outcome.ANY_COMMIT))
    active = TARGETS.index(_twelve(Outcome.ACTIVE_MONTHS))
    known, months, silence = usable[:, any_commit], panel.matrix[:, 1], panel.silence
    cells = []
    for edge, start in enumerate(DAY_EDGES):
        below = DAY_EDGES[edge + 1] if edge + 1 < len(DAY_EDGES) else None
        for low, high in MONTH_GROUPS:
            rows = known & (silence >= start) & (months >= low) & (months <= high)
            if below is not None:
                rows &= silence < below
            if rows.any():
                cells.append(
                    Cell(
                        start,
                        below,
                        low,
                        high,
                        float(panel.labels[rows, any_commit].mean()),
                        float(panel.labels[rows, active].mean()),
                        int(rows.sum()),
                        len(np.unique(panel.owner[rows])),
                    )
                )
    return tuple(cells)


def _fit_target(panel: Panel, column: int, rows: Rows, rules: Rules) -> Fit:
    target = TARGETS[column]
    if np.count_nonzero(rows) < FEWEST_ROWS:
        raise DataError(
            f"Only {np.count_nonzero(rows)} outcomes over {target.months} months are complete, "
            f"{FEWEST_ROWS} are needed to fit.",
            "Give longer or more histories.",
        )
    matrix, label, moments = panel.matrix[rows], panel.labels[rows, column], panel.moments[rows]
    origin = int(moments.max())
    years = trend_years(moments, origin, rules)
    inputs = weighed(matrix, target)
    ours = fit_with_trend(inputs, years, label, rules.ridge, rules.trend_ridge)
    two = fit_standardised(matrix[:, :2], label, 0.0)
    one = fit_standardised(matrix[:, :1], label, 0.0)
    silence, months, days, trend = ours.columns
    return Fit(
        outcome=target.outcome,
        horizon_months=target.months,
        constant=ours.constant,
        silence=silence,
        months=months,
        days=days,
        trend=trend,
        trend_origin=origin,
        radius=1.2816,
        base_rate=float(label.mean()),
        recency=(one.constant, one.columns[0]),
        two_feature=(two.constant, two.columns[0], two.columns[1]),
        n_rows=len(label),
        n_repositories=len(np.unique(panel.owner[rows])),
    )


def _twelve(outcome: Outcome) -> Target:
    return next(t for t in TARGETS if t.outcome is outcome and t.months == 12)
