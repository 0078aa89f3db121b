"""What every verdict says alike: counts, spans, terms."""

import pytest

from lifesigns.kernel.evidence import in_words, many, span


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0.4, "less than a day"),
        (1.0, "1 day"),
        (59.0, "59 days"),
        (152.0, "5 months"),
        (968.0, "32 months"),
        (1197.0, "3 years"),
    ],
)
def test_spans_are_told_in_the_unit_that_suits_them(days: float, words: str) -> None:
    """Days up to two months, months up to three years, then years."""
    assert span(days) == words


def test_counts_agree_with_their_nouns() -> None:
    """One is singular, also after rounding; thousands are grouped."""
    assert many(1, "commit") == "1 commit"
    assert many(0, "commit") == "0 commits"
    assert many(2, "person", "people") == "2 people"
    assert many(1234, "line") == "1,234 lines"


def test_terms_of_the_house_are_read_aloud() -> None:
    """Underscores go, and what has a spelling of its own keeps it."""
    assert in_words("core_code") == "core code"
    assert in_words("ci") == "CI"
    assert in_words("co_authorship") == "co-authorship"
