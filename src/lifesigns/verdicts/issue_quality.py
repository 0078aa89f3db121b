"""Can a stranger reproduce these issues? Asked of issues alone, so it is none of the ten questions."""

from collections.abc import Mapping

from lifesigns.kernel.answer import Answer, Confidence, Coverage, Evidence, Tone
from lifesigns.kernel.evidence import many, per_cent
from lifesigns.kernel.missing import Missing, Reason
from lifesigns.kernel.spec import Threshold
from lifesigns.models.issue_quality import MODEL, IssueSummary, facts

_REASON = "Whether steps, fault and version are told is read from the text; nobody tried them."
_CHANGE = "Trying to reproduce; labels that say which issues are bug reports."


def answer(
    summary: IssueSummary, coverage: Coverage, thresholds: Mapping[str, Threshold]
) -> Answer:
    """Say what share of the judged bug reports a stranger could reproduce."""
    least, half = (
        thresholds["issue_quality_minimum"],
        thresholds["issue_quality_reproducible"],
    )
    evidence = facts(summary, least.value)
    if summary.n_issues == 1:
        return _of_one(summary, coverage)
    share, low, high, partly = summary.share, summary.low, summary.high, summary.partly_share
    if summary.n < least.value or share is None or low is None or high is None or partly is None:
        return _refused(summary, coverage, evidence, least)
    word, tone = "rarely", Tone.POOR
    if share >= half.value:
        word, tone = "mostly", Tone.GOOD
    elif share + partly >= half.value:
        word, tone = "partly", Tone.FAIR
    return Answer(
        question=MODEL.id,
        title=MODEL.question,
        word=word,
        tone=tone,
        sentence=(
            f"A stranger could reproduce {per_cent(share)} of {summary.n} bug reports "
            f"({per_cent(low)} to {per_cent(high)}) and {per_cent(partly)} in part."
        ),
        confidence=Confidence.LOW,
        confidence_reason=_REASON,
        evidence=evidence,
        thresholds=(least, half),
        coverage=(coverage,),
        would_change=(_CHANGE,),
    )


def _of_one(summary: IssueSummary, coverage: Coverage) -> Answer:
    """The verdict on a single issue; the counts of one say which."""
    word, tone, sentence = "cannot tell", Tone.UNKNOWN, "Whether it reports a fault cannot be told."
    if summary.n_features or summary.n_questions:
        kind = "wish" if summary.n_features else "question"
        word, tone = "not applicable", Tone.NEUTRAL
        sentence = f"It reads as a {kind}, not as the report of a fault."
    elif summary.share:
        word, tone = "yes", Tone.GOOD
        sentence = (
            "It tells how to get to the fault, what happens, and with which version or system."
        )
    elif summary.partly_share:
        word, tone = "partly", Tone.FAIR
        sentence = (
            "It tells how to get to the fault, but not both what happens and with which version."
        )
    elif summary.n:
        word, tone = "no", Tone.POOR
        sentence = "It tells no way to the fault: neither steps nor an example."
    elif summary.n_bugs:
        sentence = "It reports a fault, but the text could not be read in full."
    return Answer(
        question=MODEL.id,
        title=MODEL.question,
        word=word,
        tone=tone,
        sentence=sentence,
        confidence=Confidence.NONE if tone is Tone.UNKNOWN else Confidence.LOW,
        confidence_reason=_REASON,
        coverage=(coverage,),
        would_change=(_CHANGE,),
    )


def _refused(
    summary: IssueSummary, coverage: Coverage, evidence: tuple[Evidence, ...], least: Threshold
) -> Answer:
    reports = many(summary.n, "bug report")
    return Answer(
        question=MODEL.id,
        title=MODEL.question,
        word="cannot tell",
        tone=Tone.UNKNOWN,
        sentence=(
            f"{reports} of {many(summary.n_issues, 'issue')} could be judged: too few for a share."
        ),
        confidence=Confidence.NONE,
        confidence_reason=f"A share needs {least.value:.0f} bug reports that can be judged.",
        evidence=evidence,
        thresholds=(least,),
        missing=(
            Missing(
                Reason.TOO_FEW,
                "the share of bug reports a stranger could reproduce",
                f"{reports} could be judged",
                "more issues",
            ),
        ),
        coverage=(coverage,),
        would_change=(_CHANGE,),
    )
