"""Weigh candidate pairs in rounds: each join teaches more about the person it makes.

A first round joins only what is beyond doubt; later rounds compare what has grown since and go
down to the threshold of the pair model. A nickname that fits several people is shared out among
them: it can be only one's.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from lifesigns.tables.people.accounts import are_different, are_one_owners
from lifesigns.tables.people.atoms import Atom, build_atom
from lifesigns.tables.people.blocking import candidate_pairs
from lifesigns.tables.people.clustering import Clusters
from lifesigns.tables.people.company import likely_alone, weigh_company
from lifesigns.tables.people.features import (
    FURTHER,
    NOBODY,
    Company,
    build_setting,
    further_features,
    naming_features,
    shares_ground,
)
from lifesigns.tables.people.profiles import Profile
from lifesigns.tables.people.records import Kind, Together
from lifesigns.tables.people.safe_links import Link
from lifesigns.tables.people.scoring import pair_model

_FIRST_THRESHOLD = 0.9
_MAX_ROUNDS = 4
_WORTH_A_LOOK = 0.15
_ROUNDING = 1e-9
_BEYOND_CHANCE = 3.0
Pair = tuple[int, int]


class Scored(NamedTuple):
    """A pair of atoms with its place among the candidates, its probability and reason.

    `joins_accounts`: one person's, though their account ids differ; `is_spelled`: see `Link`.
    """

    place: int
    a: int
    b: int
    probability: float
    reason: str
    is_naming: bool
    joins_accounts: bool = False
    is_spelled: bool = False


# What links two positions, lower first, by its probability as a negative number.
Ranked = tuple[float, int, int, Scored]


def _logit(probability: float) -> float:
    return math.log(probability / (1 - probability))


def _same_kind(one: Atom, other: Atom) -> bool:
    """Return whether both are people or both are not; what is also somebody's machine is a person."""
    return _is_person(one) == _is_person(other)


def _different_accounts(one: Atom, other: Atom) -> bool:
    return are_different(one.forge_ids, other.forge_ids)


def may_be_one(one: Atom, other: Atom) -> bool:
    """Return whether nothing in the accounts themselves forbids that both are one person."""
    return _same_kind(one, other) and not _different_accounts(one, other)


def _is_alias(one: Atom, other: Atom) -> bool:
    """Return whether one side is known only under addresses of the other."""
    if one.addresses.isdisjoint(other.addresses):
        return False
    return one.addresses <= other.addresses or other.addresses <= one.addresses


def _is_person(atom: Atom) -> bool:
    return Kind.PERSON in atom.kinds


def _candidates(atoms: list[Atom], alone: list[Pair]) -> Iterator[Pair]:
    """Yield the pairs to weigh, lower number first: people among themselves, then machines."""
    for side in (True, False):
        numbers = [number for number, atom in enumerate(atoms) if _is_person(atom) is side]
        place = {number: position for position, number in enumerate(numbers)}
        near = [(place[a], place[b]) for a, b in alone if a in place and b in place]
        for a, b in candidate_pairs([atoms[number] for number in numbers], near):
            yield numbers[a], numbers[b]


