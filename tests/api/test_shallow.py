"""A shallow clone says nothing that a whole clone contradicts."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from lifesigns.api import catalogue
from lifesigns.api.project import open_project
from lifesigns.api.pulse import pulse, window_for
from lifesigns.api.recognition import candidates_of, thanks_of
from lifesigns.engine.select import slices_of
from lifesigns.kernel.errors import DataError
from lifesigns.kernel.missing import Reason
from lifesigns.kernel.window import Window
from tests.projects.script import run_git

CLOCK = datetime(2023, 3, 1, tzinfo=UTC)
FROM_THE_TREE = {"governed"}
WITHOUT_METRICS = {"attention", "partners"}


def clone(story: Path, folder: Path, *options: str) -> Path:
    """Clone the story's branches and tags as anybody would."""
    run_git(folder.parent, "clone", "-q", *options, story.as_uri(), folder.name)
    return folder


@pytest.mark.parametrize("since", ["2022-01-15", "2022-10-01", "2023-02-01"])
def test_what_is_shown_is_what_a_whole_clone_shows(since: str, story: Path, tmp_path: Path) -> None:
    """Every metric over its window and by month: equal, or not collected with what would tell."""
    whole = clone(story, tmp_path / "whole")
    part = clone(story, tmp_path / "part", f"--shallow-since={since}", "--no-single-branch")
    with (
        open_project(str(whole), workspace=tmp_path / "a", clock=CLOCK) as ours,
        open_project(str(part), workspace=tmp_path / "b", clock=CLOCK) as cut,
    ):
        assert cut.seen_since is not None
        assert ours.seen_since is None
        n_missing = 0
        for key, spec in catalogue.metrics().items():
            for by in ("", "month"):
                if by and by not in slices_of(spec):
                    continue
                window = Window.last("all", CLOCK) if by else None
                true = ours.metric(key, by=by, window=window)
                seen = cut.metric(key, by=by, window=window)
                if seen.missing and seen.missing.would_tell:
                    n_missing += 1
                    continue
                rows = {(row.slice, row.key, row.target): row.value for row in true.rows}
                for row in seen.rows:
                    told = rows.get((row.slice, row.key, row.target), 0.0)
                    assert row.value == pytest.approx(told), (key, by, row)
                if not by:
                    assert len(seen.rows) == len(true.rows), key
        assert n_missing


def test_a_part_of_a_year_judges_nobody(story: Path, tmp_path: Path) -> None:
    """Questions about the last year are refused, Pulse gives bounds, nobody is called new."""
    part = clone(story, tmp_path / "part", "--depth=4")
    with open_project(str(part), workspace=tmp_path / "store", clock=CLOCK) as project:
        for key in catalogue.verdicts().keys() - FROM_THE_TREE - WITHOUT_METRICS:
            answer = project.ask(key)
            assert "shallow" in answer.sentence, key
            assert answer.word == "cannot tell"
            assert answer.missing[0].reason is Reason.NOT_COLLECTED
        assert "basic texts are there" in project.ask("governed").sentence
        assert project.subject.first_at is None
        assert project.model("truck_factor") is None
        year = pulse(project, window_for(project, "1y", None))
        assert year.additions is None
        assert "at least" in year.sentence
        assert not any(one.is_first_time for one in thanks_of(project).people)
        with pytest.raises(DataError, match="shallow"):
            candidates_of(project)
