"""Give every block of an issue the slot that its heading, label or prompt asks for.

Three habits are read alike: Markdown or bold headings, ``Label: value`` lines, and the hidden
comments that some templates use as prompts above an empty line. What a template or an untouched
form field left behind is dropped, and the slot remembered as asked but left empty.
"""

import re
from dataclasses import dataclass, replace

from lifesigns.models.issue_quality.lexicon import is_unfilled, slot_of, strip_marks
from lifesigns.models.issue_quality.markup import Block, BlockKind, Document

_LABEL = re.compile(
    r"[\s*_]{0,6}([A-Za-z\u4e00-\u9fff][^:：，。\n\\{}\[\]\"'=;]{1,89}?)[\s*_]{0,6}[:：](?!//)[\s*_]{0,6}(.*)"
)
_ARROW = re.compile(r"[\s*_]{0,6}([A-Za-z][^:：\n=]{2,60}?) {0,4}=> {0,4}(.*)")
_LABEL_WORDS = 8
_BARE_LABEL = 48
_PROMPT = 300
_COMMENT_LEVEL = 8
_LABEL_LEVEL = 9
_ONE_LINERS = frozenset({"environment", "type", "checklist", "other", "media"})
_BARE = frozenset({"steps", "expected", "observed", "environment", "trace", "example"})


@dataclass(frozen=True, slots=True)
class Passage:
    """A block that the reporter filled in, under the slot and title it stands in."""

    slot: str | None
    title: str
    block: Block


@dataclass(frozen=True, slots=True)
class Sections:
    """The filled passages in order, and where each slot was asked for (offset by slot)."""

    passages: tuple[Passage, ...]
    asked: dict[str, int]

    def of(self, slot: str) -> tuple[Passage, ...]:
        """The passages of one slot."""
        return tuple(passage for passage in self.passages if passage.slot == slot)


def sections(document: Document) -> Sections:
    """Assign the blocks of ``document`` to slots and drop what was left unfilled."""
    assigner = _Assigner()
    for block in document.blocks:
        assigner.take(block)
    return Sections(tuple(assigner.passages), assigner.asked)


class _Assigner:
    """The heading in force while the blocks go by."""

    def __init__(self) -> None:
        self.passages: list[Passage] = []
        self.asked: dict[str, int] = {}
        self._slot: str | None = None
        self._title = ""
        self._level = 0

    def take(self, block: Block) -> None:
        """Read one block: a heading moves the slot, content is filed under it."""
        if block.kind is BlockKind.HEADING:
            self._heading(block)
        elif block.kind is BlockKind.COMMENT:
            self._prompt(block)
        elif block.kind is BlockKind.CODE:
            self._file(block)
        else:
            self._labelled(block)

    def _enter(self, slot: str | None, title: str, level: int, at: int) -> None:
        self._slot, self._title, self._level = slot, title, level
        if slot is not None:
            self.asked.setdefault(slot, at)

    def _heading(self, block: Block) -> None:
        labelled = _split(block.text)
        if labelled is not None and labelled[2]:
            self._enter(labelled[0], labelled[1], block.level, block.start)
            self._file(replace(block, kind=BlockKind.PROSE, level=0))
            return
        slot = slot_of(block.text) if len(block.text) <= 160 else None
        if slot is None and self._slot is not None and block.level > self._level:
            return
        self._enter(slot, strip_marks(block.text), block.level, block.start)

    def _prompt(self, block: Block) -> None:
        """A hidden comment is a prompt where no heading has said what is asked."""
        if self._slot is not None and self._level < _COMMENT_LEVEL:
            return
        text = block.text.strip()
        slot = slot_of(text) if len(text) <= _PROMPT else None
        if slot is not None:
            self._enter(slot, strip_marks(text)[:80], _COMMENT_LEVEL, block.start)

    def _labelled(self, block: Block) -> None:
        """File the lines of a block, starting anew at each line that carries a known label."""
        run: list[tuple[int, str]] = []
        for start, line in block.lines:
            labelled = _split(line)
            if labelled is None:
                run.append((start, line))
                continue
            self._file_lines(block, run)
            run = []
            slot, label, rest = labelled
            before = (self._slot, self._title, self._level)
            self._enter(slot, label, _LABEL_LEVEL, start)
            if rest:
                at = start + line.rfind(rest)
                if slot in _ONE_LINERS:
                    self._file_lines(block, [(at, rest)])
                    self._slot, self._title, self._level = before
                else:
                    run.append((at, rest))
        self._file_lines(block, run)

    def _file_lines(self, block: Block, lines: list[tuple[int, str]]) -> None:
        if lines:
            self._file(replace(block, lines=tuple(lines)))

    def _file(self, block: Block) -> None:
        kept = tuple(line for line in block.lines if not is_unfilled(line[1]))
        if block.kind is BlockKind.CODE and kept:
            kept = block.lines
        if kept:
            self.passages.append(Passage(self._slot, self._title, replace(block, lines=kept)))


def _split(line: str) -> tuple[str, str, str] | None:
    """Slot, label and rest when ``line`` is ``Label: rest`` or a bare, short, known label."""
    found = _LABEL.match(line) or _ARROW.match(line)
    if found is not None and len(found[1].split()) <= _LABEL_WORDS:
        slot = slot_of(found[1])
        if slot is not None:
            return slot, strip_marks(found[1]), found[2].strip(" *_`")
    plain = strip_marks(line)
    if 4 <= len(plain) <= _BARE_LABEL and len(plain.split()) <= 6:
        slot = slot_of(plain)
        if slot in _BARE and _is_bare_label(plain):
            return slot, plain, ""
    return None


_BARE_FORMS = re.compile(
    r"(?:steps?(?: (?:to|for) repro\w*(?: (?:the )?(?:bug|issue|problem|behaviou?r))?)?|(?:how )?to reproduce"
    r"|repro(?:duction)?(?: steps)?|(?:the )?(?:expected|actual|current|observed)(?: (?:behaviou?r|results?|output))?"
    r"|what (?:is|was) the (?:expected|actual|current) (?:behaviou?r|result)|what happen(?:s|ed)"
    r"|environment|system info(?:rmation)?|versions?|(?:error )?logs?|stack ?trace|minimal (?:example|code)"
    r"|(?:复现|重现|操作)(?:步骤|方法|方式)|(?:期望|预期|实际|当前)(?:的)?(?:结果|行为|效果)|(?:运行|系统)?环境(?:信息)?"
    r"|版本(?:信息|号)?|(?:错误|报错)(?:信息|日志)|日志)"
)


def _is_bare_label(plain: str) -> bool:
    return _BARE_FORMS.fullmatch(plain) is not None
