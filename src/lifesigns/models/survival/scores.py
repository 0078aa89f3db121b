"""Scores of probabilities, with uncertainty by resampling whole repositories."""

from dataclasses import dataclass

import numpy as np

from lifesigns.models.survival.outcomes import Floats, Ints

BINS = 10
RESAMPLES = 500


@dataclass(frozen=True, slots=True)
class Delta:
    """A difference (ours minus the other's) and its 95% repository-bootstrap interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Bin:
    """One bar of a reliability curve: forecasts in [low, high) and what happened."""

    low: float
    high: float
    forecast: float
    happened: float
    n_rows: int
    n_repositories: int


def brier(chance: Floats, happened: Floats) -> float:
    """Mean squared distance between forecast and outcome (Brier 1950)."""
    return float(np.mean((chance - happened) ** 2)) if chance.size else float("nan")


def calibration_error(chance: Floats, happened: Floats) -> float:
    """Expected calibration error over ten equal-width bins, weighted by rows."""
    if chance.size == 0:
        return float("nan")
    gaps = np.bincount(_bin(chance), weights=chance - happened, minlength=BINS)
    return float(np.abs(gaps).sum() / chance.size)


def calibration_noise(chance: Floats, draws: int = 200) -> float:
    """Return the calibration error that a perfect forecast would show on as many rows.

    Outcomes are drawn from the forecasts themselves, independently; rows of one
    repository resemble one another, so the true floor is somewhat higher.
    """
    if chance.size == 0:
        return float("nan")
    chooser = np.random.default_rng(7)
    fates = (chooser.random((draws, chance.size)) < chance).astype(np.float64)
    return float(np.mean([calibration_error(chance, fate) for fate in fates]))


def calibration_luck(chance: Floats, happened: Floats, owner: Ints, draws: int = 400) -> float:
    """Return how often a calibrated forecast would show at least this calibration error.

    The distances of each repository keep their size and get a random common sign (wild
    cluster bootstrap, Cameron, Gelbach and Miller 2008, 10.1162/rest.90.3.414): what is
    left is what the likeness of one repository's rows does to the bins by chance.
    """
    if chance.size == 0:
        return float("nan")
    sums = _sums_by_bin(owner, chance, happened)
    signs = np.random.default_rng(8).choice([-1.0, 1.0], size=(draws, len(sums)))
    flipped = np.abs(signs @ sums).sum(axis=1) / chance.size
    return float(np.mean(flipped >= calibration_error(chance, happened)))


def ranking(chance: Floats, happened: Floats) -> float:
    """Area under the ROC curve: how often the one that happened was ranked higher, ties half."""
    yes, no = np.sort(chance[happened == 1]), np.sort(chance[happened == 0])
    if yes.size == 0 or no.size == 0:
        return float("nan")
    below = np.searchsorted(no, yes, side="left") + np.searchsorted(no, yes, side="right")
    return float(below.sum() / 2 / (yes.size * no.size))


def reliability(chance: Floats, happened: Floats, owner: Ints) -> tuple[Bin, ...]:
    """Return the non-empty bars of the reliability curve."""
    bins = _bin(chance)
    found = []
    for number in np.unique(bins):
        inside = bins == number
        found.append(
            Bin(
                number / BINS,
                (number + 1) / BINS,
                float(chance[inside].mean()),
                float(happened[inside].mean()),
                int(inside.sum()),
                len(np.unique(owner[inside])),
            )
        )
    return tuple(found)


class Resampler:
    """Repository bootstrap: the same resamples for every score, so that differences pair up."""

    def __init__(self, owner: Ints, resamples: int = RESAMPLES) -> None:
        """Draw as many repositories as there are, with replacement, `resamples` times."""
        _, self._row = np.unique(owner, return_inverse=True)
        count = int(self._row.max()) + 1 if owner.size else 0
        chooser = np.random.default_rng(54)
        draws = chooser.integers(0, max(count, 1), (resamples, count))
        self._times = np.stack([np.bincount(draw, minlength=count) for draw in draws]).astype(
            np.float64
        )

    def brier_delta(self, chance: Floats, other: Floats, happened: Floats) -> Delta:
        """Difference of Brier scores; negative is better."""
        gap = (chance - happened) ** 2 - (other - happened) ** 2
        sums = np.bincount(self._row, weights=gap)
        rows = np.bincount(self._row).astype(np.float64)
        return _delta(float(gap.mean()), (self._times @ sums) / (self._times @ rows))

    def calibration_delta(self, chance: Floats, other: Floats, happened: Floats) -> Delta:
        """Difference of calibration errors; negative is better."""
        rows = self._times @ np.bincount(self._row).astype(np.float64)
        spread = [
            np.abs(self._times @ _sums_by_bin(self._row, made, happened)).sum(axis=1) / rows
            for made in (chance, other)
        ]
        value = calibration_error(chance, happened) - calibration_error(other, happened)
        return _delta(value, spread[0] - spread[1])

    def ranking_delta(self, chance: Floats, other: Floats, happened: Floats) -> Delta:
        """Difference of areas under the ROC curve; positive is better."""
        yes = self._times @ np.bincount(self._row, weights=happened)
        no = self._times @ np.bincount(self._row, weights=1 - happened)
        pairs = np.where(yes * no > 0, yes * no, np.nan)
        wins = self._wins(chance, happened) - self._wins(other, happened)
        spread = ((self._times @ wins) * self._times).sum(axis=1) / pairs
        return _delta(ranking(chance, happened) - ranking(other, happened), spread)

    def _wins(self, chance: Floats, happened: Floats) -> Floats:
        """Pairs ranked rightly, ties half: a row of repository i came true, one of j did not."""
        count = self._times.shape[1]
        order = np.argsort(chance, kind="stable")
        row, ranked, label = self._row[order], chance[order], happened[order]
        first = np.searchsorted(ranked, ranked, side="left")
        after = np.searchsorted(ranked, ranked, side="right")
        below = np.zeros((len(order) + 1, count))
        below[np.arange(1, len(order) + 1), row] = 1 - label
        below = np.cumsum(below, axis=0)
        wins = np.zeros((count, count))
        np.add.at(wins, row, label[:, None] * (below[first] + below[after]) / 2)
        return wins


def _bin(chance: Floats) -> Ints:
    return np.minimum((chance * BINS).astype(np.int64), BINS - 1)


def _sums_by_bin(owner: Ints, chance: Floats, happened: Floats) -> Floats:
    """Sums of forecast minus outcome, shape (repositories, bins)."""
    _, row = np.unique(owner, return_inverse=True)
    sums = np.zeros((int(row.max()) + 1, BINS))
    np.add.at(sums, (row, _bin(chance)), chance - happened)
    return sums


def _delta(value: float, spread: Floats) -> Delta:
    finite = spread[np.isfinite(spread)]
    if finite.size == 0:
        return Delta(value, float("nan"), float("nan"))
    low, high = np.quantile(finite, [0.025, 0.975])
    return Delta(value, float(low), float(high))
