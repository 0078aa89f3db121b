"""Decide who is who among the identities of a project."""

import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from hashlib import blake2b
from heapq import nsmallest

from lifesigns.tables.people.affiliation_files import AffiliationFile, read_affiliations
from lifesigns.tables.people.affiliations import (
    Affiliations,
    Unknown,
    careers,
    count_domains,
    day_of,
)
from lifesigns.tables.people.clustering import Clusters
from lifesigns.tables.people.credits import credit_links
from lifesigns.tables.people.mailmap import Mailmap
from lifesigns.tables.people.matching import match
from lifesigns.tables.people.profiles import Profile, build_profiles
from lifesigns.tables.people.records import (
    DoubtfulPair,
    Identity,
    Kind,
    Merge,
    People,
    Person,
    Together,
)
from lifesigns.tables.people.rulings import apply_people_file, rule
from lifesigns.tables.people.safe_links import Link, find_safe_links
from lifesigns.tables.people.squashes import squash_links

MAX_DOUBTFUL = 200
_ENOUGH_USE = 0.1


def _person_id(founder: Profile) -> str:
    """Return an id that only the founding identity decides, so newcomers never change it."""
    text = f"{founder.identity.name}\0{founder.identity.email}"
    return "p" + blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _shown(member: Profile) -> str:
    """Return a name as it is shown: without a mail header's quotes, often half of them left."""
    name = " ".join(member.proper_name.split())
    quotes = name.count('"')
    is_wrapped = quotes == 2 and name[0] == name[-1] == '"'
    return name.strip('" ') or name if quotes % 2 or is_wrapped else name


def _display_name(members: Sequence[Profile]) -> str:
    """Return the mapped name, else a full name that stands on enough commits, else the most used."""
    if len(members) == 1:
        return _shown(members[0])
    weights: Counter[str] = Counter()
    for member in members:
        weights[_shown(member)] += 1 + member.identity.n_commits
    mapped = {_shown(m) for m in members if m.is_mapped}
    enough = _ENOUGH_USE * sum(weights.values())
    full = {
        _shown(m)
        for m in members
        if m.proper.is_full and not m.proper.is_one_word and weights[_shown(m)] >= enough
    }
    return min(
        weights,
        key=lambda n: (n not in mapped, n not in full, not n, "(" in n or "," in n, -weights[n], n),
    )


def _emails(members: Sequence[Profile]) -> tuple[str, ...]:
    if len(members) == 1 and not members[0].is_mapped:
        return (members[0].identity.email,)
    weights: Counter[str] = Counter()
    for member in members:
        weights[member.identity.email] += member.identity.n_commits
        if member.is_mapped:
            weights[member.proper_email] += 1 << 40
    return tuple(sorted(weights, key=lambda email: (-weights[email], email)))


def _person(members: Sequence[Profile]) -> Person:
    kinds = [m.kind for m in members]
    # A bot's mark is any automatic account's; what makes it an agent is said by some name of it.
    kind = next(kind for kind in (Kind.PERSON, Kind.AGENT, Kind.BOT) if kind in kinds)
    reason = next((m.kind_reason for m in members if m.kind is kind), "")
    github = [m.address for m in members if m.address.forge == "github"]
    by_use = sorted(github, key=lambda a: a.forge_id is None)
    return Person(
        person_id=_person_id(members[0]),
        name=_display_name(members),
        emails=_emails(members),
        identities=tuple(sorted(m.identity.identity_id for m in members)),
        kind=kind,
        kind_reason=reason,
        login=by_use[0].login if by_use else None,
        github_id=next((a.forge_id for a in by_use if a.forge_id is not None), None),
    )


def _employed(
    persons: list[Person], members: list[list[Profile]], file: AffiliationFile
) -> list[Person]:
    """Return the persons with the organisations that their addresses tell."""
    people = [
        [m.proper_address if m.is_mapped and m.address.is_placeholder else m.address for m in group]
        if person.kind is Kind.PERSON
        else []
        for person, group in zip(persons, members, strict=True)
    ]
    named = (
        [(m.name, address) for m, address in zip(group, addresses, strict=False)]
        for group, addresses in zip(members, people, strict=True)
    )
    known = Affiliations((file,) if file.stints else (), count_domains(named))
    employed = []
    for person, addresses, group in zip(persons, people, members, strict=True):
        seen = [
            (address, day_of(m.identity.first_at), day_of(m.identity.last_at))
            for address, m in zip(addresses, group, strict=False)
            if not isinstance(known.stints(address), Unknown)
        ]
        employed.append(replace(person, employers=careers(seen, known)) if seen else person)
    return employed


