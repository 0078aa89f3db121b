"""Find the part in which two versions of a file differ, in whole lines."""

from collections.abc import Iterable
from itertools import compress, count
from operator import ne
from typing import NamedTuple

_CHUNK = 4096


class Region(NamedTuple):
    """Half-open byte spans [start, old_end) and [start, new_end), cut at line starts."""

    start: int
    old_end: int
    new_end: int


def differing_region(old: bytes, new: bytes, same: int | None = None) -> Region:
    """Return the smallest span of whole lines outside which the two files are equal.

    `same` is their `common_prefix`, if known.
    """
    if same is None:
        same = common_prefix(old, new)
    start = old.rfind(b"\n", 0, same) + 1
    tail = _common_suffix(old, new, min(len(old), len(new)) - start)
    old_end, new_end = len(old) - tail, len(new) - tail
    # The equal tail must begin just after a newline on both sides.
    if tail:
        line = old.find(
            b"\n", old_end - 1 if _at_line_start(old, new, old_end, new_end) else old_end
        )
        moved = len(old) if line < 0 else line + 1
        new_end += moved - old_end
        old_end = moved
    return Region(start, old_end, new_end)


def _at_line_start(old: bytes, new: bytes, old_end: int, new_end: int) -> bool:
    return (old_end == 0 or old[old_end - 1] == 10) and (new_end == 0 or new[new_end - 1] == 10)


def common_prefix(one: bytes, two: bytes) -> int:
    """Return how many bytes both begin with."""
    limit = min(len(one), len(two))
    at = 0
    while at < limit and two.startswith(one[at : at + _CHUNK], at):
        at += _CHUNK
    low, high = at, min(at + _CHUNK, limit)
    while low < high:
        middle = (low + high + 1) // 2
        if two.startswith(one[low:middle], low):
            low = middle
        else:
            high = middle - 1
    return min(low, limit)


def _common_suffix(one: bytes, two: bytes, limit: int) -> int:
    """Return with how many bytes both end, at most `limit`."""
    end, stop = len(one), len(two)
    at = 0
    while (
        at + _CHUNK <= limit
        and one[end - at - _CHUNK : end - at] == two[stop - at - _CHUNK : stop - at]
    ):
        at += _CHUNK
    low, high = at, min(at + _CHUNK, limit)
    while low < high:
        middle = (low + high + 1) // 2
        if one[end - middle : end - low] == two[stop - middle : stop - low]:
            low = middle
        else:
            high = middle - 1
    return low


def lines_in(data: bytes, start: int, end: int) -> list[bytes]:
    """Return the lines of a span without the white space at their ends."""
    return list(map(bytes.strip, data[start:end].split(b"\n")))


def n_alike(one: Iterable[object], two: Iterable[object], limit: int) -> int:
    """Return how many items both begin with, at most `limit`."""
    return min(limit, next(compress(count(), map(ne, one, two)), limit))
