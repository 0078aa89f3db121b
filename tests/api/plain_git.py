"""The Pulse by plain git commands only: the independent truth ours is held against."""

import subprocess

from lifesigns.kernel.window import Window


def git(repository: str, *arguments: str) -> str:
    """Return what a plain git command prints."""
    command = ["git", "-C", repository, *arguments]
    return subprocess.run(command, check=True, capture_output=True).stdout.decode(
        "utf-8", "replace"
    )


def by_git(repository: str, branch: str, window: Window) -> dict[str, int]:
    """Compute the Pulse with plain git commands only."""
    since, until = (f"{moment:%Y-%m-%dT%H:%M:%S}Z" for moment in (window.since, window.until))
    old, new = (
        git(repository, "rev-list", "-1", "--first-parent", f"--before={moment}", branch).strip()
        for moment in (since, until)
    )
    span = [f"{old}..{new}"] if old and new else [new]
    lines = git(
        repository, "log", "--branches", "--remotes", "--no-merges", f"--since={since}",
        f"--until={until}", "--format=%H %ae",
    ).splitlines()  # fmt: skip
    found = {
        "commits_all_branches": len({line.split(" ", 1)[0] for line in lines}),
        "authors": len({line.split(" ", 1)[1].lower() for line in lines}),
        "commits_default_branch": 0,
        **dict.fromkeys(("files_changed", "additions", "deletions"), 0),
        **dict.fromkeys(("gross_additions", "gross_deletions"), 0),
    }
    if not new or old == new:
        return found
    found["commits_default_branch"] = int(
        git(repository, "rev-list", "--count", "--no-merges", *span)
    )
    empty = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
    net = totals(git(repository, "diff", "--numstat", "-M", old or empty, new))
    gross = totals(git(repository, "log", "--no-merges", "--numstat", "--format=", *span))
    found |= dict(zip(("files_changed", "additions", "deletions"), net, strict=True))
    found |= {"gross_additions": gross[1], "gross_deletions": gross[2]}
    return found


def totals(numstat: str) -> tuple[int, int, int]:
    """Return files, additions and deletions of a numstat listing."""
    rows = [line.split("\t") for line in numstat.splitlines() if line]
    return (
        len(rows),
        sum(int(row[0]) for row in rows if row[0] != "-"),
        sum(int(row[1]) for row in rows if row[1] != "-"),
    )
