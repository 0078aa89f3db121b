"""Put numbers, units, dates, spans and missing reasons into words.

Numbers are written without a locale: a comma groups thousands, a
point marks decimals, shares become per cent. What is not known
becomes words, never 0.
"""

import math
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from lifesigns.kernel.answer import Coverage, Evidence, MetricResult, PulseResult, Subject
from lifesigns.kernel.evidence import in_words, per_cent
from lifesigns.kernel.missing import Missing, Reason
from lifesigns.kernel.scope import Grain
from lifesigns.kernel.shape import ALL, Row, Shape
from lifesigns.kernel.spec import Threshold
from lifesigns.kernel.unit import Unit
from lifesigns.kernel.window import Window
from lifesigns.present import safe
from lifesigns.present.messages import say

_YEAR = 365.25
_LONG = 2 * _YEAR
"""Days from which on a span is told in years."""

_PERCENT_UNITS = frozenset({Unit.SHARE, Unit.PROBABILITY})
_BARE_UNITS = frozenset({Unit.INDEX, Unit.COUNT, Unit.RATIO})
_WHOLE_UNITS = frozenset(
    {
        Unit.PEOPLE,
        Unit.ORGANISATIONS,
        Unit.COMMITS,
        Unit.LINES,
        Unit.FILES,
        Unit.CHANGE_REQUESTS,
        Unit.RELEASES,
        Unit.BRANCHES,
        Unit.COUNT,
    }
)
_REASON_ID = re.compile(rf"\b(?:{'|'.join(Reason)})\b")
_VOCABULARY = re.compile(r"[a-z]+(?:_[a-z]+)+|ci")
_SINGULAR = {
    Unit.PEOPLE: "person",
    Unit.BRANCHES: "branch",
}
_WEEKDAYS = frozenset("1234567")
_ONE = {unit.value: singular for unit, singular in _SINGULAR.items()}


def known(value: float | None) -> bool:
    """Return whether there is a finite number to show."""
    return value is not None and math.isfinite(value)


def number(value: float | None) -> str:
    """Return a number: whole ones grouped, others to three significant digits."""
    if value is None or not math.isfinite(value):
        return say("not_known")
    if abs(value) >= 1e15:
        return f"{value:.2e}"
    if value == int(value):
        return f"{int(value):,}".replace("-", "−")
    digits = max(0, 2 - math.floor(math.log10(abs(value))))
    shown = f"{value:,.{min(digits, 6)}f}"
    if "." in shown:
        shown = shown.rstrip("0").rstrip(".")
    return shown.replace("-", "−")


def compact(value: float) -> str:
    """Return a short form for axes: 950, 12k, 3.4M."""
    for size, letter in ((1e12, "T"), (1e9, "G"), (1e6, "M"), (1e4, "k")):
        if abs(value) >= size:
            scaled = value / (1e3 if letter == "k" else size)
            return f"{scaled:.3g}".replace("-", "−") + letter
    return number(value)


def percent(share: float | None) -> str:
    """Return a share as per cent, in words when it is not known."""
    return say("not_known") if share is None or not math.isfinite(share) else per_cent(share)


def quantity(value: float | None, unit: Unit) -> str:
    """Return the value without naming its unit (a per cent sign stays)."""
    return percent(value) if unit in _PERCENT_UNITS else number(value)


def measure(value: float | None, unit: Unit) -> str:
    """Return the value with its unit: 71 people, 1 commit, 6.2 hours, 61%."""
    if value is None or not known(value) or unit in _PERCENT_UNITS or unit in _BARE_UNITS:
        return quantity(value, unit)
    if unit is Unit.DAYS and value >= _LONG:
        return say("years", count=number(round(value / _YEAR, 1)))
    if unit in (Unit.DAYS, Unit.HOURS) and 0 < value < 1:
        return _short_time(value * (24 if unit is Unit.DAYS else 1))
    return f"{number(value)} {unit_name(unit, value)}"


