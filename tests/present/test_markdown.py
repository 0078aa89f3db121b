"""Markdown: the same facts, and no text that becomes markup."""

import re
from dataclasses import replace

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


def test_rows_that_a_line_of_evidence_cannot_hold_stand_below_the_table() -> None:
    """What a value or three rows in the table leave untold is listed, item by item."""
    governed = next(found for found in report().answers if found.question == "governed")
    text = markdown.answer(governed)
    item = next(found for found in governed.evidence if found.rows)
    assert f"| {item.label} | 7 of 12 |" in text
    assert f"- {item.label}\n  - LICENSE: Apache-2.0\n  - SECURITY.md: absent\n" in text
    listed = [("a", "1"), ("b", "2"), ("c", "3"), ("d", "4")]
    many = replace(item, text="", value=None, rows=tuple(listed))
    few = replace(many, rows=tuple(listed[:3]))
    assert "| a: 1 · b: 2 · c: 3 |" in markdown.answer(replace(governed, evidence=(many,)))
    assert "  - d: 4\n" in markdown.answer(replace(governed, evidence=(many,)))
    assert "  - " not in markdown.answer(replace(governed, evidence=(few,)))


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
