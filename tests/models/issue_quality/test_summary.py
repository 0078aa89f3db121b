"""The reproducible share and its interval."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifesigns.models.issue_quality import (
    Element,
    Finding,
    IssueKind,
    IssueQuality,
    IssueType,
    Presence,
    Reproducible,
    facts,
    summarise,
    wilson,
)


def issue(kind: IssueKind | None, reproducible: Reproducible) -> IssueQuality:
    """An assessed issue with every element absent."""
    findings = tuple(Finding(element, Presence.ABSENT, "nothing_found") for element in Element)
    issue_type = IssueType(kind, (1.0, 0.0, 0.0), "words")
    return IssueQuality("en", issue_type, findings, reproducible, (), ())


BUG = IssueKind.BUG


def test_share_counts_judged_bugs_only() -> None:
    """Two of four judged bugs; the undecided bug and the untyped issue lower the coverage."""
    issues = [
        issue(BUG, Reproducible.YES),
        issue(BUG, Reproducible.YES),
        issue(BUG, Reproducible.PARTLY),
        issue(BUG, Reproducible.NO),
        issue(BUG, Reproducible.UNCLEAR),
        issue(None, Reproducible.UNCLEAR),
        issue(IssueKind.FEATURE, Reproducible.NOT_APPLICABLE),
        issue(IssueKind.QUESTION, Reproducible.NOT_APPLICABLE),
    ]
    summary = summarise(issues)
    counts = (summary.n_bugs, summary.n_features, summary.n_questions, summary.n_untyped)
    assert (summary.n_issues, *counts) == (8, 5, 1, 1, 1)
    assert (summary.n, summary.share, summary.partly_share) == (4, 0.5, 0.25)
    assert summary.coverage == pytest.approx(4 / 6)
    assert (summary.low, summary.high) == wilson(2, 4)
    steps = summary.elements[0]
    assert (steps.element, steps.n_present, steps.n_absent, steps.n_unclear) == (
        Element.STEPS, 0, 5, 0,
    )  # fmt: skip


def test_steps_in_passing_count_in_bug_reports_alone() -> None:
    """Two of three bug reports tell them so; what an issue without a type tells is left out."""
    passing = Finding(Element.STEPS, Presence.ABSENT, "only_in_passing")
    issues = [
        replace(
            issue(kind, Reproducible.NO),
            findings=(passing, *issue(kind, Reproducible.NO).findings[1:]),
        )
        for kind in (BUG, BUG, None)
    ]
    summary = summarise([*issues, issue(BUG, Reproducible.YES)])
    assert (summary.n_in_passing, summary.n_bugs) == (2, 3)
    (row,) = [row for row in facts(summary, 1) if row.label.endswith("only in passing")]
    assert row.value == pytest.approx(2 / 3)
    assert row.n == 3
    assert (row.low, row.high) == wilson(2, 3)


def test_nothing_judged_is_missing_not_zero() -> None:
    """Without a judged bug there is no share, no interval and n is 0."""
    summary = summarise([issue(IssueKind.FEATURE, Reproducible.NOT_APPLICABLE)])
    assert (summary.n, summary.share, summary.low, summary.high) == (0, None, None, None)
    assert summary.coverage is None


def test_wilson_interval_of_textbook_values() -> None:
    """8 of 10 at 95%: 0.490 to 0.943; 0 of 10: 0 to 0.278."""
    assert wilson(8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    assert wilson(0, 10) == pytest.approx((0.0, 0.2775), abs=1e-4)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_interval_holds_the_share(counts: tuple[int, int]) -> None:
    """The interval lies in 0 to 1, holds the share, and mirrors."""
    k, n = counts
    low, high = wilson(k, n)
    assert 0 <= low <= k / n <= high <= 1
    assert wilson(n - k, n) == pytest.approx((1 - high, 1 - low))
