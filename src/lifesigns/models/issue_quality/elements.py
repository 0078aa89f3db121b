"""The other elements of the checklist: observed and expected behaviour, environment, trace."""

import re

from lifesigns.models.issue_quality.environment import (
    answers_environment,
    system_in,
    version_in,
)
from lifesigns.models.issue_quality.machine import first_trace
from lifesigns.models.issue_quality.markup import BlockKind
from lifesigns.models.issue_quality.record import Element, Excerpt, Finding, Presence
from lifesigns.models.issue_quality.report import Report

_FAULT = frozenset({"error", "failure", "negation", "inability"})
_MEDIA = re.compile(
    r"!\[[^\]]{0,200}\]\(|<img |<video |\.(?:png|jpe?g|gif|mp4|mov|webm)\b", re.IGNORECASE
)
_TRACE_TITLE = re.compile(
    r"[A-Za-z]\w{2,60}(?:Error|Exception)\b|\b(?:sig(?:segv|abrt|ill)|segmentation fault|segfault)\b|\berror(?:[:：]| in) ?\S|报错[:： ]{0,2}[A-Za-z][\w ]{6,}",
    re.IGNORECASE,
)
_INLINE_ERROR = re.compile(
    r"`[^`\n]{0,200}(?:error|exception|fail|fatal|denied|cannot|not found)[^`\n]{0,300}`|[\"“][^\"”\n]{0,150}(?:error|exception|failed|fatal|cannot|not found)[^\"”\n]{0,200}[\"”]|[A-Za-z]\w{2,60}(?:Error|Exception)\b",
    re.IGNORECASE,
)
_SHOWN_SLOTS = (
    None,
    "observed",
    "description",
    "steps",
    "other",
    "trace",
    "media",
    "example",
    "proposal",
)


def find_observed(report: Report) -> Finding:
    """What the reporter saw: a filled section, a sentence that states a fault, or a trace."""
    for passage in report.sections.of("observed"):
        return _present(Element.OBSERVED, "observed_section", report.excerpt(passage.block.start))
    sentences = [s for s in report.sentences if s.slot in _SHOWN_SLOTS]
    for wanted in (_FAULT, frozenset({"outcome", "performance"})):
        for sentence in (report.title_sentence, *sentences):
            if sentence.cues & wanted:
                return _present(Element.OBSERVED, "fault_stated", report.quote(sentence))
    trace = first_trace(report.lines)
    if trace is not None:
        return _present(Element.OBSERVED, "fault_in_trace", report.excerpt(trace[0]))
    return _missing_or_shown(report, Element.OBSERVED, "observed")


def find_expected(report: Report) -> Finding:
    """What should have happened: a filled section, or a sentence that says so."""
    for passage in report.sections.of("expected"):
        if not report.repeats_title(passage.block.text):
            return _present(
                Element.EXPECTED, "expected_section", report.excerpt(passage.block.start)
            )
    for sentence in (report.title_sentence, *report.sentences):
        if "expectation" in sentence.cues and sentence.slot != "checklist":
            return _present(Element.EXPECTED, "expectation_stated", report.quote(sentence))
    return _missing_or_shown(report, Element.EXPECTED, "expected")


def find_environment(report: Report) -> Finding:
    """A version, revision, platform or device, in a field for it or in the text."""
    for passage in report.sections.of("environment"):
        answer = answers_environment(passage.block.text)
        if answer is not None and (
            version_in(passage.block.text)
            or system_in(passage.block.text)
            or any(c.isdigit() for c in passage.block.text)
        ):
            return _present(
                Element.ENVIRONMENT, "environment_section", report.excerpt(passage.block.start)
            )
    for sentence in (report.title_sentence, *report.sentences):
        if version_in(sentence.text) or system_in(sentence.text):
            return _present(Element.ENVIRONMENT, "version_stated", report.quote(sentence))
    for offset, line in report.lines:
        if "ersion" in line or "版本" in line:
            found = version_in(line[:300])
            if found is not None:
                return _present(Element.ENVIRONMENT, "version_in_output", report.excerpt(offset))
    if "environment" in report.sections.asked:
        where = report.excerpt(report.sections.asked["environment"])
        return Finding(Element.ENVIRONMENT, Presence.ABSENT, "section_left_empty", where)
    return Finding(Element.ENVIRONMENT, Presence.ABSENT, "nothing_found")


def find_trace(report: Report) -> Finding:
    """A stack trace, an error message word for word, compiler output or a log."""
    for passage in report.sections.of("trace"):
        if passage.block.kind is BlockKind.CODE or passage.block.text.strip():
            return _present(Element.TRACE, "trace_section", report.excerpt(passage.block.start))
    trace = first_trace(report.lines)
    if trace is not None:
        return _present(Element.TRACE, "trace_found", report.excerpt(trace[0]))
    if _TRACE_TITLE.search(report.title):
        return _present(Element.TRACE, "message_quoted", report.quote(report.title_sentence))
    for sentence in report.sentences:
        if _INLINE_ERROR.search(sentence.text):
            return _present(Element.TRACE, "message_quoted", report.quote(sentence))
    if "trace" in report.sections.asked:
        where = report.excerpt(report.sections.asked["trace"])
        return Finding(Element.TRACE, Presence.ABSENT, "section_left_empty", where)
    return Finding(Element.TRACE, Presence.ABSENT, "nothing_found")


def has_media(report: Report) -> bool:
    """Whether pictures or a film carry part of the report."""
    return _MEDIA.search(report.body) is not None


def _present(element: Element, reason: str, excerpt: Excerpt) -> Finding:
    return Finding(element, Presence.PRESENT, reason, excerpt)


def _missing_or_shown(report: Report, element: Element, slot: str) -> Finding:
    if has_media(report) and element is Element.OBSERVED:
        return Finding(element, Presence.UNCLEAR, "only_in_picture")
    if slot in report.sections.asked:
        where = report.excerpt(report.sections.asked[slot])
        return Finding(element, Presence.ABSENT, "section_left_empty", where)
    return Finding(element, Presence.ABSENT, "nothing_found")
