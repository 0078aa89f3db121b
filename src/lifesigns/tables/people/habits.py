"""How an account commits, whatever it is called."""

from dataclasses import dataclass

from lifesigns.tables.people.records import Identity

# Commits that tell habits, and shares of them at UTC, where servers run, and an hour east of it,
# where those live who are at UTC in winter only.
_ENOUGH_COMMITS = 20
_MOSTLY = 0.6
_HARDLY = 0.05
_HOUR = 60


@dataclass(frozen=True, slots=True)
class Habits:
    """How an account commits, as far as it has commits enough to tell.

    `variety`: share of different subjects, numbers aside; `is_at_utc`: whether most of its commits
    were authored at UTC all the year round, as those of servers are.
    """

    variety: float | None = None
    is_at_utc: bool = False


UNKNOWN = Habits()


def habits_of(identity: Identity) -> Habits:
    """Return the habits of one account."""
    if identity.n_commits < _ENOUGH_COMMITS:
        return UNKNOWN
    n_known = sum(identity.offsets.values())
    at_utc, in_summer = (identity.offsets.get(minutes, 0) for minutes in (0, _HOUR))
    is_at_utc = at_utc >= _MOSTLY * n_known > 0 and in_summer <= _HARDLY * n_known
    different = identity.n_subjects
    return Habits(None if different is None else different / identity.n_commits, is_at_utc)
