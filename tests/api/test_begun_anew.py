"""A default branch that was begun anew does not make the project younger than it is."""

from datetime import UTC, datetime
from pathlib import Path

from lifesigns.api.project import open_project
from lifesigns.api.report import report_and_definitions
from lifesigns.present.html import page
from lifesigns.present.terminal import summary
from tests.projects.script import Person, Script, epoch

ANN = Person("Ann Ash", "ann@ash.example")
CLOCK = datetime(2021, 6, 1, tzinfo=UTC)


def test_releases_older_than_the_branch_are_told(tmp_path: Path) -> None:
    """Version 1 is on another root: both beginnings are said, and none where there was one."""
    story = Script(tmp_path / "story")
    story.commit("one", "One", {"a.c": "int a;\n"}, by=ANN, at=epoch("2015-02-01"))
    story.tag("v1.0", "one", "v1.0", by=ANN, at=epoch("2015-03-01"))
    story.commit("two", "Two", {"b.c": "int b;\n"}, by=ANN, at=epoch("2019-02-01"), after=())
    story.tag("v2.0", "two", "v2.0", by=ANN, at=epoch("2019-03-01"))
    story.write()

    with open_project(str(story.folder), workspace=tmp_path / "ws", clock=CLOCK) as project:
        whole, definitions = report_and_definitions(project)
    subject = whole.subject
    assert subject.first_at == datetime(2019, 2, 1, tzinfo=UTC)
    assert subject.earlier_at == subject.released_since == datetime(2015, 3, 1, tzinfo=UTC)
    told = " ".join(summary(whole, width=80, colour=False).split())
    assert "since 2019-02-01, releases since 2015" in told
    assert "on main; first release 1 March 2015" in page(whole, definitions)

    before = datetime(2018, 1, 1, tzinfo=UTC)
    with open_project(
        str(story.folder), workspace=tmp_path / "ws", clock=CLOCK, as_of=before
    ) as project:
        assert project.subject.earlier_at is None
