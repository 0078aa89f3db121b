"""Weigh one pair of atoms: the numbers on which the pair model decides.

Chance agreement is measured in decades (see `name_words`) over the number of atoms: an excess
of 0 means that one such agreement is expected in this project by chance alone.
"""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from rapidfuzz.distance import JaroWinkler

from lifesigns.tables.people.atoms import Atom
from lifesigns.tables.people.comparison import Agreement, Compared, compare_names
from lifesigns.tables.people.handles import handle_decades, spell
from lifesigns.tables.people.name_words import is_given_name

_NAMED = tuple(a for a in Agreement if a not in (Agreement.NONE, Agreement.CLASH))
_KEYS = {agreement: agreement.name.lower() for agreement in _NAMED}
_RANK = {agreement: rank for rank, agreement in enumerate(Agreement)}
_HOPES = frozenset(
    [a.name.lower() for a in _NAMED if a is not Agreement.HALF]
    + ["same_given", "handle_chosen", "handle_mailbox", "handle_mixed", "spells_many"]
    + ["same_address"]
)
_NAMING = frozenset(
    ("handle_chosen", "handle_mailbox", "handle_mixed", "spells_one", "spells_many")
)
_MAX_EXCESS = 5.0
_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Company:
    """How often two atoms stand in one commit: as if one person, and as two people."""

    as_one: float = 0.0
    as_two: int = 0


@dataclass(slots=True)
class Setting:
    """What the comparison needs to know of the whole project; `decades`: log10 of its atoms."""

    decades: float = 1.0
    handle_counts: Mapping[str, int] = field(default_factory=dict)
    path_counts: Mapping[str, int] = field(default_factory=dict)
    domain_counts: Mapping[str, int] = field(default_factory=dict)


def build_setting(atoms: list[Atom]) -> Setting:
    """Count handles, paths and domains over the atoms."""
    handles: Counter[str] = Counter()
    paths: Counter[str] = Counter()
    domains: Counter[str] = Counter()
    for atom in atoms:
        handles.update(atom.handles.keys())
        paths.update(atom.paths)
        domains.update(atom.domains)
    return Setting(math.log10(max(len(atoms), 10)), handles, paths, domains)


def _excess(decades: float, setting: Setting) -> float:
    return max(min(decades - setting.decades, _MAX_EXCESS), -3.0)


def best_agreement(a: Atom, b: Atom) -> Compared:
    """Return the strongest agreement between any two names; a clash if full names only clash."""
    best = Compared(Agreement.NONE, 0.0)
    for one in a.names:
        for other in b.names:
            found = compare_names(one, other)
            rank, best_rank = _RANK[found.agreement], _RANK[best.agreement]
            if rank < best_rank or (rank == best_rank and found.decades > best.decades):
                best = found
    return best


def _is_mere_name(handle: str, a: Atom, b: Atom) -> bool:
    """Return whether two people simply go by the same given name."""
    return a.handles[handle] == b.handles[handle] == "name" and is_given_name(handle)


def _handle_features(a: Atom, b: Atom, setting: Setting) -> dict[str, float]:
    out: dict[str, float] = {}
    common = [h for h in a.handles if h in b.handles and not _is_mere_name(h, a, b)]
    if common:
        best = max(common, key=lambda h: (handle_decades(h), h))
        sources = {a.handles[best], b.handles[best]}
        kind = (
            "chosen"
            if sources <= {"login", "name"}
            else "mailbox"
            if len(sources) == 1
            else "mixed"
        )
        out[f"handle_{kind}"] = 1.0
        out[f"handle_{kind}_excess"] = _excess(handle_decades(best), setting)
        out["handle_crowd"] = math.log2(max(setting.handle_counts.get(best, 2) - 1, 1))
    spelled = [
        found
        for one, other in ((a, b), (b, a))
        for handle in one.spellings
        for name in other.full_names
        if (found := spell(handle, name.tokens)) is not None
    ]
    if spelled:
        top = max(spelled, key=lambda s: s.decades)
        kind = "one" if top.n_full + top.n_cut == 1 else "many"
        out[f"spells_{kind}"] = 1.0
        out[f"spells_{kind}_excess"] = _excess(top.decades, setting)
    return out