def _doubtful(
    profiles: list[Profile], clusters: Clusters, undecided: list[Link]
) -> tuple[DoubtfulPair, ...]:
    total = sum(p.identity.n_commits for p in profiles) or 1
    sizes: Counter[int] = Counter()
    for position, profile in enumerate(profiles):
        sizes[clusters.find(position)] += profile.identity.n_commits
    pairs: dict[tuple[int, int], tuple[Link, str, float]] = {}
    doubts = [(link, f"{link.reason}, but {why}") for link, why in clusters.refused]
    for link, text in doubts + [(link, link.reason) for link in undecided]:
        a, b = clusters.find(link.a), clusters.find(link.b)
        pair = (a, b) if a < b else (b, a)
        # Whether two automatic accounts are one changes nothing about people.
        is_asked = Kind.PERSON in (profiles[link.a].kind, profiles[link.b].kind)
        if is_asked and a != b and pair not in pairs:
            pairs[pair] = link, text, min(sizes[a], sizes[b]) / total

    def rank(doubt: tuple[Link, str, float]) -> tuple[float, float, int, int]:
        link, _, effect = doubt
        one, other = profiles[link.a].identity, profiles[link.b].identity
        return -effect * link.confidence, -link.confidence, one.identity_id, other.identity_id

    return tuple(
        DoubtfulPair(
            profiles[link.a].identity.identity_id,
            profiles[link.b].identity.identity_id,
            text,
            link.confidence,
            effect,
        )
        for link, text, effect in nsmallest(MAX_DOUBTFUL, pairs.values(), key=rank)
    )


@contextmanager
def _no_collector() -> Iterator[None]:
    """Stop the search for garbage in cycles: hundreds of thousands of records, and no cycles."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@_no_collector()
def resolve(
    identities: Iterable[Identity],
    *,
    mailmap: str | None = None,
    together: Iterable[Together] = (),
    people_file: str | None = None,
    affiliations: str | None = None,
    documents: Iterable[tuple[str, str]] = (),
) -> People:
    """Return who is who among `identities`, with a reason and a confidence for every merge.

    `mailmap`, `people_file` and `affiliations` (gitdm formats) are the texts of these files,
    `documents` the paths and texts of those that name people (AUTHORS, MAINTAINERS).
    Identity ids must be unique. The
    result does not depend on the order of the input. Raises UsageError if the people file
    contradicts itself.
    """
    rules = Mailmap(mailmap or "")
    profiles = build_profiles(identities, rules)
    rulings = apply_people_file(people_file, profiles)
    clusters = Clusters(profiles, rulings.sides)
    clusters.join_all(rulings.links)
    clusters.join_all(find_safe_links(profiles))
    clusters.join_all(credit_links(documents, profiles))
    shared = tuple(together)
    undecided = match(profiles, clusters, shared)
    clusters.join_all(squash_links(shared, profiles, clusters))
    groups = clusters.groups()
    persons = [_person([profiles[m] for m in group]) for group in groups]
    file = read_affiliations(affiliations) if affiliations else AffiliationFile()
    persons = _employed(persons, [[profiles[m] for m in group] for group in groups], file)
    if rulings.statements:
        ruled = zip(persons, groups, strict=True)
        persons = [rule(person, group, rulings) for person, group in ruled]
    merges = tuple(
        Merge(
            profiles[link.a].identity.identity_id,
            profiles[link.b].identity.identity_id,
            link.reason,
            link.confidence,
        )
        for link in clusters.used
    )
    return People(
        persons=tuple(sorted(persons, key=lambda p: p.person_id)),
        merges=merges,
        doubtful=_doubtful(profiles, clusters, undecided),
        problems=(*rules.problems, *rulings.problems, *file.problems),
    )
