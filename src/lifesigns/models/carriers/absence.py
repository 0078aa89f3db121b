"""The contributor absence factor: the fewest people who make half of the contributions."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lifesigns.models.carriers.touches import Floats, Ints

HALF = 0.5


@dataclass(frozen=True, slots=True)
class AbsenceFactor:
    """The fewest people who make half of the contributions of one unit in one window.

    `people` are person codes, most first, `share` what they make together (0-1),
    `n_people` and `n` all people and contributions. `factor` is None when there are none.
    """

    unit: str
    window: str
    factor: int | None
    people: tuple[int, ...]
    share: float | None
    n_people: int
    n: float


@dataclass(frozen=True, slots=True)
class Contributions:
    """Contributions of people: arrays of one length, in any order.

    `unit` names what is counted ("commits", "lines", "reviews"), `day` is in days since
    1970-01-01, `amount` how much of the unit the row holds.
    """

    person: Ints
    unit: NDArray[Any]
    day: Floats
    amount: Floats


def absence_factor(
    person: Ints, amount: Floats, unit: str = "commits", window: str = "all"
) -> AbsenceFactor:
    """Return the contributor absence factor as CHAOSS defines it, for one unit and window.

    People are taken from the largest contribution down until half is reached or passed; equal
    contributions count in the order of the codes. Amounts of zero or less are no contributions.
    """
    people, code = np.unique(person, return_inverse=True)
    sums = np.bincount(code.reshape(-1), weights=amount * (amount > 0), minlength=len(people))
    order = np.lexsort((people, -sums))
    order = order[sums[order] > 0]
    if len(order) == 0:
        return AbsenceFactor(unit, window, None, (), None, 0, 0.0)
    reached = np.cumsum(sums[order])
    total = float(reached[-1])
    factor = int(np.searchsorted(reached, HALF * total * (1 - 1e-12))) + 1
    return AbsenceFactor(
        unit,
        window,
        factor,
        tuple(int(p) for p in people[order[:factor]]),
        float(reached[factor - 1]) / total,
        len(order),
        total,
    )


def absence_factors(
    contributions: Contributions, as_of_day: float, windows: Mapping[str, float | None]
) -> tuple[AbsenceFactor, ...]:
    """Return the absence factor of every unit in every window.

    `windows` maps a name to its length in days before `as_of_day`, None for all time;
    a window holds the days after its start up to and including `as_of_day`.
    """
    past = contributions.day <= as_of_day
    factors = []
    for unit in sorted({str(u) for u in contributions.unit}):
        of_unit = past & (contributions.unit == unit)
        for window, length in windows.items():
            start = -np.inf if length is None else as_of_day - length
            chosen = of_unit & (contributions.day > start)
            factors.append(
                absence_factor(
                    contributions.person[chosen], contributions.amount[chosen], unit, window
                )
            )
    return tuple(factors)
