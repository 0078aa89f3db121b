"""Who is an author of a file: by degree of authorship, and by recent work that fades."""

from dataclasses import dataclass

import numpy as np

from lifesigns.models.carriers.parameters import PARAMETERS
from lifesigns.models.carriers.touches import Bools, Floats, Ints, Touches


@dataclass(frozen=True, slots=True)
class Bearers:
    """Units of a project (files, or heaps of commits) and the people who bear each.

    `unit` and `person` are the pairs, one row a bearer of a unit; `weight` gives
    each unit's weight, by unit number. A unit without a bearer has no pair.
    """

    unit: Ints
    person: Ints
    weight: Floats


@dataclass(frozen=True, slots=True)
class _Pairs:
    """One row per file and person who ever touched it, sorted by file."""

    file: Ints
    person: Ints
    row: Ints
    """The pair each touch belongs to."""


def _pairs(touches: Touches) -> _Pairs:
    n_people = int(touches.person.max()) + 1 if len(touches) else 1
    keys, row = np.unique(touches.file * n_people + touches.person, return_inverse=True)
    return _Pairs(keys // n_people, keys % n_people, row.reshape(-1).astype(np.int64))


def degree_of_authorship(touches: Touches, n_files: int, is_relative: bool = False) -> Bearers:
    """Return the authors of each file as Avelino et al. (ICPC 2016) define them.

    DOA(d, f) = 3.293 + 1.098 FA + 0.164 DL - 0.321 ln(1 + AC): FA is 1 for who created the
    file, DL counts the person's other changes, AC those of others. An author reaches 0.75 of
    the file's best DOA and 3.293; `is_relative` leaves the latter out, so that a file that many share
    has authors too. Files are numbered 0 to `n_files` - 1, each of weight 1.
    """
    model = PARAMETERS["degree_of_authorship"]
    pairs = _pairs(touches)
    n = len(pairs.file)
    n_touches = np.bincount(pairs.row, minlength=n)
    created = np.bincount(pairs.row, weights=touches.is_creation, minlength=n) > 0
    others = np.bincount(touches.file, minlength=n_files)[pairs.file] - n_touches
    degree = (
        model["constant"]
        + model["creation"] * created
        + model["own_changes"] * (n_touches - created)
        - model["others_changes"] * np.log1p(others)
    )
    least = -np.inf if is_relative else model["least_value"]
    chosen = _is_author(degree, pairs.file, n_files, model["least_share_of_best"], least)
    return Bearers(pairs.file[chosen], pairs.person[chosen], np.ones(n_files))


def decayed_authorship(touches: Touches, n_files: int, as_of_day: float) -> Bearers:
    """Return the authors of each file by work of the last 547 days that fades by exp(-age/90).

    Source: Jabrayilzade et al. (ICSE-SEIP 2022), without the reviews and meetings that a clone
    does not show: 3 creation + changes + 2.4 (ln(1 + all) - ln(1 + others)). Files that nobody
    touched in the window have no author.
    """
    model = PARAMETERS["decayed_authorship"]
    age = np.maximum(as_of_day - touches.day, 0.0)
    recent = touches.where(age <= model["window_days"])
    fading = np.exp(-age[age <= model["window_days"]] / model["decay_days"])
    pairs = _pairs(recent)
    n = len(pairs.file)
    own = np.bincount(pairs.row, weights=fading, minlength=n)
    created = np.bincount(pairs.row, weights=fading * recent.is_creation, minlength=n)
    total = np.bincount(recent.file, weights=fading, minlength=n_files)
    whole = total[pairs.file]
    surplus = np.log1p(whole) - np.log1p(np.maximum(whole - own, 0.0))
    worth = model["creation"] * created + model["own_changes"] * own + model["surplus"] * surplus
    share, least = model["least_share_of_best"], model["least_value"]
    chosen = _is_author(worth, pairs.file, n_files, share, least)
    return Bearers(pairs.file[chosen], pairs.person[chosen], np.ones(n_files))


def commit_shares(touches: Touches, n_people: int) -> Bearers:
    """Return one unit per person, weighing the commits that person authored."""
    _, first = np.unique(touches.commit, return_index=True)
    counts = np.bincount(touches.person[first], minlength=n_people)
    people = np.arange(n_people, dtype=np.int64)
    return Bearers(people, people, counts.astype(np.float64))


def _is_author(worth: Floats, file: Ints, n_files: int, least_share: float, least: float) -> Bools:
    best = np.full(n_files, -np.inf)
    np.maximum.at(best, file, worth)
    # A share of a negative best is not a share: the best author of a file always is one.
    enough = np.where(best > 0, least_share * best, best)
    chosen: Bools = (worth >= least) & (worth >= enough[file])
    return chosen
