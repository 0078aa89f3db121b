"""Is it run in the open?"""

import re
from dataclasses import dataclass, replace

from lifesigns.kernel.answer import Answer, Confidence, Evidence, Tone
from lifesigns.kernel.evidence import fact, many, not_collected, refuse
from lifesigns.kernel.findings import Document, Findings
from lifesigns.kernel.spec import Need, VerdictSpec
from lifesigns.kernel.unit import Unit

_SEEN = "That the texts exist is seen; whether anybody lives by them is not."

SPEC = VerdictSpec(
    id="governed",
    order=6,
    question="Is it run in the open?",
    title="Is it run in the open?",
    words=("openly run", "partly written down", "little written down", "cannot tell"),
    needs=(
        Need("community_files"),
        Need("release_frequency"),
        Need("sign_off_rate"),
        Need("integrators"),
        Need("self_merge_rate"),
    ),
    models=("licence_stated",),
    confidence_rule=f"Always medium. {_SEEN}",
    not_answered_when="The file tree could not be read.",
    would_change="Adding basic texts that were not found, or dropping some.",
    aliases=("governance",),
)


@dataclass(frozen=True, slots=True)
class _Practice:
    """A text a project can have: its document kinds, its name and what to do without it."""

    kinds: tuple[str, ...]
    name: str
    advice: str
    is_basic: bool


_PRACTICES = (
    _Practice(("readme",), "Readme", "Say what it is, for whom, and how to start.", True),
    _Practice(("licence",), "Licence", "Without one, nobody may use the work. Add LICENSE.", True),
    _Practice(("contributing",), "Contribution guide", "Add CONTRIBUTING.md: how to build, test and propose.", True),
    _Practice(("code_of_conduct",), "Code of conduct", "Add CODE_OF_CONDUCT.md with a contact.", True),
    _Practice(("security",), "Security policy", "Add SECURITY.md: where to report, and when you answer.", True),
    _Practice(("template",), "Issue or change-request templates", "Add templates under .github or .gitlab.", True),
    _Practice(("governance",), "Governance", "Add GOVERNANCE.md: who decides, and how one gets there.", False),
    _Practice(("maintainers", "owners"), "Maintainers or owners", "Add MAINTAINERS or CODEOWNERS.", False),
    _Practice(("changelog",), "Changelog", "Keep CHANGELOG.md, one entry a release, for users.", False),
    _Practice(("roadmap",), "Roadmap", "Write down what comes next, even roughly.", False),
    _Practice(("ci",), "Checks on every change", "Run the tests on every change request.", False),
    _Practice(("adopters",), "Adopters", "List who uses it; newcomers look for company.", False),
    _Practice(("support",), "Where to ask", "Add SUPPORT.md: chat, list, forum.", False),
    _Practice(("citation",), "How to cite", "Add CITATION.cff if research uses it.", False),
)  # fmt: skip


def answer(found: Findings) -> Answer:
    """Say how much of how the project is run is written down for everybody to read."""
    if not found.paths:
        return refuse(
            SPEC,
            "The file tree could not be read, so nothing is said about what is written down.",
            missing=(not_collected("the file tree", "a clone with trees"),),
            coverage=found.coverage,
        )
    present = _present(found)
    have = [p for p in _PRACTICES if any(kind in present for kind in p.kinds)]
    lack = [_in_view(found, p) for p in _PRACTICES if p not in have]
    basics = [p for p in have if p.is_basic]
    total = sum(p.is_basic for p in _PRACTICES)
    word, tone = _word(found, len(basics))
    gaps = ", ".join(p.name.lower() for p in lack if p.is_basic)
    return Answer(
        question=SPEC.id,
        title=SPEC.title,
        word=word,
        tone=tone,
        sentence=f"{len(basics)} of {total} basic texts {'is' if len(basics) == 1 else 'are'} there"
        + (f"; missing: {gaps}." if gaps else "."),
        confidence=Confidence.MEDIUM,
        confidence_reason=_SEEN,
        evidence=(*_texts(present, have, lack), *_facts(found)),
        thresholds=tuple(t for key, t in found.thresholds.items() if key.startswith("governed_")),
        missing=(
            not_collected(
                "texts an organisation keeps once for all its projects",
                "its repository of shared texts",
                "What is not found here may stand there.",
            ),
            not_collected("branch protection and required reviews", "a forge token"),
            not_collected(
                "meetings, lists and votes outside the repository", "links in the readme"
            ),
        ),
        coverage=found.coverage,
        would_change=(_would_change(found, len(basics), [p.name for p in lack if p.is_basic]),),
    )


