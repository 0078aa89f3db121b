"""Neutralise hostile text. Names, subjects and paths come from strangers.

What is done to every string before it is shown: terminal escape sequences are
cut out whole; control characters and bidirectional controls become U+FFFD, so
that a reader sees that something was there; characters without width are
dropped; line breaks become spaces (`line`) or stay (`block`); combining marks
are kept to a few in a row; lone surrogates become U+FFFD; length is bounded.
The cost is stated: joiners go too, so some emoji fall apart and some Persian
words lose a nicety.
"""

import re

LINE_LIMIT = 400
NAME_LIMIT = 80
BLOCK_LIMIT = 20_000

_SEQUENCES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]{0,64}[ -/]{0,8}[@-~]"  # control sequences: colours, cursor, erase
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]{0,4096}(?:\x07|\x1b\\|\x9c)"  # titles, links
    r"|\x1b[ -/]{0,4}[0-~]"
)
_WIDTHLESS = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200d\u2060-\u2065\u206a-\u206f"
    "\u3164\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff\U0001d173-\U0001d17a]"
)
_BREAKS = re.compile("[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufffe\uffff]"
)
_MARKS = re.compile(
    "([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{3})"
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
_MARKDOWN = re.compile(r"[\\`*_\[\]<>#|~$&]")
_AUTOLINK = re.compile(r"@|:(?=//)|(?<=www)(?=\.)", re.IGNORECASE)
_LIST = re.compile(r"^(?=[-=+])|^(\d{1,9})(?=[.)](?:\s|$))")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
_PLAIN_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?|[+-]\d\d:\d\d")
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]{1,253}(?::\d{1,5})?(?:[/?#][^\s<>\"'`\\]{0,2000})?")


def line(text: str, limit: int = LINE_LIMIT) -> str:
    """Return `text` inert, on one line and at most `limit` characters, cut with an ellipsis."""
    if len(text) <= limit and text.isascii() and text.isprintable():
        return text.strip()  # nearly every text, and nothing to do
    return _cut(_BREAKS.sub(" ", _inert(text, limit)).strip(), limit)


def name(text: str) -> str:
    """Return a name or path inert and short enough for a label."""
    return line(text, NAME_LIMIT)


def block(text: str, limit: int = BLOCK_LIMIT) -> str:
    """Return `text` inert with its line breaks kept, for SQL and longer prose."""
    kept = text[: limit * 2].replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")
    inert = "\n".join(_inert(part, limit) for part in kept.split("\n"))
    return _cut(inert, limit)


def markdown(text: str, limit: int = LINE_LIMIT) -> str:
    """Return `text` as literal Markdown: no markup, link, mention, HTML or table break survives."""
    shown = _AUTOLINK.sub("\\g<0>\u2060", line(text, limit))
    escaped = _MARKDOWN.sub(lambda found: _ENTITIES.get(found[0], "\\" + found[0]), shown)
    return _LIST.sub(r"\1\\", escaped)


def cell(text: str, limit: int = BLOCK_LIMIT) -> str:
    """Return `text` for a spreadsheet cell: what would start a formula gets an apostrophe.

    Plain numbers stay numbers, and UTC offsets what other forms say: neither runs anything.
    """
    if _PLAIN_NUMBER.fullmatch(text):
        return text
    guarded = text[:1] in {"=", "+", "-", "@", "\t", "\r", "\n"}
    shown = line(text, limit)
    return "'" + shown if guarded or shown[:1] in {"=", "+", "-", "@", "|", "%"} else shown


def anchor(text: str) -> str:
    """Return `text` as part of an HTML id: lower-case letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", text[:NAME_LIMIT].lower()).strip("-") or "x"


def address(text: str) -> str:
    """Return `text` when it is a plain http(s) address, "" for everything else."""
    return text if _ADDRESS.fullmatch(text) else ""


def _inert(text: str, limit: int) -> str:
    bounded = text[: limit * 8 + 4096]
    shown = _BREAKS.sub(" ", _WIDTHLESS.sub("", _SEQUENCES.sub("", bounded)))
    return _MARKS.sub(r"\1", _CONTROLS.sub("\ufffd", shown))


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
