"""The fewest people without whom more than half of what is borne is borne by nobody."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lifesigns.models.carriers.authorship import Bearers
from lifesigns.models.carriers.touches import Ints

HALF = 0.5
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Loss:
    """People whose leaving orphans more than half, those who bear most first.

    `lost` gives the share orphaned once each of them has left too, 0-1, of the same length.
    `is_reached` is false when even all people together do not bear half.
    """

    people: tuple[int, ...]
    lost: tuple[float, ...]
    is_reached: bool


def smallest_loss(sides: Sequence[Bearers], shares: Sequence[float], n_people: int) -> Loss:
    """Return a small set of people without whom more than half is borne by nobody.

    With one side of files this is the greedy of Avelino et al. (ICPC 2016): remove whoever
    bears most units, until more than half have no bearer; then put each removed person back
    where the half stays lost without them (reverse delete, after Piccolo 2025). With several
    sides the lost shares are averaged with the weights `shares`; a side that weighs nothing
    is left out. Equal bearers leave in the order of their codes.
    """
    used = [
        (side, share)
        for side, share in zip(sides, shares, strict=True)
        if share > 0 and side.weight.sum() > 0
    ]
    whole = sum(share for _, share in used)
    balance = [_Balance(side, share / whole, n_people) for side, share in used]
    if not balance:
        return Loss((), (), False)
    borne = np.sum([side.borne for side in balance], axis=0)
    order = np.lexsort((np.arange(n_people), -np.round(borne, 12)))
    gone: list[int] = []
    for person in (int(p) for p in order if borne[p] > 0):
        for side in balance:
            side.remove(person)
        gone.append(person)
        if _is_lost(balance):
            break
    is_reached = _is_lost(balance)
    if is_reached:
        gone = _put_back_needless(balance, gone)
    return Loss(tuple(gone), _lost_in_turn(balance, gone), is_reached)


class _Balance:
    """How much of one side is lost, kept up to date while people leave and return."""

    __slots__ = ("borne", "left", "lost", "start", "units", "weight")

    def __init__(self, side: Bearers, share: float, n_people: int) -> None:
        order = np.argsort(side.person, kind="stable")
        self.units: Ints = side.unit[order]
        self.start = np.searchsorted(side.person[order], np.arange(n_people + 1))
        self.weight = side.weight * (share / side.weight.sum())
        self.left = np.bincount(side.unit, minlength=len(side.weight))
        self.lost = float(self.weight[self.left == 0].sum())
        self.borne = np.bincount(
            side.person, weights=self.weight[side.unit], minlength=n_people
        ).astype(np.float64)

    def _units_of(self, person: int) -> Ints:
        return self.units[self.start[person] : self.start[person + 1]]

    def remove(self, person: int) -> None:
        units = self._units_of(person)
        self.left[units] -= 1
        self.lost += float(self.weight[units[self.left[units] == 0]].sum())

    def put_back(self, person: int) -> None:
        units = self._units_of(person)
        self.lost -= float(self.weight[units[self.left[units] == 0]].sum())
        self.left[units] += 1


def _is_lost(balance: list[_Balance]) -> bool:
    return sum(side.lost for side in balance) > HALF + _ROUNDING


def _put_back_needless(balance: list[_Balance], gone: list[int]) -> list[int]:
    """Drop those without whom the half stays lost; the last to leave is always needed."""
    needed = [gone[-1]]
    for person in reversed(gone[:-1]):
        for side in balance:
            side.put_back(person)
        if not _is_lost(balance):
            for side in balance:
                side.remove(person)
            needed.append(person)
    return needed[::-1]


def _lost_in_turn(balance: list[_Balance], gone: list[int]) -> tuple[float, ...]:
    for person in gone:
        for side in balance:
            side.put_back(person)
    lost = []
    for person in gone:
        for side in balance:
            side.remove(person)
        lost.append(sum(side.lost for side in balance))
    return tuple(lost)
