"""Branches apart: whole histories beside the project's own, such as published pages.

Pages that a machine builds and pushes hold hundreds of changed files in each commit:
in one project 397,000 of 461,000 file changes. No question looks at them, so the lines
they changed are counted only when somebody asks for everything.
"""

from lifesigns.sources.git.process import Git
from lifesigns.sources.git.refs import Refs

LEAST_COMMITS = 100
"""Fewer commits apart are read like all others: they are soon done."""


def apart(git: Git, refs: Refs) -> set[str]:
    """Return the first-parent chains of branches that share no commit with the default one.

    What their merges brought along, as change requests do, is not among them. Empty where
    they have fewer than 100 commits, and where the graph cannot be read.
    """
    tips = set(refs.branches().values())
    if refs.default is None or refs.default.commit_id is None:
        return set()
    lines = [*sorted(tips), f"^{refs.default.commit_id}"]
    given = (line.encode() for line in lines)
    listed = git.attempt("rev-list", "--topo-order", "--parents", "--stdin", lines=given)
    parents: dict[str, list[str]] = {}
    for line in listed.output.decode("ascii").splitlines():
        commit, *above = line.split(" ")
        parents[commit] = above
    alone: set[str] = set()
    # Ancestors first. What the default branch has too is not listed: whoever descends from it
    # has a parent that is not alone.
    for commit in reversed(parents):
        if alone.issuperset(parents[commit]):
            alone.add(commit)
    found: set[str] = set()
    for tip in tips & alone:
        commit = tip
        while commit and commit not in found:
            found.add(commit)
            commit = next(iter(parents[commit]), "")
    return found if len(found) >= LEAST_COMMITS and not listed.code else set()
