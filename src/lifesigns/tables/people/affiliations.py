"""Say for which organisation an address speaks on a day, or why nobody can tell.

Evidence, strongest first: the user's affiliation files, the table of organisations' domains
with the days on which they changed hands, schools (by list and by the endings .edu, .ac.xx,
.edu.xx), and a registered domain that several people of the project use whom it is not named
after. Free mail, no-reply addresses, machines, communities, alumni and one's own domain tell
nothing: *unknown*, which is not the same as independent, and stays in every denominator.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

from lifesigns.tables.people.addresses import Address, parse_address
from lifesigns.tables.people.affiliation_files import AffiliationFile
from lifesigns.tables.people.domains import is_free_mail, registrable
from lifesigns.tables.people.handles import spell
from lifesigns.tables.people.names import Name
from lifesigns.tables.people.records import Employment
from lifesigns.tables.people.words import words

MIN_PEOPLE = 2
_PAUSE = 365
_LONG = 5
_TELLING = 3.5
"""Decades from which on a domain spells a name by more than chance: "antfu" is Anthony Fu."""
_ACADEMIC = re.compile(r"\.edu(?:\.[a-z]{2})?$|\.ac\.[a-z]{2}$")
_COMMUNITIES = words("community_domains")
_ALUMNI = frozenset({"alum", "alumni", "alumnus"})


@dataclass(frozen=True, slots=True)
class Employer:
    """An organisation and the evidence for it."""

    organisation: str
    reason: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """No organisation, and why none can be told."""

    reason: str


def _rows(name: str) -> Iterable[list[str]]:
    text = files("lifesigns.tables.people").joinpath("data", name).read_text("utf-8")
    return (line.split("\t") for line in text.splitlines()[1:])


@lru_cache(maxsize=1)
def _companies() -> Mapping[str, tuple[Employment, ...]]:
    found: dict[str, list[Employment]] = {}
    for domain, organisation, until in _rows("organisation_domains.tsv"):
        earlier = found.setdefault(domain, [])
        begin = earlier[-1].to_on if earlier else None
        end = date.fromisoformat(until) if until else None
        earlier.append(Employment(organisation, begin, end, f"domain {domain}"))
    return {domain: tuple(stints) for domain, stints in found.items()}


@lru_cache(maxsize=1)
def _schools() -> Mapping[str, str]:
    return {row[0]: row[1] for row in _rows("universities.tsv")}


def _parents(domain: str) -> Iterable[str]:
    """Yield a domain and the domains above it, down to two labels."""
    labels = domain.split(".")
    for start in range(len(labels) - 1):
        yield ".".join(labels[start:])


def _school(domain: str) -> str | None:
    for parent in _parents(domain):
        if parent in _schools():
            return _schools()[parent]
    base = registrable(domain)
    return base if _ACADEMIC.search(base) else None


@lru_cache(maxsize=4096)
def _listed(domain: str) -> tuple[Employment, ...] | None:
    """Return the company or school that the shipped tables know under a domain."""
    for parent in _parents(domain):
        if parent in _companies():
            return _companies()[parent]
    school = _school(domain)
    return None if school is None else (Employment(school, reason="domain of a school"),)


def covers(stint: Employment, on: date | None) -> bool:
    """Return whether a stint holds on a day; without a day, whether it is the last one."""
    if on is None:
        return stint.to_on is None
    return (stint.from_on or date.min) <= on < (stint.to_on or date.max)


@dataclass(frozen=True, slots=True)
class Affiliations:
    """What is known about domains and addresses: shipped tables, user files, this project.

    `shared` counts the people of the project by registered domain.
    """

    files: tuple[AffiliationFile, ...] = ()
    shared: Mapping[str, int] = field(default_factory=dict)

    def stints(self, address: Address) -> tuple[Employment, ...] | Unknown:
        """Return the organisations an address speaks for over time, or why it does not tell."""
        for file in self.files:
            named = f"{address.local}@{address.domain}"
            for key in (named, *_parents(address.domain)) if file.stints else ():
                if key in file.stints:
                    return tuple(file.stints[key])
        reason = _no_place(address)
        if reason:
            return Unknown(reason)
        listed = _listed(address.domain)
        if listed is not None:
            return listed
        base = registrable(address.domain)
        people = self.shared.get(base, 0)
        if people >= MIN_PEOPLE:
            return (Employment(base, reason=f"domain of {people} people here"),)
        is_seen = base in self.shared
        return Unknown("a domain that only one person uses" if is_seen else "a domain not known")

    def employer(self, email: str, on: date | None = None) -> Employer | Unknown:
        """Return the organisation on a day (without a day: the latest)."""
        stints = self.stints(parse_address(email))
        if isinstance(stints, Unknown):
            return stints
        for stint in stints:
            if covers(stint, on):
                return Employer(stint.organisation, stint.reason)
        return Unknown("no organisation at that time")


def _no_place(address: Address) -> str:
    """Return why an address tells no organisation, "" if it may."""
    if address.forge:
        return "no-reply address of a forge"
    if address.is_placeholder or address.is_machine or not address.domain:
        return "not an address on the internet"
    return _no_place_under(address.domain)


@lru_cache(maxsize=4096)
def _no_place_under(domain: str) -> str:
    if _ALUMNI & set(domain.split(".")) or any(
        parent in _COMMUNITIES for parent in _parents(domain)
    ):
        return "address of a community"
    company = any(parent in _companies() for parent in _parents(domain))
    return "free mail" if is_free_mail(domain) and not company else ""


def employer(email: str, on: date | None = None) -> Employer | Unknown:
    """Return the organisation an address speaks for on a day, by the shipped tables alone."""
    return Affiliations().employer(email, on)


def count_domains(people: Iterable[Collection[tuple[Name, Address]]]) -> dict[str, int]:
    """Return by registered domain how many people use it, given each one's accounts.

    Whoever the domain is named after does not count, and one mailbox is one person: a domain
    of one's own is no employer, even if its owner goes by several names. Nor does count who
    has no name: trailers hold ids of messages that look like addresses.
    """
    mailboxes: dict[str, list[set[str]]] = {}
    for accounts in people:
        own: dict[str, set[str]] = {}
        for _, address in accounts:
            base = registrable(address.domain)
            if base:
                own.setdefault(base, set()).add(address.local)
        names = [name for name, _ in accounts]
        is_somebody = any(name.joined for name in names)
        for base, locals_ in own.items():
            users = mailboxes.setdefault(base, [])
            if is_somebody and not any(_is_named_after(base, name) for name in names):
                users.append(locals_)
    return {base: min(len(users), len(set().union(*users))) for base, users in mailboxes.items()}


def _is_named_after(base: str, name: Name) -> bool:
    """Return whether a registered domain carries a person's name or handle."""
    label = base.split(".", 1)[0].replace("-", "")
    spelling = spell(label, name.tokens)
    if label == name.joined or (spelling and spelling.n_full and spelling.decades >= _TELLING):
        return True
    for token in name.tokens:
        size = len(token)
        if size >= _LONG - 1 and label == token:
            return True
        if size >= _LONG and (label.startswith(token) or label.endswith(token)):
            return True
    return False


