"""Issues as the numbers of word pieces."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lifesigns.models.issue_quality.wordpiece import LENGTH, pieces, plain

WORDS = ["[UNK]", "[CLS]", "[SEP]", "crash", "##ed", "##e", "cafe", "!", "a", "b", "##b"]
NUMBERS = {word: number for number, word in enumerate(WORDS)}


def told(title: str, body: str) -> list[str]:
    """The pieces by name."""
    return [WORDS[number] for number in pieces(title, body, NUMBERS)]


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Crashed!", ["crash", "##ed", "!"]),
        ("CRASHE", ["crash", "##e"]),
        ("Café a", ["cafe", "a"]),
        ("crashing", ["[UNK]"]),
        ("a_b", ["a", "[UNK]", "b"]),
        ("a" + "b" * 100, ["[UNK]"]),
        ("", []),
    ],
)
def test_longest_known_pieces_come_first(title: str, found: list[str]) -> None:
    """Case and accents do not matter; a word with an unknown rest, or too long, is one unknown."""
    assert told(title, "") == ["[CLS]", *found, "[SEP]", "[SEP]"]


def test_long_bodies_keep_beginning_and_end() -> None:
    """Of 300 pieces the first 84 and the last 24 are kept beside a title of one."""
    found = told("crash", "a " * 200 + "b " * 100)
    assert len(found) == LENGTH
    assert found[:3] == ["[CLS]", "crash", "[SEP]"]
    assert (found.count("a"), found.count("b")) == (84, 24)


def test_long_titles_leave_room_for_the_body() -> None:
    """No more than 48 pieces of a title are read."""
    assert told("a " * 300, "b").count("a") == 48


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("one <!-- a\nhint --> two", "one two"),
        ("one <!-- never closed", "one"),
        ("see [the page](https://host.example/a/b)", "see the page"),
        ("see https://host.example/a/b?c", "see host.example"),
        ("![shot](https://host.example/a.png) <br> end", "image end"),
        ("```\nrun\n``` then", "run then"),
        (f"```\n{'x' * 500}``` then", f"{'x' * 199} then"),
    ],
)
def test_markup_is_thinned(body: str, text: str) -> None:
    """What templates, addresses and long code add is left out, and sentences stay."""
    assert plain(body) == text


BAIT = st.sampled_from(
    ["<!--", "```", "~~~", "![", "[a](", "<img ", "<a", "https://", "é", "\ud800"]
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(BAIT, st.integers(1, 5_000)), max_size=4))
def test_hostile_text_ends_in_few_pieces(parts: list[tuple[str, int]]) -> None:
    """Whatever is repeated, the pieces are few and known."""
    body = "".join(text * times for text, times in parts)
    found = pieces(body[:500], body, NUMBERS)
    assert len(found) <= LENGTH
    assert set(found) <= set(NUMBERS.values())
