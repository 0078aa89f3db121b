"""Whatever the order of runs, kills and pushes, the tables end as if read once."""

from pathlib import Path

import pytest

from lifesigns.sources.git import open_repository
from tests import projects
from tests.projects.script import run_git
from tests.sources.git.collected import Tables, collected


@pytest.fixture(name="small_steps")
def fixture_small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make steps so small that the story takes many."""
    monkeypatch.setattr("lifesigns.sources.git.collecting._COMMITS_A_STEP", 7)
    monkeypatch.setattr("lifesigns.sources.git.changes._COMMITS_A_BATCH", 5)
    monkeypatch.setattr("lifesigns.sources.git.changes._LEAST_COMMITS", 3)


def not_asked(table: str, commits: list[str]) -> set[str]:
    """Stand for a store that must not be asked."""
    raise AssertionError(f"the {table} table was read without need")


def holds_nothing(table: str, commits: list[str]) -> set[str]:
    """Stand for a store without rows."""
    return set()


def test_second_run_reads_nothing(tmp_path: Path) -> None:
    """When no ref has moved there is no step, and the commits table is not read."""
    folder = projects.build_story(tmp_path / "repository")
    tables = collected(folder, tmp_path / "cache")
    with open_repository(str(folder), tmp_path / "cache") as repository:
        assert list(repository.collect(tables.state, not_asked)) == []


def test_rows_of_an_older_format_are_read_anew(tmp_path: Path) -> None:
    """What an older program stored is forgotten at the first step, and all is read again."""
    folder = projects.build_story(tmp_path / "repository")
    whole = collected(folder, tmp_path / "cache").everything()
    tables = collected(folder, tmp_path / "cache")
    tables.state["format"] = 1
    tables.rows["file_changes"] = [row[:-2] for row in tables.rows["file_changes"]]
    with open_repository(str(folder), tmp_path / "cache") as repository:
        assert next(tables.steps(repository)).forgets
    assert collected(folder, tmp_path / "cache", tables).everything() == whole


@pytest.mark.usefixtures("small_steps")
def test_any_kill_between_steps_loses_nothing(tmp_path: Path) -> None:
    """Stopped after any step and started again, the tables equal those of an undisturbed run."""
    folder = projects.build_story(tmp_path / "repository")
    whole = collected(folder, tmp_path / "cache")
    with open_repository(str(folder), tmp_path / "cache") as repository:
        n_steps = len(list(repository.collect({}, holds_nothing)))
    assert n_steps > 12
    for stop in range(1, n_steps):
        tables = Tables()
        with open_repository(str(folder), tmp_path / "cache") as repository:
            for done, step in enumerate(tables.steps(repository), start=1):
                tables.store(step)
                if done == stop:
                    break
        collected(folder, tmp_path / "cache", tables)
        assert tables.everything() == whole.everything(), stop


@pytest.mark.usefixtures("small_steps")
def test_kill_at_every_step(tmp_path: Path) -> None:
    """A run that is killed after each single step still ends, with the same tables."""
    folder = projects.build_story(tmp_path / "repository")
    whole = collected(folder, tmp_path / "cache")
    tables = Tables()
    for _ in range(100):
        with open_repository(str(folder), tmp_path / "cache") as repository:
            steps = tables.steps(repository)
            step = next(steps, None)
            if step is None:
                break
            tables.store(step)
            next(steps, None)  # the kill comes while the next step is being made
    assert tables.everything() == whole.everything()


@pytest.mark.usefixtures("small_steps")
def test_growing_repository(tmp_path: Path) -> None:
    """Collected at each release on the way, the tables equal those read at the end."""
    source = projects.build_story(tmp_path / "source")
    folder = tmp_path / "repository"
    run_git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", folder.name)
    tables = Tables()
    tips = run_git(source, "rev-list", "--first-parent", "--reverse", "main").split()
    for tip in tips[::6]:
        run_git(folder, "fetch", "--quiet", str(source), f"+{tip}:refs/heads/main")
        collected(folder, tmp_path / "cache", tables)
    run_git(folder, "fetch", "--quiet", str(source), "+refs/*:refs/*")
    collected(folder, tmp_path / "cache", tables)
    fresh = collected(source, tmp_path / "cache2")
    assert without_times(tables) == without_times(fresh)


def without_times(tables: Tables) -> dict[str, list[object]]:
    """Return all tables but the ledger, whose times tell when a copy was fetched."""
    return {k: list(v) for k, v in tables.everything().items() if k != "coverage"}


def test_force_push_keeps_commits_and_moves_landings(tmp_path: Path) -> None:
    """Commits dropped from a branch stay; refs and landings are those of now; none come twice."""
    folder = projects.build_story(tmp_path / "repository")
    tables = collected(folder, tmp_path / "cache")
    before = tables.known_commits()
    old = run_git(folder, "rev-parse", "main")
    run_git(folder, "reset", "--quiet", "--hard", "v1.0.0")
    for ref in ("refs/tags/nightly", "refs/tags/v1.1.0", "refs/pull/12/head", "refs/heads/candle"):
        run_git(folder, "update-ref", "-d", ref)
    collected(folder, tmp_path / "cache", tables)
    assert tables.known_commits() == before
    fresh = collected(folder, tmp_path / "cache2")
    assert sorted(tables.rows["landings"]) == sorted(fresh.rows["landings"])
    assert sorted(tables.rows["refs"], key=str) == sorted(fresh.rows["refs"], key=str)
    run_git(folder, "reset", "--quiet", "--hard", old)
    collected(folder, tmp_path / "cache", tables)
    for name in ("commits", "diffs"):
        assert len({row[0] for row in tables.rows[name]}) == len(tables.rows[name])
    assert len(tables.rows["landings"]) == int(run_git(folder, "rev-list", "--count", "main"))


@pytest.mark.usefixtures("small_steps")
def test_commits_pruned_before_their_diff_was_read(tmp_path: Path) -> None:
    """When a commit disappears between two runs its diff is unknown, and the rest goes on."""
    folder = projects.build_story(tmp_path / "repository")
    tables = Tables()
    with open_repository(str(folder), tmp_path / "cache") as repository:
        for step in tables.steps(repository):
            tables.store(step)
            if not tables.state["is_walking"]:
                break
    gone = run_git(folder, "rev-parse", "refs/pull/12/head")
    for ref in ("refs/pull/12/head", "refs/pull/12/merge"):
        run_git(folder, "update-ref", "-d", ref)
    run_git(folder, "reflog", "expire", "--expire=now", "--all")
    run_git(folder, "gc", "--quiet", "--prune=now")
    collected(folder, tmp_path / "cache", tables)
    diffs = {row[0]: row for row in tables.rows["diffs"]}
    assert diffs[gone][1] is None
    assert diffs[gone][6] is not None
    fresh = collected(folder, tmp_path / "cache2")
    expected = {row[0]: row for row in fresh.rows["diffs"]}
    assert {k: row for k, row in diffs.items() if k != gone} == expected


def test_glass_leaves_nothing_behind(tmp_path: Path) -> None:
    """Closed or killed, no directory of a run outlives the next one."""
    folder = projects.build_story(tmp_path / "repository")
    shelf = tmp_path / "cache" / "glass"
    left = shelf / "killed"
    left.mkdir(parents=True)
    (left / "in-use").touch()
    (left / "refs").symlink_to(folder / ".git" / "refs")
    collected(folder, tmp_path / "cache")
    assert list(shelf.iterdir()) == []
    assert (folder / ".git" / "refs" / "heads").is_dir()


def test_another_default_branch(tmp_path: Path) -> None:
    """HEAD moved to a branch that was there before: landings follow, as if read once."""
    folder = projects.build_story(tmp_path / "repository")
    run_git(folder, "branch", "earlier", "HEAD~3")
    tables = collected(folder, tmp_path / "cache")
    before = tables.named("landings", "commit_id")
    run_git(folder, "symbolic-ref", "HEAD", "refs/heads/earlier")
    collected(folder, tmp_path / "cache", tables)
    fresh = collected(folder, tmp_path / "cache")
    assert tables.everything() == fresh.everything()
    assert len(tables.named("landings", "commit_id")) < len(before)


@pytest.mark.parametrize("is_pruned", [True, False])
@pytest.mark.usefixtures("small_steps")
def test_a_history_written_anew_takes_the_place_of_the_old(
    tmp_path: Path, *, is_pruned: bool
) -> None:
    """All commits rewritten, or another project in the same place: as if read from nothing."""
    folder = projects.build_story(tmp_path / "repository")
    tables = collected(folder, tmp_path / "cache")
    before = tables.known_commits()
    for ref in run_git(folder, "for-each-ref", "--format=%(refname)").splitlines():
        if ref != "refs/heads/main":
            run_git(folder, "update-ref", "-d", ref)
    tree = run_git(folder, "rev-parse", "main^{tree}")
    root = run_git(folder, "commit-tree", tree, "-m", "all anew")
    run_git(folder, "update-ref", "refs/heads/main", root)
    if is_pruned:
        run_git(folder, "reflog", "expire", "--expire=now", "--all")
        run_git(folder, "gc", "--quiet", "--prune=now")
    collected(folder, tmp_path / "cache", tables)
    assert tables.known_commits() == {root}
    assert not tables.known_commits() & before
    fresh = collected(folder, tmp_path / "cache2")
    assert tables.everything() == fresh.everything()
