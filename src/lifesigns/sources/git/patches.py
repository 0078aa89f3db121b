"""Patch ids: equal where two commits make the same change, wherever and whenever they make it."""

from collections.abc import Sequence

from lifesigns.sources.git.process import Git

_MOST_BYTES = 64 << 20
_DIFF = (
    "diff-tree",
    "--stdin",
    "--root",
    "-r",
    "-p",
    "--no-renames",
    "--no-ext-diff",
    "--no-textconv",
)


def patch_ids(git: Git, commits: Sequence[str]) -> dict[str, str]:
    """Return `git patch-id --stable` of non-merge commits.

    Commits that change nothing, or whose change cannot be read here (a blob is missing,
    more than 64 MiB of text in all), have none.
    """
    found: dict[str, str] = {}
    waiting = list(commits)
    while waiting:
        text, is_whole = _diffs(git, waiting)
        output = git.run("patch-id", "--stable", lines=(text,)).decode("ascii", "replace")
        for line in output.splitlines():
            patch, _, commit = line.partition(" ")
            found[commit] = patch
        if is_whole:
            break
        # git died of one commit, or the text grew too long in it: go on behind it.
        read = [place for place, commit in enumerate(waiting) if commit.encode() in text]
        last = read[-1] if read else 0
        found.pop(waiting[last], None)
        waiting = waiting[last + 1 :]
    return found


def _diffs(git: Git, commits: Sequence[str]) -> tuple[bytes, bool]:
    lines = (commit.encode() for commit in commits)
    with git.start(*_DIFF, lines=lines) as running:
        text = running.stream.read(_MOST_BYTES)
        if len(text) == _MOST_BYTES:
            return text[: text.rfind(b"\n") + 1], False
        return text, running.end().code == 0
