"""The mailmap that is written makes git see the people that were found."""

from pathlib import Path

import pytest

from lifesigns.api.people import mailmap_of
from lifesigns.api.project import open_project
from lifesigns.kernel.errors import UsageError
from tests.api.conftest import CLOCK
from tests.projects.script import run_git

ACCOUNTS = (
    ("Ann Bellweather", "ann@corvo.example"),
    ("Ann Bellweather", "7+nightowl@users.noreply.github.com"),
    ("nightowl", "7+nightowl@users.noreply.github.com"),
    ("# odd", "ann@corvo.example"),
    ("Carl Dietz", "carl@dietz.example"),
    ("carl", "Carl@Dietz.example"),
    ("Eve  Fox", "eve@fox.example"),
    ("Eve Fox", "eve@foxhole.example"),
)


def clone_of(folder: Path) -> Path:
    """Make a repository with one commit by each account."""
    folder.mkdir()
    run_git(folder, "init", "--quiet", "--initial-branch=main")
    for name, email in ACCOUNTS:
        author = f"--author={name} <{email}>"
        run_git(folder, "commit", "--quiet", "--allow-empty", "--message=Work", author)
    return folder


def test_git_reads_back_the_same_people(tmp_path: Path) -> None:
    """`git check-mailmap` groups the accounts as the engine does, under the names it shows."""
    clone = clone_of(tmp_path / "clone")
    with open_project(str(clone), workspace=tmp_path / "space", clock=CLOCK) as project:
        text = mailmap_of(project)
        rows = project.session.rows("SELECT name, email, person FROM raw.identities")
        names = dict(project.names)
    (clone / ".mailmap").write_text(text, "utf-8")
    asked = [f"{name} <{email}>" for name, email, _ in rows]
    answers = run_git(clone, "check-mailmap", *asked).splitlines()
    assert len(answers) == len(ACCOUNTS) + 1, "and who built it"
    seen = {(person, answer.lower()) for (_, _, person), answer in zip(rows, answers, strict=True)}
    assert len(seen) == len({person for person, _ in seen}) == len({name for _, name in seen}) == 4
    for (_, _, person), answer in zip(rows, answers, strict=True):
        assert answer.startswith(names[person])


def test_reading_it_back_changes_nobody(tmp_path: Path) -> None:
    """With its own mailmap committed, the engine finds the same groups again."""
    clone = clone_of(tmp_path / "clone")

    def groups(space: str) -> tuple[str, set[tuple[int, ...]]]:
        with open_project(str(clone), workspace=tmp_path / space, clock=CLOCK) as project:
            return mailmap_of(project), {p.identities for p in project.people.persons}

    text, before = groups("one")
    (clone / ".mailmap").write_text(text, "utf-8")
    run_git(clone, "add", ".mailmap")
    run_git(clone, "commit", "--quiet", "--message=Map")
    again, after = groups("two")
    assert len(after) == len(before)
    assert again == text


def test_an_anonymous_project_has_no_mailmap(tmp_path: Path) -> None:
    """Names are what a mailmap consists of, so it is refused with advice."""
    clone = clone_of(tmp_path / "clone")
    with (
        open_project(
            str(clone), workspace=tmp_path / "space", clock=CLOCK, anonymous=True
        ) as project,
        pytest.raises(UsageError, match="made of names"),
    ):
        mailmap_of(project)
