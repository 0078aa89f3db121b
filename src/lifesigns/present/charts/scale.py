"""Axes of values: round steps, whole steps for things that are counted."""

import math
from dataclasses import dataclass

from lifesigns.kernel.unit import Unit
from lifesigns.present import words


@dataclass(frozen=True, slots=True)
class Scale:
    """A linear axis from `low` to `high` with its tick values, in the values' own unit."""

    low: float
    high: float
    ticks: tuple[float, ...]
    unit: Unit

    def fraction(self, value: float) -> float:
        """Return where `value` lies between `low` (0) and `high` (1), held inside."""
        return min(1.0, max(0.0, (value - self.low) / (self.high - self.low)))

    def label(self, tick: float) -> str:
        """Return the tick's text."""
        return words.percent(tick) if words.is_share(self.unit) else words.compact(tick)


def scale(values: list[float], unit: Unit, steps: int = 4) -> Scale:
    """Return a scale from 0 (or below) that holds every value, with about `steps` round steps."""
    low = min([0.0, *values])
    high = max([0.0, *values])
    if high - low < 1e-9:
        low, high = 0.0, 1.0
    step = _round_step((high - low) / steps)
    if words.is_whole(unit):
        step = max(1.0, math.ceil(step))
    first = math.floor(low / step + 1e-9)
    last = max(math.ceil(high / step - 1e-9), first + 1)
    ticks = tuple(index * step for index in range(first, last + 1))
    return Scale(ticks[0], ticks[-1], ticks, unit)


def _round_step(rough: float) -> float:
    power = 10.0 ** math.floor(math.log10(rough))
    for factor in (1.0, 2.0, 2.5, 5.0):
        if rough <= factor * power * (1 + 1e-9):
            return factor * power
    return 10.0 * power
