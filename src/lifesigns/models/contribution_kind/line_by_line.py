"""Compare two spans by whole lines, where no token can reach from one line to the next.

Most edits that change no code re-indent lines, or touch lines that are comments from
their first letter on. Both show without cutting a line into tokens. Wherever a line has
to be read to tell, the answer is None.
"""

from collections.abc import Iterator
from itertools import zip_longest

from lifesigns.models.contribution_kind.lexing import next_of
from lifesigns.models.contribution_kind.regions import Region
from lifesigns.models.contribution_kind.syntax import DIRECTIVE, INDENT, Syntax

_BLANK = b" \t"


def equal_lines(old: bytes, new: bytes, region: Region, syntax: Syntax) -> bool | None:
    """Tell of a region that begins outside any token whether the same code stands in both.

    True: the same code and, but for white space, the same comments; False: the same
    code, other comments; None: it takes reading.
    """
    for data, end in ((old, region.old_end), (new, region.new_end)):
        begin = max(0, region.start - 1)
        if next_of((*syntax.carriers, b"\\\n"), data, begin, end) >= 0:
            return None
        if region.start == 0 and data.startswith((b"#!", *syntax.first_carriers)):
            return None
    laid_out: tuple[list[bytes], list[bytes]] = ([], [])
    lines = zip_longest(
        _code_lines(old[region.start : region.old_end], syntax, laid_out[0]),
        _code_lines(new[region.start : region.new_end], syntax, laid_out[1]),
    )
    for one, two in lines:
        if one != two and (one is None or two is None or not _same_but_trailing(one, two, syntax)):
            return None
    return laid_out[0] == laid_out[1]


def _code_lines(text: bytes, syntax: Syntax, laid_out: list[bytes]) -> Iterator[bytes]:
    """Yield the lines that hold code; put comments, and a mark for each such line, into a list."""
    for line in text.split(b"\n"):
        begun = line.lstrip(_BLANK)
        if not begun:
            continue
        if begun.startswith(syntax.line_comments) and not DIRECTIVE.match(begun):
            laid_out.append(b" ".join(begun.split()))
        else:
            laid_out.append(b"\n")
            yield line if syntax.lines == INDENT else begun


def _same_but_trailing(one: bytes, two: bytes, syntax: Syntax) -> bool:
    """Tell whether only white space at the end differs, and not in a string or directive."""
    if one.rstrip(_BLANK) != two.rstrip(_BLANK):
        return False
    return not (
        syntax.quote.search(one) or DIRECTIVE.search(one) or (syntax.regexes and b"/" in one)
    )
