"""Measure the truck factor on systems whose developers confirmed theirs, and its cost.

    python -m bench.truck_factor accuracy GOLD.csv FOLDER
    python -m bench.truck_factor cost REPOSITORY [--peers BIN_FOLDER [--limit SECONDS]]
    python -m bench.truck_factor made COMMITS [--peers BIN_FOLDER]

GOLD.csv has the columns repository, history_until, truck_factor. FOLDER holds a clone of each,
named OWNER+NAME (with an optional /repo below it), under its present name where it has moved.
`made` measures the cost on a repository it makes itself, the same each time: 500 people of very
unequal zeal, 6,000 files, 3 files a commit. BIN_FOLDER is that of an environment
with the packages truckfactor and git-truckfactor; each of the two is stopped after SECONDS.
"""

import argparse
import csv
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.change_requests import clone_of
from bench.landed_history import git, landed_commits, standing_files, tip_at, touches_of, who_is_who
from lifesigns.models.carriers import TruckFactor, by_directory, source_files, truck_factor

MOVED = {
    "atom/atom-shell": "electron/electron",
    "bjorn/tiled": "mapeditor/tiled",
    "sandstorm-io/capnproto": "capnproto/capnproto",
}


def measure(clone: Path, until: str) -> tuple[TruckFactor, dict[int, str]]:
    """Return the truck factor at the end of a day, and a name for each person code."""
    tip = tip_at(clone, until)
    commits = landed_commits(clone, tip)
    person_of = who_is_who(commits)
    touches, followed, people = touches_of(commits, person_of)
    files = standing_files(clone, tip, followed)
    day = (date.fromisoformat(until) - date(1970, 1, 1)).days + 1
    written = Counter(commit.author for commit in commits)
    by_use = sorted(person_of.items(), key=lambda item: (written[item[0]], item[0]))
    names = {person: account[0] for account, person in by_use}
    return truck_factor(touches, files, day), {i: names[p] for i, p in enumerate(people)}


def accuracy(gold: Path, folder: Path) -> None:
    """Print each system's answers beside the confirmed one, then the scores of every method."""
    errors: dict[str, list[int]] = {}
    with gold.open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            clone = clone_of(folder, MOVED.get(row["repository"], row["repository"]))
            found, names = measure(clone, row["history_until"])
            truth = int(row["truck_factor"])
            answers = {method.id: method.truck_factor for method in found.methods}
            answers |= {"estimate": found.estimate}
            for method, answer in answers.items():
                errors.setdefault(method, []).append((answer or 0) - truth)
            carriers = ", ".join(names[person] for person in found.people)
            print(row["repository"], "confirmed", truth, answers, carriers, sep=" | ")
    for method, missed in errors.items():
        n = len(missed)
        exact = sum(e == 0 for e in missed) / n
        within = sum(abs(e) <= 1 for e in missed) / n
        mean = sum(map(abs, missed)) / n
        print(f"{method}: n {n}, exact {exact:.0%}, within one {within:.0%}, mean error {mean:.2f}")


