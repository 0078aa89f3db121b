"""Turn results into evidence and missing ones into words: what every verdict does alike."""

from collections.abc import Iterable

from lifesigns.kernel.answer import Answer, Confidence, Coverage, Evidence, MetricResult, Tone
from lifesigns.kernel.missing import Missing, Reason
from lifesigns.kernel.shape import Row
from lifesigns.kernel.spec import VerdictSpec


def fact(result: MetricResult, label: str = "") -> Evidence:
    """Return the evidence of an unsliced single result; `label` defaults to its title."""
    row = result.rows[0] if result.rows and result.missing is None else None
    return Evidence(
        id=result.id,
        label=label or result.title,
        value=row.value if row else None,
        unit=result.unit,
        n=result.n,
        low=row.low if row else None,
        high=row.high if row else None,
        coverage=result.coverage,
        missing=result.missing,
    )


def listing(
    result: MetricResult,
    label: str,
    rows: Iterable[tuple[str, str]],
    people: Iterable[str] = (),
) -> Evidence:
    """Return evidence whose point is a short list, such as the first rows of a ranking.

    `people` says whom each row is about, as in `Evidence`.
    """
    return Evidence(
        id=result.id,
        label=label,
        value=None,
        unit=result.unit,
        n=result.n,
        coverage=result.coverage,
        missing=result.missing,
        rows=tuple(rows),
        people=tuple(people),
    )


def ranked(result: MetricResult, label: str, unit: str, most: int) -> Evidence:
    """Return the first rows of a ranking of people, each with its count of `unit`."""
    rows = [row for row in result.rows[:most] if row.value]
    return listing(
        result,
        label,
        [(row.label or row.key, many(row.value or 0, unit)) for row in rows],
        [row.key for row in rows],
    )


def many(count: float, one: str, more: str = "") -> str:
    """Return a count with its noun: 1 commit, 2 commits, 3 people."""
    return f"{count:,.0f} {one if round(count) == 1 else more or one + 's'}"


def per_cent(share: float) -> str:
    """Return a share as per cent: 61%, 3.4%; neither 0% nor 100% unless it is exactly that."""
    value = abs(share) * 100
    if 0 < value < 0.1:
        return "<0.1%"
    if 99.9 < value < 100:
        return ">99.9%"
    is_fine = value < 9.95 or 99 < value < 100
    shown = f"{value:.1f}".removesuffix(".0") if is_fine else f"{value:,.0f}"
    return f"{'−' if share < 0 else ''}{shown}%"


def in_words(key: str) -> str:
    """Return a term of the house's vocabularies for reading: core_code as core code, ci as CI."""
    return {"ci": "CI", "co_authorship": "co-authorship"}.get(key, key.replace("_", " "))


def span(days: float) -> str:
    """Return a span of days in the words that suit its length: 12 days, 5 months, 3 years."""
    if days < 1:
        return "less than a day"
    if days < 60:
        return many(round(days), "day")
    # Up to three years rounding to whole ones would be off by as much as a fifth.
    return f"{days / 30.4:.0f} months" if days < 1096 else f"{days / 365.25:.0f} years"


def by_key(result: MetricResult) -> dict[str, Row]:
    """Return the rows of an unsliced ranking or distribution by their key."""
    return {row.key: row for row in result.rows}


def not_collected(what: str, would_tell: str, detail: str = "") -> Missing:
    """Return the record of something a clone cannot show, naming the source that would."""
    return Missing(Reason.NOT_COLLECTED, what, detail, would_tell)


def refuse(
    spec: VerdictSpec,
    sentence: str,
    *,
    missing: tuple[Missing, ...],
    evidence: tuple[Evidence, ...] = (),
    coverage: tuple[Coverage, ...] = (),
    word: str = "cannot tell",
) -> Answer:
    """Return an answer that says plainly that there is none, and what would give one."""
    return Answer(
        question=spec.id,
        title=spec.title,
        word=word,
        tone=Tone.UNKNOWN,
        sentence=sentence,
        confidence=Confidence.NONE,
        confidence_reason=spec.not_answered_when,
        evidence=evidence,
        missing=missing,
        coverage=coverage,
        would_change=(spec.would_change,),
    )
