"""The tree of the moment: in which language its files are."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.projects.script import Person, Script

from lifesigns.api.project import open_project

CLOCK = datetime(2024, 6, 1, tzinfo=UTC)
ANN = Person("Ann Bell", "ann@example.org")


@pytest.mark.parametrize(
    ("others", "language"),
    [
        (("src/a.cc", "src/b.cpp", "src/c.c"), "C++"),
        (("src/a.c", "src/b.c", "src/c.cc"), "C"),
        (("src/a.m", "src/b.m"), "Objective-C"),
        (("vendor/a.cc", "vendor/b.cc", "src/c.c"), "C"),
        (("src/a.py",), "C"),
    ],
)
def test_a_header_is_in_the_language_of_the_code_around_it(
    tmp_path: Path, others: tuple[str, ...], language: str
) -> None:
    """Most other files of the C family decide, those of others left out; without any it is C."""
    made = Script(tmp_path / "made")
    files: dict[str, str | bytes] = dict.fromkeys((*others, "src/api.h"), "x = 1;\n")
    made.commit("c", "Begin", files, by=ANN, at=1_700_000_000)
    made.write()
    with open_project(str(made.folder), workspace=tmp_path / "ws", clock=CLOCK) as project:
        rows = project.session.rows("SELECT language FROM files WHERE path = 'src/api.h'")
    assert rows == [(language,)]
