"""Weigh candidate pairs in rounds: each join teaches more about the person it makes.

A first round joins only what is beyond doubt; later rounds compare what has grown since and go
down to the threshold of the pair model. A nickname that fits several people is shared out among
them: it can be only one's.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from lifesigns.tables.people.atoms import Atom, build_atom
from lifesigns.tables.people.blocking import candidate_pairs
from lifesigns.tables.people.clustering import Clusters
from lifesigns.tables.people.company import company_of, likely_alone, weigh_company
from lifesigns.tables.people.features import Company, Setting, build_setting, pair_features
from lifesigns.tables.people.profiles import Profile
from lifesigns.tables.people.records import Kind, Together
from lifesigns.tables.people.safe_links import Link
from lifesigns.tables.people.scoring import pair_model

_FIRST_THRESHOLD = 0.9
_MAX_ROUNDS = 4
_WORTH_A_LOOK = 0.15


@dataclass(frozen=True, slots=True)
class Scored:
    """A pair of atoms with its probability and reason."""

    a: int
    b: int
    probability: float
    reason: str
    is_naming: bool


def _same_kind(one: Atom, other: Atom) -> bool:
    return one.kinds == other.kinds or Kind.PERSON not in (one.kinds | other.kinds)


def _different_accounts(one: Atom, other: Atom) -> bool:
    return any(other.forge_ids.get(f, n) != n for f, n in one.forge_ids.items())


def may_be_one(one: Atom, other: Atom) -> bool:
    """Return whether nothing in the accounts themselves forbids that both are one person."""
    return _same_kind(one, other) and not _different_accounts(one, other)


def _is_alias(one: Atom, other: Atom) -> bool:
    """Return whether one side is known only under addresses of the other."""
    common = one.addresses & other.addresses
    return bool(common) and (common == one.addresses or common == other.addresses)


class _Memory:
    """What pairs of atoms were found to be worth, until one of the two grows."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self._profiles = profiles
        self.model = pair_model()
        self._atoms: dict[tuple[int, int], Atom] = {}
        self._scores: dict[tuple[int, int, int, int], Scored | None] = {}

    def atom(self, group: list[int]) -> Atom:
        key = (group[0], len(group))
        if key not in self._atoms:
            self._atoms[key] = build_atom(self._profiles, group)
        return self._atoms[key]

    def score(self, one: Atom, other: Atom, company: Company, setting: Setting) -> Scored | None:
        a, b = one.members, other.members
        key = (a[0], len(a), b[0], len(b))
        if key not in self._scores:
            self._scores[key] = self._weigh(one, other, company, setting)
        return self._scores[key]

    def _weigh(self, one: Atom, other: Atom, company: Company, setting: Setting) -> Scored | None:
        if not _same_kind(one, other):
            return None
        features = pair_features(one, other, company, setting)
        probability = self.model.probability(features) if features else 0.0
        if probability < _WORTH_A_LOOK:
            return None
        naming = bool(features.get("handle_chosen")) or _is_alias(one, other)
        return Scored(0, 0, probability, self.model.reason(features), naming)


def _share_out(atoms: Mapping[int, Atom], scored: list[Scored]) -> list[Scored]:
    """Lower the probability of pairs whose one end fits several different people."""
    rivals: dict[int, list[Scored]] = defaultdict(list)
    linked = {(s.a, s.b) for s in scored if s.probability > 0.5}
    for pair in scored:
        rivals[pair.a].append(pair)
        rivals[pair.b].append(pair)
    shared = []
    for pair in scored:
        odds = against = pair.probability / (1 - pair.probability)
        for end, partner in ((pair.a, pair.b), (pair.b, pair.a)):
            for rival in rivals[end]:
                other = rival.b if rival.a == end else rival.a
                if other != partner and _exclude(atoms, end, partner, other, linked):
                    against += rival.probability / (1 - rival.probability)
        shared.append(replace(pair, probability=odds / (1 + against)))
    return sorted(
        shared,
        key=lambda s: (-s.probability, *sorted((atoms[s.a].members[0], atoms[s.b].members[0]))),
    )


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
    memory = _Memory(profiles)
    atoms = [memory.atom(group) for group in clusters.groups()]
    setting = build_setting(atoms)
    company = weigh_company(together, profiles, atoms)
    first = [atom.members[0] for atom in atoms]
    candidates = [
        (first[a], first[b], company_of(company, a, b))
        for a, b in candidate_pairs(atoms, likely_alone(company))
    ]
    links: list[Link] = []
    for number in range(_MAX_ROUNDS):
        threshold = _FIRST_THRESHOLD if number == 0 else memory.model.threshold
        links = _weigh_all(memory, clusters, candidates, setting)
        joined = clusters.join_all(link for link in links if link.confidence >= threshold)
        if not joined and number > 0:
            break
    return [link for link in links if link.confidence < memory.model.threshold]


def _weigh_all(
    memory: _Memory,
    clusters: Clusters,
    candidates: list[tuple[int, int, Company]],
    setting: Setting,
) -> list[Link]:
    """Return links between the clusters as they are now, most probable first."""
    scored: dict[tuple[int, int], Scored] = {}
    atoms: dict[int, Atom] = {}
    for one, other, company in candidates:
        a, b = sorted((clusters.find(one), clusters.find(other)))
        if a == b or (a, b) in scored:
            continue
        for root in (a, b):
            if root not in atoms:
                atoms[root] = memory.atom(clusters.members(root))
        found = memory.score(atoms[a], atoms[b], company, setting)
        if found is not None:
            scored[a, b] = replace(found, a=a, b=b)
    shared = _share_out(atoms, list(scored.values()))
    links = []
    for pair in shared:
        a, b = sorted((atoms[pair.a].members[0], atoms[pair.b].members[0]))
        links.append(Link(a, b, pair.reason, pair.probability, is_naming=pair.is_naming))
    return links
