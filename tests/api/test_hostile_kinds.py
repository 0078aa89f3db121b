"""What changes change, in repositories that are damaged, odd or wish their reader ill."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lifesigns.api.kinds import read_whole
from lifesigns.api.project import open_project
from tests.projects import damaged, hostile, odd
from tests.projects.script import Person, Script

CLOCK = datetime(2026, 1, 1, tzinfo=UTC)
EVE = Person("Eve", "eve@evil.example")
BUILDERS = [
    damaged.build_shallow,
    damaged.build_missing_blobs,
    damaged.build_corrupt_blob,
    odd.build_empty,
    odd.build_octopus,
    odd.build_sha256,
    odd.build_submodules,
    odd.build_exact,
    hostile.build_hostile,
]


@pytest.mark.parametrize("build", BUILDERS, ids=lambda build: build.__name__)
def test_every_commit_gets_a_kind(build: Callable[[Path], Path], tmp_path: Path) -> None:
    """No crash; each non-merge commit has one kind and a reason; lines are followed or lost."""
    folder = build(tmp_path / "repository")
    with open_project(str(folder), workspace=tmp_path / "store", clock=CLOCK) as project:
        read_whole(project.session, project.store, project.repository)
        rows = project.session.rows(
            "SELECT c.commit_id, k.main, k.reason FROM held.commits AS c "
            "LEFT JOIN held.kinds AS k USING (commit_id) WHERE NOT c.is_merge"
        )
        assert all(main and reason for _, main, reason in rows)
        assert project.ask("real_work").word
        lived = project.model("line_survival")
    assert lived is None or 0 <= lived.whole.n_alive <= lived.whole.n_followed


def test_a_commit_whose_trees_are_missing_is_unknown(tmp_path: Path) -> None:
    """What cannot be compared is not called empty."""
    folder = damaged.build_missing_trees(tmp_path / "repository")
    with open_project(str(folder), workspace=tmp_path / "store", clock=CLOCK) as project:
        read_whole(project.session, project.store, project.repository)
        found = project.session.rows("SELECT DISTINCT main, reason FROM held.kinds")
    assert ("unknown", "the trees of it and its parent could not be compared") in found


def test_enormous_and_odd_contents_are_bounded(tmp_path: Path) -> None:
    """A line of ten million bytes, two megabytes, NULs, broken UTF-8 and bait: each has its kind."""
    at = 1_600_000_000
    work = Script(tmp_path / "work")
    contents: dict[str, tuple[bytes, bytes]] = {
        "line.py": (b"x" * 10_000_000, b"y" * 10_000_000),
        "large.py": (b"x = 1\n" * 400_000, b"x = 2\n" * 400_000),
        "nul.py": (b"\0" * 100, b"\0" * 101),
        "broken.py": (b"x = '\xff\xfe\xc3'\n", b"x = '\xff\xfe\xc4'\n"),
        "bait.pl": (b"s{" * 20_000 + b"\n", b"s{" * 20_001 + b"\n"),
    }
    work.commit("start", "Start", {path: old for path, (old, _) in contents.items()}, by=EVE, at=at)
    for day, (path, (_, new)) in enumerate(contents.items(), 1):
        work.commit(path, f"Edit {path}", {path: new}, by=EVE, at=at + day * 86_400)
    work.write()
    with open_project(
        str(tmp_path / "work"), workspace=tmp_path / "store", clock=CLOCK
    ) as project:  # fmt: skip
        read_whole(project.session, project.store, project.repository)
        rows = project.session.rows(
            "SELECT c.subject, k.main, k.reason FROM held.commits AS c JOIN held.kinds AS k USING (commit_id)"
        )
        size = project.model("contribution_kinds").size
    found = {subject.removeprefix("Edit "): (main, reason) for subject, main, reason in rows}
    assert found["line.py"][0] == found["large.py"][0] == "unknown"
    assert "larger than 1 MB" in found["line.py"][1]
    assert found["nul.py"][0] == "asset"
    assert found["broken.py"][0] == "core_code"
    assert found["bait.pl"][0] == "core_code"
    assert size.n_measured < size.n_files
