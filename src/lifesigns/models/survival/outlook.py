"""The forecast of today beside those that would have been made: what a page needs at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from lifesigns.models.survival.evidence import History
from lifesigns.models.survival.forecasting import Forecast, forecast, forecast_history
from lifesigns.models.survival.outcomes import DAY, Outcome, Target, happened

_QUARTERS_BACK = 40
_STARTS = (1, 4, 7, 10)
_WORK = Target(Outcome.ACTIVE_MONTHS, 12)


@dataclass(frozen=True, slots=True)
class Outlook:
    """`now` is the forecast as of the moment; `before` those as of the start of each quarter
    since the project began (at most ten years), each from what had landed by then.
    `went_on` tells for each of those whether work in a quarter of the next twelve months
    followed; None while the twelve months are not over."""

    now: Forecast
    before: tuple[Forecast, ...]
    went_on: tuple[bool | None, ...] = ()


def outlook(landed: Sequence[int], as_of: int, seen_until: int) -> Outlook:
    """Forecast as of the moment and as of every quarter before it.

    `landed` are epoch seconds of human landings; nothing after `seen_until` is read.
    """
    times = History(landed).landed
    days = [day for day in _quarter_days(seen_until) if times.size and day > int(times[0])]
    fates = [happened(times, day, seen_until, _WORK) for day in days]
    return Outlook(
        forecast(landed, as_of, seen_until),
        tuple(forecast_history(landed, days, seen_until)) if days else (),
        tuple(None if fate != fate else bool(fate) for fate in fates),
    )


def _quarter_days(until: int) -> list[int]:
    last = datetime.fromtimestamp(until, UTC)
    quarter = last.year * 4 + (last.month - 1) // 3
    found = []
    for index in range(quarter - _QUARTERS_BACK + 1, quarter + 1):
        start = datetime(index // 4, _STARTS[index % 4], 1, tzinfo=UTC)
        if (moment := int(start.timestamp())) > DAY:
            found.append(moment)
    return found
