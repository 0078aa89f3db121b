"""Links that hold by themselves: the mailmap, account ids, logins, and personal addresses.

Every rule puts identities that agree on one key into a block and links them in a chain, so
cost is linear in the number of identities even if all of them share one name.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from lifesigns.tables.people.addresses import PLACEHOLDER_LOCALS, Address
from lifesigns.tables.people.bots import SERVICES_NAME, is_bots_login
from lifesigns.tables.people.comparison import Agreement, compare_names
from lifesigns.tables.people.domains import is_free_mail, registrable
from lifesigns.tables.people.handles import spell
from lifesigns.tables.people.names import PLACEHOLDER_NAMES, Name
from lifesigns.tables.people.profiles import Profile
from lifesigns.tables.people.records import Kind

# More different one-word names than this on one address, and it is a shared mailbox.
_MAX_NICKNAMES = 6
_LONGEST_LOGIN = 100
_CHANGED_NAME = "same address, the names unlike each other", 0.9


@dataclass(slots=True)  # frozen, each would take five times as long to make
class Link:
    """A reason to hold positions `a` and `b` for one person.

    Certain links beat every constraint; naming links, which rest on an account and not on a
    name, beat the one that full names must not differ, and those that join accounts beat different
    account ids of one forge. `is_spelled`: a login or mailbox of one side spells the
    other's full name, which chance does in one of a thousand projects.
    """

    a: int
    b: int
    reason: str
    confidence: float
    is_certain: bool = False
    is_naming: bool = False
    joins_accounts: bool = False
    is_spelled: bool = False


Key = Callable[[Profile], str | None]
# By the key of a name the addresses that it stands with.
Homes = Mapping[str, set[str]]


def _blocks(profiles: list[Profile], key: Key) -> Iterator[list[int]]:
    alone: dict[str, int] = {}
    blocks: dict[str, list[int]] = {}
    for position, profile in enumerate(profiles):
        value = key(profile)
        if value:
            first = alone.setdefault(value, position)
            if first != position:
                blocks.setdefault(value, [first]).append(position)
    yield from blocks.values()


def _as_written(profile: Profile) -> str | None:
    return f"{profile.identity.name}\0{profile.identity.email}"


def _proper_pair(profile: Profile) -> str | None:
    return f"{profile.proper_name.lower()}\0{profile.proper_email.lower()}"


def _forge_id(profile: Profile) -> str | None:
    """Return the account; what a service commits by its own name from somebody's is not theirs."""
    address = profile.address
    is_lent = profile.kind_reason == SERVICES_NAME and not is_bots_login(address)
    side = "lent " if is_lent else ""
    return None if address.forge_id is None else f"{side}{address.forge} {address.forge_id}"


def _forge_login(profile: Profile) -> str | None:
    address = profile.address
    return None if address.login is None else f"{_side(profile)} {address.forge} {address.login}"


def _login_of_accounts(profile: Profile) -> str | None:
    """Return the login of somebody who may have come back under it, with a new account id."""
    address = profile.address
    is_made_up = address.login in PLACEHOLDER_LOCALS or address.login in PLACEHOLDER_NAMES
    if profile.kind is not Kind.PERSON or address.forge_id is None or is_made_up:
        return None
    return _forge_login(profile)


def _same_address(profile: Profile) -> str | None:
    address = profile.proper_address
    return None if address.is_placeholder else f"{_side(profile)} {address.key}"


def _side(profile: Profile) -> str:
    """Return which of two sides an identity is on: machines must not come between people."""
    return "person" if profile.kind is Kind.PERSON else "machine"


def _build_user(profile: Profile) -> str | None:
    """Return who a machine's own user is: build farms make a machine anew for every run."""
    if profile.kind is Kind.PERSON or not profile.address.is_machine or profile.is_mapped:
        return None
    return f"{profile.name.key}\0{profile.address.local}"


# Key, reason, confidence, whether it is certain, whether it names, whether it joins accounts.
_BY_ONE_KEY: tuple[tuple[Key, str, float, bool, bool, bool], ...] = (
    (_as_written, "same name and address", 1.0, True, False, False),
    (_forge_id, "same account id of the forge", 0.999, True, False, False),
    (_forge_login, "same login", 0.995, False, True, False),
    (_login_of_accounts, "same login under another account id", 0.97, False, False, True),
    (_build_user, "same build user, on another machine", 0.95, False, False, False),
)


def _are_strangers(one: Name, other: Name) -> bool:
    """Return whether two full names in one script have nothing in common."""
    is_told = one.is_full and other.is_full and not (one.is_one_word or other.is_one_word)
    return is_told and compare_names(one, other).agreement is Agreement.CLASH


