"""What change requests change: the net difference of their commits, held against git's own."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lifesigns.api.change_requests import change_requests
from lifesigns.api.project import Project, open_project
from lifesigns.api.request_kinds import RequestKind, kinds_of_requests, read_requests
from tests.projects.script import Person, Script, epoch, run_git

ADA, BO = Person("Ada Ng", "ada@acme.example"), Person("Bo Li", "bo@free.example")
BEGIN, DAY = epoch("2022-01-10"), 86_400
SINCE, UNTIL = datetime(2020, 1, 1), datetime(2023, 3, 1)  # noqa: DTZ001
CODE = "".join(f"def wick{n}():\n    return {n}\n" for n in range(40))
PAGE = "The lamp is lit at dusk, and put out before the oil runs low.\n"


@pytest.fixture(scope="module", name="folder")
def fixture_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Requests whose commits say something else than what they come to."""
    folder = tmp_path_factory.mktemp("net") / "lantern"
    written = Script(folder)
    day = 0

    def commit(call: str, on: str, files: dict[str, str | None], after: list[str] | None) -> None:
        nonlocal day
        day += 1
        ref = f"refs/pull/{on}/head" if on.isdecimal() else f"refs/heads/{on}"
        by = BO if on.isdecimal() else ADA
        written.commit(
            call, f"Step {call}", files, by=by, at=BEGIN + day * DAY, on=ref, after=after
        )

    commit("base", "main", {"lamp.py": CODE, "notes.md": PAGE}, None)
    # 1 writes code, takes it back and explains instead.
    commit("one1", "1", {"wild.py": CODE}, ["base"])
    commit("one2", "1", {"wild.py": None, "lamp.py": CODE + "\nx = 1\n"}, None)
    commit("one3", "1", {"lamp.py": CODE, "docs/lamp.md": PAGE * 3}, None)
    # 2 undoes all of it.
    commit("two1", "2", {"lamp.py": CODE + "\ny = 1\n"}, ["base"])
    commit("two2", "2", {"lamp.py": CODE}, None)
    # 3 is merged, having been brought up to date in a file that both changed.
    commit("three1", "3", {"lamp.py": "z = 1\n" + CODE}, ["base"])
    commit("main1", "main", {"lamp.py": CODE + "\nw = 1\n"}, ["base"])
    commit("update", "3", {"lamp.py": "z = 1\n" + CODE + "\nw = 1\n"}, ["three1", "main1"])
    commit("three2", "3", {"lamp.py": CODE + "\nw = 1\n", "notes.md": PAGE * 2}, None)
    commit("merged", "main", {"notes.md": PAGE * 2}, ["main1", "three2"])
    written.write()
    return folder


@pytest.fixture(scope="module", name="project")
def fixture_project(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """The same, collected."""
    with open_project(
        str(folder), workspace=tmp_path_factory.mktemp("store"), clock=datetime(2022, 6, 1, tzinfo=UTC)
    ) as project:  # fmt: skip
        yield project


def told(project: Project) -> dict[int, RequestKind]:
    """Read the requests and return their kinds by number."""
    requests = change_requests(project.session, SINCE, UNTIL)
    read_requests(project.session, project.store, project.repository, requests)
    return {one.request.number: one for one in kinds_of_requests(project.session, requests)}


def test_what_a_request_takes_back_is_no_part_of_it(project: Project) -> None:
    """Code that its own later commits remove does not outweigh the page that is left."""
    found = told(project)[1]
    assert (found.main, found.kinds) == ("documentation", ("documentation",))


def test_a_request_that_undoes_itself_is_empty(project: Project) -> None:
    """Two commits of code that come to nothing change nothing."""
    assert told(project)[2].main == "empty"


def test_a_merged_request_is_what_its_merge_changed(project: Project, folder: Path) -> None:
    """Its commits wrote a line of code and took it back around a merge: a page is what landed."""
    changed = run_git(folder, "diff", "--name-only", "main^1", "main").split()
    assert changed == ["notes.md"], "what git says"
    found = told(project)[3]
    assert found.request.outcome == "merged"
    assert len(found.request.commits) == 2
    assert found.main == "documentation"


def test_requests_are_read_once(project: Project) -> None:
    """What was told is kept: the second time nothing is asked of the repository."""
    first = told(project)
    written = project.session.rows("SELECT count(*) FROM held.net_kinds")
    project.repository.close()
    assert told(project) == first
    assert project.session.rows("SELECT count(*) FROM held.net_kinds") == written


def test_lines_are_counted_as_git_counts_them(folder: Path, tmp_path: Path) -> None:
    """Of an edited, an added, a deleted and a binary content, and of one that is not there."""
    (folder / "blob").write_bytes(b"a\0b")
    binary = run_git(folder, "hash-object", "-w", "blob").strip()
    (folder / "blob").unlink()
    old, new = (
        run_git(folder, "rev-parse", f"{at}:lamp.py").strip() for at in ("main~1", "main^2~2")
    )
    added, deleted, _ = run_git(folder, "diff", "--numstat", old, new).split(None, 2)
    n_lines = len(run_git(folder, "cat-file", "-p", old).splitlines())
    with open_project(
        str(folder), workspace=tmp_path, clock=datetime(2022, 6, 1, tzinfo=UTC)
    ) as project:  # fmt: skip
        found = project.repository.count_lines(
            [(old, new), (None, old), (old, None), (old, binary), (None, "0" * 39 + "1")]
        )
    assert found == [
        (int(added), int(deleted), False),
        (n_lines, 0, False),
        (0, n_lines, False),
        (None, None, True),
        (None, None, None),
    ]
