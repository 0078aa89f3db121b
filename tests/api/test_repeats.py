"""Patches that land again: told as repeats where an earlier landing stands."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from lifesigns.api.project import open_project
from tests.projects.script import Person, Script, epoch, run_git

ADA, BO = Person("Ada Ng", "ada@acme.example"), Person("Bo Li", "bo@free.example")
BEGIN, DAY = epoch("2022-01-10"), 86_400
WICK = "def wick():\n    cut()\n    dry()\n    light()\n"
OIL = "def oil():\n    press()\n    pour()\n    stop()\n"


def test_the_same_patch_again_is_a_duplicate_unless_the_first_was_taken_back(
    tmp_path: Path,
) -> None:
    """A copy on a branch that is merged later changes nothing; what was reverted comes in again.

    git says which patches are the same.
    """
    written = Script(tmp_path / "lamp")
    written.commit("base", "Begin", {"a.py": "x = 1\n"}, by=ADA, at=BEGIN)
    written.commit("wick", "Add a wick", {"wick.py": WICK}, by=ADA, at=BEGIN + DAY)
    written.commit(
        "copy", "Add the wick here, too", {"wick.py": WICK}, by=BO, at=BEGIN + 2 * DAY,
        on="refs/heads/side", after=["base"],
    )  # fmt: skip
    written.commit("merge", "Merge side", {}, by=ADA, at=BEGIN + 3 * DAY, after=["wick", "copy"])
    written.commit("oil", "Add oil", {"oil.py": OIL}, by=ADA, at=BEGIN + 4 * DAY)
    written.commit("back", 'Revert "Add oil"', {"oil.py": None}, by=BO, at=BEGIN + 5 * DAY)
    written.commit("again", "Add oil once more", {"oil.py": OIL}, by=ADA, at=BEGIN + 6 * DAY)
    written.write()

    def patch(subject: str) -> str:
        found = run_git(
            written.folder, "log", "--all", "--format=%H", f"--grep=^{subject}$"
        ).strip()
        shown = run_git(written.folder, "diff-tree", "--root", "-p", found)
        return run_git(written.folder, "patch-id", "--stable", given=shown.encode()).split()[0]

    assert patch("Add a wick") == patch("Add the wick here, too")
    assert patch("Add oil") == patch("Add oil once more")
    clock = datetime(2022, 6, 1, tzinfo=UTC)
    with open_project(str(written.folder), workspace=tmp_path / "w", clock=clock) as project:
        known = project.model("contribution_kinds")
        (share,) = project.metric("no_substance_share").rows
    kinds = Counter({str(one.kind): one.n for one in known.commits})
    assert kinds == {"core_code": 4, "revert": 1, "duplicate": 1}
    assert (share.value, share.n) == (1 / 6, 6)
