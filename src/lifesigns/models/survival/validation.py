"""Forecast the past honestly: other repositories, and only outcomes that were complete then."""

import calendar
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from lifesigns.models.survival.judging import Judged, Score, judged, score_subset
from lifesigns.models.survival.outcomes import TARGETS, YEAR
from lifesigns.models.survival.panel import Panel, folds
from lifesigns.models.survival.parameters import Parameters, Rules, Vintage
from lifesigns.models.survival.training import (
    FEWEST_ROWS,
    FOLDS,
    closed_by,
    fit_vintage,
    forecast_rows,
    out_of_fold,
    radii,
)

# Outcomes complete by mid-2020 are learnt from, days from mid-2020 on are forecast.
NEW_TIME = calendar.timegm((2020, 7, 1, 0, 0, 0))
NEW_TIME_VINTAGE = "closed_by_2020_07"
ORIGINS = tuple(calendar.timegm((year, 7, 1, 0, 0, 0)) for year in range(2016, 2022))
REACH = 5 * YEAR // 2 + 30 * 86_400
NEW_TIME_SUBSET = "new time (from 2020-07, fitted on outcomes up to then)"


def with_shipped(panel: Panel, until: int, parameters: Parameters, name: str) -> Judged:
    """Forecast every row with fitted parameters of one vintage."""
    vintage, rules = parameters.vintage(name), parameters.rules
    made = forecast_rows(vintage.fits, panel.matrix, panel.moments, rules)
    return judged(panel, made, closed_by(panel, until), vintage, rules)


def with_refit(panel: Panel, until: int, vintage: Vintage, rules: Rules) -> Judged:
    """Forecast every row by fits on other repositories; each half's radii from the other half."""
    usable = closed_by(panel, until)
    everyone = np.ones(len(panel.owner), dtype=np.bool_)
    made = out_of_fold(panel, usable, everyone, rules)
    even = folds(panel, FOLDS) % 2 == 0
    halves = tuple(
        (half, radii(panel, made, usable & ~half[:, None], rules)) for half in (even, ~even)
    )
    return replace(judged(panel, made, usable, vintage, rules), radii=halves)


def new_time_scores(panel: Panel, until: int, parameters: Parameters) -> list[Score]:
    """Score days from mid-2020 on with the parameters that stop there; nothing if there are none."""
    if all(vintage.name != NEW_TIME_VINTAGE for vintage in parameters.vintages):
        return []
    rows = with_shipped(panel, until, parameters, NEW_TIME_VINTAGE)
    return score_subset(rows, NEW_TIME_SUBSET, panel.moments >= NEW_TIME, parameters.rules)


def rolling_scores(
    panel: Panel, until: int, rules: Rules, origins: Sequence[int] = ORIGINS
) -> list[Score]:
    """Score each origin: other repositories' outcomes complete by then, the next 2.5 years' days.

    Origins with too few complete outcomes are left out.
    """
    found: list[Score] = []
    usable = closed_by(panel, until)
    for origin in origins:
        train = closed_by(panel, origin)
        later = (panel.moments >= origin) & (panel.moments < origin + REACH)
        if train.sum(axis=0).min() < 2 * FEWEST_ROWS or not later.any():
            continue
        vintage = fit_vintage(panel, "origin", origin, rules)
        made = out_of_fold(panel, train, later, rules)
        rows = judged(panel, made, usable, vintage, rules)
        last = origin == NEW_TIME
        name = NEW_TIME_SUBSET if last else f"new time (from {_year_month(origin)})"
        found += score_subset(rows, name, later, rules)
    return found


def vintages(panel: Panel, until: int, current: str) -> list[tuple[str, int]]:
    """Return the vintages that these rows can feed: the current one, and that of mid-2020."""
    early = closed_by(panel, NEW_TIME).sum(axis=0)
    names = [(current, until)]
    if len(early) == len(TARGETS) and early.min() >= 2 * FEWEST_ROWS:
        names.append((NEW_TIME_VINTAGE, NEW_TIME))
    return names


def _year_month(moment: int) -> str:
    return str(np.datetime64(moment, "s").astype("datetime64[M]"))
