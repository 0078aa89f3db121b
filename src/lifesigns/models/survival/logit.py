"""Ridge logistic regression by Newton's method, and the forecast formula in both directions."""

from dataclasses import dataclass

import numpy as np

from lifesigns.models.survival.outcomes import YEAR, Floats, Ints, Target
from lifesigns.models.survival.parameters import Fit, Rules

_STEPS = 60
_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Weights:
    """A fitted constant and one weight per column."""

    constant: float
    columns: tuple[float, ...]


def fit_logit(matrix: Floats, happened: Floats, penalties: Floats) -> Weights:
    """Fit P(happened) = logistic(constant + matrix @ weights).

    `matrix` has shape (n, k), `happened` holds 0 and 1, `penalties` one squared-weight
    penalty per column and per row of data. The constant is not penalised. A constant
    outcome is given a tiny penalty, so that it stays finite.
    """
    rows, columns = matrix.shape
    full = np.column_stack([np.ones(rows), matrix])
    ridge = np.diag(np.concatenate([[_TINY], penalties + _TINY])) * rows
    weights = np.zeros(columns + 1)
    loss = _loss(full, happened, ridge, weights)
    for _ in range(_STEPS):
        chance = logistic(full @ weights)
        slope = full.T @ (happened - chance) - ridge @ weights
        curvature = (full * (chance * (1 - chance))[:, None]).T @ full + ridge
        step = np.linalg.solve(curvature, slope)
        scale = 1.0
        while (
            scale > _TINY and (trial := _loss(full, happened, ridge, weights + scale * step)) > loss
        ):
            scale /= 2
        weights, loss = weights + scale * step, trial
        if np.abs(scale * step).max() < _TINY:
            break
    return Weights(float(weights[0]), tuple(float(weight) for weight in weights[1:]))


def fit_standardised(matrix: Floats, happened: Floats, penalty: float) -> Weights:
    """Fit with every column scaled to unit deviation; weights come back in the columns' units."""
    return fit_with_trend(matrix, np.zeros(len(matrix)), happened, penalty, 1.0)


def fit_with_trend(
    matrix: Floats, years: Floats, happened: Floats, penalty: float, trend_penalty: float
) -> Weights:
    """Fit scaled columns and a trend in `years`, penalised apart; the trend is the last weight.

    The trend is penalised in units of three years, about the reach of a back-test.
    """
    middle, spread = matrix.mean(axis=0), matrix.std(axis=0)
    spread = np.where(spread > 0, spread, 1.0)
    scaled = np.column_stack([(matrix - middle) / spread, years / 3])
    penalties = np.array([penalty] * matrix.shape[1] + [trend_penalty])
    fitted = fit_logit(scaled, happened, penalties)
    columns = np.array(fitted.columns) / np.append(spread, 3)
    constant = fitted.constant - float(columns[:-1] @ middle)
    return Weights(constant, tuple(float(weight) for weight in columns))


def trend_years(moments: Ints, origin: int, rules: Rules) -> Floats:
    """Years from the last day fitted, held at the bounds beyond which no drift was seen."""
    years = (moments - origin) / YEAR
    return np.clip(years, -rules.trend_back_years, rules.trend_ahead_years)


def chance(fit: Fit, matrix: Floats, moments: Ints, rules: Rules) -> Floats:
    """Return the probability of one target for each row of `design`."""
    silence, months, days = weighed(matrix, fit.target).T
    # Added up column by column: a matrix product rounds a row differently with its neighbours.
    score = fit.constant + fit.silence * silence + fit.months * months + fit.days * days
    score += fit.trend * trend_years(moments, fit.trend_origin, rules)
    return np.clip(logistic(score), rules.floor, 1 - rules.floor)


def weighed(matrix: Floats, target: Target) -> Floats:
    """Return rows of `design` as one target weighs them: active months to their power."""
    found = matrix.copy()
    found[:, 1] **= target.months_power
    return found


def recency_chance(fit: Fit, matrix: Floats) -> Floats:
    """Return what the silence alone would say (the simplest model to beat)."""
    return logistic(fit.recency[0] + fit.recency[1] * matrix[:, 0])


def two_feature_chance(fit: Fit, matrix: Floats) -> Floats:
    """Return what silence and active months would say (the model to beat)."""
    return logistic(fit.two_feature[0] + matrix[:, :2] @ np.array(fit.two_feature[1:]))


def logistic(score: Floats) -> Floats:
    """Return 1 / (1 + exp(-score)) without overflow."""
    result: Floats = 1 / (1 + np.exp(-np.clip(score, -40, 40)))
    return result


def _loss(full: Floats, happened: Floats, ridge: Floats, weights: Floats) -> float:
    score = full @ weights
    likelihood = happened @ score - np.logaddexp(0, score).sum()
    return float(weights @ ridge @ weights / 2 - likelihood)
