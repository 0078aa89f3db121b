"""Reading issues from files and pipes."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifesigns.kernel.errors import DataError
from lifesigns.models.issue_quality import read_issues

ISSUES = [{"title": "One", "body": "a\nb"}, {"title": "Two", "body": None}]
EXPECTED = [("One", "a\nb"), ("Two", "")]


def test_list_of_a_forge() -> None:
    """A JSON list is read in order, null bodies are empty, change requests are left out."""
    change = {"title": "Patch", "body": "x", "pull_request": {"url": "u"}}
    assert read_issues(json.dumps([*ISSUES, change])) == EXPECTED


@pytest.mark.parametrize("name", ["items", "issues", "nodes", "data"])
def test_list_inside_an_object(name: str) -> None:
    """The lists that forges wrap are found."""
    assert read_issues(json.dumps({"total": 2, name: ISSUES})) == EXPECTED


def test_one_object_and_other_names() -> None:
    """One issue, and the field names of other trackers."""
    assert read_issues('{"title": "One", "description": "a"}') == [("One", "a")]
    tracker = {"issues": [{"fields": {"summary": "One", "description": "a"}}]}
    assert read_issues(json.dumps(tracker)) == [("One", "a")]


def test_json_lines() -> None:
    """One object a line, blank lines between."""
    text = "\n\n".join(json.dumps(issue) for issue in ISSUES)
    assert read_issues("\ufeff" + text + "\n") == EXPECTED


@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_table(separator: str) -> None:
    """A header names the columns; cells may hold the separator and line breaks."""
    text = f'id{separator}Title{separator}Body\n1{separator}One{separator}"a{separator}\nb"\n'
    assert read_issues(text) == [("One", f"a{separator}\nb")]


def test_large_cell_is_read() -> None:
    """A cell above the csv module's own limit is read."""
    assert read_issues("title,body\nOne," + "x" * 200_000)[0].body == "x" * 200_000


def test_markdown_and_plain_text() -> None:
    """The first heading, an underlined line, or the first line is the title."""
    assert read_issues("\n# One\n\nbody\n## More") == [("One", "body\n## More")]
    assert read_issues("One\n===\nbody") == [("One", "body")]
    assert read_issues("One\r\n\r\nbody") == [("One", "body")]
    assert read_issues("[Bug] One") == [("[Bug] One", "")]


def test_front_matter_and_printed_issue() -> None:
    """Named fields before a line of dashes give the title."""
    assert read_issues('---\ntitle: "One"\nlabels: bug\n---\nbody') == [("One", "body")]
    assert read_issues("title:\tOne\nstate:\tOPEN\nlabels:\n--\nbody\n--\nx") == [
        ("One", "body\n--\nx")
    ]


def test_nothing_is_no_issue() -> None:
    """Blank text holds no issue; so does an empty list."""
    assert read_issues(" \n") == []
    assert read_issues("[]") == []


@pytest.mark.parametrize(
    "text",
    [
        '{"title": "One", "body"',
        '[{"title": "One"}, 3]',
        '{"number": 3}',
        '{"title": "One"}\n{"title": ',
        '{"a": ' * 100_000,
        'title,body\n"One,' + "x" * 17_000_000,
    ],
)
def test_damaged_data_is_refused(text: str) -> None:
    """Broken JSON, other JSON and hostile nesting are data errors, with advice."""
    with pytest.raises(DataError) as caught:
        read_issues(text)
    assert caught.value.advice


@given(st.text(max_size=300))
def test_text_is_read_or_refused(text: str) -> None:
    """Whatever arrives is read as text or refused as data, never anything else."""
    try:
        found = read_issues(text)
    except DataError:
        return
    assert bool(found) == bool(text.removeprefix("\ufeff").strip()) or found == []


@given(st.lists(st.tuples(st.text(max_size=40), st.text(max_size=80)), max_size=5))
def test_written_lists_come_back(pairs: list[tuple[str, str]]) -> None:
    """A JSON list and JSON lines give back every title and body."""
    rows = [{"title": title, "body": body} for title, body in pairs]
    assert read_issues(json.dumps(rows)) == pairs
    assert read_issues("\n".join(json.dumps(row) for row in rows)) == pairs
