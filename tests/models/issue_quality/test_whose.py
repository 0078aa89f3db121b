"""Whose issue it is: fields of an export and origins of clones."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifesigns.models.issue_quality import of_address, read_issues
from lifesigns.models.issue_quality.whose import ELSEWHERE, of_fields

WEB = "https://github.com/facebook/react"


@pytest.mark.parametrize(
    "fields",
    [
        {"repository_url": "https://api.github.com/repos/facebook/react"},
        {"html_url": f"{WEB}/issues/12"},
        {"url": "https://api.github.com/repos/facebook/react/issues/12"},
        {"url": f"{WEB}/issues/12#issuecomment-3"},
        {"repository": "facebook/react"},
        {"repository": {"name": "react", "nameWithOwner": "facebook/react"}},
        {"repository": {"id": 1, "full_name": "facebook/react"}},
        {"repo": "facebook/react"},
        {"repository_url": "https://api.github.com/repos/facebook/react", "repo": "other/name"},
        {"html_url": None, "url": "", "repository": WEB},
    ],
    ids=lambda fields: json.dumps(fields)[:60],
)
def test_fields_that_forges_export(fields: dict[str, object]) -> None:
    """Each names the project; the address of the repository before what may be filled in by hand."""
    assert of_fields(fields) == "facebook/react"
    (issue,) = read_issues(json.dumps({"title": "One", "body": "a", **fields}))
    assert issue.project == "facebook/react"


def test_tables_and_other_places() -> None:
    """A column names the project; an issue of another forge is of no project at GitHub."""
    (issue,) = read_issues("repo,title,body\nfacebook/react,One,a\n")
    assert issue.project == "facebook/react"
    lab = {"title": "One", "description": "a", "repository": "facebook/react"}
    (issue,) = read_issues(
        json.dumps({**lab, "url": "https://gitlab.com/facebook/react/-/issues/1"})
    )
    assert issue.project == ELSEWHERE
    (issue,) = read_issues('{"title": "facebook/react", "body": "https://github.com/a/b"}')
    assert issue.project is None


@pytest.mark.parametrize(
    "value",
    [
        None, 7, True, ["facebook/react"], {}, {"full_name": 3}, {"full_name": ["a/b"]}, "", " ",
        "react", "../../etc/passwd", "/facebook/react", "../react", "a/b/c", "facebook/react\n", "\0",
        "face book/react", "ｆacebook/react", "x" * 1_000_000 + "/react", "a/" * 500_000,
        "https" * 200_000,
    ],
    ids=lambda value: repr(value)[:30],
)  # fmt: skip
def test_what_names_no_project_is_not_heard(value: object) -> None:
    """Other kinds of values, enormous ones and paths leave the word to the next field."""
    assert of_fields({"repository_url": value, "repository": value}) is None
    assert of_fields({"repository": value, "repo": "facebook/react"}) == "facebook/react"
    (issue,) = read_issues(json.dumps({"title": "One", "body": "a", "repository": value}))
    assert (issue.title, issue.project) == ("One", None)


@pytest.mark.parametrize(
    "address",
    [
        WEB, f"{WEB}.git", f"{WEB}/", "http://www.github.com/facebook/react",
        "git@github.com:facebook/react.git", "github.com:facebook/react",
        "ssh://git@github.com/facebook/react.git", "ssh://git@ssh.github.com:443/facebook/react",
        "git://github.com/facebook/react.git", "HTTPS://GitHub.com/facebook/react",
    ],
)  # fmt: skip
def test_addresses_that_clones_have(address: str) -> None:
    """The ways to reach one repository name the same project."""
    assert of_address(address) == "facebook/react"


@pytest.mark.parametrize(
    ("address", "whose"),
    [
        ("https://gitlab.com/facebook/react", ELSEWHERE),
        ("https://github.com.example.org/facebook/react", ELSEWHERE),
        ("https://example.org/github.com/facebook/react", ELSEWHERE),
        ("https://github.com@example.org/facebook/react", ELSEWHERE),
        ("https://github.example.org/api/v3/repos/facebook/react", ELSEWHERE),
        ("https://github.com/facebook/react/../../other/name", ELSEWHERE),
        ("https://github.com/facebook", ELSEWHERE),
        ("git@example.org:facebook/react.git", ELSEWHERE),
        ("file:///srv/facebook/react", ELSEWHERE),
        ("https://github.com/somebody/react", "somebody/react"),
        ("facebook/react", None),
        ("/srv/github.com/facebook/react", None),
        ("", None),
    ],
)
def test_addresses_of_others(address: str, whose: str | None) -> None:
    """Another host is elsewhere, a fork is somebody's own, and a folder tells nothing."""
    assert of_address(address) == whose


@given(st.dictionaries(st.sampled_from(["url", "repo", "repository"]), st.text(max_size=80)))
def test_any_text_is_read_or_ignored(fields: dict[str, str]) -> None:
    """Whatever stands there, the answer is a short name or none."""
    found = of_fields(fields)
    assert found in (None, ELSEWHERE) or str(found).count("/") == 1
