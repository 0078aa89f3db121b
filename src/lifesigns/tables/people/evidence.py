"""Find identities that may be one person and say why, without comparing all with all.

Every rule puts identities that agree on one key into a block and links them in a chain, so
cost is linear in the number of identities even if all of them share one name.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from lifesigns.tables.people.given_names import is_given_name
from lifesigns.tables.people.names import Name
from lifesigns.tables.people.profiles import Profile

# An address used under more unrelated names than this belongs to nobody in particular.
MAX_STRANGERS = 3


@dataclass(frozen=True, slots=True)
class Link:
    """A reason to hold profiles `a` and `b` (positions) for one person."""

    a: int
    b: int
    reason: str
    confidence: float
    is_certain: bool = False


Key = Callable[[Profile], str | None]


def _blocks(profiles: list[Profile], key: Key) -> Iterator[list[int]]:
    blocks: dict[str, list[int]] = defaultdict(list)
    for position, profile in enumerate(profiles):
        value = key(profile)
        if value:
            blocks[value].append(position)
    for members in blocks.values():
        if len(members) > 1:
            yield members


def _chain(
    members: list[int], reason: str, confidence: float, *, is_certain: bool = False
) -> Iterator[Link]:
    for a, b in pairwise(members):
        yield Link(a, b, reason, confidence, is_certain)


def _as_written(profile: Profile) -> str | None:
    return f"{profile.identity.name}\0{profile.identity.email}"


def _proper_pair(profile: Profile) -> str | None:
    return f"{profile.proper_name.lower()}\0{profile.proper_email.lower()}"


def _forge_id(profile: Profile) -> str | None:
    address = profile.address
    return None if address.forge_id is None else f"{address.forge} {address.forge_id}"


def _forge_login(profile: Profile) -> str | None:
    address = profile.address
    return None if address.login is None else f"{address.forge} {address.login}"


def _same_address(profile: Profile) -> str | None:
    return None if profile.proper_address.is_placeholder else profile.proper_address.key


def _full_name(profile: Profile) -> str | None:
    name = profile.proper
    if not name.is_full or name.is_forged or len(name.key) < 5:
        return None
    return name.key


def is_distinctive(word: str) -> bool:
    """Return whether a handle points to one person: long enough and nobody's given name."""
    return len(word) >= 5 and not is_given_name(word) and not word.isdigit()


def _single_name(profile: Profile) -> str | None:
    name = profile.proper
    if name.is_full or name.is_placeholder or name.is_forged or len(name.tokens) != 1:
        return None
    return name.key if is_distinctive(name.key) else None


def _count_strangers(names: list[Name]) -> int:
    """Return how many groups of full names without a common word there are."""
    groups: list[set[str]] = []
    for name in names:
        if not name.is_full:
            continue
        words = {t for t in name.tokens if len(t) > 1}
        touching = [g for g in groups if g & words]
        merged = words.union(*touching)
        groups = [g for g in groups if not g & words] + [merged]
        if len(groups) > MAX_STRANGERS:
            break
    return len(groups)


def _address_links(profiles: list[Profile]) -> Iterator[Link]:
    for members in _blocks(profiles, _same_address):
        strangers = _count_strangers([profiles[m].proper for m in members])
        local_is_personal = bool(profiles[members[0]].proper_address.handle)
        if strangers > MAX_STRANGERS or (strangers > 1 and not local_is_personal):
            continue
        yield from _chain(members, "same address", 0.98 if strangers <= 1 else 0.9)


def _handle_links(profiles: list[Profile]) -> Iterator[Link]:
    """Link a login or a one-word name with the same login, one-word name or mailbox name."""
    blocks: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for position, profile in enumerate(profiles):
        address = profile.address
        if address.login:
            blocks[address.login].append((position, "login"))
        single = _single_name(profile)
        if single:
            blocks[single].append((position, "name"))
        elif address.handle and not address.login and is_distinctive(address.handle):
            blocks[address.handle].append((position, "mailbox"))
    for word, members in blocks.items():
        anchors = [m for m in members if m[1] != "mailbox"]
        if len(members) < 2 or not anchors or not is_distinctive(word):
            continue
        first = anchors[0]
        for other in members:
            if other[0] != first[0]:
                reason = f"same word as {first[1]} and {other[1]}"
                yield Link(first[0], other[0], reason, 0.9)


def find_links(profiles: list[Profile]) -> list[Link]:
    """Return links, strongest first, in an order that does not depend on the input's."""
    links: list[Link] = []
    for members in _blocks(profiles, _as_written):
        links += _chain(members, "same name and address", 1.0, is_certain=True)
    for members in _blocks(profiles, _proper_pair):
        if any(profiles[m].is_mapped for m in members):
            links += _chain(members, "mailmap", 1.0, is_certain=True)
    for members in _blocks(profiles, _forge_id):
        links += _chain(members, "same account id of the forge", 0.999, is_certain=True)
    for members in _blocks(profiles, _forge_login):
        links += _chain(members, "same login", 0.99)
    links += _address_links(profiles)
    for members in _blocks(profiles, _full_name):
        links += _chain(members, "same full name", 0.97)
    links += _handle_links(profiles)
    links.sort(key=lambda link: (not link.is_certain, -link.confidence, link.a, link.b))
    return links
