"""The answers that need no contents of files are given before those are read."""

from datetime import UTC, datetime
from pathlib import Path

from lifesigns.api import catalogue
from lifesigns.api.project import Project, open_project
from lifesigns.api.report import first_answers, report_and_definitions
from lifesigns.kernel.answer import Answer
from tests.projects.script import Person, Script, epoch

CLOCK = datetime(2023, 3, 1, 6, tzinfo=UTC)
DAY = 86_400
ANA = Person("Ana Lim", "ana@example.org")
EARLY = ["alive", "welcoming", "governed", "worldwide", "lasting"]
COUNTED = "SELECT (SELECT count(*) FROM raw.commits), (SELECT count(*) FROM raw.file_changes)"


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


def test_the_first_come_while_files_wait_and_change_nothing(tmp_path: Path) -> None:
    """Of 2,001 commits five answers stand before any file is compared; the end is the same."""
    script = Script(tmp_path / "long", is_bare=True)
    for day in range(2_001):
        when = epoch("2017-09-01 12:00") + day * DAY
        script.commit(f"c{day}", "step", {b"a.py": b"n = %d\n" % day}, by=ANA, at=when)
    script.write()
    early: list[tuple[Answer, ...]] = []
    waiting: list[bool] = []

    def look(project: Project) -> None:
        waiting.append(not project.session.rows("SELECT count(*) FROM raw.file_changes")[0][0])
        early.append(tuple(first_answers(project)))

    ends = []
    for name, hook in (("with", look), ("without", None)):
        with open_project(
            str(script.folder), workspace=tmp_path / name, clock=CLOCK, early=hook
        ) as project:
            ends.append((project.ask("alive"), project.session.rows(COUNTED)))
    assert waiting == [True]
    assert [one.question for one in early[0]] == EARLY
    assert ends[0] == ends[1]
    assert ends[0][1] == [(2_001, 2_001)]
    assert early[0][0].sentence == ends[0][0].sentence
