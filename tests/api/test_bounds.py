"""What a repository holds does not decide how much memory is taken."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.projects.script import run_git

PROGRAM = """
import json, resource, sys
from datetime import UTC, datetime
from pathlib import Path
from lifesigns.api.project import open_project
from lifesigns.api.report import report_and_definitions

with open_project(
    sys.argv[1], workspace=Path(sys.argv[2]), clock=datetime(2025, 1, 10, tzinfo=UTC)
) as project:
    report_and_definitions(project)
    changes = project.session.rows(
        "SELECT count(*), count(*) FILTER (is_unknown), sum(additions) FROM raw.file_changes"
    )[0]
own, children = (
    resource.getrusage(who).ru_maxrss // 1024
    for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
)
print(json.dumps([own, children, *map(int, changes)]))
"""
MEGABYTES = 1000
"""The bound that is promised, for the program and for each git process it starts."""

QUICKLY = ("-c", "core.bigFileThreshold=1m", "-c", "core.compression=1")
N_FILES = 100_000
LARGE = 200 << 20


def stream() -> Iterator[bytes]:
    """Yield a history for fast-import: a file of 200 MB, a change of it, then 100,000 files."""
    line = b"the same line over and over again, as a log has it\n"
    for mark, content in ((1, line), (2, line + b"changed\n")):
        text = content * (LARGE // len(content))
        yield b"blob\nmark :%d\ndata %d\n" % (mark, len(text)) + text + b"\n"
    yield b"blob\nmark :3\ndata 6\nsmall\n\n"
    who = b"Ana <ana@example.org> %d +0000\n"
    for commit, mark in ((1, 1), (2, 2)):
        yield b"commit refs/heads/main\nauthor " + who % (1_735_700_000 + commit)
        yield b"committer " + who % (1_735_700_000 + commit)
        yield b"data 1\nc\nM 100644 :%d large.log\n" % mark
    yield b"commit refs/heads/main\ncommitter " + who % 1_735_700_003 + b"data 1\nc\n"
    for number in range(N_FILES):
        yield b"M 100644 :3 d%d/f%d.txt\n" % (number % 97, number)


def test_large_file_and_large_commit(tmp_path: Path) -> None:
    """A 200 MB file is told unknown, 100,000 files in one commit are read, within the bound."""
    folder = tmp_path / "repository"
    run_git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", str(folder))
    importing = subprocess.Popen(
        ["git", *QUICKLY, "fast-import", "--quiet"], cwd=folder, stdin=subprocess.PIPE
    )
    assert importing.stdin is not None
    importing.stdin.writelines(stream())
    importing.stdin.close()
    assert importing.wait() == 0
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(folder), str(tmp_path / "workspace")],
        capture_output=True,
        check=True,
    )
    own, children, n_changes, n_unknown, additions = json.loads(done.stdout)
    assert (n_changes, n_unknown, additions) == (N_FILES + 2, 2, N_FILES)
    assert max(own, children) <= MEGABYTES
