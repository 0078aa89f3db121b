"""Filing blocks under the slots that headings, labels and prompts ask for."""

import pytest

from lifesigns.models.issue_quality.lexicon import is_unfilled, slot_of
from lifesigns.models.issue_quality.markup import parse
from lifesigns.models.issue_quality.sections import Sections, sections


def read(body: str) -> Sections:
    """The sections of a body."""
    return sections(parse(body))


def texts(found: Sections, slot: str) -> list[str]:
    """The filled texts of one slot."""
    return [passage.block.text.strip() for passage in found.of(slot)]


@pytest.mark.parametrize(
    ("title", "slot"),
    [
        ("Steps to Reproduce", "steps"),
        ("**To Reproduce**", "steps"),
        ("How can we reproduce it (as minimally and precisely as possible)?", "steps"),
        ("📷 复现步骤(Steps to Reproduce)", "steps"),
        ("重现方法", "steps"),
        ("Expected behaviour", "expected"),
        ("What did you expect to happen?", "expected"),
        ("预期结果", "expected"),
        ("Actual result", "observed"),
        ("Describe the bug", "observed"),
        ("实际结果", "observed"),
        ("问题描述", "observed"),
        ("2. System information (version)", "environment"),
        ("运行环境", "environment"),
        ("Relevant log output", "trace"),
        ("报错信息", "trace"),
        ("Standalone code to reproduce the issue", "example"),
        ("How often does this bug happen?", "other"),
        ("Failure after conversion", "observed"),
        ("Our favourite colours", None),
    ],
)
def test_headings_ask_for_slots(title: str, slot: str | None) -> None:
    """Common headings in English and Chinese mean what people read in them."""
    assert slot_of(title) == slot


@pytest.mark.parametrize(
    "line",
    [
        "_No response_",
        "N/A",
        "...",
        "- [ ]",
        "Go to '...'",
        "2. Click on '....'",
        " - OS: [e.g. iOS]",
        "A clear and concise description of what the bug is.",
        "If applicable, add screenshots to help explain your problem.",
        "[复现问题的步骤]",
        "启动 '...'",
        "请详细描述您遇到的问题",
        "（必填）",
        "无",
    ],
)
def test_what_templates_leave_behind_is_unfilled(line: str) -> None:
    """Form markers, examples in brackets and instructions are not the reporter's words."""
    assert is_unfilled(line)


@pytest.mark.parametrize(
    "line",
    [
        "Go to the settings page",
        "Please add support for dark mode",
        "It fails.",
        "请问为什么会报错",
        "![shot](https://host.example/a.png)",
        "https://host.example/demo",
        "4.2",
    ],
)
def test_what_people_write_is_filled(line: str) -> None:
    """Short answers, links, pictures and requests are the reporter's own."""
    assert not is_unfilled(line)


def test_form_answers_are_filed_and_blank_ones_remembered() -> None:
    """A filled field is content; a blank one is known to have been asked for."""
    found = read("### Steps to reproduce\n\nrun it\n\n### Version\n\n_No response_\n")
    assert texts(found, "steps") == ["run it"]
    assert texts(found, "environment") == []
    assert "environment" in found.asked


def test_one_line_label_returns_to_the_section_before() -> None:
    """A version between two steps does not end the steps."""
    found = read("## Steps\nfirst do this\nVersion: 1.2\nthen do that")
    assert texts(found, "steps") == ["first do this", "then do that"]
    assert texts(found, "environment") == ["1.2"]


def test_labels_in_prose_open_a_section() -> None:
    """Steps and expectation announced by a colon are read without any heading."""
    found = read("Steps to reproduce:\n1. open it\n2. close it\n\nExpected result: it closes")
    assert texts(found, "steps") == ["open it", "close it"]
    assert texts(found, "expected") == ["it closes"]


def test_hidden_prompts_say_what_the_next_lines_are() -> None:
    """Templates that ask in comments are read like those that ask in headings."""
    found = read("<!-- What behavior did you expect? -->\nno crash\n<!-- Which version? -->\n3.1\n")
    assert texts(found, "expected") == ["no crash"]
    assert texts(found, "environment") == ["3.1"]


def test_prompt_under_a_known_heading_does_not_move_it() -> None:
    """An instruction in a comment leaves the heading above in force."""
    found = read("## Steps to reproduce\n<!-- say what you expected too -->\npress twice")
    assert texts(found, "steps") == ["press twice"]


def test_unknown_subheading_stays_in_its_section() -> None:
    """A deeper heading that means nothing special belongs to the section above."""
    found = read("## Steps to reproduce\n### On my laptop\npress twice\n## My opinion\nnice")
    assert texts(found, "steps") == ["press twice"]


def test_log_lines_with_colons_are_no_labels() -> None:
    """A path or a call before a colon is not a label."""
    found = read("tests/steps.py: failed\nfoo(steps to reproduce): x")
    assert found.asked == {}
