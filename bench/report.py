"""Time a whole report, from nothing and of a collected project, against plain git.

    uv run python -m bench.report --rounds 3 CLONE [CLONE ...]

Each figure is the median of the rounds, every run a process of its own; the yardstick is
`git log --all --raw --numstat -M` over the same clone in the same round, its output thrown
away. *From nothing*: into an empty workspace. *Collected*: the evidence is there, no report
has been made of it. *Readings kept*: nothing but what was read in files is kept from an earlier
report. *Another period*: the report of one period was made before. *Again*: of this one, too.
*Ask alive*: with the readings alone, then *after* a report. *First answers*: from the start of a
run from nothing to the first answer on a terminal; nothing but the time is measured.
"""

import argparse
import os
import pty
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.collect import YARDSTICK, Cost, git, look_alike, median, run

_TIMED = (
    "git log", "first answers", "from nothing", "collected", "readings kept", "another period",
    "again", "ask alive after", "ask alive", "pulse", "--help",
)  # fmt: skip


def lifesigns(*words: str | Path) -> Cost:
    """Run the program in a process of its own."""
    return run([sys.executable, "-m", "lifesigns", *words])


def first_answers(*words: str | Path) -> Cost:
    """Return when a run's first answer stands on a terminal; the run goes on to its end."""
    ours, theirs = pty.openpty()
    start = time.perf_counter()
    command = [sys.executable, "-m", "lifesigns", *map(str, words)]
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=theirs
    )
    os.close(theirs)
    shown, wall = b"", 0.0
    while said := _said(ours):
        shown += said
        if not wall and b" alive " in shown:
            wall = time.perf_counter() - start
    os.close(ours)
    if process.wait() or not wall:
        raise SystemExit(f"{' '.join(command)}\n{shown.decode(errors='replace')}")
    return Cost(wall, 0.0, 0.0)


def _said(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65_536)
    except OSError:  # nobody holds the other end any more
        return b""


def one_round(clone: Path, collected: Path, folder: Path) -> Iterator[tuple[str, Cost]]:
    """Yield what each command costs once; `collected` is a workspace that only collected."""
    page = folder / "report.html"
    yield "git log", run(["git", *YARDSTICK], clone)
    report = ("report", clone, "--out", page, "-q", "--workspace")
    watched = ("report", clone, "--out", page, "--workspace")
    yield "first answers", first_answers(*watched, folder / "watched")
    yield "from nothing", lifesigns(*report, folder / "empty")
    workspace = shutil.copytree(collected, folder / "copy")
    yield "collected", lifesigns(*report, workspace)
    forget(workspace)
    yield "readings kept", lifesigns(*report, workspace)
    yield "another period", lifesigns(*report, workspace, "--period", "1w")
    yield "again", lifesigns(*report, workspace)
    ask = ("ask", "alive", clone, "-q", "--workspace", workspace)
    yield "ask alive after", lifesigns(*ask)
    forget(workspace)
    yield "ask alive", lifesigns(*ask)
    yield "pulse", lifesigns("pulse", clone, "-q", "--workspace", workspace)
    yield "--help", lifesigns("--help")


def forget(workspace: Path) -> None:
    """Remove the reports kept in a workspace; what was read in files stays."""
    for folder in workspace.glob("projects/*/kept"):
        shutil.rmtree(folder)


def compare(original: Path, rounds: int) -> None:
    """Print the medians of all commands for one clone."""
    costs: dict[str, list[Cost]] = {name: [] for name in _TIMED}
    with tempfile.TemporaryDirectory() as name:
        clone = look_alike(original, Path(name) / f"{original.name}.git")
        collected = Path(name) / "collected"
        lifesigns("collect", clone, "-q", "--workspace", collected)
        for _ in range(rounds):
            with tempfile.TemporaryDirectory(dir=name) as folder:
                for told, cost in one_round(clone, collected, Path(folder)):
                    costs[told].append(cost)
    n_commits = git(original, "rev-list", "--count", "--all").strip()
    base = median(costs["git log"])
    print(f"\n{original}: {n_commits} commits, {rounds} rounds")
    print(f"  {'':15} {'wall s':>9} {'best':>7} {'worst':>7} {'ratio':>6} {'cpu s':>7} {'MB':>6}")
    for told, runs in costs.items():
        cost, walls = median(runs), sorted(one.wall for one in runs)
        print(
            f"  {told:15} {cost.wall:9.2f} {walls[0]:7.2f} {walls[-1]:7.2f} "
            f"{cost.wall / base.wall:6.2f} {cost.cpu:7.2f} {cost.memory:6.0f}",
            flush=True,
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the comparison and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("clones", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args(arguments)
    for clone in given.clones:
        compare(clone.resolve(), given.rounds)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
