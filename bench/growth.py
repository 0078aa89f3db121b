"""Measure how the cost of collecting and of a report grows with the history.

    uv run python -m bench.growth --rounds 2 CLONE [CLONE ...]

The default branch of each clone is cut where it had a quarter, half and all of its commits
(on its first-parent line), and each cut is collected and reported from nothing. Told is the
processor time, with all children, and the exponent b of cost = a * commits ** b, by least
squares over the cuts: 1 is linear.
"""

import argparse
import math
import statistics
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.collect import git
from bench.report import lifesigns

SHARES = (0.25, 0.5, 1.0)


def cut(clone: Path, commit: str, folder: Path) -> Path:
    """Make a bare repository with one branch that ends at `commit`, objects borrowed."""
    objects = Path(git(clone, "rev-parse", "--absolute-git-dir").strip()) / "objects"
    git(folder.parent, "init", "--quiet", "--bare", "--initial-branch=main", folder.name)
    (folder / "objects" / "info" / "alternates").write_text(f"{objects}\n")
    git(folder, "update-ref", "refs/heads/main", commit)
    return folder


def exponent(sizes: Sequence[int], costs: Sequence[float]) -> float:
    """Return the slope of log cost over log size."""
    return statistics.linear_regression(
        [math.log(size) for size in sizes], [math.log(cost) for cost in costs]
    ).slope


def measure(original: Path, rounds: int) -> None:
    """Print the costs of all cuts of one clone and their exponents."""
    line = git(original, "rev-list", "--first-parent", "--reverse", "HEAD").split()
    print(f"\n{original}\n  {'commits':>9} {'collect':>9} {'report':>9}   (processor seconds)")
    sizes, costs = [], []
    with tempfile.TemporaryDirectory() as name:
        for share in SHARES:
            tip = line[max(1, round(len(line) * share)) - 1]
            clone = cut(original, tip, Path(name) / f"{share}.git")
            sizes.append(int(git(clone, "rev-list", "--count", "HEAD")))
            found: dict[str, list[float]] = {"collect": [], "report": []}
            for number in range(rounds):
                for command, measured in found.items():
                    workspace = Path(name) / f"{share}-{number}-{command}"
                    page = ("--out", Path(name) / "page.html") if command == "report" else ()
                    cost = lifesigns(command, clone, *page, "-q", "--workspace", workspace)
                    measured.append(cost.cpu)
            costs.append({key: statistics.median(values) for key, values in found.items()})
            print(
                f"  {sizes[-1]:>9,} {costs[-1]['collect']:9.2f} {costs[-1]['report']:9.2f}",
                flush=True,
            )
    told = {key: exponent(sizes, [cost[key] for cost in costs]) for key in costs[0]}
    print(f"  {'exponent':>9} {told['collect']:9.2f} {told['report']:9.2f}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure each clone."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("clones", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=2)
    given = parser.parse_args(arguments)
    for clone in given.clones:
        measure(clone.resolve(), given.rounds)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
