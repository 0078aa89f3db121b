"""When commits land, against `git rev-list` asked once per commit of the first-parent chain."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lifesigns.sources.git import open_repository
from lifesigns.sources.git.landings import Landed, landings
from tests import projects
from tests.projects.odd import MIA
from tests.projects.script import Script, run_git
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


History = dict[str, tuple[str, ...]]


def random_history(folder: Path, seed: int) -> tuple[Path, History]:
    """Build commits with random parents: roots apart, merges of up to four, clocks that jump."""
    chance = random.Random(seed)
    made = Script(folder, is_bare=True)
    parents: dict[str, list[str]] = {}
    for n in range(50):
        newest = list(parents)[-8:]
        n_parents = min(chance.choice([1, 1, 1, 1, 2, 2, 3, 4] if n % 17 else [0]), len(newest))
        above = parents[f"c{n}"] = chance.sample(newest, n_parents)
        # fast-import drops the history of a branch that goes on elsewhere: one branch each.
        made.commit(
            f"c{n}", "Work", {f"f{n}": "1\n"}, by=MIA, on=f"refs/heads/b{n}", after=above,
            at=1_500_000_000 + chance.choice([n, n, n, -n, 10 * chance.randrange(-60, 60)]),
        )  # fmt: skip
    ids = made.write()
    return folder, {ids[call]: tuple(ids[one] for one in above) for call, above in parents.items()}


def chain_of(history: History, tip: str) -> list[str]:
    """Return the first-parent chain, newest first."""
    chain = [tip]
    while above := history[chain[-1]]:
        chain.append(above[0])
    return chain


def by_definition(history: History, tip: str) -> set[tuple[str, int, str, bool]]:
    """Return who landed with whom: each commit with the oldest of the chain that reaches it."""
    chain = chain_of(history, tip)
    rows: dict[str, tuple[str, int, str, bool]] = {}
    for index, by in enumerate(reversed(chain)):
        ahead = [by]
        while ahead:
            commit = ahead.pop()
            if commit not in rows:
                rows[commit] = (commit, index, by, commit == by)
                ahead += history[commit]
    return set(rows.values())


@pytest.mark.parametrize("seed", range(5))
def test_landings_follow_the_branch_wherever_it_goes(seed: int, tmp_path: Path) -> None:
    """Pushed on, forced back, fast-forwarded from the side: always as if read from nothing."""
    folder, history = random_history(tmp_path / "repository", seed)
    chance = random.Random(seed)
    held: dict[str, tuple[Any, ...]] = {}
    landed, n_added, tip = Landed(), 0, next(iter(history))
    with open_repository(str(folder), tmp_path / "cache") as repository:
        for _ in range(15):
            ahead = [c for c in history if tip in chain_of(history, c)]
            tip = chance.choice([*ahead[:3], chance.choice(list(history))])
            before = held
            batch, landed = landings(repository._glass.git, tip, landed, before.keys().__and__)
            fresh = list(zip(*batch.columns, strict=True))
            held = {**({} if batch.replaces else held), **{row[0]: row for row in fresh}}
            n_added += not batch.replaces
            assert len(fresh) + (0 if batch.replaces else len(before)) == len(held)
            expected = by_definition(history, tip)
            assert {(row[0], *row[2:]) for row in held.values()} == expected
    assert n_added > 3


def test_landings_where_clocks_stood_still(tmp_path: Path) -> None:
    """A branch of old dates over a young commit hides from git that the commit had landed."""
    made = Script(tmp_path / "repository")
    late = 1_600_000_000
    made.commit("x", "Late", {"x": "1\n"}, by=MIA, at=late)
    for n in range(20):
        made.commit(f"old{n}", "Old", {"n": f"{n}\n"}, by=MIA, at=100_000_000 + n)
    made.commit("y", "Aside", {"y": "1\n"}, by=MIA, at=late + 1, on="refs/heads/y", after=["x"])
    made.ref("refs/heads/old", "old19")
    made.commit("merge", "Merge", {"y": "1\n"}, by=MIA, at=late + 2, after=["old19", "y"])
    ids = made.write()
    run_git(made.folder, "update-ref", "refs/heads/main", ids["old19"])
    tables = collected(made.folder, tmp_path / "cache")
    run_git(made.folder, "update-ref", "refs/heads/main", ids["merge"])
    collected(made.folder, tmp_path / "cache", tables)
    fresh = collected(made.folder, tmp_path / "cache2")
    assert sorted(tables.rows["landings"]) == sorted(fresh.rows["landings"])
    assert len(tables.rows["landings"]) == 23
