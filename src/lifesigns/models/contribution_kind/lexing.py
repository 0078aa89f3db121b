"""Cut source text into tokens, and find a place where no token is open.

A tokenizer of our own (tables in `data/syntax.json`) stands here because the
question is small (what is a comment, what is a string, are the other tokens
equal?) and is asked of every changed file of a history: the measured costs are
in docs/accuracy/contribution_kind.md.
"""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from lifesigns.models.contribution_kind.syntax import DIRECTIVE, ENDS, INDENT, Syntax


class Part(IntEnum):
    """What a token is."""

    COMMENT = 0
    STRING = 1
    WORD = 2
    MARK = 3
    NEWLINE = 4


# Members of an enumeration are slow to look up, and these are asked for at every token.
_COMMENT, _MARK, _NEWLINE = Part.COMMENT, Part.MARK, Part.NEWLINE
_PLAIN = {"word": Part.WORD, "mark": _MARK, "newline": _NEWLINE}
_DEPTH = {b"(": 1, b"[": 1, b"{": 1, b")": -1, b"]": -1, b"}": -1}

Token = tuple[Part, bytes]
Place = tuple[Part, int, int]

_REGEX_LITERAL = re.compile(
    rb"/(?![/*])(?:[^/\\\[\n]|\\[^\n]|\[(?:[^\]\\\n]|\\[^\n])*+\])++/[a-z]*+"
)
_BEFORE_REGEX = b"(,=:[!&|?{};+-*%~^<>\n"
_WORDS_BEFORE_REGEX = (b"return", b"typeof", b"case", b"in", b"of", b"when", b"if", b"and", b"or")
_STATEMENT_OPEN = b"([{,=+%\\\"'"
_BLANK_TO_THE_END = re.compile(rb"[ \t\r\f\v]*+(?:\n|\Z)")
_TRIPLES = b'"""', b"'''"
_BACKSLASH = 92
_MAY_HIDE_QUOTES = re.compile(rb"[\"'#]")


def tokens(data: bytes, syntax: Syntax, start: int, end: int) -> Iterator[Place]:
    """Yield (part, begin, stop) from `start` until a token begins at or after `end`.

    The last token may reach beyond `end`; spaces are left out, newlines are not.
    """
    match = syntax.token.match
    position = start
    while position < end:
        found = match(data, position)
        if found is None:
            return
        group = found.lastgroup or ""
        begin, position = found.span(group)
        if begin >= end:
            return
        if group in _PLAIN:
            yield _PLAIN[group], begin, position
        elif group == "string":
            documents = syntax.docstrings and is_docstring(data, begin, position)
            yield (Part.COMMENT if documents else Part.STRING), begin, position
        elif group == "slash":
            position = _slash(data, begin)
            yield (Part.STRING if position > begin + 1 else Part.MARK), begin, position
        else:
            if group == "open":
                position = _block_end(data, begin, found.group("open"), syntax)
            yield _comment_part(data, begin, position), begin, position


def _comment_part(data: bytes, begin: int, stop: int) -> Part:
    if data[begin : begin + 2] == b"#!" and begin == 0:
        return Part.STRING
    return Part.STRING if DIRECTIVE.match(data, begin, stop) else Part.COMMENT


def _block_end(data: bytes, begin: int, opener: bytes, syntax: Syntax) -> int:
    closer = syntax.block_ends[opener]
    if not syntax.nested:
        found = data.find(closer, begin + len(opener))
        return len(data) if found < 0 else found + len(closer)
    depth = 0
    for edge in _edges(opener, closer).finditer(data, begin):
        depth += 1 if edge.group() == opener else -1
        if depth == 0:
            return edge.end()
    return len(data)


def _edges(opener: bytes, closer: bytes) -> re.Pattern[bytes]:
    return re.compile(re.escape(opener) + b"|" + re.escape(closer))


def _slash(data: bytes, begin: int) -> int:
    """Return the end of a regular-expression literal at `begin`, or begin + 1 for a division."""
    before = begin - 1
    while before >= 0 and data[before] in b" \t":
        before -= 1
    last = data[max(0, before - 7) : before + 1]
    if before >= 0 and data[before] not in _BEFORE_REGEX:
        word = last.split()[-1] if last.split() else last
        if not word.endswith(_WORDS_BEFORE_REGEX) or not word.isalpha():
            return begin + 1
    found = _REGEX_LITERAL.match(data, begin)
    return found.end() if found else begin + 1


