"""What the answer about newcomers holds against a small project whose newcomers are known."""

from pathlib import Path

from lifesigns.api import catalogue
from lifesigns.kernel.answer import Confidence
from lifesigns.kernel.shape import Shape
from tests.projects.script import Person
from tests.verdicts.living import ADA, BEN, CLEO, Life, opened


def _life(folder: Path) -> Life:
    """Ada and Ben come before v1.0, nobody before v1.1, Cleo after it."""
    life = Life(folder)
    life.work([400, 390])
    life.work([380], by=BEN)
    life.ref("refs/tags/v1.0", life.land("first release", 300, {"a": "1\n"}, by=ADA))
    life.ref("refs/tags/v1.1", life.land("second release", 200, {"a": "2\n"}, by=ADA))
    life.work([100], by=CLEO)
    life.write()
    return life


def test_newcomers_are_told_release_by_release_the_latest_first(tmp_path: Path) -> None:
    """One person since v1.1, nobody between the releases, two before v1.0; no single number."""
    with opened(_life(tmp_path / "life").folder, tmp_path / "kept") as project:
        answer = project.ask("welcoming")
    (found,) = (one for one in answer.evidence if one.id == "newcomers_per_release")
    assert found.value is None
    assert found.rows == (
        ("not released yet", "1 person"),
        ("v1.1", "0 people"),
        ("v1.0", "2 people"),
    )
    assert found.n == 3


def test_newcomers_after_a_year_of_hardly_any_leave_open_whether_they_stay(tmp_path: Path) -> None:
    """Two came the year before and five in the last: no answer, and the reason stands beside it."""
    life = Life(tmp_path / "life")
    life.work([900, 500])
    life.work([600], by=BEN)
    life.work([550], by=CLEO)
    for at in range(5):
        life.work([100 - at], by=Person(f"Newcomer {'ABCDE'[at]}", f"new{at}@example.com", "+0000"))
    life.write()
    with opened(life.folder, tmp_path / "kept") as project:
        answer = project.ask("welcoming")
    assert (answer.word, answer.confidence) == ("cannot tell", Confidence.NONE)
    assert "5 people contributed for the first time in the last year" in answer.sentence
    assert "too few came the year before" in answer.sentence
    assert "year before" in answer.confidence_reason


def test_what_has_many_values_is_never_told_by_its_first(tmp_path: Path) -> None:
    """No evidence of any answer gives one number for a ranking, a distribution or a flow."""
    with opened(_life(tmp_path / "life").folder, tmp_path / "kept") as project:
        told = [one for key in catalogue.verdicts() for one in project.ask(key).evidence]
    shapes = {key: spec.shape for key, spec in catalogue.metrics().items()}
    many = [one for one in told if shapes.get(one.id, Shape.SINGLE) is not Shape.SINGLE]
    assert many
    assert [one.id for one in many if one.value is not None] == []
