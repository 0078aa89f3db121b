"""People's pages in the report: who has one, what it says, and what anonymity takes away."""

from pathlib import Path

from lifesigns.api.people import people_of
from lifesigns.api.project import Project, open_project
from lifesigns.api.sheets import sheets_of
from tests.api.conftest import CLOCK


def test_sheets_follow_the_list_of_people(lantern: Project) -> None:
    """People in the order of their landed commits with the same counts and days; no bots."""
    people = [entry for entry in people_of(lantern) if not entry.is_bot and entry.commits]
    sheets = sheets_of(lantern)
    assert [(s.commits, s.last_at) for s in sheets] == [(p.commits, p.last_at) for p in people]
    assert {s.person for s in sheets} == {p.person for p in people}
    assert any(sheet.acts for sheet in sheets)


def test_anonymous_sheets_name_nobody(lantern: Project, story: Path, tmp_path: Path) -> None:
    """Pseudonyms take the place of names, spellings and reasons; the work stays."""
    named = {name for sheet in sheets_of(lantern) for name in sheet.known_as}
    with open_project(
        str(story), workspace=tmp_path / "space", clock=CLOCK, anonymous=True
    ) as project:
        hidden = sheets_of(project)
    assert [sheet.commits for sheet in hidden] == [sheet.commits for sheet in sheets_of(lantern)]
    assert not any(name in repr(hidden) for name in named)
    assert not any(sheet.known_as or sheet.merged_because for sheet in hidden)
