"""Small projects whose life and end are known, written day by day."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lifesigns.api.project import Project, open_project
from lifesigns.kernel.answer import Answer
from tests.projects.script import Person, Script, epoch

DAY = 86_400
NOW = epoch("2023-01-01T00:00")
ADA = Person("Ada Berg", "ada@example.org", "+0100")
BEN = Person("Ben Okafor", "ben@example.net", "+0000")
CLEO = Person("Cleo Marsh", "cleo@example.com", "-0500")
BOT = Person("dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com")


class Life(Script):
    """A project whose commits are told by how many days before NOW they landed."""

    def work(self, days_before: Iterable[int], *, by: Person = ADA, path: str = "src/a.py") -> None:
        """Land one commit of real work on each of these days."""
        for day in days_before:
            self.land(f"work {day}", day, {path: f"value = {day}\n"}, by=by)

    def land(
        self, message: str, day: int, files: Mapping[str, str], *, by: Person = ADA, **more: Any
    ) -> str:
        """Land files `day` days before NOW; return the commit's name in the script."""
        call = f"c{len(self._marks)}"
        self.commit(call, message, files, by=by, at=NOW - day * DAY, **more)
        return call

    def seen(self, day: int = 0) -> None:
        """Leave a trace on another branch, so that the evidence ends `day` days before NOW."""
        self.land("trace", day, {"trace": "x\n"}, by=BOT, on="refs/heads/trace", after=[])

    def request(self, number: int, day: int, *, by: Person) -> None:
        """Bring a change request that has not landed."""
        ref = f"refs/pull/{number}/head"
        call = self.land(
            f"change {number}", day, {"src/b.py": f"{number}\n"}, by=by, on=ref, after=["c0"]
        )
        self.ref(ref, call)


@contextmanager
def opened(life: Path, workspace: Path, *, days_before: int = 0, **more: Any) -> Iterator[Project]:
    """Open a project as of so many days before NOW, five months later."""
    as_of = datetime.fromtimestamp(NOW - days_before * DAY, UTC)
    clock = datetime(2023, 6, 1, tzinfo=UTC)
    with open_project(str(life), workspace=workspace, clock=clock, as_of=as_of, **more) as project:
        yield project


def ask(life: Path, workspace: Path, *, days_before: int = 0, **more: Any) -> Answer:
    """Ask whether the project lives, as of so many days before NOW."""
    with opened(life, workspace, days_before=days_before, **more) as project:
        return project.ask("alive")


def plain(answer: Answer) -> Answer:
    """Return the answer without the ledger, which counts what is in the whole copy."""
    evidence = tuple(replace(one, coverage=()) for one in answer.evidence)
    figures = tuple(
        replace(one, results=tuple(replace(result, coverage=()) for result in one.results))
        for one in answer.figures
    )
    return replace(answer, coverage=(), evidence=evidence, figures=figures)
