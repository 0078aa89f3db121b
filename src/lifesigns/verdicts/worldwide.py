"""Where in the world is it, and where should it go next?"""

from math import exp, log

from lifesigns.kernel.answer import Answer, Confidence, Evidence, Figure, FigureKind, Tone
from lifesigns.kernel.evidence import (
    fact,
    listing,
    many,
    not_collected,
    per_cent,
    refuse,
)
from lifesigns.kernel.findings import Findings
from lifesigns.kernel.missing import Missing, Reason
from lifesigns.kernel.spec import Need, VerdictSpec
from lifesigns.verdicts import is_cut_short, refuse_cut, stated

_SEEN = "A clock setting tells a band of longitude, not a country; UTC may be a server."

SPEC = VerdictSpec(
    id="worldwide",
    order=7,
    question="Where in the world is it, and where should it go next?",
    title="Where in the world is it?",
    words=("worldwide", "a few regions", "one region", "cannot tell"),
    needs=(
        Need("utc_offsets"),
        Need("offset_diversity"),
        Need("working_hour_coverage"),
        Need("activity_dates_and_times"),
        Need("email_country_domains"),
        Need("weekend_share"),
    ),
    models=(),
    confidence_rule=f"Always low. {_SEEN}",
    not_answered_when=(
        f"Fewer than {stated('worldwide_minimum_people')} people with a known UTC offset in the last "
        f"year, or fewer than {stated('worldwide_known_share')} of their clocks stand elsewhere than "
        "at UTC."
    ),
    would_change="Places people state on the forge, or people from other bands joining.",
    aliases=("where",),
)

# Each band with the cut-off at which it ends. Winter and summer time of one place share a band.
_BANDS = (
    ("Americas", "worldwide_americas_end"),
    ("Europe and Africa", "worldwide_europe_end"),
    ("West and South Asia", "worldwide_south_asia_end"),
    ("East and South-East Asia", "worldwide_east_asia_end"),
)
_NO_COUNTRY = {"other": "other countries, few people each", "none": "no country in the address"}
_LAST = "Australia and Pacific"
_UTC = "UTC exactly (often a server)"


def answer(found: Findings) -> Answer:
    """Say over how many bands of the world the people spread; never where one person lives."""
    if is_cut_short(found):
        return refuse_cut(SPEC, found)
    offsets = found.result("utc_offsets")
    minimum = found.threshold("worldwide_minimum_people").value
    people = sum(row.value or 0 for row in offsets.rows)
    if people < minimum:
        return refuse(
            SPEC,
            f"Too few people with a known UTC offset in the last year: {people:.0f}.",
            missing=(
                Missing(
                    Reason.WITHHELD, "places", f"groups under {minimum:.0f} people are withheld"
                ),
                not_collected("places people state", "a forge token"),
            ),
            coverage=found.coverage,
        )
    bands = _by_band(found)
    untold = _untold(bands, minimum)
    word, tone = _word(found, _placed(bands), people)
    return Answer(
        question=SPEC.id,
        title=SPEC.title,
        word=word,
        tone=tone,
        sentence=_sentence(bands, people, minimum, untold),
        confidence=Confidence.LOW,
        confidence_reason=_SEEN,
        evidence=_evidence(found, bands, people, minimum, untold),
        thresholds=tuple(t for key, t in found.thresholds.items() if key.startswith("worldwide_")),
        missing=(
            not_collected("places people state", "a forge token"),
            not_collected("where developers are and grow, and where to go next", "innovation data"),
        ),
        coverage=found.coverage,
        would_change=(SPEC.would_change,),
        figures=(
            Figure(
                id="worldwide_hours",
                title="When does it work?",
                subtitle="Commits by weekday and hour of the author's own clock, last year",
                kind=FigureKind.HEATMAP,
                results=(found.result("activity_dates_and_times"),),
            ),
        ),
    )


def _untold(bands: dict[str, float], minimum: float) -> str | None:
    """Return the band whose share would tell how many the few elsewhere are, by subtraction."""
    few = sum(count for count in bands.values() if count < minimum)
    told = [name for name, count in bands.items() if count >= minimum]
    return min(told, key=bands.__getitem__) if told and 0 < few < minimum else None