class _Matcher:
    """The candidate pairs, and what they are worth until one of the two grows."""

    def __init__(
        self, profiles: Sequence[Profile], clusters: Clusters, together: Sequence[Together]
    ) -> None:
        groups = clusters.groups()
        atoms = [build_atom(profiles, group) for group in groups]
        roots = [clusters.find(group[0]) for group in groups]
        company = weigh_company(together, profiles, atoms)
        self._profiles = profiles
        self._clusters = clusters
        self._model = pair_model()
        self._hopeless = _logit(_WORTH_A_LOOK) - self._model.slack(FURTHER) - _ROUNDING
        self._setting = build_setting([atom for atom in atoms if _is_person(atom)])
        self._atoms = dict(zip(roots, atoms, strict=True))
        self._places: dict[Pair, int] = {}
        self._companies: dict[Pair, Company] = {}
        self._worth: dict[Pair, Scored] = {}
        for a, b in _candidates(atoms, likely_alone(company)):
            one, other = roots[a], roots[b]
            pair = (one, other) if one < other else (other, one)
            self._add(pair, a * len(atoms) + b, company.get((a, b)))

    def _add(self, pair: Pair, place: int, company: Company | None) -> None:
        """Keep a pair that is new, and what it is worth."""
        self._places[pair] = place
        if company is not None:
            self._companies[pair] = company
        a, b = pair
        one, other = self._atoms[a], self._atoms[b]
        named = naming_features(one, other, self._setting)
        if named:
            worth = self._weigh(pair, place, named)
            if worth is not None:
                self._worth[pair] = worth

    def _weigh(self, pair: Pair, place: int, named: Mapping[str, float]) -> Scored | None:
        a, b = pair
        one, other = self._atoms[a], self._atoms[b]
        if not _same_kind(one, other):
            return None
        if self._model.logit(named) < self._hopeless and not shares_ground(one, other):
            return None
        company = self._companies.get(pair, NOBODY)
        features = further_features(one, other, company, self._setting, named)
        probability = self._model.probability(features)
        if probability < _WORTH_A_LOOK:
            return None
        naming = bool(features.get("handle_chosen")) or _is_alias(one, other)
        owned = (
            _is_person(one)
            and _different_accounts(one, other)
            and are_one_owners(one, other, probability, self._setting.decades, self._profiles)
        )
        spelled = features.get("spells_many_excess", 0.0) >= _BEYOND_CHANCE
        reason = self._model.reason(features)
        return Scored(place, a, b, probability, reason, naming, owned, spelled)

    def grow(self) -> None:
        """Take in what was joined: rebuild the atoms that grew, weigh their pairs anew."""
        clusters, grown = self._clusters, set()
        for root, atom in list(self._atoms.items()):
            if clusters.size(root) != len(atom.members):
                grown.add(root)
                del self._atoms[root]
        for root in sorted({clusters.find(root) for root in grown}):
            self._atoms[root] = build_atom(self._profiles, clusters.members(root))
        # Of the pairs that became one the first counts, in an order that blocks cannot change.
        touched = sorted(
            [
                (place, one, other)
                for (one, other), place in self._places.items()
                if one in grown or other in grown
            ]
        )
        again = []
        for place, one, other in touched:
            pair = one, other
            del self._places[pair]
            self._worth.pop(pair, None)
            company = self._companies.pop(pair, None)
            again.append((clusters.find(one), clusters.find(other), place, company))
        for one, other, place, company in again:
            pair = (one, other) if one < other else (other, one)
            if one != other and pair not in self._places:
                self._add(pair, place, company)

    def ranked(self) -> list[Ranked]:
        """Return what links the clusters as they are now, most probable first."""
        atoms, ranked = self._atoms, []
        # In one order whatever came first, since sums of shares depend on it in the last digit.
        scored = sorted(self._worth.values(), key=attrgetter("place"))
        for pair, share in zip(scored, _share_out(atoms, scored), strict=True):
            a, b = atoms[pair.a].members[0], atoms[pair.b].members[0]
            ranked.append((-share, a, b, pair) if a < b else (-share, b, a, pair))
        ranked.sort()  # two positions make one pair, so the last part is never compared
        return ranked


def _link(row: Ranked) -> Link:
    share, a, b, pair = row
    return Link(
        a,
        b,
        pair.reason,
        -share,
        is_naming=pair.is_naming,
        joins_accounts=pair.joins_accounts,
        is_spelled=pair.is_spelled,
    )


def _share_out(atoms: Mapping[int, Atom], scored: list[Scored]) -> list[float]:
    """Return the probabilities, lowered for pairs whose one end fits several different people."""
    rivals: dict[int, list[tuple[int, float]]] = defaultdict(list)
    linked = {(s.a, s.b) for s in scored if s.probability > 0.5}
    pairs = [(s.a, s.b, s.probability / (1 - s.probability)) for s in scored]
    for a, b, odds in pairs:
        rivals[a].append((b, odds))
        rivals[b].append((a, odds))
    shared = []
    for pair, (a, b, odds) in zip(scored, pairs, strict=True):
        if pair.joins_accounts:
            shared.append(pair.probability)
            continue
        against = odds
        for end, partner in ((a, b), (b, a)):
            others = rivals[end]
            if len(others) == 1 or not _may_exclude(atoms[end], atoms[partner]):
                continue
            for other, others_odds in others:
                if other != partner and _exclude(atoms, end, partner, other, linked):
                    against += others_odds
        shared.append(odds / (1 + against))
    return shared


def _may_exclude(end: Atom, partner: Atom) -> bool:
    """Return whether an atom that goes with this partner may have to go without another."""
    return bool(partner.forge_ids) or bool(partner.full_names and not end.full_names)


def _exclude(
    atoms: Mapping[int, Atom], end: int, one: int, other: int, linked: set[tuple[int, int]]
) -> bool:
    """Return whether an atom can be only one of two others."""
    if _different_accounts(atoms[one], atoms[other]):
        return not _different_accounts(atoms[end], atoms[other])
    if atoms[end].full_names or not atoms[one].full_names or not atoms[other].full_names:
        return False
    return (min(one, other), max(one, other)) not in linked


def match(profiles: list[Profile], clusters: Clusters, together: Sequence[Together]) -> list[Link]:
    """Join what the model holds for one person; return the pairs that it could not decide."""
    matcher = _Matcher(profiles, clusters, together)
    threshold = pair_model().threshold
    ranked: list[Ranked] = []
    for number in range(_MAX_ROUNDS):
        least = _FIRST_THRESHOLD if number == 0 else threshold
        ranked = matcher.ranked()
        joined = clusters.join_all(_link(row) for row in ranked if -row[0] >= least)
        if not joined and number > 0:
            break
        matcher.grow()
    return [_link(row) for row in ranked if -row[0] < threshold]
