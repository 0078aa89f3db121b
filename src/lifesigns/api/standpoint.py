"""Where models stand when they look at a project."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from lifesigns.engine.local import Session
from lifesigns.sources.git import Repository
from lifesigns.tables.people import People
from lifesigns.tables.store import Store


@dataclass(frozen=True, slots=True)
class Standpoint:
    """A project as of a moment, as models see it: its views in schema `held`, and its objects.

    History is whole from `seen_since` on, or from its beginning (None). `knows_branches` says that
    the branches of the copy are those of the moment. `known` keeps what was estimated, so that a
    model may build on another.
    """

    session: Session
    repository: Repository
    store: Store
    as_of: datetime
    seen_since: datetime | None
    seen_until: datetime | None
    tip: str | None
    people: People
    knows_branches: bool
    known: dict[str, Any] = field(default_factory=dict)

    @property
    def until(self) -> datetime:
        """The end of what can be judged: the moment, or the end of the evidence before it."""
        return min(self.as_of, self.seen_until) if self.seen_until else self.as_of


def knows_branches(as_of: datetime, clock: datetime) -> bool:
    """Tell whether a copy's branches are those of the moment: on the day of asking alone.

    So a copy of today and one that ends at an earlier moment answer alike as of that moment.
    """
    return as_of.astimezone(UTC).date() >= clock.astimezone(UTC).date()


# A clock may be fast, or set to the time of another zone; one days ahead tells nothing.
_FAST = timedelta(days=1)


def newest_commit(session: Session, clock: datetime | None = None) -> datetime | None:
    """Return the date of the newest commit held, of those that `clock` lets be true; None without."""
    told = "true" if clock is None else "committed_at <= ?"
    until = () if clock is None else ((clock + _FAST).astimezone(UTC).replace(tzinfo=None),)
    newest = session.rows(f"SELECT max(committed_at) FROM raw.commits WHERE {told}", until)[0][0]
    return newest.replace(tzinfo=UTC) if newest else None


def end_of_evidence(
    met: datetime | None, newest: datetime | None, clock: datetime
) -> datetime | None:
    """Return the last instant a copy bears witness to: it met its original, or has a commit."""
    known = [min(stamp, clock) for stamp in (met, newest) if stamp is not None]
    return max(known) if known else None