def _short_time(hours: float) -> str:
    """Return less than a day in the unit that leaves something before the point."""
    if hours >= 1:
        return f"{number(hours)} {unit_name(Unit.HOURS, hours)}"
    minutes = max(1, round(hours * 60))
    return say("minute") if minutes == 1 else say("minutes", count=number(minutes))


def bots(count: int) -> str:
    """Return "1 bot", "6 bots"."""
    return say("bot") if count == 1 else say("bots", count=number(count))


def unit_name(unit: Unit, value: float | None = None) -> str:
    """Return the unit in words, singular for exactly one; "" for bare numbers."""
    if unit in _PERCENT_UNITS or unit in _BARE_UNITS:
        return ""
    return _SINGULAR.get(unit, unit.value.removesuffix("s")) if value == 1 else unit.value


def is_whole(unit: Unit) -> bool:
    """Return whether the unit counts whole things, so that half a step makes no sense."""
    return unit in _WHOLE_UNITS


def is_share(unit: Unit) -> bool:
    """Return whether the unit lies in 0-1 and is shown as per cent."""
    return unit in _PERCENT_UNITS


def interval(low: float | None, high: float | None, unit: Unit) -> str:
    """Return "3 to 5", or "" when there are no bounds or they meet."""
    if not known(low) or not known(high) or low == high:
        return ""
    return say("interval", low=quantity(low, unit), high=quantity(high, unit))


def sample(n: int) -> str:
    """Return "n = 12"."""
    return f"n\u00a0=\u00a0{number(n)}"


def evidence_value(evidence: Evidence) -> str:
    """Return what stands behind the label: the text, the value with its unit, or why neither."""
    if evidence.missing is not None:
        return missing_short(evidence.missing)
    if evidence.text:
        return safe.line(evidence.text)
    if evidence.value is None and evidence.rows:
        return ""
    return measure(evidence.value, evidence.unit)


def evidence_short(evidence: Evidence) -> str:
    """Return the text when it is as short as a number, else the value with its unit."""
    if evidence.text and len(evidence.text) <= 16:
        return safe.line(evidence.text)
    return measure(evidence.value, evidence.unit)


def result_value(result: MetricResult) -> str:
    """Return one short phrase for a whole result: its value, its latest, or its largest row."""
    if result.missing is not None:
        return missing_short(result.missing)
    valued = [row for row in result.rows if known(row.value)]
    if not valued:
        return say("not_known")
    if result.value is not None and len(result.rows) == 1 and not valued[0].key:
        return measure(result.value, result.unit)
    if result.shape in (Shape.SERIES, Shape.SINGLE) and all(row.slice == ALL for row in valued):
        return _one_of("latest_row", max(valued, key=lambda row: row.key), result)
    if result.shape is Shape.SINGLE and result.by in tuple(Grain):
        return _one_of("latest_row", max(valued, key=lambda row: row.slice), result)
    return _one_of("largest_row", max(valued, key=lambda row: row.value or 0.0), result)


def _one_of(key: str, row: Row, result: MetricResult) -> str:
    name = safe.line(namer(result)(row), 28)
    return say(key, value=measure(row.value, result.unit), name=name)


def row_name(row: Row, shape: Shape = Shape.RANKING) -> str:
    """Return what a row is about: its label, key or slice, with a flow's end.

    Bins are of the house's own vocabularies: core_code is shown as core code, ci as CI.
    """
    start = row.label or row.key or (row.slice if row.slice != ALL else "")
    if shape is Shape.DISTRIBUTION and _VOCABULARY.fullmatch(start):
        start = in_words(start)
    return f"{start} → {row.target}" if row.target else start


def namer(result: MetricResult) -> Callable[[Row], str]:
    """Return what says of a row of this result what it is about; weekday and hour as Mon 14:00."""
    if result.shape is Shape.FLOW and is_week(result):
        days = say("weekdays").split()
        return lambda row: f"{days[int(row.key) - 1]} {int(row.target):02d}:00"
    if result.by != "person":
        return lambda row: row_name(row, result.shape)
    # There the label is the person's of the slice; a row that is about something else has its key.
    return lambda row: row_name(
        replace(row, label="") if row.key not in ("", row.slice) else row, result.shape
    )


