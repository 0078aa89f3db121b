"""Compare two versions of one file: is it code that changed, or only what stands around it?"""

import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from itertools import zip_longest

from lifesigns.models.contribution_kind.abreast import (
    equal_remarks,
    first_unequal,
    only_strings,
)
from lifesigns.models.contribution_kind.lexing import (
    Part,
    Place,
    flat_code,
    last_start,
    outside,
    read_span,
    tokens,
)
from lifesigns.models.contribution_kind.line_by_line import equal_lines
from lifesigns.models.contribution_kind.regions import Region, common_prefix
from lifesigns.models.contribution_kind.stripped import can_be_stripped, compare_stripped
from lifesigns.models.contribution_kind.syntax import DIRECTIVE, Syntax

_BOM = b"\xef\xbb\xbf"
_QUOTES = b"\"'"
_GLANCES = (250, 2_000)
_INK = re.compile(rb"\S")


class Difference(StrEnum):
    """The strongest thing that differs between two versions of a file."""

    NONE = "none"
    WHITE_SPACE = "white_space"
    COMMENT = "comment"
    STRING = "string"
    CODE = "code"


def plain(data: bytes) -> bytes:
    """Return the bytes without a byte-order mark and with one kind of newline."""
    data = data.removeprefix(_BOM)
    return data.replace(b"\r\n", b"\n") if b"\r" in data else data


def difference(
    old: bytes,
    new: bytes,
    region: Region,
    syntax: Syntax | None,
    strings_count: Callable[[], bool] = lambda: True,
) -> Difference:
    """Return what differs between two versions of a file; both already `plain`.

    Code differs when the token streams without comments differ: the streams are
    read side by side from the first differing line and the first unequal token
    ends the work (STRING: that token is a string on both sides; CODE may stand for
    it where `strings_count` denies that it matters). Where the streams are equal,
    newlines and indentation are compared as far as the language gives them
    meaning. Without a syntax only white space is told apart.
    """
    if old == new:
        return Difference.NONE
    if syntax is None:
        before = old[region.start : region.old_end].split()
        same = before == new[region.start : region.new_end].split()
        return Difference.WHITE_SPACE if same else Difference.CODE
    no_comment, no_token = outside(old, syntax, region.start)
    # A backslash may carry an open string over the newline.
    no_token = no_token and not old.endswith(b"\\\n", 0, region.start)
    if no_comment:
        surely = _at_a_glance(old, new, region, syntax)
        if surely is not None and ((no_token and surely is Difference.CODE) or not strings_count()):
            return Difference.CODE
    if no_token:
        told = equal_lines(old, new, region, syntax)
        if told is not None:
            return Difference.WHITE_SPACE if told else Difference.COMMENT
    start = region.start if no_token else _common_start(old, new, region, syntax)
    found = _abreast(old, new, region, syntax, start)
    if found is not None:
        return found
    seen: tuple[list[Place], list[Place]] = ([], [])
    streams = zip_longest(
        flat_code(old, syntax, start, region.old_end, seen[0]),
        flat_code(new, syntax, start, region.new_end, seen[1]),
    )
    for one, two in streams:
        if one != two:
            strings = one and two and one[0] is Part.STRING and two[0] is Part.STRING
            return Difference.STRING if strings else Difference.CODE
    return _around_the_code(old, new, region, syntax, start, seen)


def differs_at_once(old: bytes, new: bytes, same: int, syntax: Syntax) -> bool:
    """Prove near the first byte that differs, at `same`, that `difference` is CODE.

    What comes next but for white space differs, is code on both sides, in no string, and
    nothing is open where the line begins.
    """
    start = old.rfind(b"\n", 0, same) + 1
    end = start + _GLANCES[0]
    one, two = _INK.search(old, same, end), _INK.search(new, same, end)
    if one is None or two is None or one.group() == two.group():
        return False
    if syntax.quote.search(old, start, same):
        return False
    for data, found in ((old, one), (new, two)):
        # Far enough to see whole what may begin there.
        if syntax.comment.search(data, start, found.start() + syntax.longest_opener):
            return False
    return all(outside(old, syntax, start)) and not old.endswith(b"\\\n", 0, start)


