"""Weigh one pair of atoms: the numbers on which the pair model decides.

Chance agreement is measured in decades (see `name_words`) over the number of atoms: an excess
of 0 means that one such agreement is expected in this project by chance alone.
"""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain

from rapidfuzz.distance import JaroWinkler

from lifesigns.tables.people.atoms import Atom
from lifesigns.tables.people.comparison import Agreement, Compared, compare_names
from lifesigns.tables.people.handles import Spelling, handle_decades, spell_by
from lifesigns.tables.people.name_words import is_given_name

_NAMED = tuple(a for a in Agreement if a not in (Agreement.NONE, Agreement.CLASH))
_KEYS: dict[Agreement, str] = {agreement: agreement.name.lower() for agreement in _NAMED}
_HANDLE_KINDS = ("handle_chosen", "handle_mailbox", "handle_mixed")
_ALONE = "handle_mixed_alone"
_SPELLED = ("spells_one", "spells_many")
_WORDS_KEYS = {agreement: f"{key}_words" for agreement, key in _KEYS.items()}
_EXCESS_KEYS = {
    key: f"{key}_excess" for key in (*_KEYS.values(), "same_given", *_HANDLE_KINDS, *_SPELLED)
}
_RANK = {agreement: rank for rank, agreement in enumerate(Agreement)}
_HOPES = frozenset(
    [a.name.lower() for a in _NAMED if a is not Agreement.HALF]
    + ["same_given", *_HANDLE_KINDS, "spells_many", "same_address"]
)
_NO_HOPE = frozenset((Agreement.NONE, Agreement.CLASH, Agreement.HALF))
_NAMING = frozenset(_HANDLE_KINDS + _SPELLED)
_IN_ADDRESS = ("handle_mailbox", "handle_mailbox_excess", "domain", "domain_crowd")
# Least and most of the numbers that `further_features` adds where no domain or file is shared.
FURTHER = {
    "handle_near": (0.0, 1.0),
    "domain_named": (0.0, 1.0),
    "offsets": (-0.3, 0.7),
    "offsets_apart": (0.0, 1.0),
    "gap_years": (0.0, 8.0),
    "at_once": (0.0, 1.0),
    "handover": (0.0, 1.0),
    "initial_clash": (0.0, 1.0),
    "as_one": (0.0, 1.0),
    "as_two": (0.0, 6.0),
}
_NONE = Compared(Agreement.NONE, 0.0)
_MAX_EXCESS, _MIN_EXCESS = 5.0, -3.0
_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Company:
    """How often two atoms stand in one commit: as if one person, and as two people."""

    as_one: float = 0.0
    as_two: int = 0


NOBODY = Company()


@dataclass(slots=True)
class Setting:
    """What the comparison needs to know of the whole project; `decades`: log10 of its atoms."""

    decades: float = 1.0
    handle_counts: Mapping[str, int] = field(default_factory=dict)
    path_counts: Mapping[str, int] = field(default_factory=dict)
    domain_counts: Mapping[str, int] = field(default_factory=dict)


def build_setting(atoms: list[Atom]) -> Setting:
    """Count handles, paths and domains over the atoms."""
    handles = Counter(chain.from_iterable([atom.handles for atom in atoms]))
    paths = Counter(chain.from_iterable([atom.paths for atom in atoms]))
    domains = Counter(chain.from_iterable([atom.domains for atom in atoms]))
    return Setting(math.log10(max(len(atoms), 10)), handles, paths, domains)


def _excess(decades: float, setting: Setting) -> float:
    excess = decades - setting.decades
    if excess > _MAX_EXCESS:
        return _MAX_EXCESS
    return excess if excess > _MIN_EXCESS else _MIN_EXCESS


def best_agreement(a: Atom, b: Atom) -> Compared:
    """Return the strongest agreement between any two names; a clash if full names only clash."""
    best, best_rank = _NONE, _RANK[Agreement.NONE]
    for one in a.names:
        for other in b.names:
            found = compare_names(one, other)
            rank = _RANK[found.agreement]
            if rank < best_rank or (rank == best_rank and found.decades > best.decades):
                best, best_rank = found, rank
    return best


