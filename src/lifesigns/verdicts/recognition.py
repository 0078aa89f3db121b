"""Who deserves thanks, and who is ready for commit rights?"""

from lifesigns.kernel.answer import Answer, Confidence, Evidence, Tone
from lifesigns.kernel.evidence import fact, many, not_collected, ranked, refuse
from lifesigns.kernel.findings import Findings
from lifesigns.kernel.spec import Need, VerdictSpec
from lifesigns.kernel.unit import Unit
from lifesigns.verdicts import is_cut_short, refuse_cut

_SEEN = "Only work that leaves a commit or a trailer is seen."

SPEC = VerdictSpec(
    id="recognition",
    order=9,
    question="Who deserves thanks, and who is ready for commit rights?",
    title="Who deserves thanks?",
    words=("people to thank", "nobody seen", "cannot tell"),
    needs=(
        Need("contributors"),
        Need("commits_by_person"),
        Need("reviews_by_person"),
        Need("new_contributors"),
        Need("regular_contributors"),
        Need("committers"),
        Need("integrators"),
    ),
    models=("recognition",),
    confidence_rule=f"Always low. {_SEEN}",
    not_answered_when="No work by people was seen in the last year.",
    would_change="Reviews, triage, answers and talks, which a clone does not hold.",
    aliases=("thanks",),
)


def answer(found: Findings) -> Answer:
    """Name whom to thank; who is ready for commit rights is for people to nominate."""
    if is_cut_short(found):
        return refuse_cut(SPEC, found)
    people = found.value("contributors")
    missing = (
        not_collected("reviews, triage and answers", "a forge token"),
        not_collected("who already holds commit rights", "a forge token with push access"),
    )
    if not people:
        return refuse(
            SPEC, "No work by people was seen in the last year.", missing=missing,
            coverage=found.coverage, word="nobody seen",
        )  # fmt: skip
    newcomers = found.value("new_contributors") or 0
    some = "" if newcomers == people else f"{newcomers:,.0f} of them "
    first = f", {some}for the first time" if newcomers else ""
    return Answer(
        question=SPEC.id,
        title=SPEC.title,
        word="people to thank",
        tone=Tone.GOOD,
        sentence=f"{many(people, 'person', 'people')} contributed in the last year{first}.",
        confidence=Confidence.LOW,
        confidence_reason=_SEEN,
        evidence=_evidence(found),
        missing=missing,
        coverage=found.coverage,
        would_change=(SPEC.would_change,),
    )


def _evidence(found: Findings) -> tuple[Evidence, ...]:
    commits, reviews = found.result("commits_by_person"), found.result("reviews_by_person")
    return (
        *_sustained(found),
        ranked(commits, "Most commits in the last year", "commit", 12),
        ranked(reviews, "Most often named as reviewer", "commit", 12),
        fact(found.result("new_contributors"), "Contributed for the first time"),
        fact(found.result("regular_contributors"), "Active in three months and more"),
        fact(found.result("committers"), "People who committed, for themselves or for others"),
        fact(found.result("integrators"), "People who merged others' work"),
    )


def _first_timers(found: Findings, first: tuple[str, ...], people: int) -> Evidence:
    return Evidence(
        id="recognition_order",
        label="First-timers to thank since the last release",
        value=float(len(first)),
        unit=Unit.PEOPLE,
        n=people,
        rows=tuple((found.names.get(person, "(unknown)"), "first time") for person in first[:30]),
        people=tuple(found.sheets.get(person, "") for person in first[:30]),
    )


def _sustained(found: Findings) -> tuple[Evidence, ...]:
    """First-timers since the last release, and the order that noise cannot win."""
    known = found.models.get("recognition")
    if known is None:
        return ()
    first, people, order = known
    return (
        *(() if first is None else (_first_timers(found, first, people),)),
        Evidence(
            id="recognition_order",
            label="Most sustained and broadest work of the last year (calendar months with work times kinds of it)",
            value=None,
            unit=Unit.MONTHS,
            n=len(order),
            rows=tuple(
                (
                    found.names.get(person, "(unknown)"),
                    f"{many(months, 'calendar month')}, {many(breadth, 'kind')} of work",
                )
                for person, _, months, breadth in order[:12]
            ),
            people=tuple(found.sheets.get(person, "") for person, *_ in order[:12]),
        ),
    )