def _abreast(
    old: bytes, new: bytes, region: Region, syntax: Syntax, start: int
) -> Difference | None:
    """Compare in one go; None where it takes reading token by token."""
    one, two = (old, start, region.old_end), (new, start, region.new_end)
    unequal = first_unequal(one, two, syntax)
    if unequal in (None, "nothing") and can_be_stripped(syntax):
        told = compare_stripped(one, two, syntax)
        return None if told is None else Difference(told)
    if unequal == "nothing":
        same = equal_remarks(one, two, syntax)
        return None if same is None else Difference.WHITE_SPACE if same else Difference.COMMENT
    return None if unequal is None else Difference(unequal)


def _at_a_glance(old: bytes, new: bytes, region: Region, syntax: Syntax) -> Difference | None:
    """Prove at a glance that the token streams differ, where no comment is open at the start.

    Up to the first thing that may open a comment, all but white space is code or
    string. Where that differs in a byte, a token differs: STRING if that may lie in a
    string opened here. None means that it takes reading.
    """
    for limit in _GLANCES:
        one, one_whole = _glance(old, region.start, region.old_end, syntax, limit)
        two, two_whole = _glance(new, region.start, region.new_end, syntax, limit)
        same = common_prefix(one, two)
        ends_first = one_whole if len(one) < len(two) else two_whole
        if (same < len(one) and same < len(two)) or (len(one) != len(two) and ends_first):
            in_string = syntax.quote.search(one, 0, same)
            return Difference.STRING if in_string else Difference.CODE
    return None


def _glance(data: bytes, start: int, end: int, syntax: Syntax, limit: int) -> tuple[bytes, bool]:
    """Return the first bytes of a span but for white space, and whether that is all of it."""
    limit = min(end, start + limit)
    found = syntax.comment.search(data, start, limit)
    stop = found.start() if found else limit
    return b"".join(data[start:stop].split()), stop == end


def _around_the_code(
    old: bytes,
    new: bytes,
    region: Region,
    syntax: Syntax,
    start: int,
    seen: tuple[list[Place], list[Place]],
) -> Difference:
    before = read_span(old, syntax, start, region.old_end, seen[0])
    after = read_span(new, syntax, start, region.new_end, seen[1])
    beyond_old = max(0, before.stop - region.old_end)
    beyond_new = max(0, after.stop - region.new_end)
    # A token that reaches into the common tail on one side only changes the tail's meaning;
    # unequal newlines or indentation may be mere layout inside a bracket opened earlier.
    if beyond_old != beyond_new or before.code != after.code:
        before = read_span(old, syntax, 0, len(old))
        after = read_span(new, syntax, 0, len(new))
        if before.code != after.code:
            return Difference.CODE
    return Difference.WHITE_SPACE if before.text == after.text else Difference.COMMENT


def _common_start(old: bytes, new: bytes, region: Region, syntax: Syntax) -> int:
    # Everything before the region is equal; only a token that reaches into it can differ.
    start = last_start(old, syntax, region.start)
    if start == region.start or syntax.still is not None:
        return start
    return min(start, last_start(new, syntax, region.start))


def without_comments(data: bytes, syntax: Syntax) -> bytes:
    """Return a text with its comments cut out, but for those that a tool obeys."""
    pieces: list[bytes] = []
    at = 0
    for begin, stop in _comments(data, syntax):
        pieces.append(data[at:begin])
        at = stop
    return b"".join([*pieces, data[at:]])


def _comments(data: bytes, syntax: Syntax) -> Iterator[tuple[int, int]]:
    if syntax.still is None:
        for part, begin, stop in tokens(data, syntax, 0, len(data)):
            if part is Part.COMMENT:
                yield begin, stop
        return
    for found in syntax.still.finditer(data):
        begin, stop = found.span("still")
        if (
            begin >= 0
            and data[begin] not in _QUOTES
            and syntax.comment.match(data, begin)
            and not DIRECTIVE.match(data, begin, stop)
        ):
            yield begin, stop


def only_strings_differ(old: bytes, new: bytes, region: Region, syntax: Syntax) -> bool:
    """Tell whether within the region everything but comments and strings is equal."""
    start = _common_start(old, new, region, syntax)
    told = only_strings((old, start, region.old_end), (new, start, region.new_end), syntax)
    if told is not None:
        return told
    streams = zip_longest(
        flat_code(old, syntax, start, region.old_end),
        flat_code(new, syntax, start, region.new_end),
    )
    for one, two in streams:
        if one is None or two is None or one[0] is not two[0]:
            return False
        if one[0] is not Part.STRING and one[1] != two[1]:
            return False
    return True
