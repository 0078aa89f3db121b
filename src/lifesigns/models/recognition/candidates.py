"""Who has grown into commit rights: dossiers by stated criteria. A human nominates, never this.

The order weighs recent, sustained days of work and the breadth of its kinds; reviews, triage and
helped newcomers are shown where a clone tells them, not scored, because many projects
keep them elsewhere. docs/accuracy/candidates.md holds the back-test.
"""

import json
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from importlib.resources import files
from math import log2
from typing import Any

import numpy as np

from lifesigns.models.recognition.acts import KINDS, Acts, Bools, Floats, Ints, Kind, months_of

PARAMETERS: dict[str, Any] = json.loads(
    (files("lifesigns.models.recognition") / "candidates.json").read_text("utf-8")
)


@dataclass(frozen=True, slots=True)
class Work:
    """Landed commits by directory: one row a commit and directory (by code) it touched."""

    person: Ints
    commit: Ints
    day: Floats
    directory: Ints


@dataclass(frozen=True, slots=True)
class Balance:
    """The share (0-1) of one organisation among holders of rights, before and after the vote.

    `n_known` counts the holders whose organisation is known: the shares are of all holders,
    the unknown stay in the denominator.
    """

    organisation: str
    share_before: float
    share_after: float
    n_known: int
    n_holders: int


@dataclass(frozen=True, slots=True)
class Dossier:
    """One person's numbers on each criterion, for humans to judge; None is not known.

    `active_months` and `months_since_first` cover all history, the rest the last 12 calendar months;
    `faded_days` are days with contributions, halved every 90 days; `kinds` were seen in at least two
    months, `directories` touched by at least two commits; `reviews` and `newcomers_helped` count
    what the clone shows and are None where it shows none of those months for anybody.
    """

    person: int
    score: float
    active_months: int
    months_since_first: int
    active_months_in_window: int
    faded_days: float
    commits: int
    kinds: tuple[Kind, ...]
    directories: int
    reviews: int | None
    newcomers_helped: int | None
    triaged: int | None
    days_since_last: float
    organisation: str | None
    balance: Balance | None
    """None where the organisation or the holders are not known."""


def holders_of_rights(
    author: Ints, landed_by: Ints, day: Floats, as_of_day: float
) -> frozenset[int]:
    """Return who is seen to land other people's work: an approximation of who has commit rights.

    Rows are landed commits: `author` wrote one, `landed_by` merged or committed it on the default
    branch (-1 where a bot or the forge stands there). People count who did so at least twice.
    Rights never used, or used through a merge bot, are not seen.
    """
    chosen = (day <= as_of_day) & (landed_by >= 0) & (author != landed_by)
    people, counts = np.unique(landed_by[chosen], return_counts=True)
    return frozenset(people[counts >= PARAMETERS["least_landings_of_others"]].tolist())


def candidates(
    acts: Acts,
    work: Work,
    holders: Collection[int],
    as_of_day: float,
    organisation_of: Mapping[int, str] | None = None,
    triaged: Mapping[int, int] | None = None,
) -> tuple[Dossier, ...]:
    """Return a dossier of everyone without rights and with 3 active months or more, best first.

    Nobody without a contribution in the last 12 calendar months is listed.
    Score = log2(1 + faded days) * log2(2 + kinds); ties by the lower person code.
    """
    past = acts.where(acts.day <= as_of_day)
    if len(past) == 0:
        return ()
    people, code = np.unique(past.person, return_inverse=True)
    coded = Acts(code.reshape(-1), past.kind, past.day)
    counted = _Counted(coded, work, people, as_of_day)
    eligible = (
        (counted.months >= PARAMETERS["least_active_months"])
        & (counted.recent_months > 0)
        & ~np.isin(people, list(holders))
    )
    organisations = organisation_of or {}
    held = Counter(organisations[p] for p in holders if p in organisations)
    dossiers = [
        _dossier(i, counted, organisations, held, len(holders), triaged)
        for i in np.flatnonzero(eligible).tolist()
    ]
    return tuple(sorted(dossiers, key=lambda d: (-d.score, d.person)))


