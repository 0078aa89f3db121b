"""The as-of law: as of T, the whole clone answers like a clone that ends at T."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lifesigns.api import catalogue
from lifesigns.api.project import Project, open_project
from lifesigns.api.pulse import pulse, window_for
from lifesigns.tables.schema import tables

CLOCK = datetime(2023, 6, 1, tzinfo=UTC)
MOMENTS = (
    datetime(2021, 5, 2, tzinfo=UTC),
    datetime(2021, 12, 10, tzinfo=UTC),
    datetime(2022, 2, 1, 12, 3, tzinfo=UTC),
    datetime(2022, 11, 30, tzinfo=UTC),
)
STATE_OF_NOW = {"refs", "coverage"}


def git(folder: Path, *arguments: str) -> str:
    """Run git and return what it prints."""
    done = subprocess.run(["git", "-C", str(folder), *arguments], check=True, capture_output=True)
    return done.stdout.decode().strip()


def cut(story: Path, moment: datetime, folder: Path) -> Path:
    """Clone the story as it was at the moment: main moved back, younger refs gone."""
    git(story.parent, "clone", "--quiet", "--mirror", str(story), str(folder))
    stamp = int(moment.timestamp())
    for line in git(folder, "for-each-ref", "--format=%(refname)").splitlines():
        if line == "refs/heads/main":
            old = git(folder, "rev-list", "-1", "--first-parent", f"--before={stamp}", line)
            git(folder, "update-ref", line, old)
        elif int(git(folder, "log", "-1", "--format=%ct", f"{line}^{{commit}}")) > stamp:
            git(folder, "update-ref", "-d", line)
    git(folder, "reflog", "expire", "--expire=now", "--all")
    git(folder, "gc", "--quiet", "--prune=now")
    return folder


def rows(project: Project, view: str) -> list[tuple[object, ...]]:
    """Return a view's rows in a fixed order."""
    return sorted(project.session.rows(f"SELECT * FROM held.{view}"), key=repr)


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda m: f"{m:%Y-%m}")
def test_as_of_equals_a_clone_that_ends_there(
    moment: datetime, story: Path, tmp_path: Path
) -> None:
    """Views, all metrics, all answers and the Pulse are equal, people included."""
    past = cut(story, moment, tmp_path / "past.git")
    with (
        open_project(str(story), workspace=tmp_path / "now", clock=CLOCK, as_of=moment) as whole,
        open_project(str(past), workspace=tmp_path / "then", clock=CLOCK, as_of=moment) as ended,
    ):
        assert whole.tip == ended.tip is not None
        for view in ("commits", "file_changes", "trailers", "releases", "people", "files"):
            assert rows(whole, view) == rows(ended, view), view
        for key in catalogue.metrics():
            assert whole.metric(key).rows == ended.metric(key).rows, key
        for key in catalogue.verdicts():
            now, then = whole.ask(key), ended.ask(key)
            assert (now.word, now.sentence, now.confidence) == (
                then.word, then.sentence, then.confidence,
            )  # fmt: skip
        ours, theirs = (pulse(p, window_for(p, "1mo", None)) for p in (whole, ended))
        assert ours.sentence == theirs.sentence


def test_what_comes_after_the_moment_changes_nothing_at_it(story: Path, tmp_path: Path) -> None:
    """The first half of the story gives the same facts, however much is collected later."""
    moment = MOMENTS[1]
    with open_project(str(story), workspace=tmp_path, clock=CLOCK, as_of=moment) as project:
        latest = project.session.rows(
            "SELECT max(c.at), max(c.committed_at) FILTER (NOT is_default) FROM held.commits AS c"
        )[0]
        assert all(stamp is None or stamp.replace(tzinfo=UTC) <= moment for stamp in latest)
        assert set(tables()) >= STATE_OF_NOW


def test_copies_of_one_origin_do_not_answer_for_each_other(story: Path, tmp_path: Path) -> None:
    """A copy that ends early says so in a workspace that has seen a fuller one, and back again."""
    past = cut(story, MOMENTS[1], tmp_path / "past.git")
    git(tmp_path, "clone", "--quiet", "--mirror", str(story), "whole.git")
    told = []
    for workspace in ("shared", "alone"):
        for folder in (tmp_path / "whole.git", past):
            place = tmp_path / (workspace if workspace == "shared" else f"alone-{folder.name}")
            with open_project(str(folder), workspace=place, clock=CLOCK) as project:
                told.append(
                    (
                        project.newest_at,
                        rows(project, "commits"),
                        project.people.persons,
                        project.ask("alive").sentence,
                    )
                )
    assert told[:2] == told[2:]
    assert told[0] != told[1]
