"""What a forecast may look at: three numbers that anyone can count in the log."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from lifesigns.models.survival.outcomes import DAY, PART, YEAR, Floats, Ints, distinct_sorted

# Nothing was committed to a version-control system in 1970: such a time is a clock
# that had not been set. The far bound only keeps absurd numbers inside 64 bits.
EARLIEST_CLOCK = YEAR
LATEST_CLOCK = 1 << 40


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was seen of a project by one moment, in words-ready numbers.

    Counted are landings of human commits on the default branch, up to and
    including the moment. `days_since_last` is the silence in days;
    `active_months` how many of the last twelve parts of a year had a landing
    (0-12); `active_days` on how many UTC dates of the last 365 days something
    landed (0-366); `landings` all landings so far; `active_days_ever` their
    dates; `unset_clocks` landings left out because their time is in 1970 or before.
    """

    days_since_last: float
    active_months: int
    active_days: int
    landings: int
    active_days_ever: int
    first_landed: int
    last_landed: int
    unset_clocks: int


class History:
    """The landing times of one project, sorted once so that any past day is cheap to read."""

    def __init__(self, landed: Sequence[int] | Ints) -> None:
        """Take landing times (epoch seconds) in any order and of any size."""
        try:
            times = np.asarray(landed, dtype=np.int64)
        except OverflowError:
            clipped = [min(max(int(time), 0), LATEST_CLOCK) for time in landed]
            times = np.array(clipped, dtype=np.int64)
        self.landed: Ints = np.sort(times[(times >= EARLIEST_CLOCK) & (times < LATEST_CLOCK)])
        self._dates: Ints = np.unique(self.landed // DAY)
        self.unset_clocks = int(np.count_nonzero(times < EARLIEST_CLOCK))

    def evidence(self, moment: int) -> Evidence | None:
        """Return what could be seen at `moment`, None when nothing had landed by then.

        Nothing after `moment` is read.
        """
        begin, seen = np.searchsorted(self.landed, [moment - YEAR, moment], side="right")
        if seen == 0:
            return None
        last = int(self.landed[seen - 1])
        dates = int(np.searchsorted(self._dates, last // DAY, side="right"))
        quiet = begin == seen
        before = (
            dates if quiet else int(np.searchsorted(self._dates, self.landed[begin] // DAY, "left"))
        )
        return Evidence(
            days_since_last=(moment - last) / DAY,
            active_months=distinct_sorted((moment - self.landed[begin:seen]) // PART),
            active_days=dates - before,
            landings=int(seen),
            active_days_ever=dates,
            first_landed=int(self.landed[0]),
            last_landed=last,
            unset_clocks=self.unset_clocks,
        )


def design(rows: Iterable[Evidence]) -> Floats:
    """Return the model's inputs, shape (n, 3).

    Columns: ln(1 + days silent), active months of 12, ln(1 + active days in 365).
    """
    found = [(row.days_since_last, row.active_months, row.active_days) for row in rows]
    matrix = np.array(found, dtype=np.float64).reshape(-1, 3)
    matrix[:, [0, 2]] = np.log1p(matrix[:, [0, 2]])
    return matrix


def half_year_days(first: int, last: int) -> Iterator[int]:
    """Yield each 1 January and 1 July (00:00 UTC) in [first, last] as epoch seconds."""
    for year in range(_year(first), _year(last) + 1):
        for month in (1, 7):
            day = int(datetime(year, month, 1, tzinfo=UTC).timestamp())
            if first <= day <= last:
                yield day


def _year(moment: int) -> int:
    return datetime.fromtimestamp(moment, UTC).year