class _Counted:
    """The numbers of every person, by position among `people`."""

    def __init__(self, acts: Acts, work: Work, people: Ints, as_of_day: float) -> None:
        self.people = people
        self.as_of_day = as_of_day
        n = len(people)
        this_month = int(months_of(np.array([as_of_day]))[0])
        first_month = this_month - PARAMETERS["window_months"] + 1
        recent = acts.where(acts.month >= first_month)
        self.months = _distinct(acts.person, acts.month, n)
        self.recent_months = _distinct(recent.person, recent.month, n)
        self.kinds = _kinds_by_person(recent, n)
        self.faded = _faded_days(acts, n, as_of_day)
        cells = recent.person * len(KINDS) + recent.kind
        self.acts = np.bincount(cells, minlength=n * len(KINDS)).reshape(n, len(KINDS))
        self.seen_kinds = self.acts.sum(axis=0) > 0
        self.first = np.full(n, np.inf)
        self.last = np.full(n, -np.inf)
        np.minimum.at(self.first, acts.person, acts.day)
        np.maximum.at(self.last, acts.person, acts.day)
        dated = np.where(np.isfinite(work.day), work.day, np.finfo(np.float64).max)
        in_window = (dated <= as_of_day) & (months_of(np.minimum(dated, as_of_day)) >= first_month)
        self.commits, self.directories = _commits_and_directories(work, in_window, people)


def _distinct(person: Ints, value: Ints, n: int) -> Ints:
    """Count the different values of each person."""
    if len(value) == 0:
        return np.zeros(n, dtype=np.int64)
    span = int(value.max() - value.min()) + 1
    cells = np.unique(person * span + (value - value.min()))
    return np.bincount(cells // span, minlength=n)


def _kinds_by_person(recent: Acts, n: int) -> Bools:
    """Return, by person and kind, whether the kind was seen in enough months."""
    k = len(KINDS)
    months = _distinct(recent.person * k + recent.kind, recent.month, n * k).reshape(n, k)
    enough: Bools = months >= PARAMETERS["least_months_of_a_kind"]
    return enough


def _faded_days(acts: Acts, n: int, as_of_day: float) -> Floats:
    whole = np.floor(acts.day).astype(np.int64)
    start, span = int(whole.min()), int(whole.max() - whole.min()) + 1
    cells = np.unique(acts.person * span + (whole - start))
    age = as_of_day - (cells % span + start)
    fading = np.exp2(-np.maximum(age, 0.0) / PARAMETERS["half_life_days"])
    return np.bincount(cells // span, weights=fading, minlength=n).astype(np.float64)


def _commits_and_directories(work: Work, chosen: Bools, people: Ints) -> tuple[Ints, Ints]:
    n = len(people)
    least = PARAMETERS["least_commits_of_a_directory"]
    known = np.isin(work.person, people) & chosen
    person = np.searchsorted(people, work.person[known])
    commits = _distinct(person, work.commit[known], n)
    span = int(work.directory.max(initial=0)) + 1
    place = person * span + work.directory[known]
    pairs, where = np.unique(place, return_inverse=True)
    often = _distinct(where.reshape(-1), work.commit[known], len(pairs)) >= least
    return commits, np.bincount(pairs[often] // span, minlength=n)


def _dossier(
    i: int,
    counted: _Counted,
    organisations: Mapping[int, str],
    held: Counter[str],
    n_holders: int,
    triaged: Mapping[int, int] | None,
) -> Dossier:
    person = int(counted.people[i])
    kinds = tuple(kind for kind, seen in zip(KINDS, counted.kinds[i], strict=True) if seen)
    organisation = organisations.get(person)
    since_first = months_of(np.array([counted.first[i], counted.as_of_day]))
    faded = float(counted.faded[i])

    def shown(kind: Kind) -> int | None:
        place = KINDS.index(kind)
        return int(counted.acts[i, place]) if counted.seen_kinds[place] else None

    return Dossier(
        person=person,
        score=log2(1 + faded) * log2(2 + len(kinds)),
        active_months=int(counted.months[i]),
        months_since_first=int(since_first[1] - since_first[0]),
        active_months_in_window=int(counted.recent_months[i]),
        faded_days=faded,
        commits=int(counted.commits[i]),
        kinds=kinds,
        directories=int(counted.directories[i]),
        reviews=shown(Kind.REVIEW),
        newcomers_helped=shown(Kind.MENTORING),
        triaged=None if triaged is None else triaged.get(person, 0),
        days_since_last=counted.as_of_day - float(counted.last[i]),
        organisation=organisation,
        balance=_balance(organisation, held, n_holders),
    )


def _balance(organisation: str | None, held: Counter[str], n_holders: int) -> Balance | None:
    if organisation is None or n_holders == 0:
        return None
    mine = held[organisation]
    return Balance(
        organisation=organisation,
        share_before=mine / n_holders,
        share_after=(mine + 1) / (n_holders + 1),
        n_known=held.total(),
        n_holders=n_holders,
    )
