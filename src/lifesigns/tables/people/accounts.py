"""Tell whether two accounts at one forge are one person's, as few people's are.

Different account ids speak for two people, whatever else agrees: forges give one id to everybody,
and common names are borne by many. Some people have two all the same, one of them for work, or
came back under a new id.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from lifesigns.tables.people.atoms import Atom
from lifesigns.tables.people.comparison import Agreement, compare_names
from lifesigns.tables.people.names import Name
from lifesigns.tables.people.profiles import Profile

# A full name that one of thirty million people bears, so that chance brings two of them together
# in one of ten thousand projects of this size. Names of some countries are counted badly.
_RARE_DECADES = 7.5
_RARE_EXCESS = 4.0
# The least probability that both are one person, and the least share of what they did under it.
_ENOUGH = 0.95
_MOSTLY = 0.5
_OTHERS = frozenset((Agreement.CLASH, Agreement.HALF))

Ids = Mapping[str, AbstractSet[int]]


def are_different(one: Ids, other: Ids) -> bool:
    """Return whether some forge knows both by ids of which none is the same."""
    if one and other:
        for forge, numbers in one.items():
            others = other.get(forge)
            if others and numbers.isdisjoint(others):
                return True
    return False


def are_one_owners(
    one: Atom, other: Atom, probability: float, decades: float, profiles: Sequence[Profile]
) -> bool:
    """Return whether atoms of different accounts are one person's by the name that they bear.

    `decades`: log10 of the project's atoms. Both go mostly by the same rare full name, and by no
    other: a single commit under somebody's name and another's account is a suggestion taken over.
    """
    if probability < _ENOUGH:
        return False
    shared, rare = None, max(_RARE_DECADES, _RARE_EXCESS + decades)
    for a in one.full_names:
        for b in other.full_names:
            agreement = compare_names(a, b).agreement
            if agreement in _OTHERS:
                return False
            if agreement is Agreement.SAME and min(a.decades, b.decades) >= rare:
                shared = a
    return shared is not None and all(_bears(atom, shared, profiles) for atom in (one, other))


def _bears(atom: Atom, name: Name, profiles: Sequence[Profile]) -> bool:
    """Return whether most of what an atom did stands under this name."""
    total = named = 0
    for member in atom.members:
        profile = profiles[member]
        weight = 1 + profile.identity.n_commits
        total += weight
        if compare_names(profile.proper, name).agreement is Agreement.SAME:
            named += weight
    return named >= _MOSTLY * total
