"""Compare two versions of one file: is it code that changed, or only what stands around it?"""

from enum import StrEnum
from itertools import zip_longest

from lifesigns.models.contribution_kind.lexing import (
    Part,
    flat_code,
    read_span,
    safe_start,
)
from lifesigns.models.contribution_kind.regions import Region
from lifesigns.models.contribution_kind.syntax import Syntax

_BOM = b"\xef\xbb\xbf"


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


def difference(old: bytes, new: bytes, region: Region, syntax: Syntax | None) -> Difference:
    """Return what differs between two versions of a file; both already `plain`.

    Code differs when the token streams without comments differ: the streams are
    read side by side from the first differing line and the first unequal token
    ends the work (STRING: that token is a string on both sides). Where the
    streams are equal, newlines and indentation are compared as far as the
    language gives them meaning. Without a syntax only white space is told apart.
    """
    if old == new:
        return Difference.NONE
    if syntax is None:
        before = old[region.start : region.old_end].split()
        same = before == new[region.start : region.new_end].split()
        return Difference.WHITE_SPACE if same else Difference.CODE
    start = _common_start(old, new, region, syntax)
    streams = zip_longest(
        flat_code(old, syntax, start, region.old_end),
        flat_code(new, syntax, start, region.new_end),
    )
    for one, two in streams:
        if one != two:
            strings = one and two and one[0] is Part.STRING and two[0] is Part.STRING
            return Difference.STRING if strings else Difference.CODE
    return _around_the_code(old, new, region, syntax, start)


def _around_the_code(
    old: bytes, new: bytes, region: Region, syntax: Syntax, start: int
) -> Difference:
    before = read_span(old, syntax, start, region.old_end)
    after = read_span(new, syntax, start, region.new_end)
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
    start = safe_start(old, syntax, region.start)
    return start if start == region.start else min(start, safe_start(new, syntax, region.start))


def only_strings_differ(old: bytes, new: bytes, region: Region, syntax: Syntax) -> bool:
    """Tell whether within the region everything but comments and strings is equal."""
    start = _common_start(old, new, region, syntax)
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
