"""When each commit became part of the default branch."""

from lifesigns.kernel.batch import Batch
from lifesigns.sources.git.process import Git, understood
from lifesigns.sources.git.text import seconds
from lifesigns.tables.schema.landings import TABLE


def landings(git: Git, tip: str | None) -> Batch:
    """Return the landing of every commit reachable from `tip`.

    A commit lands with the oldest commit of the first-parent chain that has it
    as an ancestor (or is it). None gives an empty batch.
    """
    if tip is None:
        return Batch.from_rows(TABLE, ())
    parents, times = _graph(git, tip)
    chain = [tip]
    while above := parents.get(chain[-1]):
        chain.append(above[0])
    chain.reverse()
    rows: list[tuple[str, int | None, int, str, bool]] = []
    landed: set[str] = set()
    # A chain commit can only be landed by itself: earlier ones are its ancestors.
    for index, by in enumerate(chain):
        when = times.get(by)
        rows.append((by, when, index, by, True))
        landed.add(by)
        ahead = list(parents.get(by, ())[1:])
        while ahead:
            commit = ahead.pop()
            if commit not in landed:
                landed.add(commit)
                rows.append((commit, when, index, by, False))
                ahead.extend(parents.get(commit, ()))
    return Batch.from_rows(TABLE, rows)


def _graph(git: Git, tip: str) -> tuple[dict[str, list[str]], dict[str, int | None]]:
    finished = git.attempt("rev-list", "--parents", "--timestamp", tip)
    if finished.code:
        raise understood(finished.stderr, "The repository")
    parents: dict[str, list[str]] = {}
    times: dict[str, int | None] = {}
    for line in finished.output.splitlines():
        stamp, commit, *above = line.split()
        name = commit.decode()
        parents[name] = [one.decode() for one in above]
        times[name] = seconds(stamp)
    return parents, times
