"""The fewest people without whom more than half of what is borne is borne by nobody."""

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
    Both are empty when nothing is borne by anybody.
    """

    people: tuple[int, ...]
    lost: tuple[float, ...]


def smallest_loss(side: Bearers, n_people: int) -> Loss:
    """Return a small set of people without whom more than half is borne by nobody.

    The greedy of Avelino et al. (ICPC 2016): remove whoever bears most, until more than half has
    no bearer left; then put each removed person back where the half stays lost without them
    (reverse delete, after Piccolo 2025). Shares are of what is borne today: units that
    nobody bears are left out (Avelino et al. count them as lost from the start). Equal bearers
    leave in the order of their codes.
    """
    balance = _Balance(side, n_people)
    order = np.lexsort((np.arange(n_people), -np.round(balance.borne, 12)))
    gone: list[int] = []
    for person in (int(p) for p in order if balance.borne[p] > 0):
        balance.remove(person)
        gone.append(person)
        if balance.is_lost:
            return _without_needless(balance, gone)
    return Loss((), ())


class _Balance:
    """How much is lost, kept up to date while people leave and return."""

    __slots__ = ("borne", "left", "lost", "start", "units", "weight")

    def __init__(self, side: Bearers, n_people: int) -> None:
        order = np.argsort(side.person, kind="stable")
        self.units: Ints = side.unit[order]
        self.start = np.searchsorted(side.person[order], np.arange(n_people + 1))
        self.left = np.bincount(side.unit, minlength=len(side.weight))
        whole = float(side.weight[self.left > 0].sum())
        self.weight = side.weight / (whole or 1.0)
        self.borne = np.bincount(
            side.person, weights=self.weight[side.unit], minlength=n_people
        ).astype(np.float64)
        self.lost = 0.0

    @property
    def is_lost(self) -> bool:
        return self.lost > HALF + _ROUNDING

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


def _without_needless(balance: _Balance, gone: list[int]) -> Loss:
    """Drop those without whom the half stays lost; the last to leave is always needed."""
    needed = [gone[-1]]
    for person in reversed(gone[:-1]):
        balance.put_back(person)
        if not balance.is_lost:
            balance.remove(person)
            needed.append(person)
    needed.reverse()
    for person in needed:
        balance.put_back(person)
    lost = []
    for person in needed:
        balance.remove(person)
        lost.append(balance.lost)
    return Loss(tuple(needed), tuple(lost))
