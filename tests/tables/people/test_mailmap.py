"""Mailmaps are read as git reads them."""

import pytest

from lifesigns.tables.people.mailmap import Mailmap, write_mailmap


def test_the_four_forms_map_as_git_says() -> None:
    """Name only, address only, both, and both for one commit name."""
    mailmap = Mailmap(
        "Proper Name <a@x>\n<proper@x> <b@x>\nProper Two <two@x> <c@x>\n"
        "Proper Three <three@x> Old Three <shared@x>\n"
    )
    assert mailmap.lookup("any", "a@x") == ("Proper Name", "a@x")
    assert mailmap.lookup("any", "b@x") == ("any", "proper@x")
    assert mailmap.lookup("any", "c@x") == ("Proper Two", "two@x")
    assert mailmap.lookup("old three", "SHARED@x") == ("Proper Three", "three@x")
    assert mailmap.lookup("Other", "shared@x") == ("Other", "shared@x")


def test_a_named_entry_wins_over_the_plain_one_of_the_same_address() -> None:
    """The plain entry serves every other name of the address."""
    mailmap = Mailmap("Plain <p@x> <s@x>\nSpecial <q@x> Nick <s@x>\n")
    assert mailmap.lookup("nick", "s@x") == ("Special", "q@x")
    assert mailmap.lookup("whoever", "s@x") == ("Plain", "p@x")


def test_later_lines_win_field_by_field() -> None:
    """A later name does not remove an earlier address."""
    mailmap = Mailmap("First <new@x> <a@x>\nSecond <a@x>\n")
    assert mailmap.lookup("n", "a@x") == ("Second", "new@x")


def test_case_is_ignored_for_ascii_letters_only() -> None:
    """git compares bytes with ASCII case folding."""
    mailmap = Mailmap("Émile <e@x> ÉMILE <É@x>\n")
    assert mailmap.lookup("ÉMILE", "É@X") == ("Émile", "e@x")
    assert mailmap.lookup("émile", "É@x") == ("émile", "É@x")


@pytest.mark.parametrize(
    "text",
    ["# Name <a@x>", "Name", "<", "<>", "Name <> <>", "Name <a@x", "> <", "\r", "\t\x00"],
)
def test_lines_git_ignores_map_nothing(text: str) -> None:
    """Comments, halves of brackets and empty addresses are no entries."""
    assert not Mailmap(text)


def test_only_unusable_lines_are_reported() -> None:
    """Blank lines and comments are fine, text without an address is a problem with its line."""
    problems = Mailmap("# note\n\nno address here\nA <a@x>\r\n").problems
    assert [(p.source, p.line) for p in problems] == [(".mailmap", 3)]


def test_what_is_written_reads_back_the_same() -> None:
    """Every alias maps to the proper pair, hostile signs included."""
    text = write_mailmap(
        [(("Ann\nBell", "ann@x"), [("annie", "a@old"), ("Ann <evil>", "a@y"), ("# b", "c@x")])]
    )
    mailmap = Mailmap(text)
    assert mailmap.lookup("annie", "a@old") == ("Ann Bell", "ann@x")
    assert mailmap.lookup("Ann evil", "a@y") == ("Ann Bell", "ann@x")
    assert mailmap.lookup("# b", "c@x") == ("Ann Bell", "ann@x")
    assert not mailmap.problems
