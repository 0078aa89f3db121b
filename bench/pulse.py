"""Hold the Pulse against plain git commands on random windows of real repositories.

    uv run python -m bench.pulse --windows 25 CLONE [CLONE ...]

Every part that plain git can compute must be equal: tips, commits on the branch and
on all branches, author addresses, the net diff, gross additions and deletions.
"""

import argparse
import random
import subprocess
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.api.plain_git import by_git

from lifesigns.api.project import Project, open_project
from lifesigns.api.pulse import pulse
from lifesigns.kernel.window import Window, now

PERIODS = (1, 3, 7, 30, 90, 365)


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
                    wrong = {
                        k: (getattr(ours, k), v) for k, v in theirs.items() if getattr(ours, k) != v
                    }
                    if wrong:
                        differing += 1
                        print(f"{Path(clone).name} {window.since} .. {window.until}: {wrong}")
    print(f"{compared} windows compared, {differing} differ, {skipped} skipped (missing objects)")
    return int(bool(differing))


if __name__ == "__main__":
    raise SystemExit(main())
