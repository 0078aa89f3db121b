"""A helper process reads contents; whatever becomes of it, the report is the same."""

import json
import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lifesigns.api.kinds import KINDS
from lifesigns.api.project import Project, open_project
from lifesigns.api.reading import WORTH_A_PROCESS, reading_beside
from lifesigns.api.sizes import SIZES
from lifesigns.sources.git.changes import n_workers
from tests.projects.script import Person, Script, epoch

CLOCK = datetime(2023, 3, 1, 6, tzinfo=UTC)
ANA = Person("Ana Lim", "ana@example.org")
BOB = Person("Bob Roe", "bob@example.org")

needs_two = pytest.mark.skipif(n_workers() < 2, reason="a helper needs a processor of its own")


@pytest.fixture(scope="module", name="busy")
def fixture_busy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with just as many commits in its last year as are worth a helper."""
    script = Script(tmp_path_factory.mktemp("busy") / "busy", is_bare=True)
    for n in range(WORTH_A_PROCESS):
        lines = b"".join(b"def f%d():\n    return %d\n" % (k, k * (n % 7)) for k in range(n % 40))
        files = {b"a%d.py" % (n % 5): lines, b"docs/note.md": b"note %d\n" % n}
        when = epoch("2022-06-01 12:00") + n * 3600
        script.commit(f"c{n}", f"step {n}", files, by=ANA if n % 3 else BOB, at=when)
    script.write()
    return script.folder


def opened(busy: Path, workspace: Path) -> Project:
    """Open the project."""
    return open_project(str(busy), workspace=workspace, clock=CLOCK)


def rows(project: Project) -> list[list[tuple[object, ...]]]:
    """Return what is stored of kinds and of sizes, sorted."""
    return [
        sorted(project.session.rows(f"SELECT * FROM ({project.store.relation(table)})"), key=repr)
        for table in (KINDS, SIZES)
    ]


def test_the_helper_stores_what_would_be_read_here(busy: Path, tmp_path: Path) -> None:
    """Its rows, and the answers from them, are those of a project read in one process."""
    with opened(busy, tmp_path / "with") as project:
        with reading_beside(project) as await_readings:
            await_readings()
        found = [bool(project.store.manifest.parts.get(table.id)) for table in (KINDS, SIZES)]
        assert found == [n_workers() > 1] * 2
        helped = project.model("contribution_kinds"), rows(project)
    with opened(busy, tmp_path / "without") as project:
        alone = project.model("contribution_kinds"), rows(project)
    assert helped == alone
    assert len(alone[1][0]) == WORTH_A_PROCESS
    assert not list((tmp_path / "with" / "git" / "glass").iterdir())


@needs_two
def test_without_its_helper_a_process_reads_itself(
    busy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A helper that dies at once, or another program that answers, changes nothing."""
    with opened(busy, tmp_path / "calm") as project:
        calm = project.model("contribution_kinds")
    for name, interpreter in (("dead", "/bin/false"), ("none", "/no/such"), ("odd", "/bin/echo")):
        monkeypatch.setattr("lifesigns.api.reading.sys.executable", interpreter)
        with opened(busy, tmp_path / name) as project:
            with reading_beside(project) as await_readings:
                await_readings()
            assert not project.store.manifest.parts.get(KINDS.id)
            assert project.model("contribution_kinds") == calm


_KILLED = """
import os, signal, sys
from tests.api.test_reading import opened, reading_beside
from pathlib import Path
project = opened(Path(sys.argv[1]), Path(sys.argv[2]))
with reading_beside(project):
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    told = {int(child): Path(f"/proc/{child}/cmdline").read_text() for child in children}
    print(*(child for child, line in told.items() if "serve" in line), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@needs_two
@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="looks for processes in /proc")
def test_a_helper_ends_with_its_parent(busy: Path, tmp_path: Path) -> None:
    """After kill -9 the helper is gone too, and the next run finds all it needs."""
    with opened(busy, tmp_path / "calm") as project:
        calm = project.model("contribution_kinds"), rows(project)
    killed = subprocess.run(
        [sys.executable, "-c", _KILLED, str(busy), str(tmp_path / "storm")],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
    )
    (helper,) = map(int, killed.stdout.split())
    patience = time.monotonic() + 60
    while _is_alive(helper):
        assert time.monotonic() < patience
        time.sleep(0.05)
    with opened(busy, tmp_path / "storm") as project:
        assert (project.model("contribution_kinds"), rows(project)) == calm


def _is_alive(process: int) -> bool:
    try:
        stat = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return stat.rpartition(")")[2].split()[0] not in "ZX"


@needs_two
def test_a_helper_of_another_program_does_nothing(tmp_path: Path) -> None:
    """What another version asks for is refused before anything is looked at."""
    asked = json.dumps({"program": "/elsewhere/lifesigns/__init__.py", "store": str(tmp_path)})
    command = [sys.executable, "-c", "from lifesigns.api.reading import serve; serve()"]
    ended = subprocess.run(
        command,
        input=asked.encode() + b"\n",
        capture_output=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (1, b"")
    assert not list(tmp_path.iterdir())
