"""From findings to the verdict on one issue, and to what should be asked of the reporter."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from lifesigns.models.issue_quality.elements import (
    find_environment,
    find_expected,
    find_observed,
    find_trace,
)
from lifesigns.models.issue_quality.encoder import Asked, ask_encoder
from lifesigns.models.issue_quality.examples import find_example
from lifesigns.models.issue_quality.issue_type import (
    TextType,
    load_teaching,
    read_type,
    type_of,
)
from lifesigns.models.issue_quality.labels import kind_of
from lifesigns.models.issue_quality.language import NONE, OTHER
from lifesigns.models.issue_quality.linear import KINDS
from lifesigns.models.issue_quality.own_labels import LabelledIssue, OwnLabels, learn
from lifesigns.models.issue_quality.reading import IssueText
from lifesigns.models.issue_quality.record import (
    Element,
    Finding,
    IssueKind,
    IssueQuality,
    IssueType,
    Presence,
    Reproducible,
)
from lifesigns.models.issue_quality.report import Report
from lifesigns.models.issue_quality.steps import find_steps

_FINDERS = (
    find_steps,
    find_observed,
    find_expected,
    find_environment,
    find_trace,
    find_example,
)
_IN_WORDS = frozenset({Element.STEPS, Element.OBSERVED, Element.EXPECTED})
_FAULTS = frozenset({"error", "failure"})
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def worth_learning(issues: Sequence[IssueText]) -> list[int]:
    """The places of the issues whose types are learnt from, as the package says."""
    labelled = [place for place, issue in enumerate(issues) if kind_of(issue.labels) is not None]
    labelled.sort(key=lambda place: issues[place].created or _LONG_AGO, reverse=True)
    teaching = load_teaching()
    return labelled[: teaching.most] if len(labelled) >= teaching.least else []


def read_text(issue: IssueText, asked: Asked | None) -> TextType | None:
    """The type of an issue by its text alone; None for no text."""
    report = Report(issue.title, issue.body)
    return read_type(report, asked=asked or ask_encoder, project=issue.project)


def learn_labels(
    issues: Sequence[IssueText], texts: Mapping[int, TextType | None]
) -> OwnLabels | None:
    """What the labels of the issues at the places in ``texts`` teach, as the package says."""
    given = []
    for place, text in texts.items():
        kind = kind_of(issues[place].labels)
        if kind is not None and text is not None:
            given.append(LabelledIssue(KINDS.index(kind), text.tokens, text.chances))
    return learn(given, load_teaching())


def assess(
    title: str,
    body: str,
    labels: Iterable[str] = (),
    own: OwnLabels | None = None,
    text: TextType | None = None,
    asked: Asked | None = None,
    project: str | None = None,
) -> IssueQuality:
    """Return the checklist of one issue, as the package says."""
    report = Report(title, body)
    findings = tuple(_honest(find(report), report) for find in _FINDERS)
    issue_type = type_of(
        report, labels, own=own, text=text, asked=asked or ask_encoder, project=project
    )
    reproducible = _judge(issue_type, findings)
    return IssueQuality(
        language=report.language,
        issue_type=issue_type,
        findings=findings,
        reproducible=reproducible,
        ask=_ask(report, issue_type, findings),
        notes=_notes(report),
    )


def _honest(finding: Finding, report: Report) -> Finding:
    """Do not claim absence where the text could not be read in full."""
    if finding.presence is not Presence.ABSENT or finding.reason == "section_left_empty":
        return finding
    if report.document.truncated:
        return replace(finding, presence=Presence.UNCLEAR, reason="body_cut")
    if report.language == OTHER and finding.element in _IN_WORDS:
        return replace(finding, presence=Presence.UNCLEAR, reason="language_not_covered")
    return finding


def _judge(issue_type: IssueType, findings: tuple[Finding, ...]) -> Reproducible:
    """Yes: how, what and where are told; partly: how, but not both others; no: not how.

    How is steps or a minimal example, what the observed behaviour or a trace, where the version
    or the system.
    """
    if issue_type.kind is None:
        return Reproducible.UNCLEAR
    if issue_type.kind is not IssueKind.BUG:
        return Reproducible.NOT_APPLICABLE
    found = {finding.element: finding.presence for finding in findings}
    how = {found[Element.STEPS], found[Element.EXAMPLE]}
    if Presence.PRESENT not in how:
        return Reproducible.UNCLEAR if Presence.UNCLEAR in how else Reproducible.NO
    what = Presence.PRESENT in (found[Element.OBSERVED], found[Element.TRACE])
    where = found[Element.ENVIRONMENT] is Presence.PRESENT
    return Reproducible.YES if what and where else Reproducible.PARTLY


def _ask(report: Report, issue_type: IssueType, findings: tuple[Finding, ...]) -> tuple[str, ...]:
    """The missing elements worth a question, the most useful first."""
    if issue_type.kind in (IssueKind.FEATURE, IssueKind.QUESTION):
        return ()
    missing = {f.element for f in findings if f.presence is not Presence.PRESENT}
    if Element.STEPS not in missing or Element.EXAMPLE not in missing:
        missing.discard(Element.EXAMPLE)
    if Element.EXAMPLE not in missing and Element.STEPS in missing and _has_example(findings):
        missing.discard(Element.STEPS)
    if not _speaks_of_errors(report):
        missing.discard(Element.TRACE)
    ask = [element.value for element in Element if element in missing]
    if issue_type.kind is None:
        ask.insert(0, "type")
    if report.language == OTHER:
        ask.append("translate")
    return tuple(ask)


def _has_example(findings: tuple[Finding, ...]) -> bool:
    return any(f.element is Element.EXAMPLE and f.presence is Presence.PRESENT for f in findings)


def _speaks_of_errors(report: Report) -> bool:
    sentences = (report.title_sentence, *report.sentences)
    return any(sentence.cues & _FAULTS for sentence in sentences)


def _notes(report: Report) -> tuple[str, ...]:
    filled = {passage.slot for passage in report.sections.passages}
    notes = {
        "body_cut": report.document.truncated,
        "no_text": report.language == NONE and not report.lines,
        "language_not_covered": report.language == OTHER,
        "template_left": any(slot not in filled for slot in report.sections.asked),
    }
    return tuple(note for note, holds in notes.items() if holds)
