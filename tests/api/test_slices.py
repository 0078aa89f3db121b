"""The rows of a sliced metric stand in one order, whatever order the engine found them in."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from lifesigns.api.project import Project, open_project
from tests.projects.script import Person, Script, epoch

ANA = Person("Ana Lim", "ana@example.org")
BEN = Person("Ben Okafor", "ben@example.net")
CEM = Person("Cem Usta", "cem@example.com")
DIA = Person("Dia Rao", "dia@example.in")
AUTHORS = (BEN, ANA, CEM, ANA, DIA, BEN, ANA)
AREAS = {"src/a.py": 4, "docs/a.md": 9, "tests/test_a.py": 4}


@pytest.fixture(scope="module", name="project")
def fixture_project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """Return seven commits of four people; the last one adds lines in three areas."""
    folder = tmp_path_factory.mktemp("slices")
    script = Script(folder / "repo", is_bare=True)
    for number, author in enumerate(AUTHORS):
        files = {f"src/{number}.py": ""}
        if number == len(AUTHORS) - 1:
            files = {path: "line\n" * lines for path, lines in AREAS.items()}
        script.commit(
            str(number), f"Step {number}", files, by=author, at=epoch("2022-03-01") + number
        )
    script.write()
    clock = datetime(2022, 3, 2, tzinfo=UTC)
    with open_project(str(script.folder), workspace=folder / "kept", clock=clock) as opened:
        yield opened


def test_the_largest_slice_comes_first_and_equal_ones_by_name(project: Project) -> None:
    """Ana 3, Ben 2, then Cem and Dia with one each in the order of their ids."""
    rows = project.metric("code_changes_commits", by="person").rows
    assert [row.value for row in rows] == [3.0, 2.0, 1.0, 1.0]
    assert [row.label for row in rows[:2]] == ["Ana Lim", "Ben Okafor"]
    assert rows[2].slice < rows[3].slice


def test_slices_of_many_values_come_by_their_facts_and_stay_together(project: Project) -> None:
    """A folder of seven touched files stands before one of more lines; organisations alike."""
    rows = project.metric("commits_by_person", by="organisation").rows
    assert [row.value for row in rows] == [3.0, 2.0, 1.0, 1.0]
    rows = project.metric("lines_by_area", by="directory").rows
    assert [(row.slice, row.key, row.value) for row in rows] == [
        ("src", "core_code", 4.0),
        ("docs", "documentation", 9.0),
        ("tests", "tests", 4.0),
    ]
