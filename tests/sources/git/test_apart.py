"""Branches apart, such as published pages: left for whoever asks for everything, never lost."""

from pathlib import Path

from lifesigns.sources.git import open_repository
from tests.projects.odd import build_pages as build
from tests.projects.script import run_git
from tests.sources.git.collected import Tables, collected


def collect_quickly(folder: Path, cache: Path, into: Tables | None = None) -> Tables:
    """Collect what a report needs."""
    tables = Tables() if into is None else into
    with open_repository(str(folder), cache) as repository:
        for step in repository.collect(tables.state, tables.held, whole=False):
            tables.store(step)
    return tables


def compared(tables: Tables) -> set[str]:
    """Return the commits whose files were compared."""
    return {commit for (commit,) in tables.named("diffs", "commit_id")}


def test_pages_are_left_for_a_whole_run_which_then_equals_any_other(tmp_path: Path) -> None:
    """The chain of the pages waits, what their merge brought does not; nothing is lost by it."""
    folder, cache = tmp_path / "repository", tmp_path / "cache"
    ids = build(folder, 150)
    tables = collect_quickly(folder, cache)
    assert compared(tables) == {ids["one"], ids["two"], ids["fix"]}
    assert len(tables.rows["commits"]) == 155
    ((captured, known, how),) = (
        row[1:]
        for row in tables.named("coverage", "aspect", "captured", "known", "how")
        if row[0] == "commits compared"
    )
    assert (captured, known) == (3, 3)
    assert "151 commits on branches that share none" in how
    with open_repository(str(folder), cache) as repository:
        assert list(repository.collect(tables.state, tables.held, whole=False)) == []
    assert collected(folder, cache, tables).everything() == collected(folder, cache).everything()


def test_pages_stay_apart_until_they_land(tmp_path: Path) -> None:
    """New pages wait like the older ones; merged into the default branch they all count."""
    folder, cache = tmp_path / "repository", tmp_path / "cache"
    ids = build(folder, 150)
    tables = collect_quickly(folder, cache)
    run_git(folder, "checkout", "--quiet", "gh-pages")
    (folder / "p.html").write_text("new\n")
    run_git(folder, "commit", "--quiet", "-am", "Publish")
    run_git(folder, "checkout", "--quiet", "main")
    collect_quickly(folder, cache, tables)
    assert len(tables.rows["commits"]) == 156
    assert compared(tables) == {ids["one"], ids["two"], ids["fix"]}
    run_git(folder, "merge", "--quiet", "--allow-unrelated-histories", "-m", "Merge", "gh-pages")
    collect_quickly(folder, cache, tables)
    assert tables.everything() == collected(folder, cache).everything()


def test_pages_whose_branch_is_gone_stay_apart(tmp_path: Path) -> None:
    """Nothing that had waited is compared only because nobody publishes it any more."""
    folder, cache = tmp_path / "repository", tmp_path / "cache"
    ids = build(folder, 150)
    tables = collect_quickly(folder, cache)
    run_git(folder, "branch", "-D", "gh-pages")
    collect_quickly(folder, cache, tables)
    assert compared(tables) == {ids["one"], ids["two"], ids["fix"]}


def test_few_pages_are_read_at_once(tmp_path: Path) -> None:
    """Fewer than 100 commits apart are not worth the waiting."""
    folder, cache = tmp_path / "repository", tmp_path / "cache"
    build(folder, 90)
    tables = collect_quickly(folder, cache)
    assert tables.everything() == collected(folder, cache).everything()
