"""Markdown: the same facts, and no text that becomes markup."""

import re

import pytest
from markdown_it import MarkdownIt

from lifesigns.present import markdown
from tests.present.sample_report import CATALOGUE, PULSE, hostile_report, report
from tests.present.sample_results import RESULTS, TOP_PEOPLE
from tests.present.test_terminal import PEOPLE

READER = MarkdownIt("commonmark").enable("table")


def elements(text: str) -> set[str]:
    """Return the element names a Markdown reader makes of the text."""
    return set(re.findall(r"<(\w+)", READER.render(text)))


def test_the_report_has_all_answers() -> None:
    """Title, ten answers, Pulse and ledger are there, in tables that parse."""
    text = markdown.report(report())
    rendered = READER.render(text)
    assert rendered.count("<h1>") == 1
    for answer in report().answers:
        assert f"<h2>{answer.title}</h2>" in rendered
    assert "Coverage ledger" in rendered
    assert "<table>" in rendered
    assert "Excluding merges" in rendered


def test_missing_results_say_why() -> None:
    """A missing result is a sentence, not an empty table."""
    assert "First responses to issues: not collected." in markdown.result(RESULTS[14])
    assert "| core code |" not in markdown.result(RESULTS[14])


def test_the_query_stands_in_a_fence() -> None:
    """SQL is code, as written, and the standard's address is a link."""
    rendered = READER.render(markdown.explain(CATALOGUE["contributors"]))
    assert "WHERE NOT is_merge AND 1 &lt; 2" in rendered
    assert 'href="https://chaoss.community/kb/metric-contributors/"' in rendered


def test_lists() -> None:
    """The people and the Pulse are tables."""
    assert "| Ada Lovelace | 912 | 2018-01-04 | 2026-11-12 | Acme |" in markdown.people(PEOPLE)
    assert "| Authors | 17 addresses | 14 people, 2 bots |" in markdown.pulse(PULSE)


def test_a_table_stands_below_its_note_or_is_left_out() -> None:
    """Rows make a table; without any the note stands alone."""
    assert markdown.table(("a", "b"), [("1", "2")], "Two.").endswith("| 1 | 2 |\n")
    assert markdown.table(("a", "b"), [], "None.") == "None.\n"


@pytest.mark.parametrize(
    "text",
    [
        markdown.report(hostile_report()),
        markdown.answer(hostile_report().answers[0]),
        markdown.result(TOP_PEOPLE),
        markdown.people(PEOPLE),
    ],
)
def test_hostile_text_makes_no_markup(text: str) -> None:
    """No link, image, script, code or HTML comes out of foreign text; tables keep their columns."""
    assert elements(text) <= {
        "h1", "h2", "h3", "p", "strong", "em", "ul", "li", "table", "thead", "tbody", "tr", "th", "td", "blockquote",
    }  # fmt: skip
    for table in re.findall(r"<table>.*?</table>", READER.render(text), re.DOTALL):
        rows = [row.count("<td>") + row.count("<th>") for row in table.split("</tr>")[:-1]]
        assert len(set(rows)) == 1
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
