"""After which release thanks are due, and up to which: told by tags as projects write them."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from lifesigns.api.project import open_project
from lifesigns.api.recognition import thanks_of
from tests.projects.script import Person, Script, epoch

ADA, BO, EVE = (Person(f"{name} Ng", f"{name}@acme.example") for name in ("ada", "bo", "eve"))
BEGIN, DAY = epoch("2022-01-10"), 86_400


@pytest.mark.parametrize(
    ("release", "thanked"),
    [
        ("kit@1.9.0", {"bo Ng", "eve Ng"}),  # not cut off by the other package's tag beside it
        ("box@1.9.0", {"bo Ng"}),  # up to box@1.10.0, which is higher though it sorts lower
        ("v2.0", {"bo Ng", "eve Ng"}),  # the patch of an older line does not follow it
        ("v1.0", {"bo Ng"}),
        ("docs-1.0", {"bo Ng", "eve Ng"}),  # none after it: up to the end
    ],
)
def test_a_release_is_followed_by_its_own_next(
    tmp_path: Path, release: str, thanked: set[str]
) -> None:
    """Packages of one repository and lines kept side by side each have their own releases."""
    written = Script(tmp_path / "lantern")
    for day, who in enumerate((ADA, BO, EVE), 1):
        written.commit(f"c{day}", "Go on", {f"{day}.py": "x = 1\n"}, by=who, at=BEGIN + day * DAY)
    noon = DAY // 2
    for call, names in {
        "c1": ("box@1.9.0", "docs-1.0", "kit@1.9.0", "v1.0", "v2.0"),
        "c2": ("box@1.10.0", "v1.0.1"),
        "c3": ("kit@1.10.0", "v2.1"),
    }.items():
        for name in names:
            written.tag(name, call, name, by=ADA, at=BEGIN + int(call[1]) * DAY + noon)
    written.write()
    clock = datetime(2022, 6, 1, tzinfo=UTC)
    with open_project(str(written.folder), workspace=tmp_path, clock=clock) as project:
        found = thanks_of(project, release)
    assert {one.person for one in found.people} - {"ada Ng"} == thanked
