"""Tips at a moment, commits between tips and net diffs, against plain git commands."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lifesigns.kernel.errors import UnknownIdError
from lifesigns.sources.git import NetDiff, open_repository
from tests import projects
from tests.projects.odd import MIA
from tests.projects.script import Script
from tests.sources.git.oracle import git

LATER = datetime(2100, 1, 1, tzinfo=UTC)

EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"


def net_diff(folder: Path, old: str, new: str) -> NetDiff:
    """Return what `git diff --numstat -M` sums to."""
    rows = [
        line.split(b"\t")[:2]
        for line in git(folder, "diff", "--numstat", "-M", old, new).splitlines()
    ]
    counts = [(int(a), int(d)) for a, d in rows if a != b"-"]
    return NetDiff(len(rows), sum(a for a, _ in counts), sum(d for _, d in counts))


def test_windows_over_the_story(tmp_path: Path) -> None:
    """For windows of every fifth week: tips, counts and net diffs are those of plain git."""
    folder = projects.build_story(tmp_path / "repository")
    start = datetime(2021, 2, 20, tzinfo=UTC)
    with open_repository(str(folder), tmp_path / "cache") as repository:
        for week in range(0, 104, 5):
            old_at, new_at = start + timedelta(weeks=week), start + timedelta(weeks=week + 9)
            tips = []
            for at in (old_at, new_at):
                found = git(
                    folder,
                    "rev-list",
                    "-1",
                    "--first-parent",
                    f"--before={int(at.timestamp())}",
                    "main",
                )
                tips.append(found.decode().strip() or None)
                assert repository.tip_at(None, at) == repository.tip_at("main", at) == tips[-1]
            old, new = tips
            assert new is not None
            excluded = [f"^{old}"] if old else []
            listed = git(folder, "rev-list", "--no-merges", new, *excluded).decode().split()
            assert sorted(repository.commits_between(old, new)) == sorted(listed)
            assert repository.net_diff(old, new) == net_diff(folder, old or EMPTY_TREE, new)


def test_net_diff_forgets_what_was_reverted(tmp_path: Path) -> None:
    """Between equal trees nothing changed, whatever happened in between."""
    folder = projects.build_story(tmp_path / "repository")
    tip = git(folder, "rev-parse", "main").decode().strip()
    with open_repository(str(folder), tmp_path / "cache") as repository:
        assert repository.net_diff(tip, tip) == NetDiff(0, 0, 0)


def test_net_diff_with_lost_blobs(tmp_path: Path) -> None:
    """Files whose blob is lost are counted as files with unknown lines."""
    folder = projects.build_missing_blobs(tmp_path / "repository")
    with open_repository(str(folder), tmp_path / "cache") as repository:
        tip = repository.tip_at(None, LATER)
        assert tip is not None
        assert repository.net_diff(None, tip) == NetDiff(4, None, None)


def test_unknown_branch_offers_near_ones(tmp_path: Path) -> None:
    """A mistyped branch is refused and the nearest names are offered."""
    folder = projects.build_story(tmp_path / "repository")
    with (
        open_repository(str(folder), tmp_path / "cache") as repository,
        pytest.raises(UnknownIdError) as raised,
    ):
        repository.tip_at("release-0.y", datetime(2022, 1, 1, tzinfo=UTC))
    assert "release-0.x" in raised.value.advice


def test_before_the_first_commit(tmp_path: Path) -> None:
    """Before its first commit, and in an empty repository, a branch has no tip."""
    moment = datetime(2000, 1, 1, tzinfo=UTC)
    for build in (projects.build_story, projects.build_empty):
        folder = build(tmp_path / build.__name__)
        with open_repository(str(folder), tmp_path / "cache") as repository:
            assert repository.tip_at(None, moment) is None


def test_a_wrong_clock_hides_nothing_behind_it(tmp_path: Path) -> None:
    """Commits are chosen by their own time, also behind a commit dated years too early."""
    made = Script(tmp_path / "repository")
    days = ("2024-05-01", "2024-05-02", "2001-01-01", "2024-05-04")
    for day, before in zip(days, (None, *days), strict=False):
        at = int(datetime.fromisoformat(f"{day}T12:00Z").timestamp())
        after = [before] if before else []
        made.commit(day, day, {"day": day}, by=MIA, at=at, after=after)
    made.write()
    folder = made.folder
    with open_repository(str(folder), tmp_path / "cache") as repository:
        since, until = datetime(2024, 4, 1, tzinfo=UTC), datetime(2024, 5, 3, tzinfo=UTC)
        found = repository.branch_commits(since, until)
    assert found == git(folder, "rev-parse", "main~2", "main~3").decode().split()