def slice_name(result: MetricResult, row: Row) -> str:
    """Return what the slice of a row is called: a person by name, no id."""
    return row.label if result.by == "person" and row.label else row.slice


def is_week(result: MetricResult) -> bool:
    """Tell whether keys are ISO weekdays, 1 to 7, and targets the hours of the day."""
    return all(
        row.key in _WEEKDAYS and row.target.isdecimal() and int(row.target[:9]) < 24
        for row in result.rows
    )


def threshold(found: Threshold) -> str:
    """Return a cut-off with its unit."""
    if found.unit in (Unit.SHARE, Unit.PROBABILITY):
        return percent(found.value)
    unit = safe.line(found.unit, 40)
    if found.value == 1:
        unit = _ONE.get(unit, unit.removesuffix("s"))
    return f"{number(found.value)} {unit}".strip()


def threshold_in_line(found: Threshold) -> str:
    """Return "365 days: no human commit landed for longer (source, date)"."""
    source = say("threshold_source", source=found.source, dated=found.dated)
    return say("threshold_in_line", value=threshold(found), meaning=found.meaning, source=source)


def size(count: int) -> str:
    """Return a number of bytes: 12 MB."""
    for power, name in ((3, "GB"), (2, "MB"), (1, "kB")):
        if count >= 1000**power:
            return f"{count / 1000**power:.3g} {name}"
    return f"{count} B"


def pulse_rows(pulse: PulseResult) -> tuple[tuple[str, str, str], ...]:
    """Return the Pulse's parts counted both ways: header, then what, compatible, done."""

    def net(count: int | None) -> str:
        return number(count) if count is None else say("pulse_net", count=number(count))

    def gross(count: int | None) -> str:
        return number(count) if count is None else say("pulse_gross", count=number(count))

    if pulse.branches_seen is None:
        seen = say("pulse_branches_unknown")
    else:
        seen = say("pulse_branches", branches=measure(pulse.branches_seen, Unit.BRANCHES))
    if pulse.change_request_heads_seen:
        heads = measure(pulse.change_request_heads_seen, Unit.CHANGE_REQUESTS)
        seen = say("pulse_seen", branches=seen, heads=heads)
    who, addresses = _pulse_authors(pulse)
    branch = safe.name(pulse.default_branch) or say("pulse_default_branch")
    return (
        (say("pulse_what"), say("pulse_compatible"), say("pulse_honest")),
        (
            say("pulse_commits_default", branch=branch),
            number(pulse.commits_default_branch),
            say("pulse_no_merges"),
        ),
        (say("pulse_commits_all"), number(pulse.commits_all_branches), seen),
        (say("pulse_authors"), addresses, who),
        (say("pulse_files"), number(pulse.files_changed), ""),
        (say("pulse_additions"), net(pulse.additions), gross(pulse.gross_additions)),
        (say("pulse_deletions"), net(pulse.deletions), gross(pulse.gross_deletions)),
    )


def _pulse_authors(pulse: PulseResult) -> tuple[str, str]:
    """Return who worked, and how many addresses that is."""
    if pulse.authors is None or pulse.bots is None:
        return number(None), number(None)
    people = measure(pulse.authors_people, Unit.PEOPLE)
    count = number(pulse.authors)
    addresses = say("pulse_address") if count == "1" else say("pulse_addresses", count=count)
    return say("pulse_people", people=people, bots=bots(pulse.bots)), addresses


def pulse_span(pulse: PulseResult) -> str:
    """Return how long the period is and from when to when."""
    length = f"{number(pulse.period_days)} {unit_name(Unit.DAYS, pulse.period_days)}"
    since, until = moment(pulse.since), moment(pulse.until)
    return say("pulse_span", length=length, since=since, until=until)


