"""Whom to thank for a release: everyone who contributed since the last one, newcomers first."""

from dataclasses import dataclass

import numpy as np

from lifesigns.models.recognition.acts import Acts, Kind
from lifesigns.models.recognition.ranking import rank_people


@dataclass(frozen=True, slots=True)
class Thanked:
    """One person to thank: the acts by kind in the window, and whether it was their first time."""

    person: int
    acts: dict[Kind, int]
    is_first_time: bool


@dataclass(frozen=True, slots=True)
class Thanks:
    """Everyone who contributed in a window: first-timers first, then by breadth, then by code."""

    people: tuple[Thanked, ...]

    @property
    def first_timers(self) -> tuple[int, ...]:
        """The people whose first contribution of any kind falls into the window."""
        return tuple(thanked.person for thanked in self.people if thanked.is_first_time)


def thanks(acts: Acts, since_day: float | None, until_day: float) -> Thanks:
    """Return whom to thank for what came after `since_day`, up to and with `until_day`.

    `acts` hold the whole history. `since_day` is None before the first release: then everybody
    is thanked and nobody is called a first-timer.
    """
    known = acts.where(acts.day <= until_day)
    start = -np.inf if since_day is None else since_day
    before = set(known.person[known.day <= start].tolist())
    people = [
        Thanked(r.person, r.acts, since_day is not None and r.person not in before)
        for r in rank_people(known.where(known.day > start))
    ]
    people.sort(key=lambda t: (not t.is_first_time, -len(t.acts), t.person))
    return Thanks(tuple(people))
