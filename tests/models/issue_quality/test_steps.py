"""Telling whether an issue says what to do to see the fault."""

import pytest

from lifesigns.models.issue_quality.markup import BlockKind, parse
from lifesigns.models.issue_quality.record import Presence
from lifesigns.models.issue_quality.report import Report
from lifesigns.models.issue_quality.steps import IN_PASSING, find_steps


def reason_of(body: str, title: str = "The list is broken") -> str | None:
    """Why steps are said to be there; None when they are not."""
    found = find_steps(Report(title, body))
    return found.reason if found.presence is Presence.PRESENT else None


@pytest.mark.parametrize(
    "body",
    [
        "Open the panel and undock it. Select the second row. The window flickers.",
        "On a detail page, tap the star. You are back at the top, which is wrong.",
        "Go to Window -> Settings -> Colours. The entries are cut off and unreadable.",
        "Hover over the symbols. They jitter and disappear.",
    ],
)
def test_orders_in_running_text_are_steps(body: str) -> None:
    """Orders to the hand followed by a fault, or a way through menus, need no list."""
    assert reason_of(body) == "told_actions"


@pytest.mark.parametrize(
    "body",
    [
        "Add an option for colours. Remove the old one. Use fewer words.",
        "We should move the code and then drop the old table.",
        "It would be nice to open the panel with a key.",
    ],
)
def test_plans_and_wishes_are_no_steps(body: str) -> None:
    """What is to be built or wished for does not lead to a fault."""
    assert reason_of(body, "Tidy the settings") is None


@pytest.mark.parametrize(
    "body",
    [
        "(1) Open the file\n(2) Press save\n(3) It is empty",
        "1: Open the file\n2: Press save\n3: It is empty",
        "Step 1 Open the file\nStep 2 Press save\nIt is empty",
        "A. Open the file\nB. Press save\nIt is empty",
        "I did the following steps:\n1. disconnected a project\n2. shared it again",
    ],
)
def test_lists_are_read_however_they_are_numbered(body: str) -> None:
    """Brackets, colons, letters and the word step number a list as points do."""
    assert reason_of(body) == "action_list"


@pytest.mark.parametrize(
    "body",
    [
        "If I retire a form, it is still shown in the tab.",
        "After renaming a folder the tree forgets its order.",
        "Merging two cells loses the comments of the second.",
        "Whenever org.example.mode is set to strict, the start fails.",
        "On every address with a colon, I get an error.",
    ],
)
def test_an_action_tied_to_its_effect_is_a_situation(body: str) -> None:
    """The verb need not be on a list; but one such clause is told in passing only."""
    found = find_steps(Report("The list is broken", body))
    assert (found.presence, found.reason) == (Presence.ABSENT, IN_PASSING)
    assert found.excerpt is not None
    assert found.excerpt.text in body


@pytest.mark.parametrize(
    "body",
    [
        (
            "When I open the settings and then switch to the dark colours, the list goes blank. When I go "
            "back and open the list again, it crashes. It never did that before I changed the colours."
        ),
        (
            "I installed the app, logged in and opened my list. After I deleted the first row and added "
            "another one, I went back to the start page, and the row I had deleted was there again."
        ),
        "运行 tools/check.py 后，程序报错。",
    ],
)
def test_much_that_is_told_in_words_is_steps(body: str) -> None:
    """Several acts in a row can be followed without a list; in Chinese any situation counts."""
    assert reason_of(body) in ("trigger", "narrative", "told_actions")


@pytest.mark.parametrize(
    "body",
    [
        "The region is taken from the address if an access point is used.",
        "When provided, the value is part of the key and stored with it.",
    ],
)
def test_a_condition_without_a_fault_explains_and_does_not_lead_there(body: str) -> None:
    """How a program works is no way to a fault that nobody tells."""
    assert reason_of(body, "Determine the region from the address") is None


@pytest.mark.parametrize(
    "body",
    [
        "It fails.\n```\n$ docker version\nClient: 1.9\n```",
        "It fails.\n```\n$ java -version\n```\n```\n$ uname -a\n```",
        "Created an attachment (id=12)\nThe icon is wrong.",
        "I am using version 2.3.1 on Ubuntu 20.04. The icon is wrong.",
        "The icon is wrong. I made a workaround by editing line 12 of the script.",
        "The icon is wrong. Please make sure it is right again.",
    ],
)
def test_setup_attachments_and_cures_are_no_steps(body: str) -> None:
    """Which version runs, what was attached and what helped does not lead to the fault."""
    assert reason_of(body) is None


def test_who_cannot_reproduce_it_may_still_tell_how_it_came() -> None:
    """One's own action and the fault in one sentence stand although it did not come again."""
    denied = "I can't reproduce it reliably."
    once = "I opened the list, deleted a row and went back to the start page."
    again = "When I then tapped back and opened the list again, the app crashed."
    assert reason_of(f"{denied} {once} {again}") in ("trigger", "narrative")
    assert reason_of(f"{denied} The app crashed.") is None


def test_a_section_on_steps_may_hold_one_command_in_a_sentence() -> None:
    """A command set as code within the section on steps is something to do."""
    body = "### Steps to reproduce\n`dmesg -c` in the guest, `dmesg` outside"
    assert reason_of(body) == "steps_section"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("It fails:\n```\n➜ java -jar shop.jar config.xml\n```", "command"),
        ("It fails:\n```java\nShop shop = new Shop();\nshop.pay(3);\n```", "code_or_link"),
    ],
)
def test_any_prompt_and_any_use_of_a_program_can_be_run(body: str, reason: str) -> None:
    """A command behind a prompt of another shell, and code that makes what it calls, are steps."""
    assert reason_of(body) == reason


def test_code_may_follow_its_fence_on_the_same_line() -> None:
    """Jira's fence opens with code behind it; both lines belong to the block."""
    blocks = parse("Run this:\n{code:java}int a = 1;\nrun(a);\n{code}\nIt fails.").blocks
    assert [block.kind for block in blocks] == [BlockKind.PROSE, BlockKind.CODE, BlockKind.PROSE]
    assert blocks[1].text == "int a = 1;\nrun(a);"
    assert parse("Call {code}run(){code} once.").blocks[0].kind is BlockKind.PROSE
