"""Which commits of the graph are a change request's own.

A request is what its head leads to and its target did not have when it began. The
target is seldom named in a clone, so it is read from the graph: the first parent of
the merge that took the request in, or else all that the default branch has, that
another branch has, or that an earlier request which landed had brought along.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

from lifesigns.engine.local import Session

MOST_OWN_COMMITS = 250
MOST_BRANCHES = 256
MOST_STEPS = 20_000

_Parents = Mapping[str, tuple[str, ...]]

_BESIDE = "SELECT commit_id, parents FROM held.commits WHERE NOT is_default"

_TIPS = """
SELECT commit_id FROM held.branches AS b
WHERE NOT b.is_default AND NOT b.is_merged
ORDER BY b.committed_at DESC, commit_id LIMIT ?
"""

_HEADS = "SELECT head_id, is_landed FROM held.change_requests WHERE head_id IS NOT NULL"

_BROUGHT_IN = """
SELECT landed_by, commit_id, parents, subject
FROM held.commits WHERE landed_by IN (SELECT unnest(?::VARCHAR[]))
"""


class Landed:
    """The commits that landings, commits of the default branch, brought along."""

    def __init__(self, session: Session, landings: Iterable[str]) -> None:
        """Read what these landings brought along."""
        self._heads = {head for head, _ in session.rows(_HEADS)}
        self._groups: dict[str, dict[str, tuple[str, ...]]] = {}
        self._merged: dict[str, str] = {}
        self._subjects: dict[str, str] = {}
        rows = session.rows(_BROUGHT_IN, (sorted(landings),))
        for landing, commit, parents, subject in rows:
            above = tuple(parents.split())
            self._groups.setdefault(landing, {})[commit] = above
            if len(above) > 1:
                self._merged |= dict.fromkeys(above[1:], commit)
                self._subjects[commit] = subject

    def own(
        self, number: int, landing: str, head: str | None, named: str | None
    ) -> tuple[str | None, tuple[str, ...]]:
        """Return the merge that took a request in, if one did, and its commits, no merges.

        `named` is the merge that names it, if known; else it is looked for by its head.
        The request's commits are those which the merge added to its own first parent. A
        merge that says no number and adds several heads took in a whole branch: then, and
        after a fast-forward, only the head is known to be the request's.
        """
        group = self._groups.get(landing, {})
        merge = named if named in self._subjects else self._merged.get(head or "")
        if merge is not None and merge in group:
            found = _added(group, merge)
            is_named = self._names(merge, number)
        else:
            merge, is_named = None, False
            found = _reached(group, [head]) if head and head != landing else None
        if found is None or (not is_named and (found & self._heads) - {head}):
            return None, (head,) if head else ()
        return merge, _no_merges(group, found)

    def _names(self, merge: str, number: int) -> bool:
        return re.search(rf"[#!]{number}\b", self._subjects[merge]) is not None


class Beside:
    """The commits beside the default branch: those of other branches and of requests."""

    def __init__(self, session: Session) -> None:
        """Read what has not landed."""
        rows = session.rows(_BESIDE)
        self._parents = {commit: tuple(parents.split()) for commit, parents in rows}
        self._tips = [tip for (tip,) in session.rows(_TIPS, (MOST_BRANCHES,))]
        self._landed = {head for head, is_landed in session.rows(_HEADS) if is_landed}

    def is_on_branch(self, commit: str) -> bool:
        """Return whether a branch other than the default one leads to a commit."""
        return commit in self._branches

    def own(self, head: str, merge: str | None = None) -> tuple[str, ...] | None:
        """Return the own commits of a head, no merges; None when they are too many.

        `merge` is the merge that took it in on another branch, where one did. Without
        it, commits are left out that a branch has which has not the head, and those
        that an earlier request had which landed.
        """
        parents = self._parents
        if merge is not None and merge in parents:
            found = _added(parents, merge)
        else:
            found = _reached(parents, [head], self._is_another(head))
            earlier = (found or set()) & self._landed - {head}
            found = _without(found, _reached(parents, earlier, self._is_another(head)))
        if found is None:
            return None
        own = _no_merges(parents, found)
        return None if len(own) > MOST_OWN_COMMITS else own

    def _is_another(self, head: str) -> Callable[[str], bool]:
        mine = self._branches.get(head, 0)
        return lambda commit: bool(self._branches.get(commit, 0) & ~mine)

    @cached_property
    def _branches(self) -> dict[str, int]:
        """Which of the branches lead to each commit, one bit for each."""
        leading: dict[str, int] = {}
        for place, tip in enumerate(self._tips):
            leading[tip] = leading.get(tip, 0) | 1 << place
        for commit in _children_first(self._parents):
            if mine := leading.get(commit, 0):
                for parent in self._parents[commit]:
                    if parent in self._parents:
                        leading[parent] = leading.get(parent, 0) | mine
        return leading


def _no_merges(parents: _Parents, commits: Iterable[str]) -> tuple[str, ...]:
    """Return the commits that are no merges, each after those that it follows."""
    mine = {one: parents[one] for one in sorted(commits)}
    return tuple(one for one in reversed(list(_children_first(mine))) if len(mine[one]) < 2)


def _added(parents: _Parents, merge: str) -> set[str] | None:
    """Return what a merge added to its first parent; None when that is too much to tell."""
    first, *further = parents[merge]
    return _without(_reached(parents, further), _reached(parents, [first]))


def _without(found: set[str] | None, before: set[str] | None) -> set[str] | None:
    return None if found is None or before is None else found - before


def _nothing(_: str) -> bool:
    return False


def _reached(
    parents: _Parents, begin: Iterable[str], is_end: Callable[[str], bool] = _nothing
) -> set[str] | None:
    """Return all that commits lead to within a graph, ends left out; None when too many."""
    seen = {one for one in begin if one in parents and not is_end(one)}
    ahead = list(seen)
    while ahead and len(seen) <= MOST_STEPS:
        for parent in parents[ahead.pop()]:
            if parent in parents and parent not in seen and not is_end(parent):
                seen.add(parent)
                ahead.append(parent)
    return None if ahead else seen


def _children_first(parents: _Parents) -> Iterator[str]:
    """Yield the commits of a graph, each after all that lead to it."""
    waiting = dict.fromkeys(parents, 0)
    for above in parents.values():
        for parent in above:
            if parent in waiting:
                waiting[parent] += 1
    ready = [commit for commit, n in waiting.items() if n == 0]
    while ready:
        commit = ready.pop()
        yield commit
        for parent in parents[commit]:
            if parent in waiting:
                waiting[parent] -= 1
                if waiting[parent] == 0:
                    ready.append(parent)
