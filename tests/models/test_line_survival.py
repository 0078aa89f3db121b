"""Lines followed through a history of hunks."""

from difflib import SequenceMatcher
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from lifesigns.models.line_survival import (
    LONGEST_FILE,
    CommitStep,
    FileStep,
    LineSurvival,
    line_survival,
)

Hunks = list[tuple[int, int, int, int]]


def edit(path: str, *hunks: tuple[int, int, int, int], status: str = "M", old: str = "") -> FileStep:  # fmt: skip
    """Make a file step."""
    return FileStep(path, old or None, status, list(hunks))


def follow(*steps: tuple[float, list[FileStep] | None]) -> LineSurvival:
    """Follow the lines of the first 100 days for 50 days."""
    found = line_survival((CommitStep(*step) for step in steps), 0.0, 100.0, 50.0)
    assert found is not None
    return found


def test_lines_die_by_being_replaced() -> None:
    """Of ten lines four are replaced by one: dead when that is within 50 days, alive after."""
    born, replaced = edit("a", (0, 0, 1, 10), status="A"), edit("a", (3, 4, 3, 1))
    assert follow((10, [born]), (20, [replaced])) == LineSurvival(2, 11, 7, 0)
    assert follow((10, [born]), (60, [replaced])) == LineSurvival(2, 11, 7, 0)
    assert follow((10, [born]), (61, [replaced])) == LineSurvival(2, 11, 11, 0)
    assert follow((10, [born]), (101, [])) == LineSurvival(1, 10, 10, 0)


def test_the_tail_of_a_file_is_not_known() -> None:
    """A file that was there before has any number of lines, none of them counted."""
    added = edit("old", (500, 0, 501, 3), (600, 2, 604, 2))
    found = follow((5, [added]), (6, [edit("old", (502, 1, 501, 0))]))
    assert found == LineSurvival(1, 5, 4, 0)


def test_a_file_takes_its_lines_along() -> None:
    """Renamed with an edit, two files changing places, deleted at last."""
    born = [edit("a", (0, 0, 1, 4), status="A"), edit("b", (0, 0, 1, 7), status="A")]
    swap = [edit("b", status="R", old="a"), edit("a", (1, 1, 0, 0), status="R", old="b")]
    gone = [FileStep("b", None, "D", None)]
    found = follow((1, born), (2, swap), (3, gone))
    assert found == LineSurvival(1, 11, 6, 0)


def test_what_cannot_be_followed_is_lost_and_not_dead() -> None:
    """An unreadable change, an unreadable commit and an endless file: lost, and said so."""
    born = [edit("a", (0, 0, 1, 4), status="A"), edit("b", (0, 0, 1, 6), status="A")]
    assert follow((1, born), (2, [FileStep("a", None, "M", None)])) == LineSurvival(1, 10, 6, 4)
    assert follow((1, born), (2, None)).n_lost == 10
    endless = edit("b", (LONGEST_FILE + 5, 0, LONGEST_FILE + 6, 1))
    assert follow((1, born), (2, [endless])).n_lost == 6
    assert follow((1, born), (99, None)).n_lost == 0
    assert follow((1, None)).share is None


LINES = st.lists(st.integers(0, 200), max_size=12)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("ab"), LINES), min_size=1, max_size=12))
def test_replay_agrees_with_following_each_line(history: list[tuple[str, list[int]]]) -> None:
    """Against an oracle that keeps the birth of every line beside the text of two files."""
    texts: dict[str, list[tuple[int, float]]] = {}
    steps: list[CommitStep] = []
    added, early = 0, 0
    for number, (path, content) in enumerate(history):
        day = 20.0 * number + 1
        before = texts.get(path, [])
        hunks, after, gone = difference(before, content, day)
        died = [birth for birth in gone if birth <= 100 and day - birth <= 50]
        added += sum(birth == day for _, birth in after) if day <= 100 else 0
        early += len(died)
        texts[path] = after
        status = "M" if path in texts and before else "A"
        steps.append(CommitStep(day, [FileStep(path, None, status, hunks)]))
    found = line_survival(steps, 0.0, 100.0, 50.0)
    assert found is not None
    assert (found.n_added, found.n_alive) == (added, added - early)


def difference(before: list[tuple[int, float]], content: list[int], day: float) -> Any:
    """Return hunks, the new lines with their births, and the births of the lines that went."""
    hunks: Hunks = []
    after: list[tuple[int, float]] = []
    gone: list[float] = []
    old = [text for text, _ in before]
    for tag, a0, a1, b0, b1 in SequenceMatcher(None, old, content, autojunk=False).get_opcodes():
        if tag == "equal":
            after += before[a0:a1]
            continue
        hunks.append((a0 if a0 == a1 else a0 + 1, a1 - a0, b0 if b0 == b1 else b0 + 1, b1 - b0))
        after += [(text, day) for text in content[b0:b1]]
        gone += [birth for _, birth in before[a0:a1]]
    return hunks, after, gone
