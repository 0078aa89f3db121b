"""Who is who is judged once for the same evidence, and again when the evidence grows."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from lifesigns.api.project import open_project
from tests.projects.script import run_git

CLOCK = datetime(2023, 3, 1, tzinfo=UTC)


def test_kept_until_the_evidence_changes(story: Path, tmp_path: Path) -> None:
    """A second run gives the same people and parts; a new mailmap is heeded by the third."""
    folder = tmp_path / "lantern"
    shutil.copytree(story, folder)

    def look() -> tuple[object, dict[str, tuple[str, ...]], list[str]]:
        with open_project(str(folder), workspace=tmp_path / "workspace", clock=CLOCK) as project:
            names = sorted(person.name for person in project.people.persons)
            return project.people, dict(project.store.manifest.parts), names

    first, parts, names = look()
    second, parts_again, _ = look()
    assert second == first
    assert parts_again == parts
    one, other = names[:2]
    with open_project(str(folder), workspace=tmp_path / "workspace", clock=CLOCK) as project:
        addresses = {person.name: person.emails[0] for person in project.people.persons}
    rows = [f"Somebody New <new@example.org> <{addresses[name]}>\n" for name in (one, other)]
    (folder / ".mailmap").write_text("".join(rows))
    run_git(folder, "add", ".mailmap")
    run_git(folder, "commit", "--quiet", "--message=Map")
    _, _, names = look()
    assert "Somebody New" in names
    assert one not in names
    assert other not in names