def is_docstring(data: bytes, begin: int, stop: int) -> bool:
    """Tell whether a triple-quoted string stands alone as a statement."""
    if data[begin : begin + 3] not in (b'"""', b"'''"):
        return False
    if not _BLANK_TO_THE_END.match(data, stop):
        return False
    line = data.rfind(b"\n", 0, begin) + 1
    lead = data[line:begin].strip()
    if lead and lead.lower() not in (b"r", b"u", b"b", b"rb", b"f") and not lead.startswith(b"@"):
        return False
    before = data[max(0, line - 400) : line].rstrip()
    return not before or before[-1] not in _STATEMENT_OPEN or before.endswith((b'"""', b"'''"))


def safe_start(data: bytes, syntax: Syntax, position: int) -> int:
    """Return the last place at or before `position` where no token is open.

    `position` must be the start of a line. Where a block comment, docstring or
    raw string reaches across it, the place is that token's beginning.
    """
    if outside_tokens(data, syntax, position):
        return position
    return last_start(data, syntax, position)


def last_start(data: bytes, syntax: Syntax, position: int) -> int:
    """Return the same without looking first whether it takes reading to tell.

    Where `syntax.still` is known, what stands behind `position` does not matter.
    """
    # Both must be strings there, and not only be looked for.
    if syntax.still is not None and syntax.carriers == _TRIPLES and b"'" in syntax.firsts:
        return _start_among_triples(data, syntax.still, position)
    match = syntax.inert.match
    at = 0
    # A quoted newline may carry any string on; without one nothing is open before a carrier.
    next_carrier = -1 if data.find(b"\\\n", 0, position) < 0 else position
    while at < position:
        if at > next_carrier:
            at, next_carrier = _line_of_carrier(data, syntax, at, position)
        if syntax.still is not None:
            return _start_of_last(data, syntax.still, at, position)
        found = match(data, at)
        if found is None:
            return position
        group = found.lastgroup or "other"
        begin, stop = found.span(group)
        if begin >= position:
            return position
        if group != "other":
            if group == "open":
                stop = _block_end(data, begin, found.group("open"), syntax)
            elif group == "slash":
                stop = _slash(data, begin)
            # A token that runs to the end of the file may be unterminated.
            if stop > position or stop == position == len(data):
                return begin
        at = max(stop, begin + 1)
    return position


def _start_of_last(data: bytes, still: re.Pattern[bytes], at: int, position: int) -> int:
    """Return where a token that takes in the newline before `position` begins; or `position`."""
    # The very last match is empty.
    for found in deque(still.finditer(data, at, position), maxlen=2):
        if found.end("still") == position:
            return found.start("still")
    return position


def _start_among_triples(data: bytes, still: re.Pattern[bytes], position: int) -> int:
    """Return the same where only triple-quoted strings and quoted newlines span lines.

    Without a quote or hash before it on its line, either is told by its bytes; else that
    line is read.
    """
    nearest = dict.fromkeys((*_TRIPLES, b"\\\n"), -1)
    at = 0
    while True:
        for carrier, found in nearest.items():
            if found < at:
                found = data.find(carrier, at, position)
                nearest[carrier] = found if found >= 0 else position
        begin = min(nearest.values())
        if begin == position:
            return position
        line = data.rfind(b"\n", at, begin) + 1 or at
        if not _MAY_HIDE_QUOTES.search(data, line, begin):
            if data[begin] == _BACKSLASH:
                at = begin + 2
                continue
            stop = data.find(data[begin : begin + 3], begin + 3, position)
            if stop < 0:
                return begin
            if data[stop - 1] != _BACKSLASH:
                at = stop + 3
                continue
        start, at = _token_at(data, still, line, begin, position)
        if at == position:
            return start


def _token_at(
    data: bytes, still: re.Pattern[bytes], at: int, place: int, end: int
) -> tuple[int, int]:
    """Return the span of the string or comment at a place, reading from `at`; or of its byte."""
    for token in still.finditer(data, at, end):
        begin, stop = token.span("still")
        if begin <= place < stop:
            return begin, stop
        if begin > place:
            break
    return place, place + 1


def _line_of_carrier(data: bytes, syntax: Syntax, at: int, position: int) -> tuple[int, int]:
    """Return where the line of the next carrier begins, not before `at`, and the carrier's place.

    Both are `position` where there is none before it.
    """
    if at == 0 and data.startswith(syntax.first_carriers):
        return 0, 0
    # The newline before `at` may be the first byte of a carrier.
    begin = next_of(syntax.carriers, data, max(0, at - 1), position)
    if begin < 0:
        return position, position
    line = begin + 1 if data[begin] == 10 else data.rfind(b"\n", at, begin) + 1
    return max(at, line), max(at, begin)


