"""Who carried the last two years of work, and whether their silence is still their own rhythm."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lifesigns.models.rhythm import Gaps, Rhythm, gaps, rhythm


@dataclass(frozen=True, slots=True)
class Expected:
    """One person (by id), their commits in the last two years, and their rhythm."""

    person: str
    commits: int
    rhythm: Rhythm


@dataclass(frozen=True, slots=True)
class Expectations:
    """The people with most commits in the last two years, most first, and the releases' gaps."""

    people: tuple[Expected, ...]
    releases: Gaps | None

    @property
    def known(self) -> tuple[Expected, ...]:
        """Those whose chances of return could be told."""
        return tuple(one for one in self.people if one.rhythm.returns)

    @property
    def overdue(self) -> tuple[Expected, ...]:
        """Those silent for longer than nine in ten of their own gaps."""
        return tuple(one for one in self.known if one.rhythm.gaps and one.rhythm.gaps.is_overdue)


def expectations(
    people: Iterable[tuple[str, int, Sequence[int]]],
    released_at: Sequence[int],
    as_of: int,
    seen_until: int,
) -> Expectations:
    """Return what is expected of people, given as (id, commits, times active), and of releases.

    All times are epoch seconds; nothing after the earlier of `as_of` and `seen_until` is read.
    """
    return Expectations(
        tuple(
            Expected(person, commits, rhythm(times, as_of, seen_until))
            for person, commits, times in people
        ),
        gaps(released_at, as_of, seen_until),
    )
