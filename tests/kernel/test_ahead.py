"""Waiting for one thing while working on another."""

import threading
from collections.abc import Iterator

import pytest

from lifesigns.kernel.ahead import ahead


def test_items_come_in_order_and_the_next_is_made_meanwhile() -> None:
    """The second item is begun before the first is done with, the third is not."""
    begun = [threading.Event() for _ in range(4)]

    def items() -> Iterator[int]:
        for number, event in enumerate(begun):
            event.set()
            yield number

    taken = ahead(items())
    assert next(taken) == 0
    assert begun[1].wait(10)
    assert not begun[2].is_set()
    assert list(taken) == [1, 2, 3]
    assert list(ahead(iter(()))) == []


def test_what_fails_fails_where_the_item_would_have_come() -> None:
    """The items before an error arrive."""

    def items() -> Iterator[int]:
        yield 1
        raise ValueError("no second item")

    taken = ahead(items())
    assert next(taken) == 1
    with pytest.raises(ValueError, match="no second item"):
        next(taken)


def test_who_stops_taking_leaves_no_thread_behind() -> None:
    """Closing ends the thread once the item under way is made."""
    before = threading.active_count()
    taken = ahead(iter(range(10)))
    assert next(taken) == 0
    taken.close()  # type: ignore[attr-defined]
    assert threading.active_count() == before