def next_of(carriers: tuple[bytes, ...], data: bytes, start: int, end: int) -> int:
    """Return where the next of several byte strings begins, -1 where none does."""
    nearest = -1
    for carrier in carriers:
        found = data.find(carrier, start, end)
        if found >= 0:
            nearest, end = found, found + len(carrier) - 1
    return nearest


def outside_tokens(data: bytes, syntax: Syntax, position: int) -> bool:
    """Cheap proof that nothing that spans lines is open at `position`, the start of a line.

    No opener at all before it; or, where plain block comments are the only
    spanning token, a closer after the last opener.
    """
    return _all_closed(data, syntax, _found(data, syntax, position), position)


def outside(data: bytes, syntax: Syntax, position: int) -> tuple[bool, bool]:
    """Return cheap proofs that no comment is open at the start of a line, and no token at all.

    False means only that it would take reading to tell.
    """
    found = _found(data, syntax, position)
    if not found:
        return True, True
    comments = [carrier for carrier in found if carrier in syntax.comment_carriers]
    return (
        _all_closed(data, syntax, comments, position),
        _all_closed(data, syntax, found, position),
    )


def _found(data: bytes, syntax: Syntax, position: int) -> list[bytes]:
    carriers, stem = syntax.carriers, syntax.stem
    # One search instead of one for each of the carriers that begin so.
    if stem and not _occurs(data, stem, position):
        carriers = syntax.carriers_beside
    return [carrier for carrier in carriers if _occurs(data, carrier, position)]


def _occurs(data: bytes, carrier: bytes, position: int) -> bool:
    return data.find(carrier, 0, position) >= 0 or (
        carrier[:1] == b"\n" and data.startswith(carrier[1:])
    )


def _all_closed(data: bytes, syntax: Syntax, found: list[bytes], position: int) -> bool:
    if not found:
        return True
    if syntax.nested or len(found) > 1:
        return False
    closer = syntax.block_ends.get(found[0])
    begun = data.rfind(found[0], 0, position) + len(found[0])
    return closer is not None and data.find(closer, begun, position) >= 0


def flat_code(
    data: bytes, syntax: Syntax, start: int, end: int, seen: list[Place] | None = None
) -> Iterator[Token]:
    """Yield everything but comments and white space; put every place read into `seen`."""
    for place in tokens(data, syntax, start, end):
        if seen is not None:
            seen.append(place)
        part, begin, stop = place
        if part is not _COMMENT and part is not _NEWLINE:
            yield part, data[begin:stop]


@dataclass(frozen=True, slots=True)
class Reading:
    """A span as tokens in which only meaningful white space is left.

    `code` has a mark with the indentation (0 where it means nothing) before each
    statement line outside brackets; `text` the same with comments, their inner
    space collapsed. `stop` is where the last token ended.
    """

    code: list[bytes]
    text: list[bytes]
    stop: int


def read_span(
    data: bytes, syntax: Syntax, start: int, end: int, seen: list[Place] | None = None
) -> Reading:
    """Read a span that begins where no token is open; `start` 0 reads brackets exactly.

    Elsewhere the brackets open at `start` are unknown and taken as none: more
    newlines then count than the language says, never fewer. `seen` are its places, if known.
    """
    code: list[bytes] = []
    text: list[bytes] = []
    has_lines, has_indentation = syntax.lines in (ENDS, INDENT), syntax.lines == INDENT
    depth = 0
    fresh = True
    stop = start
    for part, begin, stop in tokens(data, syntax, start, end) if seen is None else seen:
        if part is _NEWLINE:
            fresh = True
            continue
        if part is _COMMENT:
            text.append(b" ".join(data[begin:stop].split()))
            continue
        if fresh and depth <= 0 and has_lines:
            mark = b"\n%d" % (width_before(data, begin) if has_indentation else 0)
            code.append(mark)
            text.append(mark)
        fresh = False
        token = data[begin:stop]
        if part is _MARK:
            depth += _DEPTH.get(token, 0)
        code.append(token)
        text.append(token)
    return Reading(code, text, stop)


def width_before(data: bytes, begin: int) -> int:
    """Return the columns between the beginning of a line and the place in it."""
    return len(data[data.rfind(b"\n", 0, begin) + 1 : begin].expandtabs(8))
