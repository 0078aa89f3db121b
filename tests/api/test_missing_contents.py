"""Clones that lack contents or trees: what is not there is unknown, neither 0 nor absent."""

from datetime import UTC, datetime
from pathlib import Path

from lifesigns.api.kinds import read_whole
from lifesigns.api.project import open_project
from lifesigns.api.pulse import pulse, window_for
from lifesigns.kernel.missing import Reason
from tests.projects import damaged

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
    assert [one.missing.reason for one in lines if one.missing] == [
        Reason.NOT_COLLECTED, Reason.NOT_COLLECTED, Reason.NO_DATA,
    ]  # fmt: skip
    assert None in [row.value for row in months]
    assert (seen.additions, seen.gross_additions) == (None, None)
    assert "how many lines cannot be told" in seen.sentence


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
