"""The words behind the checklist: slots of headings, left-over template text, turns of phrase.

All of it is data (`lexicon.toml`, `cues.toml`), read once. Text is lower-cased before matching;
English and Chinese patterns stand side by side, so a mixed text needs no switch.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

_MARKS = re.compile(r"[*_`~#<>|]+|:[a-z_]+:|[\U0001f300-\U0001faff\u2600-\u27bf\ufe0f]")
_ASIDE = re.compile(r"[(（\[][^()（）\[\]]{0,120}[)）\]]$")
_NUMBERING = re.compile(r"^(?:\d{1,2}|[a-h])[.)、．]\s*|^[一二三四五六七八九十][、.．]\s*")
_FORM_HINT = re.compile(r"(?:[-*+] )?[\[【](?! ?[xX ]?\])[^\[\]【】]{2,120}[\]】]")
_LABEL_HINT = re.compile(
    r"[:：] ?\[(?:e\.?g\.?|如|例如|比如)[^\[\]]{1,120}\] ?$|[ :：]\[(?:如|e\.g\.) [^\[\]]{1,120}\] ?$"
)
_DOTS = re.compile(
    r"\W{0,4}(?:[\w'’-]+[ \t]+){0,4}[\w]{0,12}[ \t]{0,3}['‘’\"“”`]?\.{2,6}['‘’\"“”`]?\W{0,3}"
)
_EDGES = " \t\r\n:：?？!！.。,，;；-–—=>*_\"'“”【】[]"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Compiled patterns: ``headings`` in order of precedence, ``cues`` by name."""

    headings: tuple[tuple[str, re.Pattern[str]], ...]
    unfilled: frozenset[str]
    prompts: re.Pattern[str]
    strong_machine: re.Pattern[str]
    weak_machine: re.Pattern[str]
    cues: dict[str, re.Pattern[str]]
    english: frozenset[str]
    foreign: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """Read and compile the word lists."""
    words, cues = _read("lexicon.toml"), _read("cues.toml")
    headings = tuple((h["slot"], _any(h["patterns"])) for h in words["heading"])
    unfilled = frozenset(strip_marks(line) for line in words["unfilled"]["lines"])
    return Lexicon(
        headings,
        unfilled,
        _any(words["unfilled"]["prompts"]),
        _any(words["machine"]["strong"]),
        _any(words["machine"]["weak"]),
        {name: _any(cue["patterns"]) for name, cue in cues["cue"].items()},
        frozenset(words["language"]["english"].split()),
        frozenset(words["language"]["foreign"].split()),
    )


def strip_marks(text: str) -> str:
    """Lower case without Markdown marks, emoji, numbering and punctuation at the ends."""
    plain = _MARKS.sub("", text.lower()).strip(_EDGES)
    return _NUMBERING.sub("", plain).strip(_EDGES)


def slot_of(title: str) -> str | None:
    """The slot that a heading, label or prompt asks for; None when it asks for none we know."""
    plain = strip_marks(title[:200])
    return _slot_of(_ASIDE.sub("", plain).strip(_EDGES) or plain)


def is_unfilled(line: str) -> bool:
    """Whether a line is what a template or an untouched form field leaves behind."""
    plain = strip_marks(line)
    if not any(character.isalnum() for character in plain):
        return "![" not in line and "://" not in line
    if plain in lexicon().unfilled or lexicon().prompts.match(plain) is not None:
        return True
    hints = _FORM_HINT.fullmatch(line.strip()) or _DOTS.fullmatch(line[:200])
    return hints is not None or _LABEL_HINT.search(line[:300]) is not None


@lru_cache(maxsize=4096)
def _slot_of(plain: str) -> str | None:
    for slot, pattern in lexicon().headings:
        if pattern.search(plain):
            return slot
    return None


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath(name).read_text("utf-8"))


def _any(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)
