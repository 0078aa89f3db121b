"""What many judged issues show, as evidence beside an answer."""

from lifesigns.kernel.answer import Coverage, Evidence
from lifesigns.kernel.missing import Missing, Reason
from lifesigns.kernel.unit import Unit
from lifesigns.models.issue_quality.record import IssueKind
from lifesigns.models.issue_quality.summary import ElementShare, IssueSummary, wilson

_ID = "issue_quality"
_SOURCE = "issues given"


def facts(summary: IssueSummary, least: float) -> tuple[Evidence, ...]:
    """The share that can be reproduced, what is missing in how many reports, types, coverage.

    Shares over fewer than ``least`` judged bug reports are left out as too few.
    """
    few = summary.n < least
    missing = Missing(
        Reason.TOO_FEW if summary.n_bugs else Reason.NO_DATA,
        "what bug reports hold",
        f"{summary.n} bug reports could be judged, {least:.0f} are needed",
    )
    judged = Coverage(
        _SOURCE,
        "bug reports",
        summary.coverage,
        None,
        "bug reports judged, of them and the issues whose type cannot be told",
    )
    share = Evidence(
        id=_ID,
        label="Bug reports a stranger could reproduce",
        value=None if few else summary.share,
        unit=Unit.SHARE,
        n=summary.n,
        low=None if few else summary.low,
        high=None if few else summary.high,
        coverage=(judged,) if summary.coverage is not None else (),
        missing=missing if few else None,
    )
    types = (_types(summary), *_learnt(summary), _foreign(summary))
    if few:
        return (share, *types)
    partly = Evidence(
        id=_ID,
        label="Bug reports reproducible in part",
        value=summary.partly_share,
        unit=Unit.SHARE,
        n=summary.n,
        coverage=(judged,) if summary.coverage is not None else (),
    )
    lacking = (_lacking(part) for part in summary.elements)
    return (share, partly, *lacking, _in_passing(summary), *types)


def coverage(summary: IssueSummary, n_later: int) -> Coverage:
    """How much of the given issues could be read: language, length, and what was left out."""
    left = f"; {n_later} later than the moment or without a date are left out" if n_later else ""
    cut = f"; {summary.n_cut} too long, only their beginning" if summary.n_cut else ""
    readable = summary.n_issues - summary.n_foreign
    share = readable / summary.n_issues if summary.n_issues else None
    how = f"{readable} of {summary.n_issues} in a language whose sentences are read{cut}{left}"
    return Coverage(_SOURCE, "issues", share, None, how)


def _types(summary: IssueSummary) -> Evidence:
    counts = {
        str(IssueKind.BUG): summary.n_bugs,
        str(IssueKind.FEATURE): summary.n_features,
        str(IssueKind.QUESTION): summary.n_questions,
        "cannot tell": summary.n_untyped,
        "declared by label or title": summary.n_declared,
    }
    return Evidence(
        id=_ID,
        label="Issues by type",
        value=None,
        unit=Unit.COUNT,
        n=summary.n_issues,
        rows=tuple((name, str(count)) for name, count in counts.items()),
    )


def _learnt(summary: IssueSummary) -> tuple[Evidence, ...]:
    """How many labels of the project are told right by what the others teach, and without it."""
    learnt = summary.learnt
    if learnt is None:
        return ()
    counts = {
        "Types told as labelled, learnt from other labels": learnt.n_right,
        "Types told as labelled, without learning": learnt.n_right_without,
    }
    return tuple(_part(label, right, learnt.n) for label, right in counts.items())


def _part(label: str, right: int, n: int) -> Evidence:
    low, high = wilson(right, n)
    return Evidence(id=_ID, label=label, value=right / n, unit=Unit.SHARE, n=n, low=low, high=high)


def _foreign(summary: IssueSummary) -> Evidence:
    return Evidence(
        id=_ID,
        label="Issues in a language that is not read",
        value=summary.n_foreign / summary.n_issues if summary.n_issues else None,
        unit=Unit.SHARE,
        n=summary.n_issues,
    )


def _in_passing(summary: IssueSummary) -> Evidence:
    """The share of bug reports whose steps are no more than a situation, of all bug reports."""
    n = summary.n_bugs
    low, high = wilson(summary.n_in_passing, n) if n else (None, None)
    return Evidence(
        id=_ID,
        label="Bug reports with steps told only in passing",
        value=summary.n_in_passing / n if n else None,
        unit=Unit.SHARE,
        n=n,
        low=low,
        high=high,
    )


def _lacking(part: ElementShare) -> Evidence:
    """The share of bug reports without one element, of those where it can be told."""
    n, every = part.n_present + part.n_absent, part.n_present + part.n_absent + part.n_unclear
    low, high = wilson(part.n_absent, n) if n else (None, None)
    told = Coverage(
        _SOURCE,
        "bug reports",
        n / every if every else None,
        None,
        "bug reports where it can be told",
    )
    return Evidence(
        id=_ID,
        label=f"Bug reports without {part.element.replace('_', ' ')}",
        value=part.n_absent / n if n else None,
        unit=Unit.SHARE,
        n=n,
        low=low,
        high=high,
        coverage=(told,),
    )
