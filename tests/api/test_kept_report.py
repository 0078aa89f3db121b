"""A report is taken from an earlier run only while it is what a new one would say."""

import pickle
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from lifesigns.api import kept
from lifesigns.api.project import open_project
from lifesigns.api.report import answer, report_and_definitions
from lifesigns.kernel.answer import Report
from tests.projects.script import run_git

CLOCK = datetime(2023, 3, 1, 6, tzinfo=UTC)

Look = Callable[..., tuple[Report, bool]]


@pytest.fixture(name="folder")
def fixture_folder(story: Path, tmp_path: Path) -> Path:
    """Return a copy of the story that tests may change."""
    return shutil.copytree(story, tmp_path / "lantern")


@pytest.fixture(name="look")
def fixture_look(folder: Path, tmp_path: Path) -> Look:
    """Return a function that makes a report and tells whether an earlier one was taken."""

    def look(
        clock: datetime = CLOCK,
        *,
        period: str = "1mo",
        anonymous: bool = False,
        workspace: str = "workspace",
        as_of: datetime | None = None,
    ) -> tuple[Report, bool]:
        with open_project(
            str(folder),
            workspace=tmp_path / workspace,
            clock=clock,
            as_of=as_of,
            anonymous=anonymous,
        ) as project:
            known = kept.find(project)
            found = known is not None and period in known.pulses
            return report_and_definitions(project, period=period)[0], found

    return look


def test_says_what_a_new_one_would(look: Look) -> None:
    """Hours later the kept report equals one made from nothing, the moment included."""
    look()
    later = CLOCK + timedelta(hours=7)
    again, was_kept = look(later)
    fresh, was_kept_there = look(later, workspace="other")
    assert (was_kept, was_kept_there) == (True, False)
    assert again == fresh
    assert again.subject.as_of == later


def test_definitions_are_the_catalogue(look: Look, folder: Path, tmp_path: Path) -> None:
    """What explains a kept report is what explains a new one."""
    look()
    with open_project(str(folder), workspace=tmp_path / "workspace", clock=CLOCK) as project:
        again = kept.find(project)
        assert again is not None
        assert dict(again.definitions) == kept_catalogue()


def kept_catalogue() -> dict[str, object]:
    """Return the whole catalogue."""
    from lifesigns.api import catalogue

    return dict(catalogue.catalogue())


def test_made_anew_when_something_else_is_asked(look: Look) -> None:
    """Another period, hidden names, another day or a past moment are other reports."""
    first, _ = look()
    week, week_was_kept = look(period="1w")
    hidden, hidden_was_kept = look(anonymous=True)
    _, next_day_was_kept = look(CLOCK + timedelta(days=1))
    past, past_was_kept = look(as_of=datetime(2022, 6, 1, tzinfo=UTC))
    assert not any((week_was_kept, hidden_was_kept, next_day_was_kept, past_was_kept))
    assert week.pulse.period_days == 7
    assert week == replace(first, pulse=week.pulse)
    assert hidden.anonymised
    assert past.subject.n_commits < first.subject.n_commits


def test_another_period_adds_its_pulse_alone(look: Look) -> None:
    """A second period is what a report from nothing says, and both periods are kept then."""
    month, _ = look()
    look(period="1w")
    (week, week_was_kept), (again, month_was_kept) = look(period="1w"), look()
    fresh, _ = look(period="1w", workspace="other")
    assert (week_was_kept, month_was_kept) == (True, True)
    assert week == fresh
    assert again == month


def test_the_pulses_of_eight_periods_are_kept(look: Look) -> None:
    """However many periods are asked for, the file does not grow without bound."""
    for days in range(1, 11):
        look(period=f"{days}d")
    assert [look(period=f"{days}d")[1] for days in (10, 3, 2)] == [True, True, False]


def test_a_kept_report_answers_questions(folder: Path, tmp_path: Path, look: Look) -> None:
    """A question asked after a report gets the report's answer, at once and equal to its own."""
    first, _ = look()
    with open_project(str(folder), workspace=tmp_path / "workspace", clock=CLOCK) as project:
        for given in first.answers:
            assert answer(project, given.question) == given == project.ask(given.question)
    with open_project(str(folder), workspace=tmp_path / "none", clock=CLOCK) as project:
        assert answer(project, "alive") == first.answers[0]


def test_made_anew_when_evidence_is_new(look: Look, folder: Path) -> None:
    """A new commit, and a new branch on an old commit, end what was kept."""
    first, _ = look()
    run_git(folder, "branch", "another", "HEAD~1")
    _, after_branch = look()
    run_git(folder, "commit", "--quiet", "--allow-empty", "--message=More")
    second, after_commit = look(datetime.now(UTC))
    assert (after_branch, after_commit) == (False, False)
    assert second.subject.n_commits == first.subject.n_commits + 1


class _Trap:
    """Unpickling this the ordinary way would write a file."""

    def __init__(self, place: Path) -> None:
        """`place` is the file."""
        self.place = place

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        """Ask the reader to call Path.touch."""
        return Path.touch, (self.place,)


def sealed(content: object) -> bytes:
    """Return a file as it is written, with another content."""
    text = pickle.dumps(content)
    return sha256(text).digest() + text


@pytest.mark.parametrize("kind", ["cut", "noise", "trap", "stranger"])
def test_a_bad_file_is_made_anew(look: Look, tmp_path: Path, kind: str) -> None:
    """A file that is cut, overwritten or hostile is passed over; nothing in it is run."""
    first, _ = look()
    (path,) = (tmp_path / "workspace").glob("projects/*/kept/report-*")
    canary = tmp_path / "canary"
    good = path.read_bytes()
    path.write_bytes(
        {
            "cut": good[: len(good) // 2],
            "noise": b"\x80\x05" + b"\xff" * 100,
            "trap": sealed(_Trap(canary)),
            "stranger": sealed(replace(first.subject)),
        }[kind]
    )
    again, was_kept = look()
    assert not was_kept
    assert again == first
    assert not canary.exists()


def test_no_damage_stops_a_run(folder: Path, tmp_path: Path, look: Look) -> None:
    """Whichever byte of the file is struck, it is passed over."""
    look()
    (path,) = (tmp_path / "workspace").glob("projects/*/kept/report-*")
    good = path.read_bytes()
    with open_project(str(folder), workspace=tmp_path / "workspace", clock=CLOCK) as project:
        for at in range(0, min(len(good), 40_000), 61):
            path.write_bytes(good[:at] + bytes([good[at] ^ 0xFF]) + good[at + 1 :])
            assert kept.find(project) is None
        path.write_bytes(good)
        assert kept.find(project) is not None
