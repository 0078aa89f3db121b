"""The verdict on one issue, and what to ask."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lifesigns.models.issue_quality import (
    Element,
    IssueKind,
    IssueQuality,
    Presence,
    Reproducible,
    assess,
    wording,
)

from .issues import (
    BUG_IN_PROSE,
    CHINESE_NARRATIVE,
    CHINESE_REPORT,
    EMPTY_FORM,
    FEATURE,
    FULL_REPORT,
    QUESTION,
    UNTOUCHED_TEMPLATE,
)

ALL = [
    FULL_REPORT,
    UNTOUCHED_TEMPLATE,
    EMPTY_FORM,
    CHINESE_REPORT,
    CHINESE_NARRATIVE,
    FEATURE,
    QUESTION,
    BUG_IN_PROSE,
]


def test_full_bug_report_can_be_reproduced() -> None:
    """How, what and where are told: yes, and nothing but a sample could be asked."""
    issue = assess("[Bug] Last line is lost when saving", FULL_REPORT)
    assert issue.issue_type.kind is IssueKind.BUG
    assert issue.reproducible is Reproducible.YES
    assert issue.ask == ()
    assert issue.language == "en"


def test_chinese_bug_report_can_be_reproduced() -> None:
    """The same in Chinese, judged by turns of phrase."""
    issue = assess("导出的报表文件为空", CHINESE_REPORT)
    assert issue.language == "zh"
    assert issue.issue_type.kind is IssueKind.BUG
    assert issue.issue_type.reason == "phrases"
    assert issue.reproducible is Reproducible.YES


def test_without_version_it_is_partly() -> None:
    """Steps and the fault without a version can be reproduced in part."""
    body = "1. Open the app\n2. Press the bell twice\n\nIt crashes with an error."
    issue = assess("Bug: crash on second press", body)
    assert issue.issue_type.kind is IssueKind.BUG
    assert issue.reproducible is Reproducible.PARTLY
    assert Element.ENVIRONMENT.value in issue.ask


def test_without_steps_it_is_not() -> None:
    """A fault without any way to it cannot be reproduced, and the steps are asked for first."""
    issue = assess("Bug: crash", "It crashed with an error. Version 2.1.0.")
    assert issue.reproducible is Reproducible.NO
    assert issue.ask[0] == Element.STEPS.value


@pytest.mark.parametrize(
    ("title", "body", "kind"),
    [
        ("Add a shortcut for the project list", FEATURE, IssueKind.FEATURE),
        ("How to read a file in parts?", QUESTION, IssueKind.QUESTION),
        ("【需求】增加深色模式", "希望支持深色模式，可以在设置里切换。", IssueKind.FEATURE),
    ],
)
def test_wishes_and_questions_are_not_judged(title: str, body: str, kind: IssueKind) -> None:
    """Reproducing does not apply to features and questions, and nothing is asked."""
    issue = assess(title, body)
    assert issue.issue_type.kind is kind
    assert issue.reproducible is Reproducible.NOT_APPLICABLE
    assert issue.ask == ()


def test_nothing_written_is_nothing_known() -> None:
    """An empty issue has no type, no verdict, and says that there is no text."""
    issue = assess("", "")
    assert issue.issue_type.kind is None
    assert issue.issue_type.reason == "no_text"
    assert issue.reproducible is Reproducible.UNCLEAR
    assert "no_text" in issue.notes


def test_other_languages_claim_no_absence_in_words() -> None:
    """Without word lists a missing sentence cannot be told; structure still counts."""
    body = (
        "Программа падает, когда я открываю файл. Раньше всё работало.\n\n```\npanic: closed\n```"
    )
    issue = assess("Программа падает", body)
    assert issue.language == "other"
    assert issue.finding(Element.STEPS).presence is Presence.UNCLEAR
    assert issue.finding(Element.STEPS).reason == "language_not_covered"
    assert issue.finding(Element.TRACE).presence is Presence.PRESENT
    assert "language_not_covered" in issue.notes


def test_left_template_is_noted() -> None:
    """An issue whose template was left as it was says so."""
    assert "template_left" in assess("help", UNTOUCHED_TEMPLATE).notes


@pytest.mark.parametrize(
    ("body", "in_passing"),
    [
        ("Whenever I click the bell, the window closes with an error.", True),
        ("I installed it from the store. Now the screen is black and it crashes.", True),
        ("点击保存按钮后报错，程序崩溃。", False),
        ("1. Open a file\n2. Click the bell\n3. The window closes with an error", False),
        ("It closes with an error:\n```\n$ make all\n```", False),
        ("It closes with an error.", False),
    ],
)
def test_steps_told_in_passing_are_asked_for(body: str, in_passing: bool) -> None:
    """A situation is no way to the fault: it is shown, and the steps are asked for."""
    issue = assess("Bug: it crashes", body)
    assert issue.issue_type.kind is IssueKind.BUG
    found = issue.finding(Element.STEPS)
    assert (found.reason == "only_in_passing") is in_passing
    if in_passing:
        assert found.presence is Presence.ABSENT
        assert issue.ask[0] == Element.STEPS.value


def test_wishes_are_not_asked_for_steps() -> None:
    """Where no fault is reported the steps are no one's concern."""
    body = "It would be nice if whenever I click the bell, the window stayed open."
    issue = assess("Feature request: keep the window", body)
    assert issue.issue_type.kind is IssueKind.FEATURE
    assert (issue.notes, issue.ask) == ((), ())


