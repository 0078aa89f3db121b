"""Hold the Pulse against plain git commands on random windows of real repositories.

    uv run python bench/pulse.py --windows 25 CLONE [CLONE ...]

Every part that plain git can compute must be equal: tips, commits on the branch and
on all branches, author addresses, the net diff, gross additions and deletions.
"""

import argparse
import random
import subprocess
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from lifesigns.api.project import Project, open_project
from lifesigns.api.pulse import pulse
from lifesigns.kernel.window import Window, now

PERIODS = (1, 3, 7, 30, 90, 365)


def git(repository: str, *arguments: str) -> str:
    """Return what a plain git command prints."""
    command = ["git", "-C", repository, *arguments]
    return subprocess.run(command, check=True, capture_output=True).stdout.decode("utf-8", "replace")


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
    found["commits_default_branch"] = int(git(repository, "rev-list", "--count", "--no-merges", *span))
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


def windows(project: Project, count: int, seed: int) -> list[Window]:
    """Return random windows inside the project's history."""
    chance = random.Random(seed)
    first = project.subject.first_at or datetime(2020, 1, 1, tzinfo=UTC)
    reach = int((project.until - first).total_seconds())
    ends = [first + timedelta(seconds=chance.randrange(86_400, reach)) for _ in range(count)]
    return [Window(end - timedelta(days=chance.choice(PERIODS), seconds=7), end) for end in ends]


def main() -> int:
    """Compare and print one line a difference; 1 when there is any."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("clones", nargs="+")
    parser.add_argument("--windows", type=int, default=25)
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    compared = differing = skipped = 0
    with tempfile.TemporaryDirectory() as folder:
        for clone in arguments.clones:
            with open_project(clone, workspace=Path(folder), clock=now()) as project:
                for window in windows(project, arguments.windows, arguments.seed):
                    ours = pulse(project, window)
                    try:
                        theirs = by_git(clone, ours.default_branch, window)
                    except subprocess.CalledProcessError:
                        skipped += 1  # plain git stops at a missing object; ours marks it
                        continue
                    compared += 1
                    wrong = {k: (getattr(ours, k), v) for k, v in theirs.items() if getattr(ours, k) != v}
                    if wrong:
                        differing += 1
                        print(f"{Path(clone).name} {window.since} .. {window.until}: {wrong}")
    print(f"{compared} windows compared, {differing} differ, {skipped} skipped (missing objects)")
    return int(bool(differing))


if __name__ == "__main__":
    raise SystemExit(main())
