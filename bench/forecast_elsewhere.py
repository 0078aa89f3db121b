"""Score the forecast on repositories of another kind, as they are and as if they were like ours.

    python -m bench.forecast_elsewhere FITTED OTHERS

Both are folders as `lifesigns backtest` reads them. For all days, and for each rolling origin,
the model is fitted on FITTED (the outcomes complete by the origin) and forecasts OTHERS (the two
and a half years after it), none of whose repositories should be in FITTED. *Weighted*: the rows of
OTHERS count so that silence and active months are spread as among the rows of FITTED of the same
days; n is then the effective number of rows (Kish).
"""

import sys
from pathlib import Path

import numpy as np

from lifesigns.api.backtest import _read_histories
from lifesigns.models.survival.outcomes import TARGETS, Floats, Ints
from lifesigns.models.survival.panel import MAIN_UNTIL, Panel, build_panel
from lifesigns.models.survival.parameters import Rules
from lifesigns.models.survival.training import closed_by, fit_targets, forecast_rows
from lifesigns.models.survival.validation import ORIGINS, REACH

SILENT_DAYS, MONTHS = (8, 31, 92, 183, 366, 731), (1, 2, 6, 9, 12)
BINS = 10


def cells(panel: Panel) -> Ints:
    """Number the cell of silence and active months that each row is in."""
    months = np.digitize(panel.matrix[:, 1], MONTHS)
    found: Ints = np.digitize(panel.silence, SILENT_DAYS) * (len(MONTHS) + 1) + months
    return found


def weights(like: Panel, of: Panel) -> Floats:
    """Weigh the rows of one panel so that its cells are spread as those of another."""
    wanted, there = cells(like), cells(of)
    found = np.zeros(len(there))
    for cell in np.unique(there):
        inside = there == cell
        found[inside] = (wanted == cell).mean() / inside.mean()
    return found


def calibration_error(chance: Floats, label: Floats, weight: Floats) -> float:
    """Return the weighted gap between chance and outcome over ten bins of equal width."""
    place = np.minimum((chance * BINS).astype(int), BINS - 1)
    gaps = np.bincount(place, weight * (chance - label), BINS)
    return float(np.abs(gaps).sum() / weight.sum())


def main(fitted: Path, others: Path) -> None:
    """Print one row for each outcome over twelve months and set of days."""
    rules = Rules()
    known, fresh = (
        build_panel(_read_histories(folder), MAIN_UNTIL, rules) for folder in (fitted, others)
    )
    print("| days | outcome | n / repositories | ECE, Brier | weighted: n | ECE, Brier |")
    print("| --- " * 6 + "|")
    for origin in (None, *ORIGINS):
        since, until = (0, MAIN_UNTIL) if origin is None else (origin, origin + REACH)
        usable = closed_by(known, MAIN_UNTIL if origin is None else origin)
        fits = fit_targets(known, usable, rules)
        like = known.take((known.moments >= since) & (known.moments < until))
        rows = fresh.take((fresh.moments >= since) & (fresh.moments < until))
        chances = forecast_rows(fits, rows.matrix, rows.moments, rules).ours
        spread = weights(like, rows)
        days = "all" if origin is None else f"from {np.datetime64(origin, 's').astype(str)[:7]}"
        for column, target in enumerate(TARGETS):
            seen = ~np.isnan(rows.labels[:, column])
            if target.months != 12 or not seen.any():
                continue
            chance, label = chances[seen, column], rows.labels[seen, column]
            told = []
            for weight in (np.ones(len(label)), spread[seen]):
                brier = np.average((chance - label) ** 2, weights=weight)
                told.append(f"{calibration_error(chance, label, weight):.3f}, {brier:.3f}")
            weight = spread[seen]
            effective = weight.sum() ** 2 / (weight**2).sum()
            n = f"{len(label)} / {len(np.unique(rows.owner[seen]))}"
            print(f"| {days} | {target.outcome} | {n} | {told[0]} | {effective:.0f} | {told[1]} |")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
