"""What a repository's own papers say of its people is read from the clone."""

from pathlib import Path

from lifesigns.api.project import open_project
from tests.api.conftest import CLOCK
from tests.projects.script import run_git

PAPERS = {
    ".lifesigns/people.toml": '[[person]]\nname = "Zed Zimmer"\nis = ["zed@home.example"]\n',
    ".lifesigns/affiliations.txt": "zed: zed!home.example\n\tCorvo until 2030-01-01\n",
    "AUTHORS": "Ann Bellweather <ann@corvo.example> @nightowl\n",
}
ACCOUNTS = (
    ("zz", "zed@home.example"),
    ("Ann Bellweather", "ann@corvo.example"),
    ("nightowl", "7+nightowl@users.noreply.github.com"),
)


def test_people_affiliations_and_authors_are_heeded(tmp_path: Path) -> None:
    """The people file renames, the affiliations employ, the authors file ties login and name."""
    clone = tmp_path / "clone"
    (clone / ".lifesigns").mkdir(parents=True)
    run_git(clone, "init", "--quiet", "--initial-branch=main")
    for path, text in PAPERS.items():
        (clone / path).write_text(text, "utf-8")
    run_git(clone, "add", ".")
    for name, email in ACCOUNTS:
        author = f"--author={name} <{email}>"
        run_git(clone, "commit", "--quiet", "--allow-empty", "--message=Work", author)
    with open_project(str(clone), workspace=tmp_path / "space", clock=CLOCK) as project:
        people = {person.name: person for person in project.people.persons}
        reasons = {merge.reason for merge in project.people.merges}
    assert [job.organisation for job in people["Zed Zimmer"].employers] == ["Corvo"]
    assert "ann@corvo.example" in people["Ann Bellweather"].emails
    assert "AUTHORS, line 1" in reasons
