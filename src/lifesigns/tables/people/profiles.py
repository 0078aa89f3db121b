"""What one identity says about itself once the mailmap has spoken and everything is folded."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from lifesigns.tables.people.addresses import Address, parse_address
from lifesigns.tables.people.bots import classify
from lifesigns.tables.people.mailmap import Mailmap
from lifesigns.tables.people.names import Name, is_relayed, parse_name
from lifesigns.tables.people.records import Identity, Kind


@dataclass(frozen=True, slots=True)
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

    @property
    def founding(self) -> tuple[int, str, str, int]:
        """Return the sort key under which the oldest identity of a person comes first."""
        at = self.identity.first_at
        known = at if at is not None else 1 << 62
        return known, self.identity.email, self.identity.name, self.identity.identity_id


def build_profiles(identities: Iterable[Identity], mailmap: Mailmap) -> list[Profile]:
    """Return the profiles, oldest identity first: an order that input order cannot change."""
    profiles = []
    for identity in identities:
        name = parse_name(identity.name)
        address = parse_address(identity.email)
        if is_relayed(identity.name):
            address = replace(address, is_placeholder=True, handle="")
        proper_name, proper_email = mailmap.lookup(identity.name, identity.email)
        is_mapped = mailmap.covers(identity.name, identity.email)
        proper = parse_name(proper_name) if proper_name != identity.name else name
        proper_address = parse_address(proper_email) if proper_email != identity.email else address
        kind, reason = classify(identity.name, name, address)
        if kind is Kind.PERSON and is_mapped:
            kind, reason = classify(proper_name, proper, proper_address)
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
    profiles.sort(key=lambda profile: profile.founding)
    return profiles
