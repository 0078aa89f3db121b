"""Is the work real?"""

from lifesigns.kernel.answer import Answer, Confidence, Evidence, Figure, FigureKind, Tone
from lifesigns.kernel.evidence import (
    by_key,
    fact,
    in_words,
    listing,
    many,
    not_collected,
    per_cent,
    refuse,
)
from lifesigns.kernel.findings import Findings
from lifesigns.kernel.missing import Missing
from lifesigns.kernel.spec import Need, VerdictSpec
from lifesigns.models.contribution_kind import (
    PRODUCT,
    ContributionKind,
    Family,
    Substance,
    families,
)
from lifesigns.models.issue_quality import MODEL as ISSUES
from lifesigns.models.issue_quality import IssueSummary, facts
from lifesigns.models.line_survival import LineSurvival
from lifesigns.verdicts import is_cut_short, refuse_cut, stated
from lifesigns.verdicts.real_work.lines import document_of_lines, evidence_of_lines, repeats_of
from lifesigns.verdicts.real_work.substance import (
    document_of,
    evidence_of,
    figures_of,
    share_of,
    summary_of,
    withheld,
)

SPEC = VerdictSpec(
    id="real_work",
    order=3,
    question="Is the work real?",
    title="Is the work real?",
    words=(
        "product work",
        "mixed",
        "data and settings",
        "mostly upkeep",
        "little substance",
        "cannot tell",
    ),
    needs=(
        Need("product_share"),
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
    models=("contribution_kinds", "line_survival", "issue_quality"),
    confidence_rule=(
        f"High where {stated('real_work_read')} of {stated('real_work_sure_commits')} and more commits "
        "were read, medium otherwise; low where too few were: the paths of the files alone are judged."
    ),
    not_answered_when=(
        f"Fewer than {stated('real_work_minimum')} commits by people landed in the last year, or "
        "which files they changed cannot be read."
    ),
    would_change="Work of another kind: what counts is what the commits change, not how many they are.",
    aliases=("substance",),
)

_PATHS_ALONE = (
    "Too few changes could be read: the paths of the files tell where a change was made, not what "
    "changed inside."
)
_DATA = "data and settings"
_UNSEEN = "Which files the last year's commits changed cannot be read in this copy."
_MORE = not_collected("years with more work", "an earlier moment (--as-of)")
_PATHS_PRODUCT = ("core_code", "tests", "documentation", "translation", "example")
_CONTENTS = (ContributionKind.CONFIGURATION, ContributionKind.ASSET)
_PATHS_CONTENTS = ("configuration", "asset", "data")
_PATHS_UPKEEP = ("dependencies", "ci", "build", "configuration", "generated", "vendored", "licence")


def answer(found: Findings) -> Answer:
    """Say what share of the last year's work changed the product itself."""
    if is_cut_short(found):
        return refuse_cut(SPEC, found)
    commits = found.value("code_changes_commits") or 0
    areas = found.result("types_of_contributions")
    total = sum(row.value or 0 for row in areas.rows)
    least = found.threshold("real_work_minimum").value
    if commits < least or not total:
        return refuse(
            SPEC,
            _too_little(commits) if commits < least else _UNSEEN,
            missing=(_MORE if commits < least else not_collected("the trees", "a whole clone"),),
            evidence=(
                fact(found.result("code_changes_commits"), "Commits in the last year"),
                *_issue_facts(found),
            ),
            coverage=found.coverage,
        )
    shares = {key: (row.value or 0) / total for key, row in by_key(areas).items()}
    known: Substance | None = found.models.get("contribution_kinds")
    lived: LineSurvival | None = found.models.get("line_survival")
    was_read = known is not None and known.n_read >= (
        found.threshold("real_work_read").value * known.n_commits
    )
    word, tone, sentence = (
        _by_kinds(found, known) if known is not None and was_read else _by_paths(found, shares)
    )
    enough = found.threshold("real_work_sure_commits").value
    sure = Confidence.HIGH if known and known.n_commits >= enough else Confidence.MEDIUM
    return Answer(
        question=SPEC.id,
        title=SPEC.title,
        word=word,
        tone=tone,
        sentence=f"{sentence}{_issues_in_words(found)}",
        confidence=sure if was_read else Confidence.LOW,
        confidence_reason=_reason(known) if was_read and known else _PATHS_ALONE,
        evidence=(
            *(_evidence_of_contents(found, known, lived, is_judged=was_read) if known else ()),
            *_evidence(found, shares),
            *_issue_facts(found),
        ),
        thresholds=tuple(t for key, t in found.thresholds.items() if key.startswith(_cuts(found))),
        missing=(
            *(withheld(found, known) if known else ()),
            *_missing(found),
        ),
        coverage=found.coverage,
        would_change=(SPEC.would_change,),
        figures=(
            *(figures_of(found, known, areas.window) if known else ()),
            Figure(
                id="real_work_areas",
                title="What the last year's changes touched",
                subtitle="Commits by people, by the area in which they touched most files",
                kind=FigureKind.BARS,
                results=(areas,),
            ),
        ),
        extra={
            "substance": document_of(found, known, lived) | document_of_lines(found, known, lived)
        }
        if known
        else {},
    )


def _too_little(commits: float) -> str:
    return f"Too little landed in the last year to say what it was: {many(commits, 'commit')}."


def _evidence_of_contents(
    found: Findings, known: Substance, lived: LineSurvival | None, *, is_judged: bool
) -> tuple[Evidence, ...]:
    return (
        *summary_of(found, known, is_judged=is_judged),
        *evidence_of_lines(found, known, lived),
        *evidence_of(found, known, lived),
        *repeats_of(known),
    )


def _issues(found: Findings) -> IssueSummary | None:
    issues: IssueSummary | None = found.models.get(ISSUES.id)
    return issues


def _issue_facts(found: Findings) -> tuple[Evidence, ...]:
    issues = _issues(found)
    return facts(issues, found.threshold("issue_quality_minimum").value) if issues else ()


def _issues_in_words(found: Findings) -> str:
    issues = _issues(found)
    if issues is None or issues.share is None:
        return ""
    if issues.n < found.threshold("issue_quality_minimum").value:
        return ""
    return f" A stranger could reproduce {per_cent(issues.share)} of {issues.n} bug reports."


def _cuts(found: Findings) -> tuple[str, ...]:
    return ("real_work_", "issue_quality_minimum") if _issues(found) else ("real_work_",)


def _missing(found: Findings) -> tuple[Missing, ...]:
    issues = not_collected(
        "issues and whether a stranger can reproduce them",
        "a file of issues (ask real_work --issues FILE) or a forge token",
    )
    reviews = not_collected("reviews on the forge", "a forge token")
    return (reviews,) if _issues(found) else (issues, reviews)


def _by_kinds(found: Findings, known: Substance) -> tuple[str, Tone, str]:
    """Judge by what the commits change once both versions of the files were read."""
    counts = families(known.commits)
    product = share_of(counts, *PRODUCT)
    upkeep = share_of(counts, Family.UPKEEP, Family.REVERT)
    hollow = share_of(counts, Family.NONE)
    parts = ", ".join(
        f"{per_cent(share_of(counts, family))} {family.value}"
        for family in PRODUCT
        if family in counts
    )
    rest = f"; {per_cent(hollow)} change nothing of substance" if hollow else ""
    n_known = sum(n for family, n in counts.items() if family is not Family.UNKNOWN)
    contents = sum(one.n for one in known.commits if one.kind in _CONTENTS) / n_known
    judged = _word(found, product, upkeep, hollow, contents)
    if judged[0] == _DATA:
        return *judged, _of_contents("commits change", contents, product, rest)
    sentence = (
        f"{per_cent(product)} of the last year's commits change the product ({parts}), "
        f"{per_cent(upkeep)} its upkeep{rest}."
    )
    return *judged, sentence


def _reason(known: Substance) -> str:
    read, all_ = f"{known.n_read:,}", many(known.n_commits, "commit")
    return f"{read} of the year's {all_} by people were read, each file before and after."


def _by_paths(found: Findings, shares: dict[str, float]) -> tuple[str, Tone, str]:
    """Judge by the paths of the files alone, where too few changes were read."""
    product = sum(shares.get(key, 0.0) for key in _PATHS_PRODUCT)
    upkeep = sum(shares.get(key, 0.0) for key in _PATHS_UPKEEP)
    contents = sum(shares.get(key, 0.0) for key in _PATHS_CONTENTS)
    judged = _word(found, product, upkeep, 0.0, contents)
    if judged[0] == _DATA:
        return *judged, _of_contents("file changes touched", contents, product)
    sentence = (
        f"{per_cent(product)} of the last year's file changes touched the product "
        f"({per_cent(shares.get('core_code', 0.0))} core code, {per_cent(shares.get('tests', 0.0))} tests, "
        f"{per_cent(shares.get('documentation', 0.0))} documentation), {per_cent(upkeep)} its upkeep."
    )
    return *judged, sentence


def _of_contents(what_did: str, contents: float, product: float, rest: str = "") -> str:
    return (
        f"{per_cent(contents)} of the last year's {what_did} data, settings or images, which may be "
        f"what the project is for; {per_cent(product)} code, tests or texts{rest}."
    )


def _word(
    found: Findings, product: float, upkeep: float, hollow: float, contents: float
) -> tuple[str, Tone]:
    half = found.threshold("real_work_product").value
    if product >= half:
        return "product work", Tone.GOOD
    if hollow >= half:
        return "little substance", Tone.POOR
    if contents >= half:
        return _DATA, Tone.NEUTRAL
    return ("mostly upkeep", Tone.FAIR) if upkeep >= half else ("mixed", Tone.NEUTRAL)


def _evidence(found: Findings, shares: dict[str, float]) -> tuple[Evidence, ...]:
    ordered = sorted(shares.items(), key=lambda item: (-item[1], item[0]))
    languages = found.result("language_distribution")
    return (
        listing(
            found.result("types_of_contributions"),
            "Commits by the area in which they touched most files",
            [(in_words(key), per_cent(share)) for key, share in ordered],
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
        fact(found.result("self_merge_rate"), "Share of work merged by its own author"),
        fact(
            found.result("review_trailer_rate"), "Share of commits whose message names a reviewer"
        ),
        fact(found.result("co_authorship_rate"), "Share of commits with a co-author"),
        fact(found.result("bot_activity"), "Share of commits by automation"),
        fact(found.result("ai_agent_activity"), "Share of commits with an AI agent"),
        listing(
            languages,
            "Languages of the code, by bytes",
            [(row.key, per_cent(row.value)) for row in languages.rows[:10] if row.value],
        ),
    )
