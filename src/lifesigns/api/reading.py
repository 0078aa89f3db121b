"""Read what changes change in a process of its own, while this one counts and judges.

Python does one thing at a time, and most of a first report is reading contents. The helper writes
the parts that reading here would write and names them when it is done; this process alone makes
them part of the store. Without the helper, or whatever becomes of it, all is read here.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import lifesigns
from lifesigns.api.kinds import KINDS
from lifesigns.api.request_kinds import NET_KINDS
from lifesigns.api.sizes import SIZES
from lifesigns.api.substance import read_last_year
from lifesigns.engine import local
from lifesigns.sources.git import open_repository
from lifesigns.sources.git.changes import n_workers
from lifesigns.tables import moment
from lifesigns.tables.schema import commits
from lifesigns.tables.store import Draft

if TYPE_CHECKING:
    from lifesigns.api.project import Project

WORTH_A_PROCESS = 250
"""Commits of a year that take longer to read than a process takes to start."""

_COMMAND = "from lifesigns.api.reading import serve; serve()"
_TABLES = (KINDS.id, NET_KINDS.id, SIZES.id)

_LAST_YEAR = """
WITH held AS (SELECT committed_at, n_parents FROM ({relation}) WHERE committed_at <= ?)
SELECT count(*) FROM held
WHERE n_parents < 2 AND committed_at > (SELECT max(committed_at) FROM held) - INTERVAL 365 DAY
"""


@contextmanager
def reading_beside(project: "Project") -> Iterator[Callable[[], None]]:
    """Begin to read the last year's changes if there are many and none was read before.

    Yields what waits for the helper and puts what it read into the store.
    """
    helper = _started() if _is_worth_it(project) else None
    if helper is None:
        yield lambda: None
        return
    try:
        _tell(helper, project)
        yield lambda: _take_over(helper, project)
    finally:
        helper.kill()
        helper.communicate()


def _is_worth_it(project: "Project") -> bool:
    store = project.store
    if n_workers() < 2 or _is_begun(project):
        return False
    with local.Session() as session:
        sql = _LAST_YEAR.format(relation=store.relation(commits.TABLE))
        rows = session.rows(sql, (project.as_of.replace(tzinfo=None),))
    return bool(rows[0][0] >= WORTH_A_PROCESS)


def _is_begun(project: "Project") -> bool:
    return any(project.store.manifest.parts.get(table) for table in _TABLES)


def _started() -> "subprocess.Popen[bytes] | None":
    root = str(Path(lifesigns.__file__).parents[1])
    path = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
    with suppress(OSError):
        return subprocess.Popen(
            [sys.executable, "-P", "-c", _COMMAND],  # -P: nothing is loaded from where we stand
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
        )
    return None


def _tell(helper: "subprocess.Popen[bytes]", project: "Project") -> None:
    """Say what to read once the tables that it is read from are stored, and who is who."""
    _ = project.judged  # stored by this, for the helper to take
    told = {
        "program": lifesigns.__file__,
        "repository": project.repository.place,
        "cache": project.repository.cache,
        "store": str(project.store.folder),
        "as_of": project.as_of.isoformat(),
        "knows_branches": project.knows_branches,
        "until": project.until.isoformat(),
    }
    assert helper.stdin is not None
    with suppress(BrokenPipeError):
        helper.stdin.write(json.dumps(told).encode("ascii") + b"\n")
        helper.stdin.flush()


def _take_over(helper: "subprocess.Popen[bytes]", project: "Project") -> None:
    progress = project.repository.progress
    progress.start("Reading changes", None)
    assert helper.stdout is not None
    said = helper.stdout.read()  # to its end; standard input stays open, as a sign of life
    progress.finish()
    if helper.wait() == 0 and (parts := _parts(said)):
        with project.store.writing():
            if not _is_begun(project):
                project.store.adopt(parts)


def _parts(said: bytes) -> dict[str, list[str]]:
    """Read what a helper says when it is done; empty when something else answered."""
    try:
        told = json.loads(said)
        return {table: [str(name) for name in told[table]] for table in _TABLES}
    except (ValueError, TypeError, KeyError):
        return {}


def serve() -> None:
    """Be the helper: read what standard input says, and name the parts on standard output."""
    local.load()
    told = json.loads(sys.stdin.buffer.readline() or b"{}")
    if told.get("program") != lifesigns.__file__:
        sys.exit(1)
    Thread(target=_end_with_parent, daemon=True).start()
    store = Draft(Path(told["store"]))
    as_of = datetime.fromisoformat(told["as_of"])
    with (
        open_repository(told["repository"], Path(told["cache"]), offline=True) as repository,
        local.Session() as session,
    ):
        moment.set_moment(session, store, as_of, knows_branches=told["knows_branches"])
        people = moment.judge_people(session, store)
        moment.build(session, store, people, is_early=True)  # nothing here asks for areas
        read_last_year(session, store, repository, datetime.fromisoformat(told["until"]))
    sys.stdout.write(json.dumps({table: store.drafted(table) for table in _TABLES}))
    sys.stdout.flush()
    os._exit(0)  # a thread still waits for the parent's end


def _end_with_parent() -> None:
    """End when the other end of standard input is closed: the parent is gone, or killed."""
    while os.read(0, 1):
        pass
    os._exit(1)
