"""What the kinds of a whole history cost, as a ratio to collecting that history.

Usage: python -m bench.contribution_kind REPOSITORY [REPOSITORY …]
Prints CPU seconds, children included, and their ratio to collecting: the whole history cold
and warm (`lifesigns collect --kinds`), and what a report adds: the last year's kinds, sizes
and change requests, and the survival of lines, each in a store of its own, cold and warm.
"""

import gc
import resource
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lifesigns.api.collect import collect
from lifesigns.api.kinds import read_whole
from lifesigns.api.project import Project, open_project
from lifesigns.engine.local import Session
from lifesigns.sources.git import open_repository
from lifesigns.tables.store import Store


def cpu_seconds() -> float:
    """CPU seconds of this process and of its finished children."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return the CPU seconds of some work, and what it gave."""
    gc.collect()
    begun = cpu_seconds()
    given = work()
    return cpu_seconds() - begun, given


def collecting(target: str, folder: Path) -> float:
    """Return the CPU seconds of a first collection."""
    with Session() as session, open_repository(target, folder / "git") as repository:
        store = Store(folder / "store", repository.origin, repository.name)
        return timed(lambda: collect(repository, store, session))[0]


def opened(target: str, folder: Path) -> Project:
    """Open a project collected afresh, with its tables of the moment made."""
    project = open_project(target, workspace=folder, clock=datetime.now(UTC))
    project.model("landings")
    return project


def main(targets: list[str]) -> None:
    """Print one table per repository."""
    for target in targets:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            base = collecting(target, folder / "bare")
            print(f"{target}: collecting {base:.1f} CPU s")
            with opened(target, folder / "whole") as project:
                given = project.session, project.store, project.repository
                for label in ("whole history", "whole history, warm"):
                    used, n = timed(lambda given=given: read_whole(*given))
                    print(f"  {label}: {n:,} commits, {used:.1f} CPU s, ratio {used / base:.2f}")
            for label in ("", ", warm"):
                with opened(target, folder / "year") as project:
                    for key in ("contribution_kinds", "line_survival"):
                        used, _ = timed(lambda key=key, project=project: project.model(key))
                        print(f"  {key}{label}: {used:.1f} CPU s, ratio {used / base:.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
