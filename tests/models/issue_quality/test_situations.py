"""Situations and acts that only the rules on steps know."""

import pytest

from lifesigns.models.issue_quality import situations
from lifesigns.models.issue_quality.record import Presence
from lifesigns.models.issue_quality.report import Report, Sentence, cues_of
from lifesigns.models.issue_quality.steps import IN_PASSING, find_steps


def sentence(text: str) -> Sentence:
    """A sentence of the body with its cues."""
    return Sentence("body", 0, text, None, False, cues_of(text))


def told(title: str, body: str = "Version 3.") -> str | None:
    """The reason why steps, or a situation at least, are found, None when they are not."""
    found = find_steps(Report(title, body))
    is_told = found.presence is Presence.PRESENT or found.reason == IN_PASSING
    return found.reason if is_told else None


@pytest.mark.parametrize(
    "title",
    [
        "Viewer crashes on startup",
        "Crash on multi delete",
        "Error after restoring a backup",
        "Blank page on a clean install",
        "App crashes on attaching a photo",
        "Sorting fails if the list is empty, nothing is shown",
        "Logging out takes the user to the wrong page",
        "Icons change colour when opening the side menu",
    ],
)
def test_a_title_that_names_an_event_is_told_in_passing(title: str) -> None:
    """An event or condition tied to the fault is a situation, but no steps if nothing else is told."""
    assert told(title) == IN_PASSING


@pytest.mark.parametrize(
    "title",
    [
        "Wrong colour in the header",
        "Map has no legend",
        "Rendering issues in the sidebar",
        "Opening hours are wrong",
        "Button on the start page overlaps the text",
        "Please add an option for long names",
        "Could crash if the list is empty, so we should check it",
    ],
)
def test_a_title_that_only_states_the_fault_tells_no_steps(title: str) -> None:
    """What is wrong, nouns that look like acts, wishes and what could happen lead nowhere."""
    assert told(title) is None


@pytest.mark.parametrize(
    "body",
    [
        "I was scrolling the gallery and it froze.",
        "I chose a dark colour in the settings. The window stays white, which is wrong.",
        "Just trying to export the table. It crashes.",
    ],
)
def test_one_own_act_is_told_in_passing(body: str) -> None:
    """What the reporter was doing is seen, however short, and is not enough by itself."""
    assert told("Gallery is broken", body) == IN_PASSING


def test_a_short_order_in_a_section_on_steps_is_enough() -> None:
    """Two words suffice where steps were asked for; doubt about one's own acts does not."""
    assert told("Broken", "### Steps to reproduce\n\n1. Run application") == "steps_section"
    unsure = "### Steps to reproduce\n\nnot really sure what it was that made this appear here"
    assert told("Broken", unsure) is None


def test_numbers_inside_a_block_of_code_make_a_list() -> None:
    """Steps that a form put into a block of code are steps."""
    body = "### Steps to reproduce\n\n```\n1) Install the newest tool\n2) Open the shell of it\n3) Import the module by name\n```"
    assert told("Import broken", body) is not None


def test_a_prompt_with_blanks_shows_a_command() -> None:
    """The prompt of a shell may hold blanks and a colon."""
    body = "```\nhost:my folder user$  ./configure --all\nchecking\nchecking\nchecking\n```"
    assert told("Does not build", body) == "command"


@pytest.mark.parametrize("text", ["Using a Pixel 2 with Android 9.", "Using version 2.1.3 here"])
def test_what_one_uses_is_no_act(text: str) -> None:
    """A device or a version named with *using* leads to nothing."""
    assert told("Labels are cut", text) is None


def test_what_is_done_in_the_report_is_no_act_in_the_program() -> None:
    """Posting, reporting and pasting are about the report."""
    assert situations.is_about_report(sentence("Posting on behalf of a user who cannot."))
    assert situations.is_about_report(sentence("I have pasted the log below:"))
    assert not situations.is_about_report(sentence("I pasted a table into the editor."))


def test_long_sentences_are_read_in_bounded_time() -> None:
    """Repeated beginnings of every pattern do not blow up."""
    for part in ("if a ", "opening a ", "on the the ", "using a ", "clicking on the a "):
        text = part * 4000
        for test in (
            situations.names_event,
            situations.names_condition,
            situations.names_occasion,
            situations.tells_own_act,
            situations.is_chain,
        ):
            test(Sentence("body", 0, text, None, False, frozenset()))
