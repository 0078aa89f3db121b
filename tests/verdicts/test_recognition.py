"""Whom to thank, with how many people stand behind each count."""

from pathlib import Path

from tests.verdicts.living import ADA, BEN, CLEO, NOW, Life, opened


def test_first_timers_are_counted_among_those_who_worked_since_the_release(tmp_path: Path) -> None:
    """A release two years ago, two newcomers since; n is everybody since it, not of the year."""
    life = Life(tmp_path / "p")
    life.work([900, 800], by=ADA)
    life.tag("v1.0.0", "c1", "1.0.0", by=ADA, at=NOW - 800 * 86_400 + 60)
    life.work([700, 20], by=ADA)
    life.work([600], by=BEN)
    life.work([500], by=CLEO)
    life.write()
    with opened(life.folder, tmp_path / "w") as project:
        answer = project.ask("recognition")
    first = next(one for one in answer.evidence if one.label.startswith("First-timers"))
    assert (first.value, first.n) == (2, 3)
