"""Finding the elements of the checklist."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifesigns.models.issue_quality.elements import (
    find_environment,
    find_expected,
    find_observed,
    find_trace,
)
from lifesigns.models.issue_quality.examples import find_example
from lifesigns.models.issue_quality.record import Element, Finding, Presence
from lifesigns.models.issue_quality.report import Report
from lifesigns.models.issue_quality.steps import find_steps

from .issues import (
    BUG_IN_PROSE,
    CHINESE_NARRATIVE,
    CHINESE_REPORT,
    CHINESE_TEMPLATE,
    EMPTY_FORM,
    FULL_REPORT,
    UNTOUCHED_TEMPLATE,
)

FINDERS = {
    Element.STEPS: find_steps,
    Element.OBSERVED: find_observed,
    Element.EXPECTED: find_expected,
    Element.ENVIRONMENT: find_environment,
    Element.TRACE: find_trace,
    Element.EXAMPLE: find_example,
}


def check(title: str, body: str) -> dict[Element, Finding]:
    """Every finding on an issue."""
    report = Report(title, body)
    return {element: find(report) for element, find in FINDERS.items()}


def present(title: str, body: str) -> set[Element]:
    """The elements found in an issue."""
    found = check(title, body).items()
    return {element for element, finding in found if finding.presence is Presence.PRESENT}


def test_full_report_has_everything_but_a_sample() -> None:
    """Sections, a version and a trace are found, each at its place."""
    found = check("Last line is lost", FULL_REPORT)
    assert present("Last line is lost", FULL_REPORT) == set(Element) - {Element.EXAMPLE}
    excerpt = found[Element.STEPS].excerpt
    assert excerpt is not None
    assert excerpt.text == "Open the editor and type two lines"
    assert FULL_REPORT[excerpt.start : excerpt.end] == excerpt.text


@pytest.mark.parametrize("body", [UNTOUCHED_TEMPLATE, EMPTY_FORM, CHINESE_TEMPLATE, "", "\n\n"])
def test_untouched_template_has_nothing(body: str) -> None:
    """Template text, form markers and hidden comments are never taken for content."""
    assert present("help", body) == set()


def test_untouched_template_says_what_was_left_empty() -> None:
    """An element that the template asked for is absent because it was left empty."""
    found = check("help", EMPTY_FORM)
    assert found[Element.ENVIRONMENT].reason == "section_left_empty"
    assert found[Element.TRACE].reason == "section_left_empty"


def test_chinese_report_is_read_like_an_english_one() -> None:
    """Chinese headings and lists fill the same slots."""
    assert present("导出的文件为空", CHINESE_REPORT) == {
        Element.STEPS,
        Element.OBSERVED,
        Element.EXPECTED,
        Element.ENVIRONMENT,
    }


def test_prose_without_headings_is_read() -> None:
    """One sentence that ties an action to its effect is a situation; in Chinese it is steps."""
    english = check("Table disappears", BUG_IN_PROSE)
    assert english[Element.STEPS].reason == "only_in_passing"
    assert english[Element.EXPECTED].reason == "expectation_stated"
    assert english[Element.ENVIRONMENT].presence is Presence.PRESENT
    chinese = check("列表闪退", CHINESE_NARRATIVE)
    assert chinese[Element.STEPS].reason == "trigger"
    assert chinese[Element.OBSERVED].presence is Presence.PRESENT
    assert chinese[Element.ENVIRONMENT].presence is Presence.PRESENT


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("## Steps\n1. open the page\n2. press the bell", "steps_section"),
        ("### To reproduce\nhttps://host.example/page", "steps_section"),
        ("1. Create a new file\n2. Save it\n3. It is gone", "action_list"),
        ("It breaks:\n```\n$ make all\n```", "command"),
        ("Run this:\n```python\nimport shop\nshop.pay(3)\n```", "code_or_link"),
        ("See https://codesandbox.io/s/broken-cart", "code_or_link"),
        ("Whenever I click the bell, nothing happens.", "only_in_passing"),
        (
            "I installed it from the store. Now the screen is black and it crashes.",
            "only_in_passing",
        ),
        ("点击保存按钮后没有反应。", "trigger"),
    ],
)
def test_steps_are_found_by_the_surest_rule(body: str, reason: str) -> None:
    """Each way of telling what to do is found and named."""
    assert check("Broken", body)[Element.STEPS].reason == reason


@pytest.mark.parametrize(
    "body",
    [
        "The bell is broken.",
        "### Steps to reproduce\nThe bell is broken",
        "### Steps to reproduce\nN/A",
        "```\nTraceback (most recent call last):\nValueError: bell\n```",
        "铃铛坏了，无法使用。",
    ],
)
def test_steps_are_missing(body: str) -> None:
    """A bare complaint, a repeated title, an empty field or a lone trace tells nothing to do."""
    assert check("The bell is broken", body)[Element.STEPS].presence is Presence.ABSENT


def test_reporter_who_cannot_reproduce_is_believed() -> None:
    """Saying so outweighs loose talk, but not a numbered list."""
    told = "### Steps to reproduce\nUnfortunately I do not know how to reproduce it. "
    finding = check("Black screen", told + "It came up after I opened it.")[Element.STEPS]
    assert (finding.presence, finding.reason) == (Presence.ABSENT, "reporter_cannot_reproduce")
    listed = told + "\n\n1. Open it\n2. Close it"
    assert check("Black screen", listed)[Element.STEPS].presence is Presence.PRESENT


def test_picture_alone_settles_nothing() -> None:
    """What was observed may be in the picture: neither present nor absent."""
    finding = check("look", "![shot](https://host.example/a.png)")[Element.OBSERVED]
    assert (finding.presence, finding.reason) == (Presence.UNCLEAR, "only_in_picture")


@pytest.mark.parametrize(
    "text",
    [
        "Version: 1.2.3",
        "I use shop 4.1 here",
        "on Windows 11",
        "node v20",
        "built from the latest master",
        "commit 1a2b3c4d5e",
        "版本号：2.0",
        "安卓版本 14，鸿蒙系统",
    ],
)
def test_versions_and_systems_are_found(text: str) -> None:
    """Numbers with a name, revisions and systems tell the environment."""
    assert check("x", text)[Element.ENVIRONMENT].presence is Presence.PRESENT


@pytest.mark.parametrize("text", ["It took 3.5 hours", "see chapter 2", "### Version\n\nlatest?"])
def test_other_numbers_are_no_version(text: str) -> None:
    """A number without software is no version."""
    assert check("x", text)[Element.ENVIRONMENT].presence is Presence.ABSENT


def test_patch_and_output_are_no_example() -> None:
    """A diff and pasted output do not show the fault running."""
    patch = "```diff\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a = 1;\n+a = 2;\n```"
    output = "```\nmain.c:3:1: error: expected ';'\nmain.c:4:1: error: again\n```"
    assert check("x", patch)[Element.EXAMPLE].presence is Presence.ABSENT
    assert check("x", output)[Element.EXAMPLE].presence is Presence.ABSENT


BODIES = st.one_of(
    st.text(max_size=400),
    st.sampled_from([FULL_REPORT, UNTOUCHED_TEMPLATE, EMPTY_FORM, CHINESE_REPORT, BUG_IN_PROSE]),
)


@given(BODIES)
def test_an_explicit_section_never_turns_steps_off(body: str) -> None:
    """Whatever came before, a filled numbered section on steps is seen."""
    closed = body.replace("`", "").replace("~", "").replace("<", "").replace("{", "")
    added = closed + "\n\n## Steps to reproduce\n\n1. Open the shop\n2. Press the bell\n"
    assert check("Broken", added)[Element.STEPS].presence is Presence.PRESENT


@given(BODIES)
def test_excerpts_quote_the_body(body: str) -> None:
    """Every excerpt is the text that stands at its offsets."""
    for finding in check("A title", body).values():
        if finding.excerpt is not None and finding.excerpt.part == "body":
            start, end = finding.excerpt.start, finding.excerpt.end
            assert body[start:end] == finding.excerpt.text