def _parties(names: list[Name]) -> list[list[Name]]:
    """Return the names in groups that have nothing in common with each other.

    A name without a space may belong to any group, so it is left out where others tell.
    """
    parties: list[list[Name]] = []
    for name in [name for name in names if not name.is_one_word] or names:
        near = [p for p in parties if any(not _are_strangers(name, other) for other in p)]
        parties = [p for p in parties if p not in near]
        parties.append([name, *(other for party in near for other in party)])
    return parties


def _homes(profiles: list[Profile]) -> Homes:
    homes: dict[str, set[str]] = defaultdict(set)
    for profile in profiles:
        if profile.kind is Kind.PERSON and not profile.proper_address.is_placeholder:
            homes[profile.proper.key].add(profile.proper_address.key)
    return homes


def _is_spelled(handle: str, party: list[Name]) -> bool:
    return any(spell(handle, name.tokens) is not None for name in party)


def _are_two_people(address: Address, parties: list[list[Name]], homes: Homes) -> bool:
    """Return whether two unrelated names at one address are two people's, not a changed name.

    A guest is at home elsewhere. Whose the address is, its mailbox may tell.
    """
    if address.is_machine or not address.handle:
        return True
    settled = [any(len(homes.get(name.key, ())) > 1 for name in party) for party in parties]
    spelled = [_is_spelled(address.handle, party) for party in parties]
    if spelled[0] == spelled[1]:
        return all(settled)
    return settled[spelled.index(False)]


def _is_own_domain(address: Address, names: Mapping[str, Name]) -> bool:
    """Return whether a name spells the domain: mail@annbell.net is as good as ann@bell.net."""
    domain = registrable(address.domain)
    if address.is_machine or not domain or is_free_mail(domain):
        return False
    return _is_spelled(domain.split(".")[0].replace("-", ""), list(names.values()))


def _firm_links(profiles: list[Profile]) -> Iterator[Link]:
    """Link a login that is tagged with a firm to the mailbox there: ann-corvo, ann@corvo.io.

    The mailbox has to be one, since a firm may have several under different domains.
    """
    mailboxes: dict[str, dict[str, int]] = defaultdict(dict)
    for position, profile in enumerate(profiles):
        address = profile.address
        domain = "" if address.is_machine or not address.handle else registrable(address.domain)
        if domain and not address.login and not is_free_mail(domain):
            key = f"{_side(profile)} {address.handle}-{domain.split('.')[0]}"
            mailboxes[key].setdefault(address.key, position)
    for position, profile in enumerate(profiles):
        name = profile.identity.name if profile.name.is_one_word else ""
        for login in (profile.address.login or "", name[:_LONGEST_LOGIN].lower()):
            found = mailboxes.get(f"{_side(profile)} {login}", {})
            if len(found) == 1:
                (mailbox,) = found.values()
                yield Link(mailbox, position, "login tagged with the mail domain", 0.97)


def _address_links(profiles: list[Profile], members: list[int], homes: Homes) -> Iterator[Link]:
    """Link the users of one address, unless their names tell of several people."""
    names = {profiles[m].proper.key: profiles[m].proper for m in members}
    full = [name for name in names.values() if name.is_full][:_MAX_NICKNAMES]
    shorts = len(names) - len(full)
    address = profiles[members[0]].proper_address
    is_shared = not address.handle and len(names) > 2 and not _is_own_domain(address, names)
    if shorts > _MAX_NICKNAMES or is_shared:
        return
    parties = _parties(full)
    if len(parties) > 2 or (len(parties) == 2 and _are_two_people(address, parties, homes)):
        return
    reason, confidence = ("same address", 0.99) if len(parties) < 2 else _CHANGED_NAME
    for a, b in pairwise(members):
        yield Link(a, b, reason, confidence, is_naming=True)


def find_safe_links(profiles: list[Profile]) -> list[Link]:
    """Return the links, the certain ones first, in an order that the input's cannot change."""
    links: list[Link] = []
    for key, reason, confidence, is_certain, is_naming, joins_accounts in _BY_ONE_KEY:
        for members in _blocks(profiles, key):
            for a, b in pairwise(members):
                links.append(Link(a, b, reason, confidence, is_certain, is_naming, joins_accounts))
    for members in _blocks(profiles, _proper_pair):
        if any(profiles[m].is_mapped for m in members):
            for a, b in pairwise(members):
                links.append(Link(a, b, "mailmap", 1.0, is_certain=True))
    homes = _homes(profiles)
    for members in _blocks(profiles, _same_address):
        links += _address_links(profiles, members, homes)
    links += _firm_links(profiles)
    links.sort(key=lambda link: (not link.is_certain, -link.confidence, link.a, link.b))
    return links