def _sentence(bands: dict[str, float], people: float, minimum: float, untold: str | None) -> str:
    """Name the largest band, unless so few are in it that it would tell on them."""
    placed = _placed(bands)
    largest, most = max(placed.items(), key=lambda item: item[1])
    seen = sum(count > 0 for count in placed.values())
    if not seen:
        return "Every clock stands at UTC, as servers' do: where people work cannot be told."
    utc = bands[_UTC]
    none = (
        f" The clocks of {per_cent(utc / people)} stand at UTC, as servers' do."
        if utc >= minimum and untold != _UTC
        else ""
    )
    if most < minimum:
        held = many(seen, "band")
        return (
            f"{people:,.0f} people work on the clocks of {held} of time zones, few in each.{none}"
        )
    part = per_cent(most / people)
    if largest == untold:
        part = "Most" if most > people - most else f"At least {minimum:.0f}"
    return (
        f"{part} of {people:,.0f} people work on the clocks of {_in_prose(largest)}; people are "
        f"seen in {seen} of the world's {len(placed)} bands of time zones.{none}"
    )


def _in_prose(band: str) -> str:
    return f"the {band}" if band == "Americas" else band


def _placed(bands: dict[str, float]) -> dict[str, float]:
    """Return the bands that tell a place: UTC exactly tells none."""
    return {name: count for name, count in bands.items() if name != _UTC}


def _by_band(found: Findings) -> dict[str, float]:
    ends = [(name, found.threshold(end).value) for name, end in _BANDS]
    bands = dict.fromkeys([*(name for name, _ in ends), _LAST, _UTC], 0.0)
    for row in found.result("utc_offsets").rows:
        minutes = _minutes(row.key)
        name = next((name for name, end in ends if minutes < end), _LAST) if minutes else _UTC
        bands[name] += row.value or 0
    return bands


def _minutes(offset: str) -> int:
    """Read an offset such as +05:30."""
    hours, minutes = offset[1:].split(":")
    return (int(hours) * 60 + int(minutes)) * (-1 if offset[0] == "-" else 1)


def _word(found: Findings, placed: dict[str, float], people: float) -> tuple[str, Tone]:
    located = sum(placed.values())
    if not located:
        return "cannot tell", Tone.UNKNOWN
    if located / people < found.threshold("worldwide_known_share").value:
        return "cannot tell", Tone.UNKNOWN
    if max(placed.values()) / located >= found.threshold("worldwide_one_region").value:
        return "one region", Tone.NEUTRAL
    shares = [count / located for count in placed.values() if count]
    effective = exp(-sum(share * log(share) for share in shares))
    many_bands = found.threshold("worldwide_effective_bands").value
    return ("worldwide", Tone.GOOD) if effective >= many_bands else ("a few regions", Tone.NEUTRAL)


def _evidence(
    found: Findings, bands: dict[str, float], people: float, minimum: float, untold: str | None
) -> tuple[Evidence, ...]:
    def told(name: str, count: float) -> str:
        if count < minimum:
            return f"fewer than {minimum:.0f} people"
        if name != untold:
            return per_cent(count / people)
        return "most people" if count > people - count else f"{minimum:.0f} people and more"

    rows = [
        (name, told(name, count))
        for name, count in sorted(bands.items(), key=lambda item: -item[1])
        if count
    ]
    domains = found.result("email_country_domains")
    return (
        listing(found.result("utc_offsets"), "People by band of UTC offsets", rows),
        fact(
            found.result("offset_diversity"),
            "Effective number of UTC offsets (as many as if all were equally common)",
        ),
        fact(
            found.result("working_hour_coverage"), "Share of the day's 24 hours with regular work"
        ),
        fact(found.result("weekend_share"), "Share of commits made at weekends"),
        listing(
            domains,
            "Country domains of e-mail addresses",
            [
                (_NO_COUNTRY.get(row.key, row.key), many(row.value, "person", "people"))
                for row in domains.rows[:12]
                if row.value
            ],
        ),
    )
