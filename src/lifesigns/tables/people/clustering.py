"""Join linked identities into persons, never against a cannot-link constraint."""

from collections.abc import Iterable
from dataclasses import dataclass

from lifesigns.tables.people.evidence import Link
from lifesigns.tables.people.profiles import Profile
from lifesigns.tables.people.records import Kind


@dataclass(slots=True)
class _Cluster:
    members: list[int]
    forge_ids: dict[str, int]
    kinds: set[Kind]
    full_names: list[frozenset[str]]


def _cluster_of(position: int, profile: Profile) -> _Cluster:
    address = profile.address
    ids = {}
    if address.forge is not None and address.forge_id is not None:
        ids[address.forge] = address.forge_id
    words = frozenset(t for t in profile.proper.tokens if len(t) > 1)
    names = [words] if profile.proper.is_full else []
    return _Cluster([position], ids, {profile.kind}, names)


def _strangers(one: _Cluster, other: _Cluster) -> bool:
    """Return whether both sides carry full names and none of them share a word."""
    if not one.full_names or not other.full_names:
        return False
    return not any(a & b for a in one.full_names for b in other.full_names)


def _conflict(one: _Cluster, other: _Cluster) -> str:
    for forge, number in one.forge_ids.items():
        if other.forge_ids.get(forge, number) != number:
            return "different account ids of one forge"
    if Kind.PERSON in (one.kinds | other.kinds) and one.kinds != other.kinds:
        return "a person and an automatic account"
    return ""


class Clusters:
    """Union-find whose joins respect what is known to be different."""

    def __init__(self, profiles: list[Profile]) -> None:
        """Start with every profile alone."""
        self._parent = list(range(len(profiles)))
        self._clusters = {i: _cluster_of(i, profile) for i, profile in enumerate(profiles)}
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

    def join(self, link: Link) -> None:
        """Join both ends unless a constraint forbids it; certain links always join."""
        a, b = self.find(link.a), self.find(link.b)
        if a == b:
            return
        one, other = self._clusters[a], self._clusters[b]
        if not link.is_certain:
            conflict = _conflict(one, other)
            if not conflict and "word as" in link.reason and _strangers(one, other):
                conflict = "full names without a common word"
            if conflict:
                self.refused.append((link, conflict))
                return
        if len(one.members) < len(other.members):
            a, b, one, other = b, a, other, one
        self._parent[b] = a
        one.members += other.members
        one.forge_ids |= other.forge_ids
        one.kinds |= other.kinds
        one.full_names += [n for n in other.full_names if n not in one.full_names]
        del self._clusters[b]
        self.used.append(link)

    def groups(self) -> list[list[int]]:
        """Return the clusters as sorted lists of positions, in order of their first one."""
        return sorted(sorted(cluster.members) for cluster in self._clusters.values())


def cluster(profiles: list[Profile], links: Iterable[Link]) -> Clusters:
    """Return the clusters after trying every link in the order given."""
    clusters = Clusters(profiles)
    for link in links:
        clusters.join(link)
    return clusters