def _nearness(a: Atom, b: Atom) -> float:
    """Return how much alike the most similar long handles are, 0 below 0.88."""
    near = [
        JaroWinkler.similarity(x, y, score_cutoff=0.88)
        for x in a.long_handles
        for y in b.long_handles
    ]
    return max(near, default=0.0)


def _place_features(a: Atom, b: Atom, setting: Setting) -> dict[str, float]:
    out: dict[str, float] = {}
    shared = a.domains & b.domains
    if shared:
        rarest = min(setting.domain_counts.get(d, 2) for d in shared)
        out["domain"] = 1.0
        out["domain_crowd"] = math.log2(max(rarest, 1))
    for one, other in ((a, b), (b, a)):
        for label in one.labels:
            if any(w in label and w not in one.name_words for w in other.domain_words):
                out["domain_named"] = 1.0
    return out


def _clock_features(a: Atom, b: Atom) -> dict[str, float]:
    out: dict[str, float] = {}
    n_a, n_b = sum(a.offsets.values()), sum(b.offsets.values())
    if n_a and n_b:
        overlap = sum(min(a.offsets[o] / n_a, b.offsets[o] / n_b) for o in a.offsets)
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


def _name_features(a: Atom, b: Atom, setting: Setting) -> dict[str, float]:
    compared = best_agreement(a, b)
    out: dict[str, float] = {}
    if compared.agreement in _KEYS:
        key = _KEYS[compared.agreement]
        if compared.agreement is Agreement.SAME_WORD and compared.is_given:
            key = "same_given"
        out[key] = 1.0
        out[f"{key}_excess"] = _excess(compared.decades, setting)
        if compared.agreement in (Agreement.SPELLED, Agreement.HALF):
            out[f"{key}_words"] = min(compared.n_words, 4) - 1
    elif compared.agreement is Agreement.CLASH:
        out["clash"] = 1.0
    if a.is_named_by_mailbox or b.is_named_by_mailbox:
        out["mailbox_name"] = 1.0
    if not a.full_names or not b.full_names:
        out["nameless"] = 1.0
    elif compared.agreement in (Agreement.SPELLED, Agreement.SAME_WORD):
        out["contrary"] = 1.0
    return out


def _is_hopeless(features: Mapping[str, float]) -> bool:
    """Return whether neither names nor handles give any reason to look further."""
    return _HOPES.isdisjoint(features)


def pair_features(a: Atom, b: Atom, company: Company, setting: Setting) -> dict[str, float]:
    """Return the named numbers of one pair, {} if nothing speaks for one person."""
    out = _name_features(a, b, setting) | _handle_features(a, b, setting)
    if a.addresses & b.addresses:
        out["same_address"] = 1.0
    if _is_hopeless(out):
        return {}
    if _NAMING.isdisjoint(out):
        out["handle_near"] = _nearness(a, b)
    out |= _place_features(a, b, setting)
    out |= _clock_features(a, b)
    if a.initials and b.initials and not a.initials & b.initials:
        out["initial_clash"] = 1.0
    if "same_address" in out:
        for key in ("handle_mailbox", "handle_mailbox_excess", "domain", "domain_crowd"):
            out.pop(key, None)
        out["address_spells"] = out.get("spells_many", 0.0)
    rare = [setting.path_counts.get(path, 2) for path in a.paths & b.paths]
    if rare:
        out["paths"] = min(sum(1 / (count - 1) for count in rare if count > 1), 3.0)
    out["as_one"] = company.as_one
    out["as_two"] = math.log2(1 + min(company.as_two, 63))
    return out