def day_of(seconds: int | None) -> date | None:
    """Return the UTC day of an instant, None if there is none or no calendar reaches it."""
    if seconds is None:
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC).date()
    except (ValueError, OverflowError, OSError):
        return None


def careers(
    seen: Iterable[tuple[Address, date | None, date | None]], affiliations: Affiliations
) -> tuple[Employment, ...]:
    """Return where a person's addresses place them over time, the latest last.

    `seen` gives each address with the first and last day of its commits. An address counts
    from the first to the last; where its domain changed hands meanwhile, the stint is cut.
    """
    found: dict[tuple[str, str], list[_Span]] = {}
    for address, first, last in seen:
        known = affiliations.stints(address)
        for stint in () if isinstance(known, Unknown) else known:
            begin = max(first or date.min, stint.from_on or date.min)
            end = min(_next_day(last), stint.to_on or date.max)
            if begin < end:
                spans = found.setdefault((stint.organisation, stint.reason), [])
                spans.append((begin, end, end == stint.to_on))
    stints = [
        Employment(
            organisation,
            None if begin == date.min else begin,
            None if end == date.max else end,
            reason,
            is_over,
        )
        for (organisation, reason), spans in found.items()
        for begin, end, is_over in _joined(spans)
    ]
    return tuple(
        sorted(stints, key=lambda s: (s.to_on or date.max, s.from_on or date.min, s.organisation))
    )


_Span = tuple[date, date, bool]
"""First day, day after the last, and whether it ended for good then."""


def _joined(spans: list[_Span]) -> list[_Span]:
    """Join spans of one organisation that a year or less lies between."""
    joined: list[_Span] = []
    for begin, end, is_over in sorted(spans):
        if joined and begin.toordinal() - joined[-1][1].toordinal() <= _PAUSE:
            before, until, was_over = joined[-1]
            joined[-1] = (before, *max((until, was_over), (end, is_over)))
        else:
            joined.append((begin, end, is_over))
    return joined


def by_day(stints: Iterable[Employment]) -> tuple[Employment, ...]:
    """Return for which organisation a person works on which days: stretches that do not overlap.

    A stint of which nobody says that it is over is taken to last a year beyond the last sight of
    its address, as it is over a pause of a year, unless another one holds by then. Where several
    hold on a day, the one that began last counts. Before the first there is none, and none after.
    """
    given = tuple(stints)
    days = sorted({day for one in given for day in (_begin(one), _end(one), _faded(one))})
    told: list[Employment] = []
    for begin, end in pairwise(days):
        held = [one for one in given if _begin(one) <= begin < _faded(one)]
        if not held:
            continue
        now = max(held, key=lambda one: (begin < _end(one), _begin(one), one.organisation))
        if told and (told[-1].organisation, told[-1].to_on) == (now.organisation, begin):
            begin = _begin(told.pop())
        told.append(replace(now, from_on=begin, to_on=end))
    return tuple(told)


def _begin(stint: Employment) -> date:
    return stint.from_on or date.min


def _end(stint: Employment) -> date:
    return stint.to_on or date.max


def _faded(stint: Employment) -> date:
    """Return the day from which on a stint is no longer taken to last."""
    if stint.is_over or date.max.toordinal() - _end(stint).toordinal() <= _PAUSE:
        return _end(stint)
    return _end(stint) + timedelta(days=_PAUSE)


def _next_day(day: date | None) -> date:
    return day + timedelta(days=1) if day is not None and day < date.max else date.max
