"""Hostile text comes out inert and bounded."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from lifesigns.present import safe
from tests.present.sample_results import (
    ANSI,
    FORMULA,
    HOSTILE,
    LONG,
    MARKDOWN,
    OVERRIDE,
    SCRIPT,
    ZALGO,
)

ANY_TEXT = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from("\x1b[]m\x9b\x07\u202e\u2066\u200b\ufeff\u0301\udcff\n\t=+-@|`<>_*#\\"),
    ),
    max_size=300,
)


@given(ANY_TEXT)
def test_a_line_holds_no_character_that_acts(text: str) -> None:
    """No control, bidirectional control, line break, surrogate or tag survives in a line."""
    shown = safe.line(text)
    assert len(shown) <= safe.LINE_LIMIT
    for character in shown:
        assert unicodedata.category(character) not in ("Cc", "Cs", "Zl", "Zp")
        assert unicodedata.bidirectional(character) not in (
            "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI",
        )  # fmt: skip
    assert safe.line(shown) == shown
    shown.encode("utf-8")


@given(ANY_TEXT)
def test_a_block_keeps_only_line_breaks(text: str) -> None:
    """A block holds line breaks and no other control."""
    assert all(
        character == "\n" or unicodedata.category(character) not in ("Cc", "Cs")
        for character in safe.block(text)
    )


def test_escape_sequences_go_whole() -> None:
    """Colours, titles and erasures vanish, and the text between them stays."""
    assert safe.line(ANSI) == "red"
    assert safe.line("a\x9b31mb\x1b(Bc") == "abc"


def test_overrides_are_made_visible() -> None:
    """A right-to-left override becomes a replacement mark, so that a reader sees the trick."""
    assert safe.line(OVERRIDE) == "invoice\ufffdgpj.exe\ufffd\ufffd"


def test_line_breaks_become_spaces() -> None:
    """A name with line breaks stays on its line."""
    assert safe.line("one\r\ntwo\u2028three\x85four") == "one two three four"


def test_marks_do_not_pile_up() -> None:
    """Of many combining marks in a row three are kept."""
    assert safe.line(ZALGO) == "Z\u0301\u0302\u0303"


def test_ordinary_names_stay() -> None:
    """Names of the world's scripts are untouched."""
    for name in ("Ada Lovelace", "Zoë Ångström", "李小龙", "محمد", "Đặng Thị Ngọc", "O'Brien <x>"):
        assert safe.line(name) == name


def test_length_is_bounded_before_work_is_done() -> None:
    """Ten million characters cost no more than a few thousand."""
    assert len(safe.line("x" * 10_000_000)) == safe.LINE_LIMIT
    assert len(safe.name(LONG)) == safe.NAME_LIMIT
    assert len(safe.block("\x1b[" * 5_000_000)) <= safe.BLOCK_LIMIT


@pytest.mark.parametrize(
    "text", [*HOSTILE, "1. one", "- two", "+ three", "===", "# four", "> five"]
)
def test_markdown_shows_text_literally(text: str) -> None:
    """What a Markdown reader sees is the text itself: no element but the paragraph is made."""
    rendered = MarkdownIt("gfm-like", {"linkify": False}).render(f"{safe.markdown(text)}")
    assert set(re.findall(r"</?(\w+)", rendered)) == {"p"}


@given(ANY_TEXT.filter(lambda text: safe.line(text) != ""))
def test_markdown_makes_no_structure(text: str) -> None:
    """Any text at all in a table cell leaves a table of one row and one cell."""
    table = f"| a |\n| --- |\n| {safe.markdown(text)} |\n"
    rendered = MarkdownIt("commonmark").enable("table").render(table)
    assert rendered.count("<td>") == 1
    assert set(re.findall(r"</?(\w+)", rendered)) <= {"table", "thead", "tbody", "tr", "th", "td"}


def test_markdown_breaks_what_forges_link_by_themselves() -> None:
    """Mentions, addresses and bare domains are not turned into links or notifications."""
    shown = safe.markdown("@someone https://evil.example www.evil.example")
    assert "@someone" not in shown
    assert "https://" not in shown
    assert "www." not in shown


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "\n=", "\u200b=", "|", "%"])
def test_a_cell_never_starts_a_formula(start: str) -> None:
    """What a spreadsheet would run gets an apostrophe, also behind characters without width."""
    assert safe.cell(f"{start}1+cmd|' /C calc'!A0").startswith("'")
    assert safe.cell(FORMULA).startswith("'=")


@pytest.mark.parametrize("number", ["0", "12", "-3", "+4.5", "-0.25", "1e-05"])
def test_a_cell_keeps_plain_numbers(number: str) -> None:
    """Negative numbers are numbers, not formulas."""
    assert safe.cell(number) == number


def test_only_plain_addresses_become_links() -> None:
    """An address is http or https without quotes or spaces; all else is refused."""
    assert safe.address("https://chaoss.community/kb/metric/?a=1#b")
    for text in (
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil",
        'https://x/"onclick="',
        "https://x y",
    ):
        assert safe.address(text) == ""


def test_anchors_are_plain() -> None:
    """Ids are made of letters, digits and hyphens, whatever the text."""
    for text in (SCRIPT, MARKDOWN, "", "ÄÖ", "a b"):
        assert re.fullmatch(r"[a-z0-9-]+", safe.anchor(text))
