"""Compare two spans of code without making a Python object of every token's place.

One pattern (`Syntax.flat`) cuts both spans inside the regular-expression engine, which
costs a small part of reading token by token. It reads exactly as `lexing` does, but for
what hangs on more than the bytes from the span's start to its end: nested comments,
regular-expression literals, quotes told by the byte before them, strings that may be
comments, and tokens that reach beyond the span. Wherever one of those may matter the
answer is None, and the caller reads on otherwise.
"""

import re
from collections.abc import Iterator
from itertools import islice
from operator import itemgetter

from lifesigns.models.contribution_kind.lexing import next_of, width_before
from lifesigns.models.contribution_kind.syntax import ENDS, INDENT, Syntax

Span = tuple[bytes, int, int]
"""A text, and where in it to begin and end."""

_FIRST_LOOK = 16
_GROWTH = 4
_CODE_AND_STRING = itemgetter("code", "string")


def first_unequal(one: Span, two: Span, syntax: Syntax) -> str | None:
    """Return which tokens first differ: "nothing", "string" (on both sides) or "code"."""
    if _is_out_of_reach(one, syntax) or _is_out_of_reach(two, syntax):
        return None
    whole = one, two
    one, two = _before_docstring(one, syntax), _before_docstring(two, syntax)
    is_whole = whole == (one, two)
    ones, twos = _code(one, syntax), _code(two, syntax)
    read, size = 0, _FIRST_LOOK
    while True:
        a, b = list(islice(ones, size)), list(islice(twos, size))
        if a == b:
            if not syntax.hard.isdisjoint(a):
                return None
            if len(a) < size:
                return "nothing" if is_whole else None
            read += size
            size *= _GROWTH
            continue
        at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), None)
        known = min(len(a), len(b)) + 1 if at is None else at + 1
        if not syntax.hard.isdisjoint(a[:known]) or not syntax.hard.isdisjoint(b[:known]):
            return None
        # The last token of a span may reach beyond it.
        is_last = at is None or at + 1 in (len(a), len(b))
        if is_last and not is_whole:
            return None
        if at is None or a[at][0] not in syntax.firsts or b[at][0] not in syntax.firsts:
            return "code"
        if not (_is_string(one, syntax, read + at) and _is_string(two, syntax, read + at)):
            return "code"
        return None if is_last else "string"


def _whole_matches(span: Span, syntax: Syntax) -> Iterator[re.Match[bytes]]:
    """Yield the matches of `flat`, the last one with what of it lies beyond the span."""
    data, start, end = span
    last = None
    for found in syntax.flat.finditer(data, start, end):
        if last is not None:
            yield last
        last = found
    if last is not None:
        # A span ends behind a newline: if that is inside a token, it may go on.
        yield (last["newline"] is None and syntax.flat.match(data, last.start())) or last


def only_strings(one: Span, two: Span, syntax: Syntax) -> bool | None:
    """Tell whether all code but strings is equal."""
    if _is_out_of_reach(one, syntax) or _is_out_of_reach(two, syntax):
        return None
    if _before_docstring(one, syntax) != one or _before_docstring(two, syntax) != two:
        return None
    rest = []
    for data, start, end in (one, two):
        found = map(_CODE_AND_STRING, syntax.flat.finditer(data, start, end))
        rest.append([None if string else code for code, string in found if code])
    return rest[0] == rest[1] if all(map(syntax.hard.isdisjoint, rest)) else None


def equal_remarks(one: Span, two: Span, syntax: Syntax) -> bool | None:
    """Tell of spans with the same code tokens whether comments are equal but for white space.

    None, too, where newlines or indentation that may mean something differ.
    """
    if _is_bare(one, syntax) and _is_bare(two, syntax):
        return True
    before, after = _laid_out(one, syntax), _laid_out(two, syntax)
    if before is None or after is None or before[0] != after[0]:
        return None
    return before[1] == after[1]


def _is_bare(span: Span, syntax: Syntax) -> bool:
    """Prove that a span has no comment, no newline that means something and none in a token."""
    data, start, end = span
    return (
        syntax.lines not in (ENDS, INDENT)
        and syntax.comment.search(data, start, end) is None
        and next_of((*syntax.carriers, b"\\\n"), data, max(0, start - 1), end) < 0
        and not (start == 0 and data.startswith(syntax.first_carriers))
    )


def _code(span: Span, syntax: Syntax) -> Iterator[bytes]:
    data, start, end = span
    return filter(None, map(syntax.code_of, syntax.flat.finditer(data, start, end)))


def _is_string(span: Span, syntax: Syntax, place: int) -> bool:
    data, start, end = span
    strings = (
        string
        for code, string in map(_CODE_AND_STRING, syntax.flat.finditer(data, start, end))
        if code
    )
    return next(islice(strings, place, None)) is not None


def _is_out_of_reach(span: Span, syntax: Syntax) -> bool:
    data, start, end = span
    if start == 0 and data.startswith(b"#!"):
        return True
    if data.endswith(b"\\\n", max(start, end - 2), end):
        return True
    # Space before the end of the file is no token, and searched anew from each byte of it.
    if end > start and end == len(data) and data[end - 1] in b" \t\r\f\v":
        return True
    return syntax.regexes and data.find(b"`", start, end) >= 0


def _before_docstring(span: Span, syntax: Syntax) -> Span:
    """Return the part of a span in which no string may turn out to be a comment."""
    data, start, end = span
    if not syntax.docstrings:
        return span
    found = next_of((b'"""', b"'''"), data, start, end)
    return span if found < 0 else (data, start, found)


def _laid_out(span: Span, syntax: Syntax) -> tuple[list[bytes], list[bytes]] | None:
    """Return the code with a mark before each line that counts, and the code with comments."""
    if syntax.lines == INDENT:
        return _laid_out_by_place(span, syntax)
    data, start, end = span
    tokens = list(map(syntax.parts_of, syntax.flat.findall(data, start, end)))
    # A span ends behind a newline: if that is inside a token, this reaches beyond the span.
    if tokens and not tokens[-1][2] and end < len(data):
        return None
    text = [code or b" ".join(remark.split()) for code, remark, newline in tokens if not newline]
    lines: list[bytes] = []
    if syntax.lines == ENDS:
        is_fresh = True
        for code, _, newline in tokens:
            if newline:
                is_fresh = True
            elif code:
                lines.append(b"\n" + code if is_fresh else code)
                is_fresh = False
    return lines, text


def _laid_out_by_place(span: Span, syntax: Syntax) -> tuple[list[bytes], list[bytes]]:
    """Return the same where places matter; the code ends with how far it reaches beyond the span."""
    data, _, end = span
    lines: list[bytes] = []
    text: list[bytes] = []
    is_fresh, stop = True, end
    for found in _whole_matches(span, syntax):
        stop = found.end()
        if found["newline"]:
            is_fresh = True
            continue
        code = found["code"]
        if not code:
            text.append(b" ".join(found["remark"].split()))
            continue
        if is_fresh:
            lines.append(b"\n%d" % width_before(data, found.start("code")))
        is_fresh = False
        lines.append(code)
        text.append(code)
    return [*lines, b"%d" % max(0, stop - end)], text