def cost(clone: Path, peers: Path | None, limit: int = 1200) -> None:
    """Print the seconds of each step, then those of other tools on the same clone."""
    steps = [("start", time.perf_counter(), _cpu_seconds())]

    def step(name: str) -> None:
        steps.append((name, time.perf_counter(), _cpu_seconds()))

    tip = tip_at(clone, None)
    commits = landed_commits(clone, tip)
    step("git log and parsing")
    person_of = who_is_who(commits)
    step("who is who")
    touches, followed, _ = touches_of(commits, person_of)
    step("following renames")
    files = standing_files(clone, tip, followed)
    step("areas of files")
    day = max(commit.committed for commit in commits) / 86400 + 1
    found = truck_factor(touches, files, day)
    step("truck factor")
    directories = by_directory(touches, files, day)
    step("truck factor by directory")
    print(f"{len(commits)} commits, {len(touches)} file changes, {found.n_people} people")
    print(f"estimate {found.estimate} ({found.low}-{found.high}), {len(directories)} directories")
    for (_, wall, cpu), (name, wall_after, cpu_after) in pairwise(steps):
        print(f"{name}: {wall_after - wall:.2f} s, {cpu_after - cpu:.2f} CPU s")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    if peers is not None:
        with tempfile.TemporaryDirectory() as folder:
            work_tree = Path(folder) / "tree"
            shared = ("clone", "-q", "--shared", str(clone), str(work_tree))
            git(Path(folder), *shared)
            _time_peer([str(peers / "truckfactor"), str(work_tree)], Path(folder), limit)
            kept = source_files(files)
            sample = [p for p, is_kept in zip(files.path, kept, strict=True) if is_kept]
            step_size = max(1, len(sample) // PEER_SAMPLE)
            sample = sample[::step_size][:PEER_SAMPLE]
            print(f"git-truckfactor on {len(sample)} of {kept.sum()} source files:")
            code = PEER_CODE.format(tree=str(work_tree), folder=folder, files=sample)
            _time_peer([str(peers / "python"), "-c", code], Path(folder), limit)


PEER_SAMPLE = 20
PEER_CODE = """
import numpy; numpy.float = float
from git_truckfactor.truckfactor import authors_file_list
print(len(authors_file_list({tree!r}, {folder!r}, {files!r}, "1970-01-02", "2038-01-01")))
"""
"""The library asks git once a file; its own list of files needs Linguist, so ours is given, and
it uses a name that numpy took away in 1.24."""


def make_repository(place: Path, n_commits: int) -> None:
    """Make a bare repository of that many commits, always the same."""
    git(place.parent, "init", "-q", "--bare", "-b", "main", str(place))
    draws = np.random.default_rng(7)
    zeal = 1 / np.arange(1, 501)
    authors = draws.choice(500, n_commits, p=zeal / zeal.sum())
    paths = draws.integers(0, 6000, (n_commits, 3))
    command = ["git", "-C", str(place), "fast-import", "--quiet"]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as importer:
        assert importer.stdin is not None
        for number in range(n_commits):
            importer.stdin.write(_fast_import_commit(number, int(authors[number]), paths[number]))
        importer.stdin.close()
        if importer.wait() != 0:
            raise RuntimeError("git fast-import failed")


def _fast_import_commit(number: int, author: int, paths: NDArray[np.int64]) -> bytes:
    who = f"Person {author} <person{author}@example.org> {1_200_000_000 + number * 3600} +0000"
    lines = ["commit refs/heads/main", f"author {who}", f"committer {who}", "data 4", "work"]
    for path in sorted(set(paths.tolist())):
        body = "".join(f"line {(path * 31 + number * k) % 9973}\n" for k in range(1, 21))
        lines += [f"M 100644 inline part{path % 40}/file{path}.py", f"data {len(body)}", body]
    return ("\n".join(lines) + "\n\n").encode()


def _cpu_seconds() -> float:
    """Return the processor time of this process and of the commands it waited for."""
    mine, others = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return mine.ru_utime + mine.ru_stime + others.ru_utime + others.ru_stime


def _time_peer(command: list[str], folder: Path, most_seconds: int) -> None:
    before = _cpu_seconds()
    began = time.perf_counter()
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(
            command, stdout=said, stderr=said, cwd=folder, start_new_session=True
        ) as peer,
    ):
        try:
            code = peer.wait(most_seconds)
        except subprocess.TimeoutExpired:
            os.killpg(peer.pid, signal.SIGKILL)
            code = peer.wait()
        said.seek(0)
        last = said.read()[-200:].decode("utf-8", "replace").strip()
    wall = time.perf_counter() - began
    outcome = f"exit {code}: {last}" if wall < most_seconds else f"stopped after {wall:.0f} s"
    print(f"{Path(command[0]).name}: {wall:.1f} s, {_cpu_seconds() - before:.1f} CPU s, {outcome}")


def main(arguments: list[str]) -> None:
    """Run one of the measurements."""
    parser = argparse.ArgumentParser(description="truck factor: accuracy and cost")
    verbs = parser.add_subparsers(dest="verb", required=True)
    verb = verbs.add_parser("accuracy")
    verb.add_argument("gold", type=Path)
    verb.add_argument("folder", type=Path)
    verb = verbs.add_parser("cost")
    verb.add_argument("repository", type=Path)
    verb.add_argument("--peers", type=Path)
    verb.add_argument("--limit", type=int, default=1200)
    verb = verbs.add_parser("made")
    verb.add_argument("commits", type=int)
    verb.add_argument("--peers", type=Path)
    verb.add_argument("--limit", type=int, default=1200)
    chosen = parser.parse_args(arguments)
    if chosen.verb == "accuracy":
        accuracy(chosen.gold, chosen.folder)
    elif chosen.verb == "cost":
        cost(chosen.repository, chosen.peers, chosen.limit)
    else:
        with tempfile.TemporaryDirectory() as folder:
            make_repository(Path(folder) / "made.git", chosen.commits)
            cost(Path(folder) / "made.git", chosen.peers, chosen.limit)


if __name__ == "__main__":
    main(sys.argv[1:])
