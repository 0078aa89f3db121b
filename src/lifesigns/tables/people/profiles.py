"""What one identity says about itself once the mailmap has spoken and everything is folded."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from lifesigns.tables.people.addresses import Address, parse_address
from lifesigns.tables.people.agents import is_declared_help
from lifesigns.tables.people.bots import (
    SERVICES_ADDRESS,
    classify,
    has_service_word,
    is_bots_login,
    is_told_by_name,
    repeats_itself,
    works_as_people_do,
)
from lifesigns.tables.people.domains import is_free_mail
from lifesigns.tables.people.habits import habits_of
from lifesigns.tables.people.mailmap import Mailmap
from lifesigns.tables.people.name_words import is_given_name, is_name_word
from lifesigns.tables.people.names import Name, is_relayed, parse_name
from lifesigns.tables.people.records import Identity, Kind
from lifesigns.tables.people.services import services
from lifesigns.tables.people.signs import ends_in_bot

_MARK = "[bot]"
_LONGEST = 200
_ENOUGH_LETTERS = 4


@dataclass(slots=True)  # frozen, each would take five times as long to make
class Profile:
    """One identity with its folded name and address, raw and as the mailmap has them."""

    identity: Identity
    name: Name
    address: Address
    proper_name: str
    proper_email: str
    proper: Name
    proper_address: Address
    is_mapped: bool
    kind: Kind
    kind_reason: str


def _founding(identity: Identity) -> tuple[int, str, str, int]:
    """Return the sort key under which the oldest identity of a person comes first."""
    at = identity.first_at
    known = at if at is not None else 1 << 62
    return known, identity.email, identity.name, identity.identity_id


def _address_text(identity: Identity) -> str:
    """Return the address as written, or the one that stands where the name belongs."""
    is_misplaced = "@" in identity.name and "@" not in identity.email
    return identity.name if is_misplaced else identity.email


def build_profiles(identities: Iterable[Identity], mailmap: Mailmap) -> list[Profile]:
    """Return the profiles, oldest identity first: an order that input order cannot change.

    They are made in that order too, so that whoever goes through many reads memory in a row.
    """
    profiles = []
    names: dict[str, Name] = {}
    for identity in sorted(identities, key=_founding):
        name = names.get(identity.name)
        if name is None:
            name = names[identity.name] = parse_name(identity.name)
        address = parse_address(_address_text(identity))
        if is_relayed(identity.name):
            address = replace(address, is_placeholder=True, handle="")
        proper_name, proper_email = mailmap.lookup(identity.name, identity.email)
        is_mapped = mailmap.covers(identity.name, identity.email)
        proper = parse_name(proper_name) if proper_name != identity.name else name
        proper_address = parse_address(proper_email) if proper_email != identity.email else address
        kind, reason = classify(identity.name, name, address, habits_of(identity))
        if kind is Kind.PERSON and is_mapped:
            kind, reason = classify(proper_name, proper, proper_address)
        if kind is not Kind.AGENT and is_declared_help(identity):
            kind, reason = Kind.AGENT, "declared as help, without an address"
        profiles.append(
            Profile(
                identity,
                name,
                address,
                proper_name,
                proper_email,
                proper,
                proper_address,
                is_mapped,
                kind,
                reason,
            )
        )
    told = _take_lent_accounts(_give_back_nicknames(profiles))
    return _spread_kinds(_give_back_workflows(told))


def _give_back_nicknames(profiles: list[Profile]) -> list[Profile]:
    """Count as a person's the name "Lost Robot" where their own work stands under it, run together.

    Their address has to be the same, and their commits enough to tell a person by.
    """
    nicknames = {
        (p.address.key, p.name.joined)
        for p in profiles
        if p.kind is Kind.PERSON and works_as_people_do(habits_of(p.identity))
    }
    return [
        replace(p, kind=Kind.PERSON, kind_reason="")
        if is_told_by_name(p.kind_reason) and (p.address.key, p.name.joined) in nicknames
        else p
        for p in profiles
    ]


def _take_lent_accounts(profiles: list[Profile]) -> list[Profile]:
    """Take from agents the account of the service that ran them: it tells nothing of who they are.

    Actions run `claude[bot]` under an id of their own, and Claude from an address of their own.
    """
    bots = services().bots
    taken = []
    for profile in profiles:
        address = profile.address
        if profile.kind is Kind.AGENT and address.forge is not None:
            is_services = (address.login or "").removesuffix(_MARK) in bots.names
            if is_services:
                address = replace(
                    address, forge=None, login=None, forge_id=None, is_placeholder=True, handle=""
                )
            elif address.forge == "github" and address.forge_id in bots.github_ids:
                address = replace(address, forge_id=None)
            if address is not profile.address:
                proper = profile.proper_address if profile.is_mapped else address
                profile = replace(profile, address=address, proper_address=proper)
        taken.append(profile)
    return taken


def _give_back_workflows(profiles: list[Profile]) -> list[Profile]:
    """Count as a person's what a workflow commits under a person's login from a service's address.

    The address is then nobody's, so that it joins no two of them.
    """
    people = {
        p.address.login
        for p in profiles
        if p.kind is Kind.PERSON and p.address.forge_id is not None
    }
    given = []
    for profile in profiles:
        login = profile.identity.name[:_LONGEST].lower()
        if profile.kind_reason == SERVICES_ADDRESS and login in people:
            nobodys = replace(profile.address, is_placeholder=True, handle="")
            proper = nobodys if not profile.is_mapped else profile.proper_address
            profile = replace(
                profile, kind=Kind.PERSON, kind_reason="", address=nobodys, proper_address=proper
            )
        given.append(profile)
    return given


def _spread_kinds(profiles: list[Profile]) -> list[Profile]:
    """Recognise further names of automatic accounts: by their login, address, or name and domain.

    A shared address is enough only for names with a word of service in them, since people lend
    their addresses to tools; a name of one word and a domain only if the subjects repeat, too.
    """
    machines = [profile for profile in profiles if profile.kind is not Kind.PERSON]
    by_login = {login: p.kind for p in machines for login in _own_logins(p)}
    by_address = {p.address.key: p.kind for p in machines if not p.address.is_placeholder}
    by_house = {house: p.kind for p in machines if (house := _house(p))}
    spread = []
    for profile in profiles:
        kind = None
        if profile.kind is Kind.PERSON:
            raw = profile.identity.name.split("&")[0].strip().lower()
            if raw in by_login and not is_given_name(raw):
                kind = by_login[raw]
            login = profile.address.login
            if kind is None and login in by_login and is_bots_login(profile.address):
                kind = by_login[login]
            owner = by_address.get(profile.address.key)
            if kind is None and owner is not None and has_service_word(profile.identity.name):
                kind = owner
            if kind is None and repeats_itself(habits_of(profile.identity)):
                house = _house(profile)
                kind = by_house.get(house) if house else None
        if kind is None:
            spread.append(profile)
        else:
            reason = "another name of an automatic account"
            spread.append(replace(profile, kind=kind, kind_reason=reason))
    return spread


def _house(profile: Profile) -> tuple[str, str] | None:
    """Return a name of one word, nobody's given name, with the domain of an organisation."""
    address, name = profile.address, profile.name
    is_nobodys = address.is_machine or not address.domain or is_free_mail(address.domain)
    if address.forge is not None or is_nobodys or not name.is_one_word:
        return None
    if not name.joined or is_given_name(name.joined):
        return None
    return name.joined, address.domain


def _own_logins(machine: Profile) -> set[str]:
    """Return the logins that are an automatic account's own.

    Workflows commit by a name of their own from the address of whoever started them, so the login
    of the address counts only if it is or holds a word of the name, or says itself what it is. A
    name that does is as good as a login.
    """
    name = machine.identity.name[:_LONGEST].lower()
    login = machine.address.login or ""
    is_own_name = name.endswith(_MARK) or (machine.name.is_one_word and ends_in_bot(name))
    own = {name.removesuffix(_MARK)} if is_own_name else set()
    held = (w for w in machine.name.tokens if len(w) >= _ENOUGH_LETTERS and not is_name_word(w))
    if login and (login == name or is_bots_login(machine.address) or any(w in login for w in held)):
        own.add(login.removesuffix(_MARK))
    return own