def coverage_phrase(coverage: tuple[Coverage, ...]) -> str:
    """Return "coverage 98%" or "coverage unknown"; "" when there is none to speak of."""
    if not coverage:
        return ""
    if all(part.share is None for part in coverage):
        return say("coverage_unknown")
    return say("coverage_of", share=coverage_least(coverage))


def plain_reasons(text: str) -> str:
    """Return `text` with the ids of missing reasons turned into words."""
    return _REASON_ID.sub(lambda found: say(f"missing_{found[0]}"), text)


def missing_short(missing: Missing) -> str:
    """Return the reason alone: "not collected", "too few facts"."""
    return say(f"missing_{missing.reason.value}")


def missing_long(missing: Missing) -> str:
    """Return what is missing, why, and who would tell, as one sentence."""
    parts = [missing_short(missing)]
    if missing.what:
        parts = [f"{safe.line(missing.what)}: {parts[0]}"]
    if missing.detail:
        parts.append(plain_reasons(safe.line(missing.detail)).rstrip("."))
    if missing.would_tell:
        parts.append(say("would_tell", source=safe.line(missing.would_tell).rstrip(".")))
    sentence = ". ".join(part[:1].upper() + part[1:] for part in parts)
    return sentence + "."


def missing_why(missing: Missing) -> str:
    """Return the detail and who would tell, as sentences; "" when neither is known."""
    parts = [plain_reasons(safe.line(missing.detail)).rstrip(".")] if missing.detail else []
    if missing.would_tell:
        parts.append(say("would_tell", source=safe.line(missing.would_tell).rstrip(".")))
    return " ".join(f"{part[:1].upper()}{part[1:]}." for part in parts)


def learn(missing: Missing) -> tuple[str, str]:
    """Return the source to connect and what it would tell, as the two parts of a sentence."""
    source = safe.line(missing.would_tell).rstrip(".")
    what = safe.line(missing.what).rstrip(".") or say("learn_this")
    return f"{source[:1].upper()}{source[1:]}", say("learn", what=what)


def day(moment: datetime | None) -> str:
    """Return a calendar day, UTC: 2026-11-12."""
    return say("not_known") if moment is None else f"{moment.astimezone(UTC):%Y-%m-%d}"


def seen_until(subject: Subject) -> str:
    """Return up to which day anything was looked at: Seen until 2026-11-12.

    As of an earlier day, that day; what the copy holds since is nothing to speak of then.
    """
    if subject.seen_until is None:
        return say("nothing_seen")
    if is_of_the_past(subject):
        return f"{say('as_of')} {day(subject.as_of)}"
    return f"{say('seen_until')} {day(subject.seen_until)}"


def is_of_the_past(subject: Subject) -> bool:
    """Return whether the copy reaches beyond the day that is spoken of."""
    return subject.seen_until is not None and day(subject.as_of) < day(subject.seen_until)


def long_day(moment: datetime | None) -> str:
    """Return a calendar day for prose: 12 November 2026."""
    if moment is None:
        return say("not_known")
    at = moment.astimezone(UTC)
    return f"{at.day} {say('months').split()[at.month - 1]} {at.year}"


def moment(at: datetime | None) -> str:
    """Return an instant: 2026-11-12 14:03 UTC."""
    return say("not_known") if at is None else f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def span(window: Window) -> str:
    """Return a window in words; one that starts in 1970 is all of history."""
    if window.since.year <= 1970:
        return say("span_all", until=day(window.until))
    return say("span", since=day(window.first_second), until=day(window.until))


def coverage_share(coverage: Coverage) -> str:
    """Return how much was captured: "98%", or that nobody can tell."""
    return say("extent_unknown") if coverage.share is None else percent(coverage.share)


def coverage_least(coverage: tuple[Coverage, ...]) -> str:
    """Return the least share captured, and whether some extent is unknown; "" without coverage."""
    shares = [part.share for part in coverage if part.share is not None]
    if not coverage or not shares:
        return say("extent_unknown") if coverage else ""
    least = percent(min(shares))
    return least if len(shares) == len(coverage) else say("extent_partly", share=least)
