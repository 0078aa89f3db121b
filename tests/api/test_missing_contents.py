"""Clones that lack contents or trees: what is not there is unknown, neither 0 nor absent."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from lifesigns.api import catalogue
from lifesigns.api.kinds import read_whole
from lifesigns.api.project import open_project
from lifesigns.api.pulse import pulse, window_for
from lifesigns.kernel.missing import Reason
from tests.projects import damaged
from tests.projects.script import run_git

_OF_WHAT_WAS_READ = {"product_share", "no_substance_share"}
"""Their n says of how many."""

CLOCK = datetime(2023, 3, 1, tzinfo=UTC)


def test_missing_contents_are_unknown_and_never_zero(tmp_path: Path) -> None:
    """In a clone without blobs edits of code were not read: no kind, no size and no line of them."""
    folder = damaged.build_partial(tmp_path / "repository")
    with open_project(str(folder), workspace=tmp_path / "store", clock=CLOCK) as project:
        read_whole(project.session, project.store, project.repository)
        reasons = project.session.rows("SELECT reason FROM held.kinds WHERE main = 'unknown'")
        known = project.model("contribution_kinds")
        lived = project.model("line_survival")
        lines = [project.metric(key) for key in ("lines_added", "net_lines", "real_lines")]
        months = project.metric("lines_added", by="month").rows
        seen = pulse(project, window_for(project, "1y", None))
    assert any("not in this clone" in reason for (reason,) in reasons)
    assert known.n_read < known.n_commits
    assert known.size is None
    assert lived.whole.n_added == 0
    assert [one.rows for one in lines] == [(), (), ()]
    assert {one.missing and one.missing.reason for one in lines} == {Reason.NOT_COLLECTED}
    assert None in [row.value for row in months]
    assert (seen.additions, seen.gross_additions) == (None, None)
    assert "how many lines cannot be told" in seen.sentence


@pytest.mark.parametrize("filtered", ["blob:none", "tree:0"])
def test_what_is_shown_is_what_a_whole_clone_shows(
    filtered: str, story: Path, tmp_path: Path
) -> None:
    """Every metric is equal or says that it could not be read, but for shares of what was read."""
    build = damaged.build_partial if filtered == "blob:none" else damaged.build_missing_trees
    part = build(tmp_path / "part")
    run_git(tmp_path, "clone", "-q", "--bare", story.as_uri(), "whole")
    with (
        open_project(str(tmp_path / "whole"), workspace=tmp_path / "a", clock=CLOCK) as ours,
        open_project(str(part), workspace=tmp_path / "b", clock=CLOCK) as cut,
    ):
        told = [(ours.metric(key), cut.metric(key)) for key in catalogue.metrics()]
    missing = [seen for true, seen in told if seen.missing and not true.missing]
    assert {"lines_added", "code_changes_lines"} <= {seen.id for seen in missing}
    reasons = {seen.id: seen.missing.reason for seen in missing if seen.missing}
    assert set(reasons.values()) == {Reason.NOT_COLLECTED}, reasons
    for true, seen in told:
        if seen.id in _OF_WHAT_WAS_READ or seen.missing:
            continue
        known = [row for row in seen.rows if row.value is not None]
        rows = {(row.slice, row.key, row.target): row.value for row in true.rows}
        assert [rows.get((r.slice, r.key, r.target)) for r in known] == [
            pytest.approx(row.value) for row in known
        ], seen.id


def test_texts_that_cannot_be_read_are_there(tmp_path: Path) -> None:
    """Without blobs the readme and the licence are named by their paths, and nothing is said of them."""
    folder = damaged.build_partial(tmp_path / "repository")
    with open_project(str(folder), workspace=tmp_path / "store", clock=CLOCK) as project:
        assert {"README.md", "LICENSE"} <= {paper.path for paper in project.documents}
        assert {paper.text for paper in project.documents} == {None}
        governed, lasting = project.ask("governed"), project.ask("lasting")
    there = dict(governed.evidence[0].rows)
    assert (there["Readme"], there["Licence"]) == ("README.md", "LICENSE")
    assert "licence" not in lasting.sentence.lower()
    assert "the licence" in [one.what for one in lasting.missing]


def test_without_trees_nothing_is_said_of_files(tmp_path: Path) -> None:
    """No licence is missed and no work called small where the trees themselves are not there."""
    folder = damaged.build_missing_trees(tmp_path / "repository")
    with open_project(str(folder), workspace=tmp_path / "store", clock=CLOCK) as project:
        answers = [project.ask(key) for key in ("governed", "lasting", "real_work")]
    assert answers[0].word == "cannot tell"
    assert "no licence" not in answers[1].sentence.lower()
    assert "the licence" in [one.what for one in answers[1].missing]
    assert answers[2].word == "cannot tell"
