"""Gather identities that agree on something no two people share, before anything is weighed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from lifesigns.tables.people.addresses import Address
from lifesigns.tables.people.domains import is_free_mail, registrable
from lifesigns.tables.people.handles import bare_handle, spelling_part
from lifesigns.tables.people.name_words import is_name_word
from lifesigns.tables.people.names import Name, parse_name
from lifesigns.tables.people.profiles import Profile
from lifesigns.tables.people.records import Kind

_SEPARATORS = re.compile(r"[._-]")
_FIRST_LAST = re.compile(r"[a-z]{2,20}[._-](?:[a-z]{1,2}[._-])?[a-z]{2,20}")
_NOT_WORD = re.compile(r"[\W_]+")
_MAX_NAMES = 8
_MAX_HANDLES = 12
_LONG_HANDLE = 6


@dataclass(slots=True)
class Atom:
    """Identities known to be one, with everything they say and do.

    `full_names` are the names of more than one word; `handles` maps a folded handle to where it
    comes from: login, name or mailbox. `is_local`: no full name, and every address is one that
    git makes of a user and a computer when nobody told it any. What follows `last_at` is derived, since every pair asks
    for it: what of its handles may spell a name, long handles without digits, how many commits
    tell a UTC offset.
    """

    members: list[int]
    names: list[Name] = field(default_factory=list)
    full_names: list[Name] = field(default_factory=list)
    handles: dict[str, str] = field(default_factory=dict)
    addresses: set[str] = field(default_factory=set)
    domains: set[str] = field(default_factory=set)
    forge_ids: dict[str, set[int]] = field(default_factory=dict)
    offsets: dict[int, int] = field(default_factory=dict)
    paths: set[str] = field(default_factory=set)
    is_named_by_mailbox: bool = False
    is_local: bool = False
    initials: frozenset[str] = frozenset()
    kinds: set[Kind] = field(default_factory=set)
    n_commits: int = 0
    first_at: int | None = None
    last_at: int | None = None
    spellings: list[str] = field(default_factory=list)
    long_handles: list[str] = field(default_factory=list)
    n_timed: int = 0


def _add_names(atom: Atom, profile: Profile) -> None:
    same = profile.name.key == profile.proper.key
    for name in (profile.proper,) if same else (profile.name, profile.proper):
        if name.is_void:
            continue
        if len(atom.names) < _MAX_NAMES and not _has_name(atom, name):
            _append(atom, name)
            if len(name.tokens) > 2:
                atom.initials |= {token for token in name.tokens[1:-1] if len(token) == 1}
        if not name.is_full or name.is_one_word:
            _add_handle(atom, name.joined, "name")


def _has_name(atom: Atom, name: Name) -> bool:
    return name.key in [known.key for known in atom.names]


def _append(atom: Atom, name: Name) -> None:
    atom.names.append(name)
    if name.is_full:
        atom.full_names.append(name)


def _add_handle(atom: Atom, written: str, source: str) -> None:
    handle = written if written.isalnum() else _NOT_WORD.sub("", written)
    if len(handle) > 1 and handle not in atom.handles and len(atom.handles) < _MAX_HANDLES:
        atom.handles[handle] = source


def _add_addresses(atom: Atom, profile: Profile) -> None:
    same = profile.address is profile.proper_address
    for address in (profile.address,) if same else (profile.address, profile.proper_address):
        if address.login:
            _add_handle(atom, address.login, "login")
        elif address.handle:
            _add_handle(atom, address.handle, "mailbox")
            parts = _SEPARATORS.split(address.local)
            if len(parts) > 2:
                atom.initials |= {part for part in parts[1:-1] if len(part) == 1}
        if address.forge is not None and address.forge_id is not None:
            atom.forge_ids.setdefault(address.forge, set()).add(address.forge_id)
        if address.is_placeholder or address.login:
            continue
        atom.addresses.add(address.key)
        if not address.is_machine and not is_free_mail(address.domain):
            atom.domains.add(registrable(address.domain) or address.domain)


def _widen(atom: Atom, first: int | None, last: int | None) -> None:
    if first is not None:
        atom.first_at = first if atom.first_at is None else min(atom.first_at, first)
    if last is not None:
        atom.last_at = last if atom.last_at is None else max(atom.last_at, last)


def build_atom(profiles: Sequence[Profile], members: list[int]) -> Atom:
    """Return the atom of these positions."""
    atom = Atom(sorted(members))
    for position in atom.members:
        profile = profiles[position]
        identity = profile.identity
        _add_names(atom, profile)
        _add_addresses(atom, profile)
        for offset, count in identity.offsets.items():
            atom.offsets[offset] = atom.offsets.get(offset, 0) + count
        atom.paths.update(identity.first_paths[:20])
        atom.kinds.add(profile.kind)
        atom.n_commits += identity.n_commits
        _widen(atom, identity.first_at, identity.last_at)
    if not atom.full_names:
        atom.is_local = all(_is_local(profiles[m].address) for m in atom.members)
        _add_mailbox_names(atom, profiles)
    _derive(atom)
    return atom


def _is_local(address: Address) -> bool:
    return address.is_machine and bool(address.local)


def _derive(atom: Atom) -> None:
    given = [spelling_part(h) for h, source in atom.handles.items() if source != "name"]
    atom.spellings = list(dict.fromkeys(filter(None, given)))
    bare = map(bare_handle, atom.handles)
    atom.long_handles = [handle for handle in bare if len(handle) >= _LONG_HANDLE]
    atom.n_timed = sum(atom.offsets.values())


def _add_mailbox_names(atom: Atom, profiles: Sequence[Profile]) -> None:
    """Take "first.last" from the mailboxes of an atom that has no full name."""
    for position in atom.members:
        address = profiles[position].address
        if not address.handle or address.login or not _FIRST_LAST.fullmatch(address.local):
            continue
        name = parse_name(_SEPARATORS.sub(" ", address.local))
        known = name.is_full and any(is_name_word(token) for token in name.tokens)
        if known and len(atom.names) < _MAX_NAMES and not _has_name(atom, name):
            _append(atom, name)
            atom.is_named_by_mailbox = True
