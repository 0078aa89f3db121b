"""How concentrated work is, in effective numbers of people, with intervals."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lifesigns.models.carriers.touches import Floats, Ints

RESAMPLES = 399
LEVEL = 0.9
_BLOCK = 2_000_000
"""Cells of one block of resamples: bounds the memory on projects of many people."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with the bounds of its interval at the level asked."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Concentration:
    """Concentration of `n` contributions over `n_people` people, at interval level `level`.

    `hhi` is the sum of squared shares (0-1), `effective_number` its inverse in people, `gini` and
    `entropy` (normalised, 1 = all equal) lie in 0-1, `top` gives the share of the largest k by k.
    """

    hhi: Estimate
    effective_number: Estimate
    gini: Estimate
    entropy: Estimate
    top: dict[int, Estimate]
    n: int
    n_people: int
    level: float


def concentration(
    counts: Sequence[int] | Ints, seed: int = 0, top: Sequence[int] = (1, 3, 10)
) -> Concentration | None:
    """Measure how contributions spread over people; None when there are none.

    `counts` holds the contributions of each person (commits, reviews), in any order; zeros
    are left out. Intervals come from resampling the contributions, all at once as multinomial
    draws, read as basic bootstrap bounds (Davison & Hinkley 1997) cut to possible values.
    They take contributions for independent; work comes in runs, so they are if anything narrow.
    """
    amounts = np.sort(np.asarray(counts, dtype=np.int64))
    amounts = amounts[amounts > 0]
    if len(amounts) == 0:
        return None
    total = int(amounts.sum())
    point = _statistics(amounts[None, :], top)
    draws = np.random.default_rng(seed)
    rows = max(1, min(RESAMPLES, _BLOCK // len(amounts)))
    blocks = [
        _statistics(draws.multinomial(total, amounts / total, size=size), top)
        for size in _block_sizes(RESAMPLES, rows)
    ]
    resampled = np.concatenate(blocks, axis=1)
    tail = (1 - LEVEL) / 2
    upper, lower = np.quantile(resampled, [1 - tail, tail], axis=1)
    low = np.maximum(2 * point[:, 0] - upper, 0.0)
    high = 2 * point[:, 0] - lower
    limit = np.array([1.0, np.inf, *[1.0] * (len(point) - 2)])
    bounds = [
        Estimate(float(v), float(min(a, v)), float(max(min(b, m), v)))
        for v, a, b, m in zip(point[:, 0], low, high, limit, strict=True)
    ]
    shares = dict(zip(top, bounds[4:], strict=True))
    hhi, effective, gini, entropy = bounds[:4]
    return Concentration(hhi, effective, gini, entropy, shares, total, len(amounts), LEVEL)


def _block_sizes(whole: int, rows: int) -> list[int]:
    return [min(rows, whole - start) for start in range(0, whole, rows)]


def _statistics(counts: Ints, top: Sequence[int]) -> Floats:
    """Return the measures (rows: HHI, effective number, Gini, entropy, top k) of each resample."""
    n_people = counts.shape[1]
    shares = np.sort(counts / counts.sum(axis=1, keepdims=True), axis=1)
    hhi = np.sum(shares**2, axis=1)
    rank = 2 * np.arange(1, n_people + 1) - n_people - 1
    gini = shares @ rank / n_people
    logs = np.log(shares, out=np.zeros_like(shares), where=shares > 0)
    entropy = -np.sum(shares * logs, axis=1) / np.log(n_people) if n_people > 1 else 0 * hhi
    heads = [shares[:, -k:].sum(axis=1) for k in top]
    return np.array([hhi, 1 / hhi, gini, entropy, *heads])
