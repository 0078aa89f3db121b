"""Join linked identities into persons, never against a cannot-link constraint."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lifesigns.tables.people.accounts import are_different
from lifesigns.tables.people.comparison import Agreement, compare_names
from lifesigns.tables.people.names import Name
from lifesigns.tables.people.profiles import Profile
from lifesigns.tables.people.records import Kind
from lifesigns.tables.people.safe_links import Link

_MAX_NAMES = 8
_DIFFERENT = frozenset((Agreement.CLASH, Agreement.HALF))
_AGREEING = frozenset((Agreement.SUBSET, Agreement.NICKNAME, Agreement.TYPO))


@dataclass(slots=True)
class _Cluster:
    members: list[int]
    forge_ids: dict[str, set[int]]
    kinds: set[Kind]
    names: dict[str, Name]
    sides: frozenset[tuple[int, int]] = frozenset()


def _cluster_of(position: int, profile: Profile) -> _Cluster:
    address = profile.address
    ids = {}
    if address.forge is not None and address.forge_id is not None:
        ids[address.forge] = {address.forge_id}
    names = {profile.proper.key: profile.proper} if profile.proper.is_full else {}
    return _Cluster([position], ids, {profile.kind}, names)


def _contradict(one: _Cluster, other: _Cluster, *, is_spelled: bool) -> bool:
    """Return whether the full names tell of two people.

    One pair of names that differ is enough, unless both sides carry one name: whoever goes by
    several has changed it, or named a computer in it. A name without a space may be given names
    alone, so it has to be the very same. It may be cut short too (AnnBllw): where a login or mailbox
    spells the full name, half a name without a space speaks against nobody.
    """
    differ = False
    for a in one.names.values():
        for b in other.names.values():
            agreement = compare_names(a, b).agreement
            is_loose = a.is_one_word or b.is_one_word
            if agreement is Agreement.SAME or (agreement in _AGREEING and not is_loose):
                return False
            is_cut = is_loose and is_spelled and agreement is Agreement.HALF
            differ = differ or (agreement in _DIFFERENT and not is_cut)
    return differ


def _are_ruled_apart(one: _Cluster, other: _Cluster) -> bool:
    return any((number, 1 - side) in other.sides for number, side in one.sides)


def _conflict(one: _Cluster, other: _Cluster, link: Link) -> str:
    if _are_ruled_apart(one, other):
        return "the people file says no"
    if link.is_certain:
        return ""
    if not link.joins_accounts and are_different(one.forge_ids, other.forge_ids):
        return "different account ids of one forge"
    if (Kind.PERSON in one.kinds) != (Kind.PERSON in other.kinds):
        return "a person and an automatic account"
    if not link.is_naming and _contradict(one, other, is_spelled=link.is_spelled):
        return "the full names differ"
    return ""


class Clusters:
    """Union-find whose joins respect what is known to be different."""

    def __init__(
        self,
        profiles: list[Profile],
        sides: Mapping[int, frozenset[tuple[int, int]]] = MappingProxyType({}),
    ) -> None:
        """Start with every profile alone; `sides` gives the ends of cannot-link constraints."""
        self._parent = list(range(len(profiles)))
        self._clusters = {i: _cluster_of(i, profile) for i, profile in enumerate(profiles)}
        for position, found in sides.items():
            self._clusters[position].sides = found
        self.used: list[Link] = []
        self.refused: list[tuple[Link, str]] = []

    def find(self, position: int) -> int:
        """Return the representative of a position's cluster."""
        root = position
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[position] != root:
            self._parent[position], position = root, self._parent[position]
        return root

    def members(self, root: int) -> list[int]:
        """Return the positions of the cluster with this representative, sorted."""
        return sorted(self._clusters[root].members)

    def size(self, position: int) -> int:
        """Return the number of members of a position's cluster."""
        return len(self._clusters[self.find(position)].members)

    def join(self, link: Link) -> bool:
        """Join both ends unless a constraint forbids it; return whether anything changed."""
        a, b = self.find(link.a), self.find(link.b)
        if a == b:
            return False
        one, other = self._clusters[a], self._clusters[b]
        conflict = _conflict(one, other, link)
        if conflict:
            self.refused.append((link, conflict))
            return False
        if len(one.members) < len(other.members):
            a, b, one, other = b, a, other, one
        self._parent[b] = a
        one.members += other.members
        for forge, numbers in other.forge_ids.items():
            one.forge_ids.setdefault(forge, set()).update(numbers)
        one.kinds |= other.kinds
        one.sides |= other.sides
        for key, name in other.names.items():
            if len(one.names) < _MAX_NAMES:
                one.names.setdefault(key, name)
        del self._clusters[b]
        self.used.append(link)
        return True

    def join_all(self, links: Iterable[Link]) -> int:
        """Try every link in the order given; return how many joined something."""
        return sum([self.join(link) for link in links])

    def groups(self) -> list[list[int]]:
        """Return the clusters as sorted lists of positions, in order of their first one."""
        return sorted(sorted(cluster.members) for cluster in self._clusters.values())
