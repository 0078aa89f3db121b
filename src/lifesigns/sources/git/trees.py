"""Comparing trees: which files each commit touched. Files are opened only to recognise renames.

The records of `git diff-tree --raw -z` are `:mode mode id id status`, a path, and
for renames a second path; a commit's id stands alone before its records.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from lifesigns.sources.git.process import Git

EXACT_ONLY = (
    "renames were recognised only where the content is the same: a blob is missing, or too many are "
    "to be compared"
)
UNREADABLE = "a tree is missing, damaged or too large"
MOST_FILES = 500_000
"""Files of one commit above which none is told: some trees of a kilobyte hold 10^10."""
TOO_MANY = f"it touches more than {MOST_FILES:,} files"

_BLOCK = 1 << 20
_MOST_BYTES = 24 << 20
_RAW = ("diff-tree", "--stdin", "--root", "--always", "-r", "--raw", "-z", "--no-abbrev")
_ALL_RENAMES, _SAME_CONTENT = "-M", "-M100%"
_MOST_TRIED = 100
_READ_ALONE = 3


@dataclass(slots=True)
class TreeChanges:
    """File changes of a run of commits, flat: row i is `metas[i]`, `olds[i]`, `paths[i]`.

    `ends[k]` is where the rows of `commits[k]` end. `problems` says by commit id
    why a diff is incomplete; nothing at all is known of those in `unreadable`.
    """

    commits: list[str] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    metas: list[bytes] = field(default_factory=list)
    olds: list[bytes | None] = field(default_factory=list)
    paths: list[bytes] = field(default_factory=list)
    problems: dict[str, str] = field(default_factory=dict)
    unreadable: set[str] = field(default_factory=set)

    def rows(self, k: int) -> range:
        """Return the row numbers of the k-th commit."""
        return range(self.ends[k - 1] if k else 0, self.ends[k])

    def keep(self, n_commits: int) -> None:
        """Forget everything after the first `n_commits` commits."""
        n_rows = self.ends[n_commits - 1] if n_commits else 0
        for rows in (self.metas, self.olds, self.paths):
            del rows[n_rows:]
        del self.commits[n_commits:], self.ends[n_commits:]

    def is_flooded(self) -> bool:
        """Whether a commit has more rows than are told; forget it and what follows, if so."""
        if len(self.paths) <= MOST_FILES:
            return False
        start = 0
        for k, end in enumerate((*self.ends, len(self.paths))):
            if end - start > MOST_FILES:
                self.keep(k)
                return True
            start = end
        return False

    def tail(self, first: int) -> "TreeChanges":
        """Return the commits from `first` on, with their rows."""
        n_rows = self.ends[first - 1] if first else 0
        return TreeChanges(
            self.commits[first:],
            [end - n_rows for end in self.ends[first:]],
            self.metas[n_rows:],
            self.olds[n_rows:],
            self.paths[n_rows:],
            self.problems,
            self.unreadable,
        )

    def append(self, other: "TreeChanges", k: int) -> None:
        """Take over the k-th commit of `other`."""
        rows = slice(other.ends[k - 1] if k else 0, other.ends[k])
        self.metas += other.metas[rows]
        self.olds += other.olds[rows]
        self.paths += other.paths[rows]
        self.commits.append(other.commits[k])
        self.ends.append(len(self.paths))
        if problem := other.problems.get(other.commits[k]):
            self.problems[other.commits[k]] = problem
        self.unreadable |= {other.commits[k]} & other.unreadable


class TreeReader:
    """Compares the trees of commits with those of their first parents."""

    def __init__(
        self, git: Git, id_length: int, *, is_partial: bool, with_merges: bool = False
    ) -> None:
        """Read through `git`; in partial repositories look before reading blobs and trees.

        A merge changed nothing, or `with_merges` what its first parent did not have.
        """
        self._command = (*_RAW, "--diff-merges=first-parent") if with_merges else _RAW
        self._git = git
        self._id_length = id_length
        self._status_at = 17 + 2 * id_length
        self._is_partial = is_partial

    def read(self, commits: Sequence[str]) -> TreeChanges:
        """Read what each commit changed (a root commit: against nothing).

        Ends early, after a whole commit, when the records grow past a bound: the
        result may have fewer commits than asked, but at least one.
        """
        if not self._is_partial:
            return self._read(_ALL_RENAMES, commits)
        exact = self._read(_SAME_CONTENT, commits)
        return self._with_similar_renames(exact)

    def between(self, old: str, new: str) -> TreeChanges:
        """Compare two trees; the result has one commit, named after the new tree."""
        found = TreeChanges()
        for renames in (_ALL_RENAMES, _SAME_CONTENT):
            finished = self._git.attempt(*_RAW[:1], *_RAW[4:], renames, old, new)
            if finished.output.count(b"\0:") > MOST_FILES:
                return _nothing(new, TOO_MANY)
            if not finished.code:
                self._parse(new.encode() + b"\0" + finished.output, found)
                found.ends.append(len(found.paths))
                if renames == _SAME_CONTENT:
                    found.problems[new] = EXACT_ONLY
                return found
        return _nothing(new)

    def _read(self, renames: str, commits: Sequence[str]) -> TreeChanges:
        found = TreeChanges()
        while len(found.commits) < len(commits):
            ended = self._stream(renames, commits[len(found.commits) :], found)
            if ended == "bound":
                break
            if ended == "whole":
                continue
            # The commit that git died of is the next one or the one after it.
            for commit in commits[len(found.commits) :][:_READ_ALONE]:
                alone = self._alone(renames, commit)
                found.append(alone, 0)
                if alone.problems or alone.unreadable:
                    break
        return found

    def _alone(self, renames: str, commit: str) -> TreeChanges:
        for option in dict.fromkeys((renames, _SAME_CONTENT)):
            found = TreeChanges()
            ended = self._stream(option, [commit], found)
            if ended == "flooded":
                return _nothing(commit, TOO_MANY)
            if ended != "died":
                if option != renames:
                    found.problems[commit] = EXACT_ONLY
                return found
        return _nothing(commit)

    def _stream(self, renames: str, commits: Sequence[str], found: TreeChanges) -> str:
        """Append what git says; tell how it ended: "whole", "bound", "died" or "flooded".

        A flood are more files of one commit than are told.
        """
        n_bytes = 0
        first = len(found.commits)
        rest = b""
        lines = (commit.encode() for commit in commits)
        with self._git.start(*self._command, renames, lines=lines) as running:
            ended = "whole"
            while block := running.stream.read(_BLOCK):
                n_bytes += len(block)
                rest = self._parse(rest + block, found)
                if found.is_flooded():
                    ended = "flooded"
                    break
                if n_bytes > _MOST_BYTES and len(found.ends) > first:
                    ended = "bound"
                    break
            if ended == "whole" and running.end().code:
                ended = "died"
        if ended == "whole" and len(found.commits) > len(found.ends):
            found.ends.append(len(found.paths))
            ended = "flooded" if found.is_flooded() else ended
        found.keep(len(found.ends))
        _fill_gaps(found, first, commits, is_whole=ended == "whole")
        return ended

    def _parse(self, data: bytes, found: TreeChanges) -> bytes:
        """Append the whole records in `data`; return what is left of the last one."""
        *tokens, rest = data.split(b"\0")
        metas, olds, paths = found.metas, found.olds, found.paths
        status_at = self._status_at
        iterator = iter(tokens)
        for token in iterator:
            if token[:1] != b":":
                if len(found.commits) > len(found.ends):
                    found.ends.append(len(paths))
                found.commits.append(token.decode("ascii"))
                continue
            old = next(iterator, None) if token[status_at] in b"RC" else None
            path = next(iterator, None)
            if path is None:
                return b"\0".join((token, rest) if old is None else (token, old, rest))
            metas.append(token)
            olds.append(old)
            paths.append(path)
        return rest

    def _with_similar_renames(self, exact: TreeChanges) -> TreeChanges:
        """Find the renames with edits too, in commits whose blobs are all there."""
        pairs = {c: p for k, c in enumerate(exact.commits) if (p := self._unpaired(exact, k))}
        there = present(self._git, {blob for blobs in pairs.values() for blob in blobs})
        whole = [commit for commit, blobs in pairs.items() if blobs <= there]
        # git may do without the missing blob; finding out costs a process for each commit.
        may_try = len(pairs) - len(whole) <= _MOST_TRIED
        again = self._read(_ALL_RENAMES, whole) if whole else TreeChanges()
        place = {commit: k for k, commit in enumerate(again.commits)}
        merged = TreeChanges()
        for k, commit in enumerate(exact.commits):
            if commit in place:
                merged.append(again, place[commit])
            elif commit in pairs and pairs[commit] <= there:
                break  # the bound was reached while reading again
            elif commit in pairs and may_try:
                merged.append(self._alone(_ALL_RENAMES, commit), 0)
            else:
                merged.append(exact, k)
                if commit in pairs:
                    merged.problems[commit] = EXACT_ONLY
        return merged

    def _unpaired(self, changes: TreeChanges, k: int) -> set[bytes]:
        """Return the blobs of files added and deleted in one commit; none unless it has both."""
        rows = changes.rows(k)
        length = self._id_length
        metas = [changes.metas[i] for i in rows]
        added = {m[16 + length : 16 + 2 * length] for m in metas if m[-1:] == b"A"}
        deleted = {m[15 : 15 + length] for m in metas if m[-1:] == b"D"}
        return added | deleted if added and deleted else set()


def present(git: Git, ids: set[bytes]) -> set[bytes]:
    """Return those of the objects that are there."""
    if not ids:
        return set()
    # What is missing is answered with "<id> missing".
    answers = git.run("cat-file", "--batch-check=%(objectname)", "--buffer", lines=ids)
    return {line for line in answers.splitlines() if line.isalnum()}


def absent(git: Git, names: Sequence[str]) -> list[str]:
    """Return those of the names, such as an id or `<commit>^{tree}`, that nothing stands for."""
    lines = [name.encode() for name in names]
    answers = git.run("cat-file", "--batch-check", "--buffer", lines=lines) if names else b""
    return [
        name
        for name, answer in zip(names, answers.splitlines(), strict=True)
        if answer.endswith(b" missing")
    ]


def _fill_gaps(found: TreeChanges, first: int, commits: Sequence[str], *, is_whole: bool) -> None:
    """Put in the commits that git passed over without a word, because they are damaged or gone."""
    read = found.commits[first:]
    if read == list(commits[: len(read)]) and (not is_whole or len(read) == len(commits)):
        return
    place = {commit: k for k, commit in enumerate(read)}
    last = commits.index(read[-1]) if read and not is_whole else len(commits) - 1
    part = found.tail(first)
    found.keep(first)
    for commit in commits[: last + 1]:
        if commit in place:
            found.append(part, place[commit])
        else:
            found.append(_nothing(commit), 0)


def _nothing(commit: str, why: str = UNREADABLE) -> TreeChanges:
    return TreeChanges([commit], [0], problems={commit: why}, unreadable={commit})
