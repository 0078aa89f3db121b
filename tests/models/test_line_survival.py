"""Lines followed through a history of hunks."""

from collections import Counter
from difflib import SequenceMatcher
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from lifesigns.models.line_survival import (
    LONGEST_FILE,
    CommitStep,
    FileStep,
    Lines,
    line_survival,
)

Hunks = list[tuple[int, int, int, int]]


def edit(path: str, *hunks: tuple[int, int, int, int], status: str = "M", old: str = "") -> FileStep:  # fmt: skip
    """Make a file step."""
    return FileStep(path, old or None, status, list(hunks))


Told = tuple[int, int, int, int]


def follow(*steps: tuple[float, list[FileStep] | None]) -> Told:
    """Follow the lines of the first 100 days for 50 days."""
    return total(line_survival((CommitStep(*step) for step in steps), 0.0, 100.0, 50.0))


def total(found: dict[int, Lines] | None) -> Told:
    """Return how many steps added lines, and those added, alive and lost in all."""
    assert found is not None
    each = found.values()
    return (
        len(found),
        sum(one.n_added for one in each),
        sum(one.n_alive for one in each),
        sum(one.n_lost for one in each),
    )


def test_lines_die_by_being_replaced() -> None:
    """Of ten lines four are replaced by one: dead when that is within 50 days, alive after."""
    born, replaced = edit("a", (0, 0, 1, 10), status="A"), edit("a", (3, 4, 3, 1))
    assert follow((10, [born]), (20, [replaced])) == (2, 11, 7, 0)
    assert follow((10, [born]), (60, [replaced])) == (2, 11, 7, 0)
    assert follow((10, [born]), (61, [replaced])) == (2, 11, 11, 0)
    assert follow((10, [born]), (101, [])) == (1, 10, 10, 0)


def test_the_tail_of_a_file_is_not_known() -> None:
    """A file that was there before has any number of lines, none of them counted."""
    added = edit("old", (500, 0, 501, 3), (600, 2, 604, 2))
    found = follow((5, [added]), (6, [edit("old", (502, 1, 501, 0))]))
    assert found == (1, 5, 4, 0)


def test_a_file_takes_its_lines_along() -> None:
    """Renamed with an edit, two files changing places, deleted at last."""
    born = [edit("a", (0, 0, 1, 4), status="A"), edit("b", (0, 0, 1, 7), status="A")]
    swap = [edit("b", status="R", old="a"), edit("a", (1, 1, 0, 0), status="R", old="b")]
    gone = [FileStep("b", None, "D", None)]
    found = follow((1, born), (2, swap), (3, gone))
    assert found == (1, 11, 6, 0)


def test_what_cannot_be_followed_is_lost_and_not_dead() -> None:
    """An unreadable change, an unreadable commit and an endless file: lost, and said so."""
    born = [edit("a", (0, 0, 1, 4), status="A"), edit("b", (0, 0, 1, 6), status="A")]
    assert follow((1, born), (2, [FileStep("a", None, "M", None)])) == (1, 10, 6, 4)
    assert follow((1, born), (2, None))[3] == 10
    endless = edit("b", (LONGEST_FILE + 5, 0, LONGEST_FILE + 6, 1))
    assert follow((1, born), (2, [endless]))[3] == 6
    assert follow((1, born), (99, None))[3] == 0
    assert follow((1, None)) == (0, 0, 0, 0)
    assert Lines(7, 0, 7).share is None


LINES = st.lists(st.integers(0, 200), max_size=12)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("ab"), LINES), min_size=1, max_size=12))
def test_replay_agrees_with_following_each_line(history: list[tuple[str, list[int]]]) -> None:
    """Against an oracle that keeps the birth of every line beside the text of two files."""
    texts: dict[str, list[tuple[int, float]]] = {}
    steps: list[CommitStep] = []
    added, early = Counter[float](), Counter[float]()
    for number, (path, content) in enumerate(history):
        day = 20.0 * number + 1
        before = texts.get(path, [])
        hunks, after, gone = difference(before, content, day)
        early.update(birth for birth in gone if birth <= 100 and day - birth <= 50)
        added[day] += sum(birth == day for _, birth in after) if day <= 100 else 0
        texts[path] = after
        status = "M" if path in texts and before else "A"
        steps.append(CommitStep(day, [FileStep(path, None, status, hunks)]))
    found = line_survival(steps, 0.0, 100.0, 50.0)
    assert found is not None
    told = {steps[number].day: (one.n_added, one.n_alive) for number, one in found.items()}
    assert told == {day: (n, n - early[day]) for day, n in added.items() if n}


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
