"""Spans of time. The clock enters the program here, once, and is an argument everywhere else."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from lifesigns.kernel.errors import UsageError

_PERIOD = re.compile(r"(?P<count>[1-9]\d{0,4})(?P<unit>h|d|w|mo|y)")
_RELATIVE = re.compile(r"(?P<period>[1-9]\d{0,4}(?:h|d|w|mo|y)) ago")
_EXAMPLES = 'Use a date (2026-03-01), a time (2026-03-01T12:00Z) or "90d ago".'


class PeriodUnit(StrEnum):
    """Units of a period; months and years are calendar ones."""

    HOUR = "h"
    DAY = "d"
    WEEK = "w"
    MONTH = "mo"
    YEAR = "y"


def now() -> datetime:
    """Return the present instant, UTC, whole seconds: the only clock the program reads."""
    return datetime.now(UTC).replace(microsecond=0)


def _month_back(moment: datetime, months: int) -> datetime:
    index = moment.year * 12 + moment.month - 1 - months
    if index < 12:
        raise UsageError("That period reaches back before the year 1.", "Choose a shorter one.")
    year, month = divmod(index, 12)
    for day in range(moment.day, 27, -1):
        try:
            return moment.replace(year=year, month=month + 1, day=day)
        except ValueError:
            continue  # the month is shorter: try the day before
    return moment.replace(year=year, month=month + 1, day=min(moment.day, 28))


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time such as 24h, 7d, 1mo (calendar) or 1y (calendar)."""

    count: int
    unit: PeriodUnit

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read "7d", "24h", "2w", "1mo" or "1y"; raise UsageError otherwise."""
        found = _PERIOD.fullmatch(text.strip().lower())
        if not found:
            raise UsageError(f"{text!r} is not a period.", "Use 24h, 3d, 7d, 2w, 1mo or 1y.")
        return cls(int(found["count"]), PeriodUnit(found["unit"]))

    def before(self, moment: datetime) -> datetime:
        """Return the instant this long before `moment`; the 31st falls back to a month's end."""
        try:
            match self.unit:
                case PeriodUnit.HOUR:
                    return moment - timedelta(hours=self.count)
                case PeriodUnit.DAY:
                    return moment - timedelta(days=self.count)
                case PeriodUnit.WEEK:
                    return moment - timedelta(weeks=self.count)
                case PeriodUnit.MONTH:
                    return _month_back(moment, self.count)
                case PeriodUnit.YEAR:
                    return _month_back(moment, 12 * self.count)
        except OverflowError:
            raise UsageError(f"The period {self} is too long.", "Choose a shorter one.") from None

    def __str__(self) -> str:
        """Return the text form, such as 7d."""
        return f"{self.count}{self.unit}"


_DAY = re.compile(r"\d{4}-?\d{2}-?\d{2}|\d{4}-?W\d{2}(-?\d)?|today", re.IGNORECASE)


def parse_since(text: str, clock: datetime) -> datetime:
    """Read the instant after which a window begins, as `parse_when` does an end.

    A bare date means the end of the day before: the day named is in the window.
    """
    moment = parse_when(text, clock)
    return moment - timedelta(days=1) if _DAY.fullmatch(text.strip()) else moment


def parse_when(text: str, clock: datetime) -> datetime:
    """Read an instant.

    A bare date means the end of that day (UTC), so that `--as-of 2026-03-01`
    includes the day named; a time without zone is UTC; "now", "today" and
    "90d ago" are relative to `clock`.
    """
    cleaned = text.strip()
    lowered = cleaned.lower()
    if lowered == "now":
        return clock
    if lowered == "today":
        return clock.replace(hour=23, minute=59, second=59)
    if relative := _RELATIVE.fullmatch(lowered):
        return Period.parse(relative["period"]).before(clock)
    try:
        moment = datetime.fromisoformat(cleaned)
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise UsageError(f"{text!r} is not a date or time.", _EXAMPLES) from None
    if _DAY.fullmatch(cleaned):
        moment = moment.replace(hour=23, minute=59, second=59)
    if not 1970 <= moment.year <= 2200:
        raise UsageError(f"{text!r} is outside 1970-2200.", _EXAMPLES)
    return moment.replace(microsecond=0)


@dataclass(frozen=True, slots=True)
class Window:
    """A half-open span (since, until]: what happened after `since`, up to and with `until`.

    The end is included because a report "as of T" must see what happened at T.
    Raises UsageError when the span is empty or reversed.
    """

    since: datetime
    until: datetime

    def __post_init__(self) -> None:
        """Refuse what cannot be a window."""
        if self.since.tzinfo is None or self.until.tzinfo is None:
            raise UsageError("A window needs instants with a time zone.")
        if self.since >= self.until:
            raise UsageError(
                f"The window {self.first_second:%Y-%m-%d %H:%M} to {self.until:%Y-%m-%d %H:%M} is empty.",
                "Its start must lie before its end.",
            )

    @classmethod
    def last(cls, period: str, until: datetime) -> "Window":
        """Return the window of the given period that ends at `until`; "all" reaches to 1970."""
        if period == "all":
            return cls(datetime(1970, 1, 1, tzinfo=UTC), until)
        return cls(Period.parse(period).before(until), until)

    @property
    def days(self) -> float:
        """Length in days."""
        return (self.until - self.since).total_seconds() / 86400

    @property
    def first_second(self) -> datetime:
        """The earliest second in the window; it names the first day as people would."""
        return self.since + timedelta(seconds=1)


def period_key(moment: datetime, grain: str) -> str:
    """Return the key of the calendar period (UTC) an instant falls into.

    Forms: 2026-03-01 (day), 2026-W09 (ISO week), 2026-03 (month), 2026-Q1, 2026.
    """
    match grain:
        case "day":
            return f"{moment:%Y-%m-%d}"
        case "week":
            return f"{moment:%G-W%V}"
        case "month":
            return f"{moment:%Y-%m}"
        case "quarter":
            return f"{moment.year}-Q{(moment.month + 2) // 3}"
    return f"{moment.year}"


def period_keys(window: Window, grain: str) -> list[str]:
    """Return the keys of all calendar periods a window touches, in order."""
    keys: dict[str, None] = {}
    moment = window.since + timedelta(seconds=1)
    step = timedelta(days={"day": 1, "week": 7}.get(grain, 28))  # no period is shorter
    while moment <= window.until:
        keys[period_key(moment, grain)] = None
        moment += step
    keys[period_key(window.until, grain)] = None
    return list(keys)
