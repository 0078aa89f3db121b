"""Is the work real?"""

from lifesigns.kernel.answer import (
    Answer,
    Confidence,
    Evidence,
    Figure,
    FigureKind,
    MetricResult,
    Tone,
)
from lifesigns.kernel.evidence import by_key, fact, listing, not_collected, refuse
from lifesigns.kernel.findings import Findings
from lifesigns.kernel.missing import Missing
from lifesigns.kernel.shape import ALL, Row, Shape
from lifesigns.kernel.spec import Need, VerdictSpec
from lifesigns.kernel.unit import Unit
from lifesigns.models.issue_quality import MODEL as ISSUES
from lifesigns.models.issue_quality import IssueSummary, facts

SPEC = VerdictSpec(
    id="real_work",
    order=3,
    question="Is the work real?",
    title="Is the work real?",
    words=("product work", "mixed", "mostly upkeep", "cannot tell"),
    needs=(
        Need("types_of_contributions"),
        Need("code_changes_commits"),
        Need("code_changes_lines"),
        Need("net_lines"),
        Need("change_size"),
        Need("revert_rate"),
        Need("self_merge_rate"),
        Need("review_trailer_rate"),
        Need("change_requests_accepted"),
        Need("change_request_acceptance_ratio"),
        Need("co_authorship_rate"),
        Need("bot_activity"),
        Need("ai_agent_activity"),
        Need("language_distribution"),
    ),
    models=("contribution_kinds", "issue_quality"),
    confidence_rule="Medium: paths tell the area of a change, not what changed inside the file.",
    not_answered_when="Fewer than 30 commits by people landed in the last year.",
    would_change="Reading the changes themselves: comment-only, formatting and typo edits look like code here.",
    aliases=("substance",),
)

_PRODUCT = ("core_code", "tests", "documentation", "translation", "example")
_UPKEEP = ("dependencies", "ci", "build", "configuration", "generated", "vendored", "licence")


def answer(found: Findings) -> Answer:
    """Say what share of the last year's file changes touched the product itself."""
    commits = found.value("code_changes_commits") or 0
    areas = found.result("types_of_contributions")
    total = sum(row.value or 0 for row in areas.rows)
    if commits < found.threshold("real_work_minimum").value or not total:
        return refuse(
            SPEC,
            f"Too little landed in the last year to say what it was: {commits:.0f} commits.",
            missing=(not_collected("more than a year of work", "an earlier --as-of"),),
            evidence=(fact(found.result("code_changes_commits")), *_issue_facts(found)),
            coverage=found.coverage,
        )
    shares = {key: (row.value or 0) / total for key, row in by_key(areas).items()}
    product = sum(shares.get(key, 0.0) for key in _PRODUCT)
    upkeep = sum(shares.get(key, 0.0) for key in _UPKEEP)
    word, tone = _word(found, product, upkeep)
    core = shares.get("core_code", 0.0)
    return Answer(
        question=SPEC.id,
        title=SPEC.title,
        word=word,
        tone=tone,
        sentence=(
            f"{product:.0%} of the last year's file changes touched the product "
            f"({core:.0%} core code, {shares.get('tests', 0.0):.0%} tests, "
            f"{shares.get('documentation', 0.0):.0%} documentation), {upkeep:.0%} its upkeep."
            f"{_issues_in_words(found)}"
        ),
        confidence=Confidence.MEDIUM,
        confidence_reason=SPEC.confidence_rule,
        evidence=(*_evidence(found, shares), *_issue_facts(found)),
        thresholds=tuple(t for key, t in found.thresholds.items() if key.startswith(_cuts(found))),
        missing=_missing(found),
        coverage=found.coverage,
        would_change=(SPEC.would_change,),
        figures=(
            *_kinds_figure(found),
            Figure(
                id="real_work_areas",
                title="What the last year's changes touched",
                subtitle="File changes by people, by area of the path",
                kind=FigureKind.BARS,
                results=(areas,),
            ),
        ),
    )


def _issues(found: Findings) -> IssueSummary | None:
    issues: IssueSummary | None = found.models.get(ISSUES.id)
    return issues


def _issue_facts(found: Findings) -> tuple[Evidence, ...]:
    issues = _issues(found)
    return facts(issues, found.threshold("issue_quality_minimum").value) if issues else ()


def _issues_in_words(found: Findings) -> str:
    issues = _issues(found)
    if issues is None or issues.n < found.threshold("issue_quality_minimum").value:
        return ""
    return f" A stranger could reproduce {issues.share:.0%} of {issues.n} bug reports."


def _cuts(found: Findings) -> tuple[str, ...]:
    return ("real_work_", "issue_quality_minimum") if _issues(found) else ("real_work_",)


def _missing(found: Findings) -> tuple[Missing, ...]:
    issues = not_collected(
        "issues and whether a stranger can reproduce them",
        "a file of issues (ask real_work --issues FILE) or a forge token",
    )
    reviews = not_collected("reviews on the forge", "a forge token")
    return (reviews,) if _issues(found) else (issues, reviews)


def _kinds_figure(found: Findings) -> tuple[Figure, ...]:
    """What the commits changed once their texts were read, not only their paths."""
    counted = found.models.get("contribution_kinds")
    if not counted:
        return ()
    areas = found.result("types_of_contributions")
    rows = tuple(Row(ALL, float(n), n, key=main.replace("_", " ")) for main, n in counted)
    total = sum(n for _, n in counted)
    result = MetricResult(
        "contribution_kinds", "Commits by main kind", Unit.COMMITS, Shape.RANKING, areas.window, "",
        rows, total, areas.coverage,
    )  # fmt: skip
    return (
        Figure(
            id="real_work_kinds",
            title="What the last year's commits really change",
            subtitle="Commits by people, by the kind that weighs most, both versions of files read",
            kind=FigureKind.BARS,
            results=(result,),
            caption="How often a kind is right: docs/accuracy/contribution_kind.md.",
        ),
    )


def _word(found: Findings, product: float, upkeep: float) -> tuple[str, Tone]:
    half = found.threshold("real_work_product").value
    if product >= half:
        return "product work", Tone.GOOD
    return ("mostly upkeep", Tone.FAIR) if upkeep >= half else ("mixed", Tone.NEUTRAL)


def _evidence(found: Findings, shares: dict[str, float]) -> tuple[Evidence, ...]:
    ordered = sorted(shares.items(), key=lambda item: (-item[1], item[0]))
    languages = found.result("language_distribution")
    return (
        listing(
            found.result("types_of_contributions"),
            "Areas the changes touched",
            [(key.replace("_", " "), f"{share:.1%}") for key, share in ordered],
        ),
        fact(found.result("code_changes_lines"), "Lines added and removed"),
        fact(found.result("net_lines"), "Lines added less lines removed"),
        fact(found.result("change_size"), "Lines a commit changes (median)"),
        fact(found.result("revert_rate"), "Share of commits that revert another"),
        fact(found.result("change_requests_accepted"), "Change requests that landed"),
        fact(
            found.result("change_request_acceptance_ratio"),
            "Share of change requests seen that landed",
        ),
        fact(found.result("self_merge_rate"), "Share merged by their own author"),
        fact(
            found.result("review_trailer_rate"), "Share of commits whose message names a reviewer"
        ),
        fact(found.result("co_authorship_rate"), "Share of commits with a co-author"),
        fact(found.result("bot_activity"), "Share of commits by automation"),
        fact(found.result("ai_agent_activity"), "Share of commits with an AI agent"),
        listing(
            languages,
            "Languages of the core code",
            [(row.key, f"{row.value:.1%}") for row in languages.rows[:10] if row.value],
        ),
    )
