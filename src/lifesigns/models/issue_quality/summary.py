"""What share of bug reports a stranger could reproduce, with its interval."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from lifesigns.models.issue_quality.language import OTHER
from lifesigns.models.issue_quality.record import (
    Element,
    IssueKind,
    IssueQuality,
    LearntLabels,
    Presence,
    Reproducible,
)
from lifesigns.models.issue_quality.steps import IN_PASSING

_Z = 1.959964
"""Standard normal quantile of a two-sided interval of 95%."""


@dataclass(frozen=True, slots=True)
class ElementShare:
    """In how many bug reports an element is present, absent, or cannot be told."""

    element: Element
    n_present: int
    n_absent: int
    n_unclear: int


@dataclass(frozen=True, slots=True)
class IssueSummary:
    """Counts over issues; shares in 0–1, None when ``n`` is 0 (nothing was decided).

    ``n_issues`` all; ``n_bugs``, ``n_features``, ``n_questions``, ``n_untyped`` by type, of which
    ``n_declared`` by a label or title. ``n_foreign`` are in a language whose sentences cannot be
    read, ``n_cut`` longer than what is read. ``n_in_passing`` of the bug reports tell steps only in
    passing; they count as absent among ``elements``. ``learnt`` is what the project's own labels taught
    about its types, if they did. ``n`` is the number of bug reports judged
    (yes, partly or no); ``share`` of them are reproducible (yes), with a 95% Wilson interval
    ``low``, ``high``;
    ``partly_share`` are so in part. ``coverage`` is ``n`` over all bugs and untyped issues: how much
    of what might be a bug report was judged.
    """

    n_issues: int
    n_bugs: int
    n_features: int
    n_questions: int
    n_untyped: int
    n_declared: int
    n_foreign: int
    n_cut: int
    n_in_passing: int
    learnt: LearntLabels | None
    n: int
    share: float | None
    low: float | None
    high: float | None
    partly_share: float | None
    coverage: float | None
    elements: tuple[ElementShare, ...]


def summarise(issues: Iterable[IssueQuality], learnt: LearntLabels | None = None) -> IssueSummary:
    """Return the reproducible share of the bug reports among ``issues``.

    ``learnt`` are the labels that their types were learnt from, None for none.
    """
    every = list(issues)
    kinds = [issue.issue_type.kind for issue in every]
    bugs = [issue for issue in every if issue.issue_type.kind is IssueKind.BUG]
    untyped = kinds.count(None)
    verdicts = [issue.reproducible for issue in bugs]
    yes = verdicts.count(Reproducible.YES)
    partly = verdicts.count(Reproducible.PARTLY)
    n = yes + partly + verdicts.count(Reproducible.NO)
    low, high = wilson(yes, n) if n else (None, None)
    candidates = len(bugs) + untyped
    return IssueSummary(
        n_issues=len(every),
        n_bugs=len(bugs),
        n_features=kinds.count(IssueKind.FEATURE),
        n_questions=kinds.count(IssueKind.QUESTION),
        n_untyped=untyped,
        n_declared=sum(issue.issue_type.is_declared for issue in every),
        n_foreign=sum(issue.language == OTHER for issue in every),
        n_cut=sum("body_cut" in issue.notes for issue in every),
        n_in_passing=sum(bug.finding(Element.STEPS).reason == IN_PASSING for bug in bugs),
        learnt=learnt,
        n=n,
        share=yes / n if n else None,
        low=low,
        high=high,
        partly_share=partly / n if n else None,
        coverage=n / candidates if candidates else None,
        elements=tuple(_share(element, bugs) for element in Element),
    )


def wilson(successes: int, n: int) -> tuple[float, float]:
    """The 95% Wilson score interval of ``successes`` out of ``n`` > 0 (Wilson 1927)."""
    share = successes / n
    centre = share + _Z**2 / (2 * n)
    half = _Z * sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2))
    scale = 1 + _Z**2 / n
    low, high = (centre - half) / scale, (centre + half) / scale
    return max(min(low, share), 0.0), min(max(high, share), 1.0)


def _share(element: Element, bugs: list[IssueQuality]) -> ElementShare:
    found = [bug.finding(element).presence for bug in bugs]
    counts = (found.count(presence) for presence in Presence)
    return ElementShare(element, *counts)
