"""Who is who: persons, bots and AI agents behind the names and addresses of commits."""

from lifesigns.tables.people.affiliations import Affiliations, Employer, Unknown, employer
from lifesigns.tables.people.mailmap import Mailmap, write_mailmap
from lifesigns.tables.people.records import (
    DoubtfulPair,
    Employment,
    Identity,
    Kind,
    Merge,
    People,
    Person,
    Problem,
    Together,
)
from lifesigns.tables.people.resolve import resolve

__all__ = [
    "Affiliations",
    "DoubtfulPair",
    "Employer",
    "Employment",
    "Identity",
    "Kind",
    "Mailmap",
    "Merge",
    "People",
    "Person",
    "Problem",
    "Together",
    "Unknown",
    "employer",
    "resolve",
    "write_mailmap",
]
