"""Intervals that can be checked: of so many like projects, how many went on?

A single project either goes on or not, so no interval about it can be checked. The
interval of a forecast therefore speaks of a cohort: `size` projects with about the
same forecast and a silence of the same kind, one date each. Its radius is conformal:
the 80% quantile, over cohorts of repositories that the fit never saw, of the
distance between the forecast and the share that went on, measured in deviations that
an independent draw would have.
"""

from dataclasses import dataclass

import numpy as np

from lifesigns.models.survival.outcomes import Floats, Ints

LEVEL = 0.8
SILENCE_EDGES = (30.0, 90.0, 365.0)
_STEPS = np.linspace(-0.5, 0.5, 21)


@dataclass(frozen=True, slots=True)
class Cohorts:
    """Drawn cohorts: their mean forecast and the share that went on."""

    forecast: Floats
    share: Floats


def strata(silence: Floats) -> Ints:
    """Return the silence stratum: up to 30 days, 90 days, a year, longer."""
    return np.digitize(silence, SILENCE_EDGES, right=True).astype(np.int64)


def deviation(chance: Floats, size: int) -> Floats:
    """Standard deviation of a share of `size` independent projects, with its rounding to 1/size."""
    result: Floats = np.sqrt(chance * (1 - chance) / size + 1 / (12 * size * size))
    return result


def interval(chance: Floats, radius: float, size: int) -> tuple[Floats, Floats]:
    """Return the low and high ends for each forecast."""
    reach = radius * deviation(chance, size)
    return np.clip(chance - reach, 0, 1), np.clip(chance + reach, 0, 1)


def draw(
    owner: Ints, stratum: Ints, chance: Floats, happened: Floats, size: int, draws: int
) -> Cohorts:
    """Draw cohorts, reproducibly.

    Each draw takes one row at random from every repository in every silence stratum,
    sorts them by forecast and cuts neighbours into cohorts of `size`, so that no cohort
    holds two dates of one repository.
    """
    chooser = np.random.default_rng(20_201)
    kinds = len(SILENCE_EDGES) + 1
    by_kind = np.argsort(owner * kinds + stratum, kind="stable")
    _, starts, counts = np.unique(
        (owner * kinds + stratum)[by_kind], return_index=True, return_counts=True
    )
    groups: list[Ints] = [np.empty((0, size), dtype=np.int64)]
    for _ in range(draws if counts.size else 0):
        picked = by_kind[starts + (chooser.random(len(counts)) * counts).astype(np.int64)]
        picked = picked[np.argsort(chance[picked], kind="stable")]
        for kind in range(kinds):
            inside = picked[stratum[picked] == kind]
            count, rest = divmod(len(inside), size)
            start = int(chooser.integers(0, rest + 1))
            groups.append(inside[start : start + count * size].reshape(count, size))
    rows = np.concatenate(groups)
    return Cohorts(chance[rows].mean(axis=1), happened[rows].mean(axis=1))


def fit_radius(cohorts: Cohorts, size: int) -> float:
    """Return the radius that covers `LEVEL` of the cohorts; 1.28 would suit independent draws."""
    if cohorts.share.size == 0:
        return 1.2816
    return float(np.quantile(_distances(cohorts, size), LEVEL))


def coverage(cohorts: Cohorts, radius: float, size: int) -> float:
    """Return the share of cohorts inside their interval, NaN without cohorts.

    A share of five can only be 0, 0.2, ... 1 and stands for everything that rounds to
    it; the part of that step inside the interval counts. Without this, a hair's breadth
    of the interval would decide about whole groups.
    """
    if cohorts.share.size == 0:
        return float("nan")
    return float(np.mean(_distances(cohorts, size) <= radius))


def _distances(cohorts: Cohorts, size: int) -> Floats:
    steps = cohorts.share[:, None] + _STEPS[None, :] / size
    spread = deviation(cohorts.forecast, size)[:, None]
    result: Floats = np.abs(steps - cohorts.forecast[:, None]) / spread
    return result
