"""What a year's work is told as: organisations, of whom nobody is left out, and requests."""

from pathlib import Path

from lifesigns.kernel.answer import Confidence
from lifesigns.models.contribution_kind import (
    ContributionKind,
    Group,
    KindCount,
    RequestCount,
    Size,
    Substance,
)
from lifesigns.models.line_survival import Lines, LinesOf, LineSurvival
from lifesigns.verdicts.real_work.employers import OTHERS, REST, UNKNOWN, Employer, employers
from lifesigns.verdicts.real_work.substance import lines_by_month, requests_of
from tests.verdicts.living import Life, opened


def group(key: str, people: int, commits: int, taken_back: int = 0) -> Group:
    """Make a group whose commits have ten raw lines each, nine of them real."""
    size = Size(commits, 10 * commits, 0, 9 * commits, 0, 0, 0, commits, commits)
    return Group(key, people, commits, commits, taken_back, size)


def substance(*groups: Group) -> Substance:
    """Make a year in which each group changed code alone."""
    counts = tuple(KindCount(one.key, ContributionKind.CORE_CODE, one.n_commits) for one in groups)
    n = sum(one.n_commits for one in groups)
    return Substance(n, n, (), organisations=groups, by_organisation=counts)


def lived(**lines: tuple[int, int, int]) -> LineSurvival:
    """Make lines of organisations from people, added and alive; `nobody` is not known."""
    rows = tuple(
        LinesOf("" if key == "nobody" else key, people, Lines(added, alive, 0))
        for key, (people, added, alive) in lines.items()
    )
    return LineSurvival(1, Lines(0, 0, 0), organisations=rows)


def shown(known: Substance, lines: LineSurvival | None = None) -> dict[str, Employer]:
    """Return the rows where five people and 100 lines are enough."""
    return {one.group.key: one for one in employers(known, lines, 5, 100)}


def test_small_employers_stand_together_and_the_unknown_apart() -> None:
    """Two employers of three people are six together; all commits are in one row or another."""
    known = substance(
        group("Abel", 5, 40), group("", 9, 30), group("Corvo", 3, 20, 2), group("Dahl", 3, 10, 1)
    )
    found = shown(known)
    assert list(found) == ["Abel", OTHERS, UNKNOWN]
    assert sum(one.group.n_commits for one in found.values()) == 100
    assert found[OTHERS].group == group(OTHERS, 6, 30, 3)
    assert sum(one.n for one in found[OTHERS].counts) == 30


def test_one_small_employer_hides_among_the_unknown() -> None:
    """A row for all small employers would be that of one of them."""
    found = shown(substance(group("Abel", 5, 40), group("", 9, 30), group("Corvo", 4, 20)))
    assert list(found) == ["Abel", REST]
    assert found[REST].group.n_commits == 50


def test_without_an_employer_of_enough_people_there_is_no_row() -> None:
    """Nothing is told that the whole does not tell already."""
    assert shown(substance(group("", 9, 30), group("Corvo", 4, 20))) == {}


def test_lines_stand_with_those_who_had_enough_people_then() -> None:
    """Abel has five people now and had four: its lines of that year are nobody's to see."""
    known = substance(group("Abel", 5, 40), group("Bell", 6, 9), group("", 9, 30))
    found = shown(known, lived(Abel=(4, 300, 200), Bell=(5, 400, 100), nobody=(9, 120, 60)))
    assert found["Abel"].lines is None
    assert found["Bell"].lines == Lines(400, 100, 0)
    assert found[UNKNOWN].lines == Lines(120, 60, 0)
    assert shown(known, lived(Bell=(5, 99, 9)))["Bell"].lines is None


def test_requests_that_landed_on_another_branch_have_not_landed_here() -> None:
    """Of ten requests for code five came to the default branch, two to another, three wait."""
    code, text = ContributionKind.CORE_CODE, ContributionKind.DOCUMENTATION
    requests = (
        RequestCount(code, "merged", 4),
        RequestCount(code, "squashed", 1),
        RequestCount(code, "landed on another branch", 2),
        RequestCount(code, "not landed", 3),
        RequestCount(text, "rebased or cherry-picked", 1),
    )
    (found,) = requests_of(Substance(0, 0, (), requests=requests))
    assert found.rows == (
        ("core code", "10, of which 5 landed"),
        ("documentation", "1, of which 1 landed"),
    )


def test_lines_that_nobody_measured_are_unknown_and_those_of_no_commits_none() -> None:
    """January has a measured commit, February one that was not, March none at all."""
    january = group("2022-01", 1, 1)
    known = Substance(2, 2, (), months=(january, Group("2022-02", 1, 1, 1, 0, None)))
    rows = lines_by_month(known, lambda size: size.real, ["2022-01", "2022-02", "2022-03"])
    assert [(row.value, row.n) for row in rows] == [(9.0, 1), (None, 0), (0.0, 0)]


def test_what_is_too_large_to_be_read_is_not_concluded_from(tmp_path: Path) -> None:
    """A data set in one large file: the few commits beside it are no picture of the year.

    30 commits change the large file alone, 10 the code: paths tell a quarter of product.
    """
    life = Life(tmp_path / "p")
    big = '{"a": 0}\n' * 120_000
    life.land("Begin", 400, {"data.json": big, "tool.py": "a = 1\n"})
    for day in range(330, 30, -10):
        life.land(f"Add {day}", day, {"data.json": f'{big}{{"b": {day}}}\n'})
    life.work(range(29, 9, -2), path="tool.py")
    life.write()
    with opened(life.folder, tmp_path / "w") as project:
        answer = project.ask("real_work")
    assert answer.word == "data and settings"
    assert answer.sentence.startswith("75% of the last year's file changes touched data")
    assert answer.confidence is Confidence.LOW
    assert "Too few changes could be read" in answer.confidence_reason


def test_a_project_whose_work_is_its_data_is_not_called_upkeep(tmp_path: Path) -> None:
    """Of 40 commits that were read 30 add to a table, 8 change code and 2 what it builds on."""
    life = Life(tmp_path / "p")
    life.land("Begin", 400, {"people.json": "[]\n", "tool.py": "a = 1\n"})
    for day in range(330, 30, -10):
        life.land(f"Add {day}", day, {"people.json": f'[{{"born": {day}}}]\n'})
    life.work(range(29, 13, -2), path="tool.py")
    for day in (9, 7):
        life.land(f"Need {day}", day, {"requirements.txt": f"numpy=={day}\n"})
    life.write()
    with opened(life.folder, tmp_path / "w") as project:
        answer = project.ask("real_work")
    assert answer.word == "data and settings"
    assert answer.sentence == (
        "75% of the last year's commits change data, settings or images, which may be what the "
        "project is for; 20% code, tests or texts."
    )
