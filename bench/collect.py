"""Time the collection of git history against plain git and against other tools.

    uv run --group bench python -m bench.collect --rounds 3 --peers CLONE [CLONE ...]

Everything is measured in one run, interleaved, and told as ratios of medians to the
yardstick, `git log --raw --numstat -M` over the same refs of the same clone, its output
thrown away. Lifesigns writes its tables. Each contender is a process of its own: wall
clock, processor time with all its children, and the most memory that it and its children
held at one time (proportional set size, read every 200 ms).

A clone from which blobs are missing would stop the yardstick: the bench works on a
look-alike of it, borrowed objects and placeholders for what is missing.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

_CLEAN = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "LC_ALL": "C",
}
_NOT_MADE_UP = "--exclude=refs/pull/*/merge"
YARDSTICK = ("log", _NOT_MADE_UP, "--all", "--raw", "--numstat", "-M")

_PERCEVAL = """
import json, sys, tempfile
from perceval.backends.core.git import Git
with tempfile.TemporaryDirectory() as folder:
    for item in Git(sys.argv[1], folder + "/copy").fetch():
        json.dumps(item)
"""
_PYDRILLER = """
import sys
from pydriller import Repository
for commit in Repository(sys.argv[1]).traverse_commits():
    if not commit.merge:
        for change in commit.modified_files:
            change.added_lines, change.deleted_lines
"""


@dataclass(frozen=True)
class Cost:
    """What one run cost: wall seconds, processor seconds, most memory in MB."""

    wall: float
    cpu: float
    memory: float


def run(command: Sequence[str | Path], folder: Path | None = None) -> Cost:
    """Run a command to its end and return what it cost; its output is thrown away."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [str(word) for word in command],
        cwd=folder,
        env=os.environ | _CLEAN,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    most = [0]
    watcher = threading.Thread(target=_watch, args=(process.pid, most), daemon=True)
    watcher.start()
    assert process.stderr is not None
    complaints = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stderr.close()
    watcher.join()
    if process.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}\n{complaints}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, most[0] / 1024)


def _watch(pid: int, most: list[int]) -> None:
    while (now := sum(_held(one) for one in _family(pid))) or Path(f"/proc/{pid}").exists():
        most[0] = max(most[0], now)
        time.sleep(0.2)  # reading it stops the process read for a moment
        if not now:
            return


def _family(pid: int) -> list[int]:
    family, queue = [], [pid]
    while queue:
        one = queue.pop()
        family.append(one)
        try:
            for task in Path(f"/proc/{one}/task").iterdir():
                queue += [int(child) for child in (task / "children").read_text().split()]
        except OSError:  # it ended meanwhile
            continue
    return family


def _held(pid: int) -> int:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(row.split()[1]) for row in text.splitlines() if row.startswith("Pss:")), 0)


def git(folder: Path, *arguments: str, given: str | None = None) -> str:
    """Return what git prints."""
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env=os.environ | _CLEAN,
        input=given,
        capture_output=True,
        text=True,
        errors="surrogateescape",
        check=True,
    )
    return done.stdout


def look_alike(clone: Path, folder: Path) -> Path:
    """Make a bare repository with the objects and refs of `clone`, nothing missing."""
    git_dir = Path(git(clone, "rev-parse", "--absolute-git-dir").strip())
    git(folder.parent, "init", "--quiet", "--bare", folder.name)
    (folder / "objects" / "info" / "alternates").write_text(f"{git_dir / 'objects'}\n")
    head = git(clone, "symbolic-ref", "HEAD").strip()
    refs = git(clone, "for-each-ref", "--format=%(objectname) %(refname)").splitlines()
    refs.sort(key=lambda row: row.split(" ", 1)[1])
    packed = "# pack-refs with: sorted\n" + "".join(f"{row}\n" for row in refs)
    (folder / "packed-refs").write_text(packed, errors="surrogateescape")
    (folder / "HEAD").write_text(f"ref: {head}\n")
    listed = git(folder, "rev-list", _NOT_MADE_UP, "--all", "--objects", "--missing=print")
    for row in listed.splitlines():
        if row.startswith("?"):
            place = folder / "objects" / row[1:3] / row[3:]
            place.parent.mkdir(exist_ok=True)
            place.write_bytes(zlib.compress(b"blob %d\0%s\n" % (len(row), row[1:].encode())))
    return folder


def default_branch(clone: Path, folder: Path) -> Path:
    """Make a bare clone of the default branch alone. Raises CalledProcessError: objects missing."""
    head = git(clone, "symbolic-ref", "HEAD").strip()
    git(folder.parent, "init", "--quiet", "--bare", folder.name)
    git(folder, "fetch", "--quiet", "--no-tags", str(clone), f"+{head}:{head}")
    git(folder, "symbolic-ref", "HEAD", head)
    return folder


