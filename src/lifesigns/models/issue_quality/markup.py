"""Cut an issue body into blocks: headings, paragraphs, list items, code, quotes, tables.

A line scanner for the Markdown that people really write (GitHub's flavour, issue forms, bold
pseudo-headings), not a renderer. Every line of a block keeps its character offset in the body, so
that a finding can point at its evidence. One pass over the lines and no nested quantifier on
unbounded text: the time is linear in the body, whatever it contains.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate

MAX_BODY = 100_000
"""Characters of a body that are read; the rest is left out and the record says so.

GitHub allows 65,536.
"""
MAX_LINE = 2_000
"""Longer lines are read as several lines of this many characters."""


class BlockKind(StrEnum):
    """What a block is, as far as its marks show."""

    HEADING = "heading"
    PROSE = "prose"
    ITEM = "item"
    CODE = "code"
    QUOTE = "quote"
    TABLE = "table"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Block:
    """One block: its kind and its lines, each with its offset in the body and without its mark.

    ``level``: heading depth (7 for bold pseudo-headings), 0 otherwise. ``ordered``: the item was
    numbered. ``ticked``: True or False for a task-list box, None for none. ``info``: the word after
    an opening code fence.
    """

    kind: BlockKind
    lines: tuple[tuple[int, str], ...]
    level: int = 0
    ordered: bool = False
    ticked: bool | None = None
    info: str = ""

    @property
    def text(self) -> str:
        """The lines joined by newlines."""
        return "\n".join(line for _, line in self.lines)

    @property
    def start(self) -> int:
        """Offset in the body of the first character."""
        return self.lines[0][0]

    def offsets(self, positions: Sequence[int]) -> list[int]:
        """Offsets in the body of the characters at ``positions`` of ``text``."""
        begins = list(accumulate((len(line) + 1 for _, line in self.lines), initial=0))
        rows = [min(bisect_right(begins, at), len(self.lines)) - 1 for at in positions]
        return [
            self.lines[row][0] + at - begins[row] for row, at in zip(rows, positions, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class Document:
    """The blocks of a body in order, and whether the body was cut."""

    blocks: tuple[Block, ...]
    truncated: bool


_JIRA_FENCE = re.compile(r"\s{0,12}\{(code|noformat)(?::([A-Za-z]{1,20}))?[^}\n]{0,80}\}(.*)$")
_FENCE = re.compile(r"\s{0,12}(`{3,}|~{3,})[ \t]*([^\s`]{0,40})")
_ATX = re.compile(r"\s{0,3}(#{1,6})(?:[ \t]+|(?=[A-Z\u4e00-\u9fff]))(.*)")
_ITEM = re.compile(
    r"\s{0,12}(?:([-*+•·])(?=\s)|(?:\d{1,3}|[A-Ha-h])[.)](?=\s|$)|\d{1,2}[、.．)）:：](?=\D)"
    r"|[(\[（]\d{1,2}[)\]）](?=\s?[^\s:：])|[Ss]tep ?\d{1,2}(?:[.:)] ?|(?=\s)))\s*(.*)"
)
_TASK = re.compile(r"\[([ xX]?)\]\s+")
_BOLD = re.compile(r"(?:\*\*|__|<b>|<strong>)(.{1,160}?)(?:\*\*|__|</b>|</strong>) ?[:：?]?$")
_BRACKETED = re.compile(r"【(.{1,40}?)】[:：]?$")
_RULE = re.compile(r"(?:-{3,}|\*{3,}|_{3,}|={3,})$")
_QUOTE = re.compile(r"\s{0,3}>\s?")
_TAG = re.compile(
    r"</?(?:details|summary|br|b|i|em|strong|p|div|span|ul|ol|li|kbd|sup|sub|h[1-6]|hr|table|tr"
    r"|td|th|tbody|thead|pre|code|a|center|font|u)\b[^<>]{0,400}>",
    re.IGNORECASE,
)
_INDENT = re.compile(r" {4}|\t")


def parse(body: str) -> Document:
    """Return the blocks of ``body``; never raises, reads at most ``MAX_BODY`` characters."""
    scanner = _Scanner()
    for start, line in _lines(body[:MAX_BODY]):
        scanner.feed(start, line)
    scanner.close()
    return Document(tuple(scanner.blocks), len(body) > MAX_BODY)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    position = 0
    for line in text.split("\n"):
        for cut in range(0, len(line) or 1, MAX_LINE):
            yield position + cut, line[cut : cut + MAX_LINE].rstrip("\r")
        position += len(line) + 1


class _Scanner:
    """The state of one pass: inside a fence, inside a comment, or the block being gathered."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._open: list[tuple[int, str]] = []
        self._kind = BlockKind.PROSE
        self._marks: tuple[bool, bool | None, str] = (False, None, "")
        self._fence = ""
        self._comment: list[tuple[int, str]] | None = None
        self._after_blank = True

    def feed(self, start: int, line: str) -> None:
        """Take one line that begins at offset ``start``."""
        if self._fence:
            self._inside_fence(start, line)
            return
        if self._comment is None and "<!--" not in line:
            self._visible(start, line)
            return
        visible = self._without_comments(start, line)
        if shown := visible.lstrip():
            self._visible(start + len(visible) - len(shown), shown)

    def close(self) -> None:
        """Flush what is open; an unclosed comment or fence runs to the end, as it is rendered."""
        self._flush()
        self._end_comment()

    def _inside_fence(self, start: int, line: str) -> None:
        stripped = line.strip().removesuffix("</details>")
        jira = self._fence[0] == "{" and stripped.endswith(self._fence)
        plain = stripped.startswith(self._fence) and not stripped.strip(self._fence[0])
        if jira or plain:
            if jira and stripped != self._fence:
                self._open.append((start, line[: line.rfind(self._fence)]))
            self._fence = ""
            self._flush()
            self._after_blank = True
            return
        self._open.append((start, line))

    def _without_comments(self, start: int, line: str) -> str:
        """Blank out hidden comments, keeping every other character at its place."""
        out: list[str] = []
        position = 0
        while position < len(line):
            if self._comment is not None:
                closing = line.find("-->", position)
                stop = len(line) if closing < 0 else closing
                self._comment.append((start + position, line[position:stop]))
                if closing >= 0:
                    stop += 3
                    self._end_comment()
                out.append(" " * (stop - position))
                position = stop
                continue
            opening = line.find("<!--", position)
            if opening < 0 or _in_code_span(line, opening):
                out.append(line[position:])
                break
            out.append(line[position:opening] + "    ")
            if "".join(out).strip():
                self._visible(start, "".join(out))
                out = [" " * (opening + 4)]
            self._flush()
            self._comment = []
            position = opening + 4
        return "".join(out)

    def _end_comment(self) -> None:
        if self._comment:
            self.blocks.append(Block(BlockKind.COMMENT, tuple(self._comment)))
        self._comment = None

    def _visible(self, start: int, line: str) -> None:
        text = _TAG.sub(_spaces, line) if "<" in line else line
        if not text.strip():
            self._flush()
            self._after_blank = True
            return
        if not self._opens_fence(start, text):
            self._text_line(start, line, text)
        self._after_blank = False

    def _opens_fence(self, start: int, text: str) -> bool:
        jira = _JIRA_FENCE.match(text)
        if jira is not None and f"{{{jira[1]}}}" not in jira[3]:
            self._flush()
            self._fence = f"{{{jira[1]}}}"
            self._kind, self._marks = BlockKind.CODE, (False, None, (jira[2] or "").lower())
            if jira[3].strip():
                self._open.append((start + jira.start(3), jira[3]))
            return True
        fence = _FENCE.match(text)
        if fence is None or (fence[1][0] == "`" and "`" in text[fence.end() :]):
            return False
        self._flush()
        self._fence = fence[1]
        self._kind, self._marks = BlockKind.CODE, (False, None, fence[2].lower())
        return True

    def _text_line(self, start: int, line: str, text: str) -> None:
        stripped = text.strip()
        if _RULE.match(stripped):
            self._underline(stripped)
            return
        heading = _heading(line.strip(), text)
        if heading is not None:
            self._flush()
            level, title = heading
            at = start + max(line.find(title), 0)
            self.blocks.append(Block(BlockKind.HEADING, ((at, title),), level=level))
            return
        self._gather(start, text)

    def _underline(self, rule: str) -> None:
        """A line of dashes or equals signs makes the one-line paragraph above it a heading."""
        if self._kind is BlockKind.PROSE and len(self._open) == 1 and rule[0] in "-=":
            start, title = self._open[0]
            if len(title) <= 160:
                self._open = []
                self.blocks.append(Block(BlockKind.HEADING, ((start, title),), level=2))
                return
        self._flush()

    def _gather(self, start: int, text: str) -> None:
        item = _ITEM.match(text)
        if _INDENT.match(text) and self._indented_code():
            self._switch(BlockKind.CODE)
            self._open.append((start, text))
        elif item is not None:
            self._flush()
            self._item(start, item)
        elif _QUOTE.match(text):
            self._switch(BlockKind.QUOTE)
            rest = _QUOTE.sub("", text, count=1)
            self._open.append((start + len(text) - len(rest), rest))
        elif text.lstrip().startswith("|") or text.count(" | ") >= 2:
            self._switch(BlockKind.TABLE)
            self._open.append((start, text))
        else:
            if self._kind not in (BlockKind.ITEM, BlockKind.PROSE) or not self._open:
                self._switch(BlockKind.PROSE)
            self._open.append((start, text))

    def _item(self, start: int, item: re.Match[str]) -> None:
        content, at = item[2], start + item.start(2)
        task = _TASK.match(content)
        ticked = None
        if task is not None:
            ticked = task[1].lower() == "x"
            content, at = content[task.end() :], at + task.end()
        self._kind, self._marks = BlockKind.ITEM, (item[1] is None, ticked, "")
        self._open.append((at, content))

    def _indented_code(self) -> bool:
        if self._kind is BlockKind.CODE and self._open:
            return True
        last = self.blocks[-1].kind if self.blocks else BlockKind.PROSE
        return self._after_blank and not self._open and last is not BlockKind.ITEM

    def _switch(self, kind: BlockKind) -> None:
        if self._kind is not kind or not self._open:
            self._flush()
            self._kind, self._marks = kind, (False, None, "")

    def _flush(self) -> None:
        if self._open:
            ordered, ticked, info = self._marks
            lines = tuple(self._open)
            self.blocks.append(Block(self._kind, lines, 0, ordered, ticked, info))
        self._open = []
        self._kind, self._marks = BlockKind.PROSE, (False, None, "")


def _heading(line: str, text: str) -> tuple[int, str] | None:
    """Depth and title when the line is a heading in any of the forms people use."""
    if atx := _ATX.match(text):
        return len(atx[1]), atx[2].strip().rstrip("#").strip()
    pseudo = _BOLD.match(line) or _BRACKETED.match(line)
    return None if pseudo is None else (7, pseudo[1].strip())


def _in_code_span(line: str, position: int) -> bool:
    return line.count("`", 0, position) % 2 == 1 and "`" in line[position:]


def _spaces(match: re.Match[str]) -> str:
    return " " * len(match[0])
