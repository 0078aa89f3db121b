"""The as-of law: as of T, the whole clone answers like a clone that ends at T."""

import dataclasses
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from lifesigns.api import catalogue
from lifesigns.api.people import people_of
from lifesigns.api.project import Project, open_project
from lifesigns.api.pulse import pulse, window_for
from lifesigns.api.recognition import candidates_of
from lifesigns.api.report import report_and_definitions
from lifesigns.kernel.answer import Report
from lifesigns.kernel.missing import Reason
from lifesigns.tables.schema import tables
from tests.projects import build_corrupt_blob, damaged
from tests.projects.script import Script
from tests.projects.story import ANA, BEN
from tests.projects.wandering import DAY, START, build_wandering

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


def cut(story: Path, moment: datetime, folder: Path, branches: str = "those that end") -> Path:
    """Clone the story as it was at the moment: main moved back, younger refs gone.

    `branches` are those that end by then, all of them "moved back", or "none".
    """
    git(story.parent, "clone", "--quiet", "--mirror", str(story), str(folder))
    stamp = int(moment.timestamp())
    listed = "--format=%(refname) %(taggerdate:unix)"
    for line in git(folder, "for-each-ref", listed).splitlines():
        ref, _, tagged = line.partition(" ")
        is_branch = ref.startswith("refs/heads/")
        if ref == "refs/heads/main" or (is_branch and branches == "moved back"):
            old = git(folder, "rev-list", "-1", "--first-parent", f"--before={stamp}", ref)
            git(folder, "update-ref", *((ref, old) if old else ("-d", ref)))
        elif (is_branch and branches == "none") or stamp < max(
            int(git(folder, "log", "-1", "--format=%ct", f"{ref}^{{commit}}")), int(tagged or 0)
        ):
            git(folder, "update-ref", "-d", ref)
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


def told(found: Any) -> Any:
    """Return all that is told of a project, without what is of the copy: place, date, ledger."""
    if isinstance(found, Report):
        of_copy = dataclasses.replace(found.subject, origin="", seen_until=None)
        found = dataclasses.replace(found, subject=of_copy, coverage=())
    if dataclasses.is_dataclass(found) and not isinstance(found, type):
        names = [field.name for field in dataclasses.fields(found) if field.name != "coverage"]
        return {name: told(getattr(found, name)) for name in names}
    if isinstance(found, dict):
        return {key: told(value) for key, value in found.items()}
    return [told(one) for one in found] if isinstance(found, tuple | list) else found


@pytest.mark.parametrize("seed", range(6))
def test_reports_of_an_earlier_day_are_those_of_a_clone_that_ends_there(
    seed: int, tmp_path: Path
) -> None:
    """Every leaf of a report, the people and the candidates, whatever became of the branches."""
    chance = Random(seed)
    history = tmp_path / "of" / "thing"
    history.parent.mkdir()
    build_wandering(history, chance)
    moment = datetime.fromtimestamp(START + chance.randrange(200, 1000) * DAY, UTC)
    branches = ("those that end", "moved back", "none")[seed % 3]
    past = cut(history, moment, tmp_path / "thing", branches)
    found = []
    for folder, workspace in ((history, "now"), (past, "then")):
        with open_project(
            str(folder), workspace=tmp_path / workspace, clock=CLOCK, as_of=moment
        ) as project:
            assert project.tip == git(past, "rev-parse", "main")
            answered = (
                report_and_definitions(project)[0],
                people_of(project),
                candidates_of(project),
            )
            found.append(told(answered))
    assert found[0] == found[1]


def test_what_comes_after_the_moment_changes_nothing_at_it(story: Path, tmp_path: Path) -> None:
    """The first half of the story gives the same facts, however much is collected later."""
    moment = MOMENTS[1]
    with open_project(str(story), workspace=tmp_path, clock=CLOCK, as_of=moment) as project:
        latest = project.session.rows(
            "SELECT max(c.at), max(c.committed_at) FILTER (NOT is_default) FROM held.commits AS c"
        )[0]
        assert all(stamp is None or stamp.replace(tzinfo=UTC) <= moment for stamp in latest)
        assert set(tables()) >= STATE_OF_NOW


OF_BRANCHES = ("branch_age", "branch_lifecycle", "commits_all_branches")


def test_branches_of_an_earlier_day_are_not_told(story: Path, tmp_path: Path) -> None:
    """What hangs on branches is missing with the reason the day before, and told on the day."""
    for as_of in (datetime(2023, 5, 31, 23, 59, 59, tzinfo=UTC), CLOCK, None):
        is_earlier = as_of is not None and as_of < CLOCK
        with open_project(str(story), workspace=tmp_path, clock=CLOCK, as_of=as_of) as project:
            found = report_and_definitions(project)[0]
            results = {one.id: one for one in found.results}
            for key in OF_BRANCHES:
                missing = results[key].missing
                assert (missing is not None) == is_earlier, key
                if missing is not None:
                    assert missing.reason is Reason.NOT_COLLECTED
                    assert "2023-05-31" in missing.detail
            told = (
                found.pulse.commits_all_branches,
                found.pulse.authors,
                found.pulse.branches_seen,
            )
            assert told == ((None,) * 3 if is_earlier else (1, 1, 3))
            assert ("cannot be told afterwards" in found.pulse.sentence) == is_earlier


