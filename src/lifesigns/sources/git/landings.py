"""When each commit became part of the default branch."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lifesigns.kernel.batch import Batch
from lifesigns.sources.git.process import Git, understood
from lifesigns.sources.git.text import seconds
from lifesigns.tables.schema.landings import TABLE

_Row = tuple[str, int | None, int, str, bool]


@dataclass(frozen=True, slots=True)
class Landed:
    """Up to which tip the landings are known, and how long its first-parent chain is."""

    tip: str = ""
    length: int = 0


@dataclass(slots=True)
class _Graph:
    """Parents and committer times of commits, by id."""

    parents: dict[str, list[str]]
    times: dict[str, int | None]


def landings(
    git: Git, tip: str | None, landed: Landed, held: Callable[[list[str]], set[str]]
) -> tuple[Batch, Landed]:
    """Return the landing of every commit reachable from `tip`, and where that ends.

    A commit lands with the oldest commit of the first-parent chain that has it
    as an ancestor (or is it). None gives an empty batch. When the chain runs
    through the tip of `landed`, what landed before stands and the batch only adds;
    `held` tells which of some commits had landed.
    """
    if tip is None:
        return Batch.from_rows(TABLE, ()), Landed()
    if landed.tip and (graph := _graph(git, tip, f"^{landed.tip}")):
        chain, below = _chain(graph.parents, tip)
        # Where clocks jump, git lists commits that are in fact below the old tip.
        if below == landed.tip and not held(list(graph.parents)):
            rows = _rows(graph, chain, landed.length)
            return Batch.from_rows(TABLE, rows, adds=True), Landed(tip, landed.length + len(chain))
    graph = _graph(git, tip)
    assert graph is not None
    chain, _ = _chain(graph.parents, tip)
    return Batch.from_rows(TABLE, _rows(graph, chain, 0)), Landed(tip, len(chain))


def _chain(parents: Mapping[str, list[str]], tip: str) -> tuple[list[str], str | None]:
    """Return the part of the first-parent chain that is in the graph, and what is below it."""
    chain: list[str] = []
    commit: str | None = tip
    while commit is not None and commit in parents:
        chain.append(commit)
        commit = next(iter(parents[commit]), None)
    chain.reverse()
    return chain, commit


def _rows(graph: _Graph, chain: list[str], n_before: int) -> list[_Row]:
    """Return the landings in the graph; all commits outside it landed before."""
    parents, times = graph.parents, graph.times
    rows: list[_Row] = []
    waiting = set(parents)
    # A chain commit can only be landed by itself: earlier ones are its ancestors.
    for index, by in enumerate(chain, start=n_before):
        when = times[by]
        rows.append((by, when, index, by, True))
        waiting.discard(by)
        ahead = parents[by][1:]
        while ahead:
            commit = ahead.pop()
            if commit in waiting:
                waiting.remove(commit)
                rows.append((commit, when, index, by, False))
                ahead.extend(parents[commit])
    return rows


def _graph(git: Git, tip: str, *without: str) -> _Graph | None:
    """Read the graph below `tip`; None when what it is to be read `without` is gone."""
    finished = git.attempt("rev-list", "--parents", "--timestamp", tip, *without)
    if finished.code and without:
        return None
    if finished.code:
        raise understood(finished.stderr, "The repository")
    graph = _Graph({}, {})
    for line in finished.output.decode("ascii").splitlines():
        stamp, commit, *above = line.split(" ")
        graph.parents[commit] = above
        graph.times[commit] = seconds(stamp.encode())
    return graph
