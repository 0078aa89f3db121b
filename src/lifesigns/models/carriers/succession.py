"""What is orphaned if someone leaves, and who already works where the carriers worked."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lifesigns.models.carriers.authorship import Bearers
from lifesigns.models.carriers.touches import Ints, Touches

NO_GROUP = -1


@dataclass(frozen=True, slots=True)
class Orphaned:
    """Share (0-1) and number of the units that lose their last bearer when `who` leaves.

    `n` counts the units that have a bearer today; `share` is None where none has.
    """

    who: int
    share: float | None
    n_orphaned: int
    n: int


@dataclass(frozen=True, slots=True)
class Heir:
    """Someone who touched files of a carrier after the carrier's own last touch of them."""

    person: int
    n_files: int
    last_day: float


@dataclass(frozen=True, slots=True)
class Succession:
    """Who could follow one carrier: heirs, most files first.

    `share_followed` is the share (0-1) of the carrier's `n_files` files that anyone else has
    touched since the carrier's last touch of them; None where they author none.
    """

    person: int
    n_files: int
    share_followed: float | None
    heirs: tuple[Heir, ...]


def orphaned_by_person(authors: Bearers, person: int) -> Orphaned:
    """Return what nobody bears any more once one person has left."""
    n_people = int(authors.person.max(initial=person)) + 1
    group = np.full(n_people, NO_GROUP, dtype=np.int64)
    group[person] = person
    return _orphaned(authors, group, person)


def orphaned_by_group(authors: Bearers, group_of: Ints) -> tuple[Orphaned, ...]:
    """Return what each group (organisation) would orphan by leaving as a whole, most first.

    `group_of` gives the group's code by person code, -1 where it is not known; people
    of unknown group are never taken for one group, so the shares are lower bounds.
    """
    found = [_orphaned(authors, group_of, int(g)) for g in np.unique(group_of) if g != NO_GROUP]
    return tuple(sorted(found, key=lambda o: (-o.n_orphaned, o.who)))


def _orphaned(authors: Bearers, group_of: Ints, group: int) -> Orphaned:
    n_units = len(authors.weight)
    bearers = np.bincount(authors.unit, minlength=n_units)
    inside = np.bincount(authors.unit[group_of[authors.person] == group], minlength=n_units)
    n = int(np.sum(bearers > 0))
    n_orphaned = int(np.sum((bearers > 0) & (bearers == inside)))
    return Orphaned(group, n_orphaned / n if n else None, n_orphaned, n)


def succession(
    touches: Touches, authors: Bearers, carriers: Sequence[int], most: int = 5
) -> tuple[Succession, ...]:
    """Return, for each carrier, who has worked on the same files since the carrier last did.

    `touches` and `authors` number the same files; a carrier's files are those they author.
    """
    return tuple(_succession(touches, authors, carrier, most) for carrier in carriers)


def _succession(touches: Touches, authors: Bearers, carrier: int, most: int) -> Succession:
    n_files = len(authors.weight)
    theirs = np.zeros(n_files, dtype=np.bool_)
    theirs[authors.unit[authors.person == carrier]] = True
    own = touches.person == carrier
    last = np.full(n_files, -np.inf)
    np.maximum.at(last, touches.file[own], touches.day[own])
    later = touches.where(theirs[touches.file] & ~own & (touches.day > last[touches.file]))
    count = int(theirs.sum())
    followed = len(np.unique(later.file))
    people, code = np.unique(later.person, return_inverse=True)
    pairs = np.unique(code.reshape(-1) * n_files + later.file)
    reach = np.bincount(pairs // max(n_files, 1), minlength=len(people))
    seen = np.full(len(people), -np.inf)
    np.maximum.at(seen, code.reshape(-1), later.day)
    order = np.lexsort((people, -seen, -reach))[:most]
    heirs = tuple(Heir(int(people[i]), int(reach[i]), float(seen[i])) for i in order)
    return Succession(carrier, count, followed / count if count else None, heirs)
