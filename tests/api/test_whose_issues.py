"""Issues of a project that the model of types knows, by the file and by the project asked about."""

import io
import json
import sys
from pathlib import Path

import pytest

from lifesigns.api.issues import judge, judge_issues, read_given
from lifesigns.doors.cli import run
from lifesigns.kernel.holdings import IssueEntry
from lifesigns.models.issue_quality import wording
from tests.projects.script import run_git

WISH = {
    "title": "Dark mode",
    "body": "It would be great to have a dark mode. Please add one, it would help at night.",
}
KNOWN = wording()["reason"]["project"]
PLAIN = wording()["reason"]["words"]
REACT = "https://github.com/facebook/react"


def told(origin: str | None, **fields: object) -> IssueEntry:
    """One issue with these fields, judged beside a project that lives at `origin`."""
    given = read_given("-", io.BytesIO(json.dumps({**WISH, **fields}).encode()))
    (entry,) = judge(given, origin=origin).entries
    return entry


@pytest.mark.parametrize(
    ("origin", "fields", "why"),
    [
        (None, {}, PLAIN),
        (None, {"html_url": f"{REACT}/issues/1"}, KNOWN),
        (None, {"repo": "Facebook/React"}, KNOWN),
        (None, {"html_url": "https://github.com/a/b/issues/1"}, PLAIN),
        (REACT, {}, KNOWN),
        ("git@github.com:Facebook/React.git", {}, KNOWN),
        (REACT, {"repository": 7}, KNOWN),
        (REACT, {"html_url": "https://github.com/a/b/issues/1"}, PLAIN),
        (REACT, {"url": "https://tracker.example.org/REACT-1"}, PLAIN),
        ("https://gitlab.com/facebook/react", {}, PLAIN),
        ("/srv/facebook/react", {}, PLAIN),
        ("https://github.com/a/b", {"repo": "facebook/react"}, KNOWN),
    ],
)
def test_whose_issue_chooses_the_model(
    origin: str | None, fields: dict[str, object], why: str
) -> None:
    """The file has the first word, the origin the second; neither known: as without both."""
    found = told(origin, **fields)
    assert found.type_why == why
    assert (found.probability == told(None).probability) == (why == PLAIN)


def test_a_file_of_several_projects() -> None:
    """Each issue is told as one of its own project."""
    rows = [{**WISH, "repo": repo} for repo in ("facebook/react", "opencv/opencv", "a/b")]
    found = judge_issues("-", io.BytesIO(json.dumps(rows).encode())).entries
    assert [entry.type_why for entry in found] == [KNOWN, KNOWN, PLAIN]
    assert found[0].probability != found[1].probability


@pytest.mark.parametrize(
    ("address", "why"),
    [("git@github.com:Facebook/React.git", KNOWN), ("https://example.org/facebook/react", PLAIN)],
)
def test_real_work_knows_the_origin(
    address: str,
    why: str,
    story: Path,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A clone whose origin is one of the five lends its name to issues that have none."""
    run_git(tmp_path, "clone", "--quiet", str(story), "clone")
    run_git(tmp_path / "clone", "remote", "set-url", "origin", address)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(WISH).encode())))
    asked = ["ask", "real_work", str(tmp_path / "clone"), "--issues", "-", "--format", "json"]
    assert run([*asked, "--workspace", str(tmp_path / "kept")]) == 0
    (issue,) = json.loads(capfd.readouterr()[0])["issues"]
    assert issue["type_why"] == why
