"""Trailers of commit messages, by git's own rule and a little beyond it.

git takes the last paragraph when it consists of `Token: value` lines, or when a
quarter of its lines do and one is a sign-off. Squash merges leave the trailers
of the squashed commits in the middle, so lines that read `Something-by: Name
<address>` count wherever they stand. Scripts that land a change request write
`Closes #12 from ann/branch` and `Reviewers: ann, Ben <ben@example.org>` in lines
that are no trailers to git: they count as `closes` and `reviewed-by`. So does what
`git revert` writes, `This reverts commit 0a1b2c3…`, as `reverts`.
"""

import re
from collections.abc import Iterator
from itertools import chain, islice

_TRAILER = re.compile(r"([A-Za-z0-9-]+)[ \t]*:(.*)", re.DOTALL)
_BY_SOMEBODY = re.compile(r"[A-Za-z][A-Za-z-]{0,40}-by[ \t]*:[^<]{0,400}<[^<>]{1,400}>\s*", re.I)
_PERSON = re.compile(r"([^<>]*)<([^<>]*)>")
_ADDRESS = re.compile(r"[^\s<>@]{1,200}@[^\s<>@.]{1,100}(\.[^\s<>@.]{1,100}){1,8}")
_TOOLS = re.compile(r"\s*\[[^\[\]]*\]")
_CLOSES = re.compile(
    r"\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?[ ](?:(?:pr|pull request)[ ])?(#[0-9]{1,9})\b"
    r"|^(?:pr|pull request):?[ ](#[0-9]{1,9})[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_REVIEWED = re.compile(r"^Review(?:ers?|ed[ ]by)[ \t]*:[ \t]*(\S.*)$", re.IGNORECASE | re.MULTILINE)
# Phabricator writes down who was asked as "Reviewers" and who answered as "Reviewed By".
_ASKED = re.compile(r"^Differential Revision:", re.IGNORECASE | re.MULTILINE)
# At the start of a line or of a step that a squash lists: "This reverts commit 0a1b2c3." of git,
# "Reverts owner/name#12" of GitHub, "fix: revert #12 and #15", "Revert 0a1b2c3". A number with a
# repository before it may be another's, unless the line says nothing else, as GitHub writes it.
_NAMED = r"(?:[0-9a-f]{7,64}(?![\w/-])|#[0-9]{1,9}\b)"
_REVERTS = re.compile(
    r"^[ \t*-]{0,8}(?:[\w./-]{1,40}(?:\([^()\n]{0,60}\))?!?:[ ]{1,4})?"
    r"(?:this (?:commit |patch )?)?reverts?:?\s(?:(?:commits?|prs?|pull requests?|merge)\s)?"
    rf"({_NAMED}(?:(?:[ ]|(?:,| and|, and| &)\s){_NAMED}){{0,49}})"
    r"|^reverts [\w.-]{1,100}/[\w.-]{1,100}(#[0-9]{1,9})[ \t\r]{0,9}$",
    re.IGNORECASE | re.MULTILINE,
)
_EACH = re.compile(_NAMED, re.IGNORECASE)
_PLAIN_NAME = re.compile(r"[^\s:]{1,40}(?: [^\s:]{1,40}){0,3}")
_MOST_SAID = 50
_GIT_MADE = ("Signed-off-by: ", "(cherry picked from commit ")
_MOST_CHARACTERS = 500
_MOST_TRAILERS = 10_000

Trailer = tuple[str, str, str | None, str | None]
"""Key in lower case, value, and name and address where the value reads so; the address may be empty."""


def find_trailers(body: str) -> list[Trailer]:
    """Return the trailers of what follows a message's first paragraph, in order, 10,000 at most.

    `body` is the message without its title paragraph.
    """
    if ":" not in body:
        return []
    lines = body.rstrip().split("\n")
    first = _block_start(lines)
    early = (line for line in lines[:first] if ">" in line and _BY_SOMEBODY.fullmatch(line))
    found = chain(early, _unfolded(lines[first:]))
    return [_split(text) for text in islice(found, _MOST_TRAILERS)]


def find_said(message: str) -> list[Trailer]:
    """Return what a message says in words of its own: what it closes, reverts, who reviewed it.

    `message` is the whole of it. Keys are `closes` (the value is #12), `reverts` (the value is the
    id of a commit, whole or not, or #12) and `reviewed-by`.
    """
    said: dict[Trailer, None] = {}
    if "#" in message:
        for match in islice(_CLOSES.finditer(message), _MOST_SAID):
            said["closes", match[1] or match[2], None, None] = None
    if "evert" in message or "EVERT" in message:
        lists = (match[1] or match[2] for match in _REVERTS.finditer(message))
        for each in islice(chain.from_iterable(map(_EACH.findall, lists)), _MOST_SAID):
            said["reverts", each.lower(), None, None] = None
    if "eview" in message:
        was_asked = _ASKED.search(message) is not None
        for match in islice(_REVIEWED.finditer(message), _MOST_SAID):
            if was_asked and match[0][:9].lower() == "reviewers":
                continue
            for one in islice(filter(None, map(str.strip, match[1].split(","))), _MOST_SAID):
                key, value, name, email = _split(f"reviewed-by:{one}")
                is_name = name is not None and _PLAIN_NAME.fullmatch(name)
                said[(key, value, name, email) if is_name else (key, value, None, None)] = None
    return list(said)


def _block_start(lines: list[str]) -> int:
    """Return the index of the first line of the trailer block; len(lines) without one."""
    trailers = others = folded = 0
    recognized = False
    start = 0
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index]
        if not line.strip():
            start = index + 1
            break
        if line.startswith("#"):
            others += folded
            folded = 0
        elif line.startswith(_GIT_MADE):
            trailers, folded, recognized = trailers + 1, 0, True
        elif _TRAILER.fullmatch(line):
            trailers, folded = trailers + 1, 0
        elif line[0].isspace():
            folded += 1
        else:
            others, folded = others + 1 + folded, 0
    others += folded
    if trailers and (not others or (recognized and trailers * 3 >= others)):
        return start
    return len(lines)


def _unfolded(lines: list[str]) -> Iterator[str]:
    current = ""
    for line in lines:
        if line[:1].isspace() and current:
            current += " " + line.strip()
            continue
        if current:
            yield current
        current = line if _TRAILER.fullmatch(line) else ""
    if current:
        yield current


def _split(text: str) -> Trailer:
    found = _TRAILER.fullmatch(text)
    assert found is not None, text
    value = found[2].strip()[:_MOST_CHARACTERS]
    key, person = found[1][:_MOST_CHARACTERS].lower(), _PERSON.fullmatch(value)
    name, email = (person[1].strip(), person[2].strip()) if person else _unbracketed(key, value)
    return key, value, name, email


def _unbracketed(key: str, value: str) -> tuple[str, str] | tuple[None, None]:
    """Return whom a value without <> names: an address alone, or what helped to write.

    Who gives an address alone goes by its mailbox. Tools that helped are declared without an
    address, as the Linux kernel asks: "Assisted-by: AGENT:MODEL [tool]".
    """
    if key.endswith("-by") and _ADDRESS.fullmatch(value):
        return value.partition("@")[0], value
    if key == "assisted-by":
        name = _TOOLS.sub("", value).strip()
        return (name, "") if name and not {"<", ">", "@"} & set(name) else (None, None)
    return None, None
