"""Hold what was collected against plain git: totals of commits, files and lines.

    uv run python -m bench.totals CLONE [CLONE ...]

For each clone: the number of commits, of changed files (renames as one), of added and of
deleted lines and of binary files over every ref, from the tables and from
`git log --numstat -M` in the same run. They must be equal. Clones from which objects are
missing are looked at through a look-alike with placeholders, for both sides.
"""

import argparse
import subprocess
import tempfile
from pathlib import Path

from bench.collect import _CLEAN, _NOT_MADE_UP, collect, git, look_alike

Totals = dict[str, int]
_HISTORY = (_NOT_MADE_UP, "--exclude=refs/notes/*", "--exclude=refs/stash", "--all")
"""Every ref but those that hold no history of the project: made-up merges, notes, the stash."""


def by_git(repository: Path) -> Totals:
    """Count in the output of plain git, read row by row."""
    commits = int(git(repository, "rev-list", "--count", *_HISTORY))
    found = {"commits": commits, "files": 0, "additions": 0, "deletions": 0, "binary": 0}
    command = ["git", "-c", "core.quotePath=true", "log", *_HISTORY]
    process = subprocess.Popen(
        [*command, "--numstat", "-M", "--format="],
        cwd=repository,
        env={**_CLEAN, "PATH": "/usr/bin:/bin:/usr/local/bin"},
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    for row in process.stdout:
        added, tab, rest = row.partition(b"\t")
        if not tab:
            continue
        found["files"] += 1
        if added == b"-":
            found["binary"] += 1
        else:
            found["additions"] += int(added)
            found["deletions"] += int(rest.partition(b"\t")[0])
    if process.wait():
        raise SystemExit(f"git log failed in {repository}")
    return found


def by_tables(repository: Path, workspace: Path) -> Totals:
    """Collect, and count in the tables."""
    from lifesigns.engine.local import Session
    from lifesigns.tables.store import Store

    collect(str(repository), str(workspace))
    with Session() as session:
        Store(workspace / "store", "", "").mount(session, "raw")
        commits = session.rows("SELECT count(*) FROM raw.commits")[0][0]
        row = session.rows(
            "SELECT count(*), coalesce(sum(additions), 0), coalesce(sum(deletions), 0), "
            "count(*) FILTER (is_binary) FROM raw.file_changes"
        )[0]
    return dict(
        zip(
            ("commits", "files", "additions", "deletions", "binary"),
            map(int, (commits, *row)),
            strict=True,
        )
    )


def main() -> int:
    """Compare, print one row a clone; 1 when any differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("clones", nargs="+", type=Path)
    differing = 0
    for clone in parser.parse_args().clones:
        with tempfile.TemporaryDirectory() as name:
            whole = look_alike(clone.resolve(), Path(name) / "whole.git")
            theirs, ours = by_git(whole), by_tables(whole, Path(name) / "workspace")
        wrong = {key: (ours[key], theirs[key]) for key in theirs if ours[key] != theirs[key]}
        differing += bool(wrong)
        told = " ".join(f"{key} {value:,}" for key, value in theirs.items())
        print(f"{clone.name}: {told} {f'DIFFER {wrong}' if wrong else 'equal'}", flush=True)
    return int(bool(differing))


if __name__ == "__main__":
    raise SystemExit(main())
