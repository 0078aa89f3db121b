"""Who is who: persons, bots and AI agents behind the names and addresses of commits.

The records are here; `resolve.resolve` judges, and is not loaded where a judgement is kept.
"""

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

__all__ = [
    "DoubtfulPair",
    "Employment",
    "Identity",
    "Kind",
    "Merge",
    "People",
    "Person",
    "Problem",
    "Together",
]
