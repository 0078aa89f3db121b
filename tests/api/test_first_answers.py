"""The answers that need no contents of files are given before those are read."""

from datetime import UTC, datetime
from pathlib import Path

from lifesigns.api import catalogue
from lifesigns.api.project import open_project
from lifesigns.api.report import report_and_definitions
from lifesigns.kernel.answer import Answer

CLOCK = datetime(2023, 3, 1, 6, tzinfo=UTC)


def test_first_answers_are_the_final_ones_and_come_before_contents(
    story: Path, tmp_path: Path
) -> None:
    """All but the answer about real work come while no kinds are stored, and change no more."""
    given: list[tuple[Answer, ...]] = []
    stored: list[bool] = []

    def look() -> tuple[Answer, ...]:
        with open_project(str(story), workspace=tmp_path, clock=CLOCK) as project:

            def take(first: tuple[Answer, ...]) -> None:
                given.append(first)
                stored.append(
                    any(name.startswith("kinds") for name in project.store.manifest.parts)
                )

            return report_and_definitions(project, first=take)[0].answers

    answers = look()
    assert stored == [False]
    assert len(given[0]) == len(answers) - 1
    assert [one for one in answers if one in given[0]] == list(given[0])
    assert [one.title for one in answers] == [one.title for one in catalogue.verdicts().values()]
    assert look() == answers
    assert len(given) == 1, "a kept report is whole at once"
