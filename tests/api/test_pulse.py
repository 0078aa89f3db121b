"""The Pulse against plain git, and its parts no plain command can give."""

import random
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lifesigns.api.project import Project, open_project
from lifesigns.api.pulse import pulse
from lifesigns.kernel.errors import UnknownIdError
from lifesigns.kernel.window import Window
from tests.api.plain_git import by_git
from tests.projects import build_exact, build_many_roots, build_octopus, build_story
from tests.projects.script import Script, epoch
from tests.projects.story import ANA, BEN

DAYS = (1, 7, 30, 365, 2000)


@pytest.mark.parametrize("build", [build_story, build_many_roots, build_octopus, build_exact])
def test_every_part_equals_plain_git(build: Callable[[Path], Path], tmp_path: Path) -> None:
    """On random windows all parts plain git can compute are equal, empty windows included."""
    folder = build(tmp_path / "repo")
    chance = random.Random(5)
    clock = datetime(2024, 1, 1, tzinfo=UTC)
    with open_project(str(folder), workspace=tmp_path / "ws", clock=clock) as project:
        first = project.subject.first_at
        newest = project.session.rows("SELECT max(committed_at) FROM held.commits")[0][0]
        assert first is not None
        reach = int((newest.replace(tzinfo=UTC) - first).total_seconds()) + 86_400
        for _ in range(30):
            end = first + timedelta(seconds=chance.randrange(3600, reach))
            window = Window(end - timedelta(days=chance.choice(DAYS), seconds=7), end)
            ours = pulse(project, window)
            theirs = by_git(str(folder), ours.default_branch, window)
            assert theirs == {name: getattr(ours, name) for name in theirs}, window


def test_people_are_merged_and_automation_stands_apart(lantern: Project) -> None:
    """In the whole life of the story six people wrote from seven addresses, and one bot."""
    whole = Window(datetime(2021, 1, 1, tzinfo=UTC), datetime(2023, 3, 1, tzinfo=UTC))
    found = pulse(lantern, whole)
    assert (found.authors, found.authors_people, found.bots) == (8, 6, 1)
    assert found.branches_seen == 3
    assert found.sentence.startswith("Leaving merges out, 8 authors made ")


def test_another_branch_can_be_asked_about(lantern: Project) -> None:
    """The stale branch has its own pulse, and a branch nobody has is an error naming near ones."""
    window = Window(datetime(2021, 7, 20, tzinfo=UTC), datetime(2021, 8, 5, tzinfo=UTC))
    assert pulse(lantern, window, "candle").commits_default_branch == 1
    with pytest.raises(UnknownIdError, match="main"):
        pulse(lantern, window, "mian")


def test_heads_pushed_after_the_period_are_not_of_it(tmp_path: Path, lantern: Project) -> None:
    """As many heads are told as plain git dates up to the period's end, and all at the last."""
    folder = build_story(tmp_path / "repo")
    done = subprocess.run(
        ["git", "-C", str(folder), "for-each-ref", "--format=%(committerdate:unix)", "refs/pull/*/head"],
        capture_output=True, check=True, text=True,
    )  # fmt: skip
    pushed = sorted(map(int, done.stdout.split()))
    assert len(pushed) > 3
    for at, expected in ((pushed[0] - 1, 0), (pushed[2], 3), (pushed[-1], len(pushed))):
        until = datetime.fromtimestamp(at, UTC)
        found = pulse(lantern, Window(until - timedelta(days=30), until))
        assert found.change_request_heads_seen == expected


def test_what_was_made_earlier_and_landed_in_the_period_is_said(tmp_path: Path) -> None:
    """A commit of March merged in May: no author in May, one commit to the branch, and why."""
    made = Script(tmp_path / "repo")
    march, may = epoch("2022-03-01T12:00"), epoch("2022-05-10T12:00")
    made.commit("a", "Begin", {"a": "1\n"}, by=ANA, at=march)
    made.commit("b", "Change", {"b": "1\n"}, by=ANA, at=march + 60, on="refs/heads/b", after=["a"])
    made.commit("m", "Merge b", {"b": "1\n"}, by=BEN, at=may, after=["a", "b"])
    made.write()
    clock = datetime(2022, 6, 1, tzinfo=UTC)
    with open_project(str(made.folder), workspace=tmp_path / "ws", clock=clock) as project:
        found = pulse(project, Window(datetime(2022, 5, 1, tzinfo=UTC), clock))
        before = pulse(
            project, Window(datetime(2022, 2, 1, tzinfo=UTC), datetime(2022, 4, 1, tzinfo=UTC))
        )
    assert (found.authors, found.commits_default_branch, found.commits_all_branches) == (0, 1, 0)
    said = "1 commit was made before the period and landed in it"
    assert any(note.startswith(said) for note in found.notes)
    assert not any("landed in it" in note for note in before.notes)
