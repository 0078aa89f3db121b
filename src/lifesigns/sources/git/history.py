"""Questions about one branch: its tip at a moment, commits between two tips, their net diff."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from lifesigns.kernel.errors import UnknownIdError
from lifesigns.sources.git.changes import ChangeReader
from lifesigns.sources.git.process import Git, understood
from lifesigns.sources.git.refs import Refs


@dataclass(frozen=True, slots=True)
class NetDiff:
    """What lies between two trees, renames recognised; lines None where those of a file are
    not known."""

    files: int
    additions: int | None
    deletions: int | None


class History:
    """Walks along branches; remembers each first-parent chain it has read."""

    def __init__(self, git: Git, refs: Refs, id_length: int, changes: ChangeReader) -> None:
        """Answer about `refs` through `git`."""
        self._git = git
        self._refs = refs
        self._changes = changes
        self._chains: dict[str, list[tuple[int, str]]] = {}
        self._empty = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
        if id_length == 64:
            self._empty = "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321"

    def tip_of(self, branch: str | None) -> str | None:
        """Return the tip of a branch; None means the default branch, which may be unborn."""
        if branch is None:
            return self._refs.default.commit_id if self._refs.default else None
        branches = self._refs.branches()
        if branch in branches:
            return branches[branch]
        near = difflib.get_close_matches(branch, branches, n=3)
        advice = f"Did you mean {' or '.join(near)}?" if near else "See `git branch -a`."
        raise UnknownIdError(f"There is no branch {branch[:200]!r}.", advice)

    def tip_at(self, branch: str | None, when: datetime) -> str | None:
        """Return the last first-parent commit whose committer time is at or before `when`."""
        tip = self.tip_of(branch)
        if tip is None:
            return None
        moment = when.timestamp()
        return next((commit for stamp, commit in self._chain(tip) if stamp <= moment), None)

    def _chain(self, tip: str) -> list[tuple[int, str]]:
        chain = self._chains.get(tip)
        if chain is None:
            listed = self._rev_list("--first-parent", "--timestamp", tip).decode("ascii")
            rows = (line.split() for line in listed.splitlines())
            chain = self._chains[tip] = [(int(row[0]), row[1]) for row in rows]
        return chain

    def between(self, old: str | None, new: str) -> list[str]:
        """Return the non-merge commits reachable from `new` and not from `old`."""
        excluded = [f"^{old}"] if old else []
        return self._rev_list("--no-merges", new, *excluded).decode("ascii").split()

    def on_branches(self, since: datetime, until: datetime) -> list[str]:
        """Return the non-merge commits of any branch committed after `since`, up to `until`.

        Every commit is looked at: told to stop at an age, git stops at the first commit a wrong
        clock dates before it, and misses what lies behind.
        """
        tips = [tip.encode("ascii") for tip in sorted(set(self._refs.branches().values()))]
        walk = ("--no-merges", "--timestamp", f"--min-age={int(until.timestamp())}", "--stdin")
        listed = self._rev_list(*walk, lines=tips).decode("ascii") if tips else ""
        first = int(since.timestamp())
        rows = (line.split() for line in listed.splitlines())
        return [commit for stamp, commit in rows if int(stamp) > first]

    def net_diff(self, old: str | None, new: str) -> NetDiff | None:
        """Compare two commits' trees; None when a tree is missing."""
        rows = self._changes.between(old or self._empty, new)
        _, n_files, additions, deletions, _, n_unknown, _ = rows.diffs[0]
        if n_files is None:
            return None
        return NetDiff(n_files, *((None, None) if n_unknown else (additions, deletions)))

    def _rev_list(self, *arguments: str, lines: Iterable[bytes] = ()) -> bytes:
        finished = self._git.attempt("rev-list", *arguments, "--", lines=lines)
        if finished.code:
            raise understood(finished.stderr, "The repository")
        return finished.output
