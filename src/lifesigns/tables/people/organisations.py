"""Which organisation an address speaks for, as far as its domain tells."""

import re
from collections import Counter
from dataclasses import replace

from lifesigns.tables.people.addresses import parse_address
from lifesigns.tables.people.domains import is_free_mail, registrable
from lifesigns.tables.people.records import Employment, Kind, People, Person

_ACADEMIC = re.compile(r"(^|\.)(edu|ac)(\.[a-z]{2})?$")
_FEWEST_PEOPLE = 2


def with_organisations(people: People) -> People:
    """Return the same people with the organisation their addresses speak for.

    An organisation is the registrable domain of an address, when it belongs to a school or when
    at least two people of the project use it. Free mail, no-reply addresses of forges,
    machine names and the private domain of one person say nothing: such people stay
    unknown, which is not the same as independent. Dates are not known from addresses.
    """
    domains = {
        person.person_id: _domains(person)
        for person in people.persons
        if person.kind is Kind.PERSON and not person.employers
    }
    users = Counter(domain for found in domains.values() for domain in found)
    return people.with_persons(
        tuple(
            _employed(person, domains.get(person.person_id, ()), users) for person in people.persons
        )
    )


def _domains(person: Person) -> tuple[str, ...]:
    """Return the domains that may name an organisation, the most used address first."""
    found: dict[str, None] = {}
    for email in person.emails:
        address = parse_address(email)
        if address.forge or address.is_machine or address.is_placeholder or not address.domain:
            continue
        if not is_free_mail(address.domain):
            found[registrable(address.domain)] = None
    return tuple(domain for domain in found if domain)


def _employed(person: Person, domains: tuple[str, ...], users: Counter[str]) -> Person:
    for domain in domains:
        if users[domain] >= _FEWEST_PEOPLE or _ACADEMIC.search(domain):
            reason = f"an address at {domain}"
            return replace(person, employers=(Employment(domain, reason=reason),))
    return person
