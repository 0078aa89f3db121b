"""Reading issues from files and pipes."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifesigns.kernel.errors import DataError
from lifesigns.models.issue_quality import IssueText
from lifesigns.models.issue_quality import read_issues as read_whole

ISSUES = [{"title": "One", "body": "a\nb"}, {"title": "Two", "body": None}]
EXPECTED = [("One", "a\nb"), ("Two", "")]


def read_issues(text: str) -> list[tuple[str, str]]:
    """Title and body of every issue read."""
    return [(issue.title, issue.body) for issue in read_whole(text)]


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
    assert read_issues("title,body\nOne," + "x" * 200_000) == [("One", "x" * 200_000)]


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


def test_what_forges_add_is_kept() -> None:
    """Number, labels and date, as GitHub, GitLab, Jira and a printed issue write them."""
    noon = datetime(2024, 5, 1, 12, tzinfo=UTC)
    given = {"title": "One", "body": "a", "number": 7, "labels": [{"name": "bug"}]}
    assert read_whole(json.dumps({**given, "createdAt": "2024-05-01T12:00:00Z"})) == [
        IssueText("One", "a", "#7", ("bug",), noon)
    ]
    lab = {"title": "One", "description": "a", "iid": 7, "labels": ["bug", "p1"], "created_at": "x"}
    assert read_whole(json.dumps([lab])) == [IssueText("One", "a", "#7", ("bug", "p1"), None)]
    jira = {"key": "ABC-7", "fields": {"summary": "One", "issuetype": {"name": "Bug"}}}
    assert read_whole(json.dumps(jira)) == [IssueText("One", "", "ABC-7", ("Bug",))]
    assert read_whole("title:\tOne\nlabels:\tbug, p1\nnumber:\t7\n--\na") == [
        IssueText("One", "a", "#7", ("bug", "p1"))
    ]
    assert read_whole("number,title,body,label\n7,One\n") == [IssueText("One", "", "#7")]


def test_line_separators_inside_json_lines() -> None:
    """U+2028 within a text does not end a line of JSON Lines."""
    text = '{"title": "a\u2028b", "body": ""}\n{"title": "c", "body": ""}'
    assert read_issues(text) == [("a\u2028b", ""), ("c", "")]


def test_only_json_when_so_named() -> None:
    """Plain text under a name that promises JSON is refused."""
    with pytest.raises(DataError):
        read_whole("One\n\nbody", must_be_json=True)


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


def test_a_list_of_jira_as_a_table() -> None:
    """Key and type count, and labels in several columns of one name; so exports have them."""
    table = (
        "Summary,Issue key,Issue Type,Labels,Labels,Description\n"
        "Crash,AB-1,Bug,ui,lamp,It crashes.\nDark mode,AB-2,Story,,,I want it.\n"
    )
    first, second = read_whole(table)
    assert (first.name, first.labels) == ("AB-1", ("ui", "lamp", "Bug"))
    assert (second.name, second.labels) == ("AB-2", ("Story",))


def test_a_tree_of_paragraphs_is_text() -> None:
    """Jira's newer interface gives a description as a tree; lists keep their numbers, code its fence."""

    def node(kind: str, *content: object) -> dict[str, object]:
        return {"type": kind, "content": list(content)}

    def text(words: str) -> dict[str, str]:
        return {"type": "text", "text": words}

    steps = [node("listItem", node("paragraph", text(words))) for words in ("Open", "Save")]
    tree = node(
        "doc",
        node("paragraph", text("It "), text("crashes."), {"type": "hardBreak"}, text("Twice.")),
        node("heading", text("Steps")),
        node("orderedList", *steps),
        node("codeBlock", text("oops()")),
    )
    (issue,) = read_whole(json.dumps([{"fields": {"summary": "Crash", "description": tree}}]))
    assert issue.body == (
        "It crashes.\nTwice.\n\n### Steps\n\n1. Open\n2. Save\n\n```\noops()\n```\n\n"
    )


def test_a_tree_made_to_be_deep_is_cut() -> None:
    """Four hundred levels of quotation end in no text, and in no crash."""
    tree: dict[str, object] = {"type": "text", "text": "deep"}
    for _ in range(400):
        tree = {"type": "blockquote", "content": [tree]}
    (issue,) = read_whole(json.dumps([{"title": "Crash", "body": tree}]))
    assert "deep" not in issue.body


def test_merge_requests_are_left_out() -> None:
    """GitLab's list of merge requests holds no issue, in a list and line by line."""
    issue = {"iid": 1, "title": "Crash", "description": "It crashes."}
    request = {"iid": 2, "title": "Mend it", "source_branch": "a", "target_branch": "main"}
    assert [one.name for one in read_whole(json.dumps([issue, request]))] == ["#1"]
    lines = f"{json.dumps(issue)}\n{json.dumps(request)}\n"
    assert [one.name for one in read_whole(lines)] == ["#1"]
