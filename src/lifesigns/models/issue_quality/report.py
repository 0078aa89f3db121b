"""One issue, read once: its sections, its sentences, and what every sentence does."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from lifesigns.models.issue_quality.language import language_of
from lifesigns.models.issue_quality.lexicon import lexicon, strip_marks
from lifesigns.models.issue_quality.machine import machine_lines
from lifesigns.models.issue_quality.markup import Block, BlockKind, parse
from lifesigns.models.issue_quality.record import Excerpt
from lifesigns.models.issue_quality.sections import Sections, sections

_SENTENCE = re.compile(
    r"[^.!?。！？;；\n]{0,400}(?:[.!?](?=\S)[^.!?。！？;；\n]{0,400}){0,40}[.!?。！？;；\n]*"
)
_SHOWN = 160
_MAX_SENTENCES = 400
_MAX_TITLE = 500
_SILENT = frozenset({"checklist", "environment", "type"})
_NOISE = re.compile(
    r"!\[[^\]]{0,200}\]\([^)\s]{0,500}\)|<img[^>]{0,500}>|https?://\S{1,500}", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the reporter: ``part`` is title or body, offsets are into that part."""

    part: str
    start: int
    text: str
    slot: str | None
    ordered: bool
    cues: frozenset[str]


class Report:
    """A parsed issue; the parts are computed when asked for."""

    def __init__(self, title: str, body: str) -> None:
        self.title = title[:_MAX_TITLE]
        self.body = body
        self.document = parse(body)
        self.sections: Sections = sections(self.document)

    @cached_property
    def machine(self) -> dict[int, int]:
        """Offsets of machine-written lines and their strength (1 weak, 2 strong)."""
        return {offset: strength for offset, strength, _ in machine_lines(self.lines)}

    @cached_property
    def lines(self) -> list[tuple[int, str]]:
        """Every filled line of the body with its offset."""
        return [line for passage in self.sections.passages for line in passage.block.lines]

    @cached_property
    def title_sentence(self) -> Sentence:
        """The title with its cues."""
        return Sentence("title", 0, self.title, None, False, cues_of(self.title))

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The reporter's sentences in the body, without code, machine output and checklists."""
        found: list[Sentence] = []
        for passage in self.sections.passages:
            if passage.slot in _SILENT or not self._is_told(passage.block, passage.slot):
                continue
            for start, text in self._human(passage.block):
                cues = cues_of(text)
                ordered = passage.block.ordered
                found.append(Sentence("body", start, text, passage.slot, ordered, cues))
                if len(found) >= _MAX_SENTENCES:
                    return tuple(found)
        return tuple(found)

    @cached_property
    def language(self) -> str:
        """Language of the title and the sentences."""
        told = " ".join(sentence.text for sentence in self.sentences)
        return language_of(_NOISE.sub(" ", f"{self.title} {told}"))

    def excerpt(self, start: int, length: int = _SHOWN) -> Excerpt:
        """Up to ``length`` characters of the body from ``start``, to the end of the line."""
        stop = self.body.find("\n", start, start + min(length, _SHOWN))
        end = min(start + min(length, _SHOWN), len(self.body)) if stop < 0 else stop
        return Excerpt("body", start, end, self.body[start:end])

    def quote(self, sentence: Sentence) -> Excerpt:
        """The excerpt of one sentence."""
        if sentence.part == "title":
            end = min(len(self.title), _SHOWN)
            return Excerpt("title", 0, end, self.title[:end])
        return self.excerpt(sentence.start, len(sentence.text))

    def repeats_title(self, text: str) -> bool:
        """Whether a text says no more than the title does."""
        plain, title = strip_marks(text), strip_marks(self.title)
        return bool(plain) and (plain == title or (len(plain) > 12 and plain in title))

    def _is_told(self, block: Block, slot: str | None) -> bool:
        """Prose, items and quotes are told; so is a code block that a form put around prose."""
        if block.kind in (BlockKind.PROSE, BlockKind.ITEM, BlockKind.QUOTE, BlockKind.TABLE):
            return block.kind is not BlockKind.TABLE
        return slot in ("observed", "expected", "steps", "description", "example") and is_prose(
            block.text
        )

    def _human(self, block: Block) -> Iterator[tuple[int, str]]:
        lines = tuple(line for line in block.lines if self.machine.get(line[0], 0) < 2)
        if not lines:
            return
        kept = Block(block.kind, lines)
        told = list(islice(_SENTENCE.finditer(kept.text), _MAX_SENTENCES))
        leads = [len(match[0]) - len(match[0].lstrip()) for match in told]
        starts = [match.start() + lead for match, lead in zip(told, leads, strict=True)]
        for start, match in zip(kept.offsets(starts), told, strict=True):
            if sentence := match[0].strip():
                yield start, sentence


def cues_of(text: str) -> frozenset[str]:
    """Names of the turns of phrase found in ``text`` (see ``cues.toml``)."""
    lowered = text.lower()
    return frozenset(name for name, pattern in lexicon().cues.items() if pattern.search(lowered))


_CODE_MARK = re.compile(
    r"[;{}]\s*$|^\s*(?:[$>#]|import |from |def |class |const |let |var |using |#include|<\w)|[=(]\s*\S*[)\]};,]\s*$|=>|->|::|</|\w\(\w*\)"
)


def is_prose(text: str) -> bool:
    """Whether the lines of a code block read as sentences rather than code."""
    lines = [line for line in text.split("\n")[:40] if line.strip()]
    coded = sum(_CODE_MARK.search(line[:200]) is not None for line in lines)
    spaced = sum(
        len(line.split()) >= 4 or any("\u4e00" <= c <= "\u9fff" for c in line[:80])
        for line in lines
    )
    return bool(lines) and coded * 3 <= len(lines) and spaced * 2 >= len(lines)
