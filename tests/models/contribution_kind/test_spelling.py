"""Corrected spellings, told from rewording."""

from difflib import SequenceMatcher

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lifesigns.models.contribution_kind.spelling import (
    _TOKENS,
    Wording,
    _is_unlike_any,
    _runs,
    _tokens,
    _without_common_ends,
    _word_by_word,
    few_changed,
    wording,
)

CASES = [
    ("we recieve it", "we receive it", Wording.CORRECTED),
    ("an occured error", "an occurred error", Wording.CORRECTED),
    ("teh end", "the end", Wording.CORRECTED),
    ("recieveMessage is old", "receiveMessage is old", Wording.CORRECTED),
    ("the the end", "the end", Wording.CORRECTED),
    ("seperate adress here", "separate address here", Wording.CORRECTED),
    ("it's own name", "its own name", Wording.SMALL),
    ("use github", "use GitHub", Wording.SMALL),
    ("the lampp burns", "the lamp, burns", Wording.CORRECTED),
    ("the lamp burns", "the oil, burns", Wording.OTHER),
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


def test_words_that_stand_still_count_as_well() -> None:
    """A text of up to 600 words and marks is judged, a longer one is not, whatever stands still."""
    for n, expected in ((595, Wording.CORRECTED), (599, Wording.OTHER)):
        head, tail = "a " * (n // 2), " b" * (n - n // 2)
        assert wording(f"{head}recieve it{tail}", f"{head}receive it{tail}", b"") is expected


WORDS = st.lists(
    st.sampled_from(
        [
            "the", "The", "word", "wrod", "words", "another", "anothr", "foo", "bar", "foobar",
            "FooBar", "12", "13", "1", "2", "a", "of", ".", ",", "-", "é", "naïve", "naive", "汉",
            "字", "don't", "dont", "it's", "its", "GHz", "Hz", "setUp", "setup", "configuraton",
        ]
    ),
    max_size=9,
)  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(WORDS, WORDS, WORDS, WORDS)
def test_the_short_cut_rejects_only_what_reading_word_by_word_rejects(
    head: list[str], old: list[str], new: list[str], tail: list[str]
) -> None:
    """A word unlike any on the other side is proof enough that no spelling was corrected."""
    before, after = [*head, *old, *tail], [*head, *new, *tail]
    if _is_unlike_any(before, after) or _is_unlike_any(after, before):
        assert _word_by_word(before, after, b"") is Wording.OTHER


@settings(max_examples=500, deadline=None)
@given(WORDS, WORDS, WORDS, WORDS, st.sampled_from(["", " "]))
def test_common_words_are_dropped_as_if_all_were_cut_into_tokens(
    head: list[str], old: list[str], new: list[str], tail: list[str], within: str
) -> None:
    """What is left to compare does not depend on how long the common beginning and end are."""
    one, two = (" ".join([*head, within.join(text), *tail]) for text in (old, new))
    whole = _TOKENS.findall(one), _TOKENS.findall(two)
    found = few_changed(one, two)
    if whole[0] == whole[1]:
        assert found is None
    elif found is not None:
        assert found == _without_common_ends(*whole)


@settings(max_examples=500, deadline=None)
@given(st.text(alphabet=st.characters(max_codepoint=127), max_size=30))
def test_ascii_text_is_cut_as_any_other(text: str) -> None:
    """The pattern for text of nothing but ASCII finds the same words and marks."""
    assert _tokens(text) == _TOKENS.findall(text)


@settings(max_examples=500, deadline=None)
@given(WORDS, WORDS, WORDS, WORDS)
def test_spans_that_differ_are_those_of_the_standard_library(
    head: list[str], old: list[str], new: list[str], tail: list[str]
) -> None:
    """Words are matched as `difflib` matches them, the longest equal run first."""
    before, after = [*head, *old, *tail, *old], [*head, *new, *tail, *head]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    spans = [span for tag, *span in matcher.get_opcodes() if tag != "equal"]
    assert sorted(map(list, _runs(before, after))) == spans