def test_what_was_told_on_a_day_is_not_told_of_it_later(story: Path, tmp_path: Path) -> None:
    """A report kept on the day of asking does not answer for that day when another has come."""
    told = []
    for clock in (CLOCK, datetime(2023, 6, 2, tzinfo=UTC)):
        with open_project(str(story), workspace=tmp_path, clock=clock, as_of=CLOCK) as project:
            told.append(report_and_definitions(project)[0].pulse.branches_seen)
    assert told == [3, None]


def test_a_branch_that_is_gone_counts_nowhere(tmp_path: Path) -> None:
    """A workspace that has seen a branch answers, once it is gone, like one that never did."""
    made = Script(tmp_path / "thing")
    made.commit("a", "Begin", {"a": "1\n"}, by=ANA, at=START)
    made.commit("b", "Try", {"a": "2\n"}, by=BEN, at=START + DAY, on="refs/heads/b", after=["a"])
    made.write()
    counted = []
    for workspace in ("old", "old", "fresh"):
        with open_project(str(made.folder), workspace=tmp_path / workspace, clock=CLOCK) as project:
            subject = project.subject
            counted.append((subject.n_commits, subject.n_people, len(project.people.persons)))
        git(made.folder, "update-ref", "-d", "refs/heads/b")
    assert counted == [(2, 2, 2), (1, 1, 1), (1, 1, 1)]


def test_work_on_branches_still_there_keeps_silence_from_being_judged(tmp_path: Path) -> None:
    """Silent for long, its maintainer at work on a branch that went on since: nobody can tell.

    A clone in which that branch ends at the moment as well says so too, with the same count; what
    was made by then and pushed after it, on branches that go off later, is no such work.
    """
    made = Script(tmp_path / "thing")
    after: list[str] = []
    for month in range(12):
        call = f"m{month}"
        made.commit(call, "Work", {"a": call}, by=ANA, at=START + month * 30 * DAY, after=after)
        after = [call]
    below = "m11"
    for month in range(20, 40):
        call, on = f"v{month}", "refs/heads/v2"
        made.commit(
            call, "Rewrite", {"b": call}, by=ANA, at=START + month * 30 * DAY, on=on, after=[below]
        )
        below = call
    early, late = START + 27 * 30 * DAY, START + 38 * 30 * DAY
    made.commit("w", "Wait", {"c": "1"}, by=ANA, at=early, on="refs/heads/w", after=["m11"])
    made.commit("land", "Merge w", {"c": "1"}, by=ANA, at=late, after=["m11", "w"])
    made.commit("x", "Go on", {"d": "1"}, by=ANA, at=late, on="refs/heads/x", after=["land"])
    made.write()
    git(made.folder, "update-ref", "-d", "refs/heads/w")
    moment = datetime.fromtimestamp(START + 28 * 30 * DAY, UTC)
    past = cut(made.folder, moment, tmp_path / "past.git", "moved back")
    said = []
    for folder in (made.folder, past):
        with open_project(
            str(folder), workspace=tmp_path / "ws", clock=CLOCK, as_of=moment
        ) as project:
            said.append((project.ask("alive").word, project.ask("alive").sentence))
    assert said[0] == said[1]
    assert said[0][0] == "cannot tell"
    n = git(past, "rev-list", "--count", f"--after={int(moment.timestamp()) - 365 * DAY}", "v2")
    assert f"made {n} commits on other branches" in said[0][1]


def test_the_patch_set_of_then_is_the_head(tmp_path: Path) -> None:
    """Of the patch sets of a change, which all are kept, the last one pushed by then counts."""
    made = Script(tmp_path / "thing")
    made.commit("a", "Begin", {"a": "1\n"}, by=ANA, at=START)
    for number in (2, 10):
        on = f"refs/changes/07/7/{number}"
        made.commit(
            on, "Try", {"a": f"{number}\n"}, by=BEN, at=START + number * DAY, on=on, after=["a"]
        )
    ids = made.write()
    found = []
    for day in (1, 3, 11):
        as_of = datetime.fromtimestamp(START + day * DAY, UTC)
        with open_project(
            str(made.folder), workspace=tmp_path / "ws", clock=CLOCK, as_of=as_of
        ) as project:
            found.append(project.session.rows("SELECT number, head_id FROM held.change_requests"))
    assert found == [[], [(7, ids["refs/changes/07/7/2"])], [(7, ids["refs/changes/07/7/10"])]]


def test_what_a_copy_lacks_of_later_times_takes_nothing_from_the_coverage(tmp_path: Path) -> None:
    """A file damaged in the second commit leaves the shares as of the first whole; later ones not."""
    folder = build_corrupt_blob(tmp_path / "thing")
    shares = []
    for since in (timedelta(hours=1), timedelta(days=300)):
        as_of = datetime.fromtimestamp(damaged.START, UTC) + since
        with open_project(
            str(folder), workspace=tmp_path / "ws", clock=CLOCK, as_of=as_of
        ) as project:
            shares.append([one.share for one in project.coverage if one.table == "file_changes"])
    assert shares[0] == [1.0, 1.0]
    assert all(share is not None and share < 1 for share in shares[1])


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
