"""Who carries it, by what is counted, by folder, and if an organisation leaves."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lifesigns.api.project import Project, open_project
from lifesigns.kernel.answer import Evidence
from tests.projects.script import Person, Script, epoch, run_git

ANN = Person("Ann Ash", "ann.ash@redhat.com")
BOB = Person("Bob Birch", "bob.birch@redhat.com")
CID = Person("Cid Cole", "cid.cole@gmail.com")
DAY = 86400
CLOCK = datetime(2024, 6, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def carried(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """Three people, a folder of ten files each, one file a commit; Ann's files are long."""
    folder = tmp_path_factory.mktemp("carried")
    story = Script(folder / "story")
    start = epoch("2024-01-01")
    for place, (who, where, lines) in enumerate(((ANN, "a", 50), (BOB, "b", 2), (CID, "c", 2))):
        for n in range(10):
            text = "".join(f"int {where}{n}_{line};\n" for line in range(lines))
            story.commit(
                f"{where}{n}",
                f"Add {where}{n}",
                {f"{where}/{n}.c": text},
                by=who,
                at=start + (place * 10 + n) * DAY,
            )
    story.write()
    with open_project(str(story.folder), workspace=folder / "ws", clock=CLOCK) as project:
        yield project


def _told(project: Project, start: str) -> Evidence:
    return next(one for one in project.ask("carried").evidence if one.label.startswith(start))


def test_fewest_people_by_what_is_counted(carried: Project) -> None:
    """Two of three make half of the commits and changes; Ann's 500 of 540 lines are hers alone."""
    rows = dict(_told(carried, "Fewest people behind half of the last year").rows)
    assert rows == {
        "commits": "2 of 3 (n = 30), ever 2 of 3",
        "changes to files of source": "2 of 3 (n = 30), ever 2 of 3",
        "lines of source added and removed": "1 of 3 (n = 540), ever 1 of 3",
    }


def test_lines_that_nobody_can_count_are_said_and_not_zero(tmp_path: Path) -> None:
    """Ann's file is not in the copy: her change is told as unread, the lines are Bob's alone."""
    story = Script(tmp_path / "story")
    for at, (who, path) in enumerate(((ANN, "a.c"), (BOB, "b.c"), (BOB, "c.c"))):
        text = f"int {path[0]};\n" * 3
        story.commit(path, "Add", {path: text}, by=who, at=epoch("2024-01-01") + at * DAY)
    story.write()
    blob = run_git(story.folder, "rev-parse", "HEAD:a.c")
    (story.folder / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    with open_project(str(story.folder), workspace=tmp_path / "ws", clock=CLOCK) as project:
        spread = project.model("spread")
    assert spread.absence_of("lines", "year").n == 6
    assert spread.absence_of("lines", "year").n_people == 1
    assert spread.absence_of("unread", "year").n == 1
    assert spread.absence_of("changes", "year").n_people == 2


def test_the_factor_of_commits_is_that_of_the_metric(carried: Project) -> None:
    """What the answer lists for commits and the published metric cannot differ."""
    spread = carried.model("spread")
    assert spread.absence_of("commits", "year").factor == (
        carried.metric("contributor_absence_factor").value
    )
    estimate = spread.concentration.effective_number
    assert estimate.value == pytest.approx(carried.metric("effective_contributors").value)
    told = _told(carried, "Effective number")
    assert (told.low, told.value, told.high) == pytest.approx(
        (estimate.low, estimate.value, estimate.high)
    )


def test_every_folder_has_its_truck_factor(carried: Project) -> None:
    """Each folder was written by one person, and says so."""
    rows = dict(_told(carried, "Truck factor by folder").rows)
    assert rows == dict.fromkeys("abc", "1 person, 10 files")


def test_methods_and_successors_are_told(carried: Project) -> None:
    """Two must go by each; of equals those seen last come first, nobody touched their files since."""
    assert dict(_told(carried, "Truck factor by method").rows) == {
        "authorship of files": "2 people",
        "authorship against the file's first author": "2 people",
        "share of commits": "2 people",
        "authorship fading over time": "2 people",
    }
    assert dict(_told(carried, "Files of the carriers").rows) == {
        "Cid Cole": "0% of 10 files",
        "Bob Birch": "0% of 10 files",
    }


def test_what_an_organisation_would_orphan(carried: Project) -> None:
    """Two of three authors work for Red Hat: twenty of thirty files would have nobody."""
    told = _told(carried, "Source files left without an author if Red Hat left")
    assert told.value == pytest.approx(20 / 30)
    assert told.n == 30
    assert "2 authors known" in told.label


def test_a_year_without_work_has_no_factor_of_the_year(carried: Project, tmp_path: Path) -> None:
    """Later on nothing is of the last year, and all of it is of all time."""
    origin = carried.subject.origin
    later = CLOCK + timedelta(days=800)
    with open_project(str(origin), workspace=tmp_path, clock=later) as project:
        spread = project.model("spread")
    assert spread.absence_of("commits", "ever").factor == 2
