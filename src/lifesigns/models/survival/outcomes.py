"""What is forecast: two outcomes at three horizons, and how a past one is labelled.

A year is cut into twelve equal parts of 365/12 days, so that no calendar and no
time zone decides an answer. A horizon of 6, 12 or 24 months is 6, 12 or 24 parts.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

DAY = 86_400
YEAR = 365 * DAY
PART = YEAR // 12
HORIZONS = (6, 12, 24)


class Outcome(StrEnum):
    """The two questions about the time after a day T."""

    ANY_COMMIT = "any_commit"
    ACTIVE_MONTHS = "active_months"


@dataclass(frozen=True, slots=True)
class Target:
    """One outcome at one horizon (in months).

    `parts_needed` is how many parts must hold a landing: one for any commit, a
    quarter of the parts, rounded up, for active months (2 of 6, 3 of 12, 6 of 24).
    """

    outcome: Outcome
    months: int

    @property
    def seconds(self) -> int:
        """Length of the horizon in seconds."""
        return self.months * PART

    @property
    def months_power(self) -> int:
        """Power of the active months that the forecast weighs.

        Whether work goes on in many months of the next year is told less by the step from
        no active month to three than by the step from nine to twelve.
        """
        return 1 if self.outcome is Outcome.ANY_COMMIT else 2

    @property
    def parts_needed(self) -> int:
        """Parts with a landing that make the outcome true."""
        return 1 if self.outcome is Outcome.ANY_COMMIT else -(-self.months // 4)


TARGETS = tuple(Target(outcome, months) for outcome in Outcome for months in HORIZONS)


def parts_with_landing(landed: Ints, day: int, months: int) -> int:
    """Count the parts of (day, day + horizon] in which something landed.

    `landed` are epoch seconds in ascending order. A landing exactly at the end
    of a part belongs to that part.
    """
    first, last = np.searchsorted(landed, [day, day + months * PART], side="right")
    return distinct_sorted((landed[first:last] - day - 1) // PART)


def happened(landed: Ints, day: int, observed_until: int, target: Target) -> float:
    """Return 1.0 or 0.0, or NaN when the horizon ends after the last day observed."""
    if day + target.seconds > observed_until:
        return float("nan")
    return float(parts_with_landing(landed, day, target.months) >= target.parts_needed)


def distinct_sorted(values: Ints) -> int:
    """Count the different values of an ordered array."""
    if values.size == 0:
        return 0
    return 1 + int(np.count_nonzero(np.diff(values)))