def _is_mere_name(handle: str, a: Atom, b: Atom) -> bool:
    """Return whether two people simply go by the same given name."""
    return a.handles[handle] == b.handles[handle] == "name" and is_given_name(handle)


def _handle_features(a: Atom, b: Atom, setting: Setting) -> dict[str, float]:
    shared = [h for h in a.handles if h in b.handles]
    shared = [h for h in shared if not _is_mere_name(h, a, b)]
    if not shared:
        return {}
    best = max(shared, key=lambda h: (handle_decades(h), h)) if len(shared) > 1 else shared[0]
    one, other = a.handles[best], b.handles[best]
    if "mailbox" not in (one, other):
        kind = "handle_chosen"
    else:
        kind = "handle_mailbox" if one == other else "handle_mixed"
    excess = _excess(handle_decades(best), setting)
    is_alone = kind == "handle_mixed" and not (a.full_names and b.full_names)
    # Without a full name on both sides it counts how rare the handle is.
    alone = {_ALONE: excess} if is_alone and excess > 0.0 and not is_given_name(best) else {}
    return {
        **alone,
        kind: 1.0,
        _EXCESS_KEYS[kind]: excess,
        "handle_crowd": math.log2(max(setting.handle_counts.get(best, 2) - 1, 1)),
    }


def _best_spelling(a: Atom, b: Atom) -> Spelling | None:
    """Return the best way in which a handle of one side spells a full name of the other."""
    top: Spelling | None = None
    for one, other in ((a, b), (b, a)):
        if one.spellings and other.full_names:
            for handle in one.spellings:
                first = handle[0]
                for name in other.full_names:
                    if first in name.firsts:
                        found = spell_by(handle, name.spelled)
                        if found is not None and (top is None or found.decades > top.decades):
                            top = found
    return top


def _nearness(a: Atom, b: Atom) -> float:
    """Return how much alike the most similar long handles are, 0 below 0.88."""
    if not a.long_handles or not b.long_handles:
        return 0.0
    return max(
        [
            JaroWinkler.similarity(x, y, score_cutoff=0.88)
            for x in a.long_handles
            for y in b.long_handles
        ]
    )


def _place_features(a: Atom, b: Atom, setting: Setting) -> dict[str, float]:
    out: dict[str, float] = {}
    if not a.domains and not b.domains:
        return out
    shared = a.domains & b.domains
    if shared:
        rarest = min(setting.domain_counts.get(d, 2) for d in shared)
        out["domain"] = 1.0
        out["domain_crowd"] = math.log2(max(rarest, 1))
    if _names_domain(a, b) or _names_domain(b, a):
        out["domain_named"] = 1.0
    return out


def _names_domain(named: Atom, owner: Atom) -> bool:
    """Return whether a domain of the owner is called like the other, and not like the owner."""
    if not owner.domains:
        return False
    words = [*named.handles, *[token for name in named.names for token in name.tokens]]
    for domain in owner.domains:
        label = domain.partition(".")[0]
        for word in words:
            if len(word) > 3 and word in label and not _is_in_name(word, owner):
                return True
    return False


def _is_in_name(word: str, atom: Atom) -> bool:
    return any(word in name.tokens for name in atom.names)


def _clock_features(a: Atom, b: Atom) -> dict[str, float]:
    out: dict[str, float] = {}
    n_a, n_b = a.n_timed, b.n_timed
    if n_a and n_b:
        other = b.offsets
        common = [(n, other[offset]) for offset, n in a.offsets.items() if offset in other]
        overlap = sum([min(one / n_a, two / n_b) for one, two in common])
        trust = 1 - 1 / (1 + min(n_a, n_b) / 2)
        out["offsets"] = trust * (overlap - 0.3)
        if overlap == 0.0 and not _nearby(a.offsets, b.offsets):
            out["offsets_apart"] = trust
    if a.first_at is not None and b.first_at is not None and a.last_at and b.last_at:
        gap = max(a.first_at, b.first_at) - min(a.last_at, b.last_at)
        out["gap_years"] = min(max(gap, 0) / (365 * _DAY), 8.0)
        shorter = min(a.last_at - a.first_at, b.last_at - b.first_at)
        if gap < 0 and shorter > 60 * _DAY:
            out["at_once"] = min(-gap / shorter, 1.0)
        if 0 <= gap < 60 * _DAY:
            out["handover"] = 1.0
    return out


