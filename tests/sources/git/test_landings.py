"""When commits land, against `git rev-list` asked once per commit of the first-parent chain."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests import projects
from tests.sources.git.collected import collected
from tests.sources.git.oracle import commit_ids, git


@pytest.mark.parametrize(
    "build",
    [projects.build_story, projects.build_many_roots, projects.build_octopus, projects.build_exact],
)
def test_landings_by_brute_force(build: Callable[[Path], Path], tmp_path: Path) -> None:
    """A commit lands with the first first-parent commit that reaches it, at its committer time."""
    folder = build(tmp_path / "repository")
    tables = collected(folder, tmp_path / "cache")
    chain = list(reversed(commit_ids(folder, "--first-parent", "HEAD")))
    expected = []
    for index, by in enumerate(chain):
        when = int(git(folder, "show", "-s", "--format=%ct", by))
        before = [f"^{chain[index - 1]}"] if index else []
        expected += [(c, when, index, by, c == by) for c in commit_ids(folder, by, *before)]
    assert sorted(tables.rows["landings"]) == sorted(expected)


def test_commits_of_open_requests_do_not_land(tmp_path: Path) -> None:
    """What the default branch does not reach has no landing."""
    folder = projects.build_story(tmp_path / "repository")
    tables = collected(folder, tmp_path / "cache")
    landed = {row[0] for row in tables.rows["landings"]}
    heads = {row[1]: row[0] for row in tables.named("refs", "commit_id", "ref_name")}
    assert heads["refs/pull/5/head"] in landed
    assert heads["refs/pull/11/head"] not in landed
    assert heads["refs/pull/3/head"] not in landed
