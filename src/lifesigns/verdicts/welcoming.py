"""Does it answer, and does it treat newcomers as well as regulars?"""

from lifesigns.kernel.answer import Answer, Confidence, Evidence, Figure, FigureKind, Tone
from lifesigns.kernel.evidence import fact, listing, many, not_collected, refuse
from lifesigns.kernel.findings import Findings
from lifesigns.kernel.missing import WHOLE_CLONE, Missing
from lifesigns.kernel.spec import Need, VerdictSpec
from lifesigns.verdicts import is_cut_short, refuse_cut, stated

_CUT = "Who is new cannot be told: this copy is shallow, and who worked before is cut off."
_TOO_FEW_BEFORE = "Too few people were new in the year before to see whether newcomers stay."
_SEEN = "Who came and stayed is seen; who asked and got no answer is not."

SPEC = VerdictSpec(
    id="welcoming",
    order=5,
    question="Does it answer, and does it treat newcomers as well as regulars?",
    title="Is it welcoming?",
    words=("newcomers stay", "newcomers come and go", "few newcomers", "cannot tell"),
    needs=(
        Need("new_contributors"),
        Need("new_contributors", by="quarter", window="all"),
        Need("contributors"),
        Need("newcomer_retention"),
        Need("contributor_retention"),
        Need("casual_contributor_share"),
        Need("occasional_contributors"),
        Need("inactive_contributors"),
        Need("newcomers_per_release"),
        Need("change_request_acceptance_ratio"),
        Need("change_request_landing_time"),
    ),
    models=(),
    confidence_rule=f"Low wherever there is an answer. {_SEEN}",
    not_answered_when=(
        "No work was seen, or newcomers came in the last year after fewer than "
        f"{stated('welcoming_newcomers')} the year before, whose staying would tell."
    ),
    would_change=(
        "More or fewer newcomers, and more or fewer of them coming back; how soon people are "
        "answered, which a clone does not hold."
    ),
    aliases=("newcomers", "responsiveness"),
)

_RELEASES_SHOWN = 5

_MISSING: tuple[Missing, ...] = (
    not_collected("time to first response", "a forge token"),
    not_collected("issues and questions left unanswered", "a forge token"),
    not_collected("newcomers whose change requests were refused", "a forge token"),
)


def answer(found: Findings) -> Answer:
    """Say whether newcomers come and stay; whether they are answered a clone cannot show."""
    if is_cut_short(found):
        return refuse_cut(SPEC, found)
    newcomers, stay = found.value("new_contributors"), found.value("newcomer_retention")
    if newcomers is None:
        cut = found.subject.seen_since is not None
        return refuse(
            SPEC, _CUT if cut else "No work by people was seen in the last year.",
            missing=(*((not_collected("older history", WHOLE_CLONE),) if cut else ()), *_MISSING),
            evidence=_evidence(found) if cut else (), coverage=found.coverage,
        )  # fmt: skip
    word, tone = _word(found, newcomers, stay)
    came = many(newcomers, "person", "people") if newcomers else "Nobody"
    before = found.result("newcomer_retention").n
    is_open = word == "cannot tell"
    kept = ""
    if stay is not None:
        kept = f"; {round(stay * before):,} of the {before:,} who came the year before came back"
    elif is_open:
        kept = "; too few came the year before to say whether they stay"
    return Answer(
        question=SPEC.id,
        title=SPEC.title,
        word=word,
        tone=tone,
        sentence=(
            f"{came} contributed for the first time in the last year{kept}. "
            "How people are answered, a clone cannot show."
        ),
        confidence=Confidence.NONE if is_open else Confidence.LOW,
        confidence_reason=_TOO_FEW_BEFORE if is_open else _SEEN,
        evidence=_evidence(found),
        thresholds=tuple(t for key, t in found.thresholds.items() if key.startswith("welcoming_")),
        missing=_MISSING,
        coverage=found.coverage,
        would_change=(SPEC.would_change,),
        figures=(
            Figure(
                id="welcoming_newcomers",
                title="Newcomers each quarter",
                subtitle="People whose first commit landed in the quarter",
                kind=FigureKind.COLUMNS,
                results=(found.result("new_contributors", "quarter"),),
                labels=("newcomers",),
            ),
        ),
    )


def _word(found: Findings, newcomers: float, stay: float | None) -> tuple[str, Tone]:
    if newcomers < found.threshold("welcoming_newcomers").value:
        return "few newcomers", Tone.NEUTRAL
    if stay is None:
        return "cannot tell", Tone.UNKNOWN
    if stay >= found.threshold("welcoming_stay_share").value:
        return "newcomers stay", Tone.GOOD
    return "newcomers come and go", Tone.FAIR


def _evidence(found: Findings) -> tuple[Evidence, ...]:
    labels = {
        "new_contributors": "Newcomers in the last year",
        "contributors": "People who contributed in the last year",
        "newcomer_retention": "Share of the earlier year's newcomers who came back",
        "contributor_retention": "Share of the earlier year's contributors who came back",
        "casual_contributor_share": "Share of people with a single commit ever",
        "occasional_contributors": "Occasional contributors",
        "inactive_contributors": "People who stopped contributing",
        "change_request_acceptance_ratio": "Share of change requests seen that landed",
        "change_request_landing_time": "Time from the last push to landing (median)",
    }
    shown = tuple(fact(found.result(metric), label) for metric, label in labels.items())
    return (*shown, _latest_releases(found))


def _latest_releases(found: Findings) -> Evidence:
    result = found.result("newcomers_per_release")
    latest = result.rows[: -_RELEASES_SHOWN - 1 : -1]
    return listing(
        result,
        "Newcomers for each release, the latest first",
        [(row.key, many(row.value or 0, "person", "people")) for row in latest],
    )