def _nearby(one: Mapping[int, int], other: Mapping[int, int]) -> bool:
    """Return whether summer time alone could explain different offsets."""
    return any(abs(x - y) <= 60 for x in one for y in other)


def _name_features(a: Atom, b: Atom, compared: Compared, setting: Setting) -> dict[str, float]:
    out: dict[str, float] = {}
    agreement, decades, n_words, is_given = compared
    key = _KEYS.get(agreement)
    if key is not None:
        if is_given and agreement is Agreement.SAME_WORD:
            key = "same_given"
        out[key] = 1.0
        out[_EXCESS_KEYS[key]] = _excess(decades, setting)
        if agreement is Agreement.SPELLED or agreement is Agreement.HALF:
            out[_WORDS_KEYS[agreement]] = min(n_words, 4) - 1
    elif agreement is Agreement.CLASH:
        out["clash"] = 1.0
    if a.is_named_by_mailbox or b.is_named_by_mailbox:
        out["mailbox_name"] = 1.0
    if not a.full_names or not b.full_names:
        out["nameless"] = 1.0
        if a.is_local or b.is_local:
            out["local"] = 1.0
    elif agreement is Agreement.SPELLED or agreement is Agreement.SAME_WORD:
        out["contrary"] = 1.0
    return out


def naming_features(a: Atom, b: Atom, setting: Setting) -> dict[str, float]:
    """Return what names, handles and addresses of a pair say, {} if nothing for one person."""
    if len(a.names) == len(b.names) == 1:
        compared = compare_names(a.names[0], b.names[0])
    else:
        compared = best_agreement(a, b)
    spelled = _best_spelling(a, b)
    n_spelled = spelled.n_full + spelled.n_cut if spelled else 0
    shares_handle = not a.handles.keys().isdisjoint(b.handles)
    shares_address = not a.addresses.isdisjoint(b.addresses)
    is_named = n_spelled > 1 or compared.agreement not in _NO_HOPE
    if not (is_named or shares_handle or shares_address):
        return {}
    out = _name_features(a, b, compared, setting)
    if shares_handle:
        out |= _handle_features(a, b, setting)
    if spelled:
        key = "spells_one" if n_spelled == 1 else "spells_many"
        out[key] = 1.0
        out[_EXCESS_KEYS[key]] = _excess(spelled.decades, setting)
    if shares_address:
        out["same_address"] = 1.0
    return {} if _HOPES.isdisjoint(out) else out


def shares_ground(a: Atom, b: Atom) -> bool:
    """Return whether `FURTHER` does not bound what is still to be said of a pair."""
    return not (
        a.domains.isdisjoint(b.domains)
        and a.paths.isdisjoint(b.paths)
        and a.addresses.isdisjoint(b.addresses)
    )


def further_features(
    a: Atom, b: Atom, company: Company, setting: Setting, named: Mapping[str, float]
) -> dict[str, float]:
    """Return `named` (see `naming_features`) with what places, habits and company say."""
    out = dict(named)
    if _NAMING.isdisjoint(out):
        out["handle_near"] = _nearness(a, b)
    out |= _place_features(a, b, setting)
    out |= _clock_features(a, b)
    if a.initials and b.initials and a.initials.isdisjoint(b.initials):
        out["initial_clash"] = 1.0
    if "same_address" in out:
        for key in _IN_ADDRESS:
            out.pop(key, None)
        out["address_spells"] = out.get("spells_many", 0.0)
    if not a.paths.isdisjoint(b.paths):
        rare = [setting.path_counts.get(path, 2) for path in a.paths & b.paths]
        out["paths"] = min(math.fsum(1 / (count - 1) for count in rare if count > 1), 3.0)
    out["as_one"] = company.as_one
    out["as_two"] = math.log2(1 + min(company.as_two, 63))
    return out


def pair_features(a: Atom, b: Atom, company: Company, setting: Setting) -> dict[str, float]:
    """Return the named numbers of one pair, {} if nothing speaks for one person."""
    named = naming_features(a, b, setting)
    return further_features(a, b, company, setting, named) if named else {}
