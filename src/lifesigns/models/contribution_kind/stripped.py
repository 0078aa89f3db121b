"""Compare two spans once comments, and strings that are comments, are cut out of them.

Only comments and strings are looked at one by one, a tenth of the tokens in code full of
documentation. What is left is compared in whole lines, and word by word from the first
line that differs. A quote stands in it for each string and a hash for each comment:
neither byte occurs otherwise, as each of them begins one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lifesigns.models.contribution_kind.abreast import Span
from lifesigns.models.contribution_kind.lexing import is_docstring, next_of
from lifesigns.models.contribution_kind.regions import n_alike
from lifesigns.models.contribution_kind.syntax import DIRECTIVE, ENDS, INDENT, WORDS, Syntax

_LINE_WITH_INK = re.compile(rb"\S[^\n]*+")
_TRIPLES = b'"""', b"'''"


@dataclass(frozen=True, slots=True)
class _Stripped:
    """A span with its strings and comments cut out, and how far its last token goes on.

    `lines` are those that hold code, without comments and without space at their ends.
    """

    code: bytes
    lines: list[bytes]
    strings: list[bytes]
    remarks: list[bytes]
    beyond: int


def can_be_stripped(syntax: Syntax) -> bool:
    """Tell whether strings may be comments in a language, and one pattern finds all of both."""
    return syntax.docstrings and not syntax.hard


def compare_stripped(one: Span, two: Span, syntax: Syntax) -> str | None:
    """Return the strongest thing that differs in two spans, the common rest around them counted in.

    "code", "string" (on both sides, where the code first differs), "comment" or "white_space".
    None where tokens that reach beyond the spans have to be read to tell.
    """
    old, new = _stripped(one, syntax), _stripped(two, syntax)
    if old.beyond != new.beyond:
        return None
    if old.lines != new.lines or old.strings != new.strings:
        unequal = _first_unequal(old, new)
        if unequal is not None:
            return unequal
        depth = _least_depth(old, new, syntax)
        if depth <= 0:
            if _may_end_in_docstring(one):
                return None
            data, start, _ = one
            if depth + _depth(_stripped((data, 0, start), syntax).code) <= 0:
                return "code"
    same = _remarks(old) == _remarks(new)
    return "white_space" if same else "comment"


def _stripped(span: Span, syntax: Syntax) -> _Stripped:
    data, start, end = span
    assert syntax.still is not None
    pieces: list[bytes] = []
    strings: list[bytes] = []
    remarks: list[bytes] = []
    at = start
    for found in syntax.still.finditer(data, start, end):
        begin, stop = found.span("still")
        if begin < 0:
            continue  # a byte that begins a string elsewhere, or the end
        if stop == end < len(data):
            # A span ends behind a newline: if that is inside a token, it may go on.
            whole = syntax.still.match(data, begin)
            stop = whole.end() if whole else stop
        text = data[begin:stop]
        if _is_remark(data, begin, stop, text):
            remarks.append(text)
            pieces += data[at:begin], b"#"
        else:
            strings.append(text)
            pieces += data[at:begin], b'"'
        at = stop
    pieces.append(data[at:end])
    code = b"".join(pieces)
    lines = map(bytes.rstrip, code.replace(b"#", b"").split(b"\n"))
    return _Stripped(code, list(filter(None, lines)), strings, remarks, max(0, at - end))


def _is_remark(data: bytes, begin: int, stop: int, text: bytes) -> bool:
    if text[:1] != b"#":
        return is_docstring(data, begin, stop)
    return not (DIRECTIVE.match(text) or (begin == 0 and text[:2] == b"#!"))


def _first_unequal(old: _Stripped, new: _Stripped) -> str | None:
    """Return which tokens of code first differ: "string" (on both sides) or "code"."""
    same = n_alike(old.lines, new.lines, min(len(old.lines), len(new.lines)))
    ones, twos = (WORDS.findall(b"\n".join(side.lines[same:])) for side in (old, new))
    at = n_alike(ones, twos, min(len(ones), len(twos)))
    n_strings = b"".join(old.lines[:same]).count(b'"') + ones[:at].count(b'"')
    if old.strings[:n_strings] != new.strings[:n_strings]:
        return "string"
    return None if at == len(ones) == len(twos) else "code"


def _least_depth(old: _Stripped, new: _Stripped, syntax: Syntax) -> int:
    """Return how many brackets the spans open before the outermost line that differs; 1 for none.

    Of lines with the same code, those differ that only one side has, or at another place.
    """
    if syntax.lines not in (ENDS, INDENT):
        return 1
    code = b"".join(b"\n".join(old.lines).split())
    has_width = syntax.lines == INDENT
    differing = set(_begun(old.lines, has_width)) ^ set(_begun(new.lines, has_width))
    least, depth, at = 1, 0, 0
    for place, _ in sorted(differing):
        depth += _depth(code[at:place])
        least, at = min(least, depth), place
    return least


def _begun(lines: list[bytes], has_width: bool) -> Iterator[tuple[int, int]]:
    """Yield the bytes of code before each line, and the columns before it where they count."""
    place = 0
    for line in lines:
        blank = line[: len(line) - len(line.lstrip())]
        yield place, len(blank.expandtabs(8)) if has_width else 0
        place += len(b"".join(line.split()))


def _depth(code: bytes) -> int:
    opened = sum(map(code.count, (b"(", b"[", b"{")))
    return opened - sum(map(code.count, (b")", b"]", b"}")))


def _may_end_in_docstring(span: Span) -> bool:
    """Tell whether what stands in a span may decide on a string behind it."""
    data, _, end = span
    line = _LINE_WITH_INK.search(data, end)
    return line is not None and next_of(_TRIPLES, data, *line.span()) >= 0


def _remarks(side: _Stripped) -> tuple[bytes, list[bytes]]:
    """Return where among the code comments stand, and the comments, but for white space."""
    return b"".join(side.code.split()), [b" ".join(text.split()) for text in side.remarks]
