"""Whom to thank, with how many people stand behind each count."""

from datetime import UTC, datetime
from pathlib import Path

from lifesigns.api.project import open_project
from tests.verdicts.living import ADA, BEN, CLEO, NOW, Life


def test_first_timers_are_counted_among_those_who_worked_since_the_release(tmp_path: Path) -> None:
    """A release two years ago, two newcomers since; n is everybody since it, not of the year."""
    life = Life(tmp_path / "p")
    life.work([900, 800], by=ADA)
    life.tag("v1.0.0", "c1", "1.0.0", by=ADA, at=NOW - 800 * 86_400 + 60)
    life.work([700, 20], by=ADA)
    life.work([600], by=BEN)
    life.work([500], by=CLEO)
    life.write()
    with open_project(
        str(life.folder),
        workspace=tmp_path / "w",
        clock=datetime(2023, 6, 1, tzinfo=UTC),
        as_of=datetime.fromtimestamp(NOW, UTC),
    ) as project:
        answer = project.ask("recognition")
    first = next(one for one in answer.evidence if one.label.startswith("First-timers"))
    assert (first.value, first.n) == (2, 3)