# What a workflow starts on: what somebody proposes, and what landed.
_PROPOSED, _LANDED = re.compile(r"\b(?:pull_request|merge_group)\b"), re.compile(r"\bpush\b")


def _present(found: Findings) -> dict[str, str]:
    """Return the path of each kind of text that is there; one without a word is not.

    Workflows that start on no change check none; those that see it before it lands come first.
    """
    papers = [p for p in found.of_kind(*_kinds()) if p.text is None or p.text.strip()]
    papers = [p for p in papers if _starts_on(p, _PROPOSED) or _starts_on(p, _LANDED)]
    papers.sort(key=lambda paper: not _starts_on(paper, _PROPOSED))
    return {paper.kind: paper.path for paper in reversed(papers)}


def _starts_on(paper: Document, event: re.Pattern[str]) -> bool:
    """Return whether a workflow starts on it; True for any other text, which nothing starts."""
    is_workflow = paper.kind == "ci" and "/workflows/" in paper.path and paper.text is not None
    return not is_workflow or event.search(paper.text or "") is not None


def _in_view(found: Findings, practice: _Practice) -> _Practice:
    """Advise on a licence by what is said of it where its text is missing."""
    stated = found.models.get("licence_stated")
    if stated is None or "licence" not in practice.kinds:
        return practice
    return replace(practice, advice=f"{stated.in_words}: add its text as LICENSE.")


def _would_change(found: Findings, basics: int, lack: list[str]) -> str:
    """Say how many basic texts away the next word is; the other texts do not decide it."""
    good, fair = (
        int(found.threshold(f"governed_basics_{level}").value) for level in ("good", "fair")
    )
    if basics >= good:
        return f"{many(basics - good + 1, 'basic text')} going."
    goal = fair if basics < fair else good
    which = ", ".join(name.lower() for name in lack)
    return f"Adding {goal - basics} of these: {which}."


def _kinds() -> tuple[str, ...]:
    return tuple(kind for practice in _PRACTICES for kind in practice.kinds)


def _word(found: Findings, basics: int) -> tuple[str, Tone]:
    if basics >= found.threshold("governed_basics_good").value:
        return "openly run", Tone.GOOD
    if basics >= found.threshold("governed_basics_fair").value:
        return "partly written down", Tone.FAIR
    return "little written down", Tone.POOR


def _texts(
    present: dict[str, str], have: list[_Practice], lack: list[_Practice]
) -> tuple[Evidence, ...]:
    total = len(_PRACTICES)
    there = [(p.name, next(present[kind] for kind in p.kinds if kind in present)) for p in have]
    return (
        Evidence(
            "documents", "Written down", len(have), Unit.FILES, total,
            f"{len(have)} of {total}", rows=tuple(there),
        ),
        Evidence(
            "documents", "Not found", len(lack), Unit.FILES, total, f"{len(lack)} of {total}",
            rows=tuple((p.name, p.advice) for p in lack),
        ),
    )  # fmt: skip


def _facts(found: Findings) -> tuple[Evidence, ...]:
    return (
        fact(found.result("integrators"), "People who merged others' work in the last year"),
        fact(found.result("self_merge_rate"), "Share of work merged by its own author"),
        fact(found.result("sign_off_rate"), "Share of commits signed off"),
        fact(found.result("release_frequency"), "Releases in the last year"),
    )