def test_cut_body_claims_no_absence() -> None:
    """What was not read is not said to be missing."""
    issue = assess("Bug: slow", "It is slow. " * 20_000)
    assert "body_cut" in issue.notes
    unclear = issue.finding(Element.TRACE)
    assert (unclear.presence, unclear.reason) == (Presence.UNCLEAR, "body_cut")


BAIT = st.sampled_from(
    [
        "-",
        "<!--",
        "-->",
        "```\n",
        "a(",
        "when i ",
        "((",
        "请",
        "在中",
        "then ",
        "**a",
        "|",
        "> ",
        "1. ",
    ]
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(BAIT, st.integers(1, 400)), max_size=6))
def test_repeated_bait_is_read_in_the_end(pieces: list[tuple[str, int]]) -> None:
    """Long repetitions of what regular expressions stumble over are read like any text."""
    body = "".join(mark * count for mark, count in pieces)
    assert assess(body[:100], body).findings


def test_ten_million_characters_are_bounded() -> None:
    """An enormous body, on one line or on many, is read up to the limit only."""
    for piece in ("x", "- [ ] ", "a\n", "when i click "):
        assert "body_cut" in assess(piece * 1000, piece * (10_000_000 // len(piece))).notes


@settings(deadline=None)
@given(st.text(max_size=80), st.text(max_size=600))
def test_any_text_is_assessed(title: str, body: str) -> None:
    """Whatever is written, the record is whole: six findings, probabilities that sum to one."""
    issue = assess(title, body)
    assert [finding.element for finding in issue.findings] == list(Element)
    assert abs(sum(issue.issue_type.probabilities) - 1) < 1e-6
    if issue.issue_type.kind in (IssueKind.FEATURE, IssueKind.QUESTION):
        assert issue.reproducible is Reproducible.NOT_APPLICABLE


def test_lone_surrogates_and_nulls_are_text() -> None:
    """Broken characters do not stop the reading."""
    assert assess("\ud800 \x00", "\udfff when \x00 I open it it fails").findings


def keys(issue: IssueQuality) -> set[str]:
    """Every key of an assessment that a reader sees in words."""
    reasons = {finding.reason for finding in issue.findings}
    return reasons | set(issue.notes) | {issue.issue_type.reason}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("body", ALL)
def test_every_key_has_words(language: str, body: str) -> None:
    """Reasons, notes and questions can be said in English and Chinese."""
    issue = assess("Something fails", body)
    words = wording(language)
    assert keys(issue) <= set(words["reason"])
    assert set(issue.ask) <= set(words["ask"])


def test_wordings_say_the_same() -> None:
    """Both languages have the same keys, Chinese is in Chinese, others fall back to English."""
    english, chinese = wording("en"), wording("zh")
    for part in ("ask", "reason"):
        assert english[part].keys() == chinese[part].keys()
        assert all(re.search(r"[\u4e00-\u9fff]", text) for text in chinese[part].values())
    assert {element.value for element in Element} <= english["ask"].keys()
    assert wording("fr") == english