def collect(target: str, workspace: str) -> None:
    """Collect a repository into a store: what `lifesigns collect` does, without the words."""
    from lifesigns.api.collect import collect
    from lifesigns.engine.local import Session
    from lifesigns.sources.git import open_repository
    from lifesigns.tables.store import Store

    folder = Path(workspace)
    with open_repository(target, folder / "git") as repository:
        store = Store(folder / "store", repository.origin, repository.name)
        session = Session()
        collect(repository, store, session)
        session.close()


def ours(repository: Path, workspace: Path) -> Cost:
    """Time one collection in a process of its own."""
    program = "from bench.collect import collect; import sys; collect(*sys.argv[1:])"
    root = Path(__file__).parent.parent
    return run([sys.executable, "-c", program, repository, workspace], root)


def first_time(repository: Path) -> Cost:
    """Time a collection from nothing."""
    with tempfile.TemporaryDirectory() as workspace:
        return ours(repository, Path(workspace))


def update(repository: Path, folder: Path, n_commits: int) -> tuple[Cost, Cost]:
    """Time a run with nothing new, and one with `n_commits` new ones on the default branch."""
    head = git(repository, "symbolic-ref", "HEAD").strip()
    tip = git(repository, "rev-parse", head).strip()
    walk = ("rev-list", "--first-parent", f"--skip={n_commits}", "-1", tip)
    old = git(repository, *walk).strip()
    workspace = folder / "update"
    git(repository, "update-ref", head, old)
    try:
        ours(repository, workspace)
        nothing = ours(repository, workspace)
    finally:
        git(repository, "update-ref", head, tip)
    return nothing, ours(repository, workspace)


def _python(program: str, repository: Path) -> Cost:
    return run([sys.executable, "-c", program, repository])


def peers() -> dict[str, Callable[[Path], Cost]]:
    """Return the other tools that are installed here."""
    found: dict[str, Callable[[Path], Cost]] = {}
    for name, module, program in (
        ("perceval", "perceval.backends.core.git", _PERCEVAL),
        ("PyDriller", "pydriller", _PYDRILLER),
    ):
        there = subprocess.run([sys.executable, "-c", f"import {module}"], capture_output=True)
        if not there.returncode:
            found[name] = partial(_python, program)
    if subprocess.run(["which", "gitinspector"], capture_output=True).returncode == 0:
        found["gitinspector"] = lambda path: run(["gitinspector", "-f", "**", path])
    return found


def median(costs: Sequence[Cost]) -> Cost:
    """Return the medians of several runs."""
    return Cost(
        statistics.median(cost.wall for cost in costs),
        statistics.median(cost.cpu for cost in costs),
        statistics.median(cost.memory for cost in costs),
    )


def compare(
    title: str,
    repository: Path,
    contenders: dict[str, Callable[[Path], Cost]],
    rounds: int,
) -> dict[str, object]:
    """Run everybody in turn, print and return the ratios to the yardstick."""
    costs: dict[str, list[Cost]] = {}
    everybody = {"git log": lambda path: run(["git", *YARDSTICK], path)} | contenders
    for _ in range(rounds):
        for name, contender in everybody.items():
            costs.setdefault(name, []).append(contender(repository))
    middle = {name: median(runs) for name, runs in costs.items()}
    base = middle["git log"]
    print(f"\n{title}")
    print(f"  {'':14} {'wall s':>9} {'ratio':>6} {'cpu s':>9} {'ratio':>6} {'MB':>6}")
    for name, cost in middle.items():
        print(
            f"  {name:14} {cost.wall:9.2f} {cost.wall / base.wall:6.2f} "
            f"{cost.cpu:9.2f} {cost.cpu / base.cpu:6.2f} {cost.memory:6.0f}",
            flush=True,
        )
    return {"subject": title, **{name: vars(cost) for name, cost in middle.items()}}


def main() -> int:
    """Run the comparison and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("clones", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peers", action="store_true", help="other tools too, default branch only")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    arguments = parser.parse_args()
    figures: list[dict[str, object]] = []
    for clone in arguments.clones:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            whole = look_alike(clone.resolve(), folder / "whole.git")
            n_commits = git(whole, "rev-list", "--count", _NOT_MADE_UP, "--all").strip()
            title = f"{clone}: all refs, {n_commits} commits"
            figures.append(compare(title, whole, {"lifesigns": first_time}, arguments.rounds))
            nothing, new = update(whole, folder, 100)
            print(f"  nothing new {nothing.wall:.2f} s, 100 new commits {new.wall:.2f} s")
            if arguments.peers:
                branch = default_branch(clone.resolve(), folder / "branch.git")
                n_commits = git(branch, "rev-list", "--count", "--all").strip()
                title = f"{clone}: default branch, {n_commits} commits"
                contenders = {"lifesigns": first_time} | peers()
                figures.append(compare(title, branch, contenders, arguments.rounds))
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
