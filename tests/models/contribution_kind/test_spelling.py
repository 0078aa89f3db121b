"""Corrected spellings, told from rewording."""

import pytest

from lifesigns.models.contribution_kind.spelling import Wording, wording

CASES = [
    ("we recieve it", "we receive it", Wording.CORRECTED),
    ("an occured error", "an occurred error", Wording.CORRECTED),
    ("teh end", "the end", Wording.CORRECTED),
    ("recieveMessage is old", "receiveMessage is old", Wording.CORRECTED),
    ("the the end", "the end", Wording.CORRECTED),
    ("seperate adress here", "separate address here", Wording.CORRECTED),
    ("it's own name", "its own name", Wording.SMALL),
    ("use github", "use GitHub", Wording.SMALL),
    ("a cat. sat", "a cat, sat", Wording.SMALL),
    ("you can go", "you can go to", Wording.SMALL),
    ("version 1.2", "version 1.3", Wording.OTHER),
    ("delete it", "create it", Wording.OTHER),
    ("the quick fox", "a slow old badger", Wording.OTHER),
    ("call frobnize", "call frobnise", Wording.OTHER),
    ("same words", "same  words", Wording.OTHER),
    ("使用登陆接口", "使用登录接口", Wording.SMALL),
]


@pytest.mark.parametrize(("old", "new", "expected"), CASES)
def test_a_correction_turns_an_unknown_word_into_a_known_one(
    old: str, new: str, expected: Wording
) -> None:
    """Letters near, old word unknown, new one known: corrected; real-word changes are only small."""
    assert wording(old, new, new.encode()) is expected


def test_a_word_used_elsewhere_in_the_file_is_known() -> None:
    """A project's own name is learnt from the file, so that its misspelling is a correction."""
    file = "Kratosphere starts. Kratosphere stops. Kratosphere rests."
    assert wording("Kratsphere starts.", "Kratosphere starts.", file.encode()) is Wording.CORRECTED
    assert wording("Kratsphere starts.", "Kratosphere starts.", b"") is Wording.OTHER


def test_too_long_a_text_is_not_judged() -> None:
    """Bounded work: beyond 3,000 characters there is no answer."""
    assert wording("recieve " * 1000, "receive " * 1000, b"") is Wording.OTHER
