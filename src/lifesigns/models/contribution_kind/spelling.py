"""Recognise a corrected spelling: few words changed, each by a letter or two, into a known word.

A word pair counts as a correction when its Damerau distance (optimal string
alignment) is at most two, the old word is unknown to the dictionary and unused
elsewhere in the new file, and the new one is known or used elsewhere. The
dictionary is `data/words.txt.gz` (permissive word lists, see its README).
"""

import gzip
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from lifesigns.models.contribution_kind.regions import n_alike

MOST_CHARACTERS = 3_000
MOST_TOKENS = 600
MOST_CHANGES = 12
MOST_ADDED = 36
MOST_EDITS = 2
SHORT_WORD = 4

_HAN = "\u3040-\u30ff\u3400-\u9fff"
_TOKENS = re.compile(rf"[{_HAN}]|[^\W\d_{_HAN}]+(?:['’][^\W\d_]+)?|\d+|\S")
# The same for text of nothing but ASCII, at half the cost.
_ASCII_TOKENS = re.compile(r"[A-Za-z]++(?:'[A-Za-z]++)?|\d++|[!-~\x00-\x08\x0e-\x1b\x7f]", re.ASCII)
_SUBWORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z'’]+|[^\x00-\x7f]+")
_SMALL_WORDS = frozenset(
    [
        "a",
        "an",
        "the",
        "is",
        "are",
        "be",
        "been",
        "was",
        "were",
        "to",
        "of",
        "in",
        "on",
        "for",
        "it",
        "its",
        "that",
        "which",
        "and",
        "or",
        "as",
        "at",
        "by",
        "with",
        "can",
        "will",
        "have",
        "has",
        "do",
        "does",
        "not",
        "if",
        "from",
        "this",
        "these",
        "those",
    ]
)


Sides = tuple[list[str], list[str]]


class Wording(StrEnum):
    """How a few changed words differ."""

    OTHER = "other"
    SMALL = "small"
    CORRECTED = "corrected"


@dataclass(slots=True)
class _Count:
    corrected: int = 0
    small: int = 0


def wording(old: str, new: str, new_file: bytes) -> Wording:
    """Tell whether `new` is `old` with misspelt words corrected.

    CORRECTED: at least one misspelt word became a known one and nothing but
    small things changed beside it. SMALL: only letter case, punctuation, a small
    word or one known word for a similar one; whether that is a correction only
    the author's message can say. OTHER: anything more, or too long to tell.
    """
    words = few_changed(old, new)
    if words is None:
        return Wording.OTHER
    before, after = words
    if _is_unlike_any(before, after) or _is_unlike_any(after, before):
        return Wording.OTHER
    n_gone = _n_beyond(before, after)
    # A change adds at most two words, but for one word split into many.
    if n_gone > MOST_CHANGES or n_gone + len(after) - len(before) > MOST_ADDED:
        return Wording.OTHER
    told = _word_by_word(before, after, new_file)
    # Words that stand still count as well, but hardly ever have to be counted.
    if told is Wording.OTHER or max(len(old), len(new)) <= MOST_TOKENS:
        return told
    return told if max(map(len, map(_tokens, (old, new)))) <= MOST_TOKENS else Wording.OTHER


def _word_by_word(before: list[str], after: list[str], new_file: bytes) -> Wording:
    tally = _Count()
    for a0, a1, b0, b1 in _runs(before, after):
        if not _judge(before, a0, a1, after[b0:b1], new_file, tally):
            return Wording.OTHER
        if tally.corrected + tally.small > MOST_CHANGES:
            return Wording.OTHER
    if tally.corrected and tally.small <= tally.corrected + 1:
        return Wording.CORRECTED
    return Wording.SMALL


def _runs(before: list[str], after: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the spans of words in which two texts differ, in any order.

    The longest run of words that both have is kept, the earliest of several, and so on to
    its left and right (Ratcliff and Obershelp), one letter standing for each word.
    """
    letters: dict[str, str] = {}
    one, two = (
        "".join(letters.setdefault(word, chr(len(letters))) for word in words)
        for words in (before, after)
    )
    waiting = [(0, len(one), 0, len(two))]
    while waiting:
        a0, a1, b0, b1 = waiting.pop()
        a, b, n = _longest_common(one[a0:a1], two[b0:b1])
        if n:
            waiting += (a0, a0 + a, b0, b0 + b), (a0 + a + n, a1, b0 + b + n, b1)
        elif a0 < a1 or b0 < b1:
            yield a0, a1, b0, b1


def _longest_common(one: str, two: str) -> tuple[int, int, int]:
    """Return where the longest text that both hold begins in each, and its length."""
    at = n = 0
    for start in range(len(one)):
        while start + n < len(one) and one[start : start + n + 1] in two:
            at, n = start, n + 1
    return at, two.find(one[at : at + n]), n


def _is_unlike_any(words: list[str], others: list[str]) -> bool:
    """Prove cheaply that a word which only one side has was neither corrected, split nor doubled.

    Whatever else happened to it makes the change OTHER.
    """
    alone = set(words).difference(others)
    if not alone:
        return False
    joined = "".join(others).lower()
    lowered = list({word.lower() for word in others})
    own = [word.lower() for word in words]
    for word in alone:
        if not (word.isascii() and word.isalnum()) or _is_small(word):
            continue
        lower = word.lower()
        if lower in joined or own.count(lower) > 1:
            continue
        if lower.isdigit() or not _has_similar(lower, lowered):
            return True
    return False


def _has_similar(word: str, others: list[str]) -> bool:
    return extractOne(word, others, scorer=OSA.distance, score_cutoff=MOST_EDITS) is not None


def few_changed(old: str, new: str) -> Sides | None:
    """Return the words between equal ends; None where so many differ that `wording` is OTHER."""
    if max(len(old), len(new)) > MOST_CHARACTERS:
        return None
    old, new = _without_common_words(old, new)
    before, after = _tokens(old), _tokens(new)
    if max(len(before), len(after)) > MOST_TOKENS or before == after:
        return None
    before, after = _without_common_ends(before, after)
    n_more = len(after) - len(before)
    if -n_more > MOST_CHANGES or n_more > MOST_ADDED:
        return None
    # Words that only one side has show at less cost what counting would.
    return None if len(set(before).difference(after)) > MOST_CHANGES else (before, after)


def _tokens(text: str) -> list[str]:
    return (_ASCII_TOKENS if text.isascii() else _TOKENS).findall(text)


def _n_beyond(words: list[str], others: list[str]) -> int:
    """Return how many words have no equal one of their own on the other side."""
    known = Counter(others).get
    return sum(max(0, n - known(word, 0)) for word, n in Counter(words).items())


def _without_common_words(old: str, new: str) -> tuple[str, str]:
    """Drop most words that both begin or end with: no token has a space in it."""
    one, two = old.split(), new.split()
    limit = min(len(one), len(two))
    head = n_alike(one, two, limit)
    start = max(0, head - 1)
    end = 0
    # Words that begin alike may share tokens, which then count among those both begin with.
    if head < limit and one[head][0] != two[head][0]:
        end = max(0, n_alike(reversed(one), reversed(two), limit - head) - 1)
    return " ".join(one[start : len(one) - end]), " ".join(two[start : len(two) - end])


def _without_common_ends(one: list[str], two: list[str]) -> Sides:
    """Drop equal tokens at both ends but one, which tells a doubled word."""
    limit = min(len(one), len(two))
    head = n_alike(one, two, limit)
    tail = n_alike(reversed(one), reversed(two), limit - head)
    start, end = max(0, head - 1), max(0, tail - 1)
    return one[start : len(one) - end], two[start : len(two) - end]


def _judge(
    before: list[str], begin: int, end: int, new: list[str], new_file: bytes, tally: _Count
) -> bool:
    old = before[begin:end]
    if len(old) == len(new):
        return all(_pair(a, b, new_file, tally) for a, b in zip(old, new, strict=True))
    if old and new and "".join(old).lower() == "".join(new).lower():
        tally.small += 1
        return True
    words = [word for word in old if word.isalnum()], [word for word in new if word.isalnum()]
    if words[0] and len(words[0]) == len(words[1]):
        tally.small += 1
        return all(_pair(a, b, new_file, tally) for a, b in zip(*words, strict=True))
    if not new and len(old) == 1 and old[0].lower() in _neighbours(before, begin):
        tally.corrected += old[0].isalpha()
        tally.small += not old[0].isalpha()
        return True
    rest = old if not new else new if not old else None
    if rest is None or len(rest) > 2:
        return False
    tally.small += 1
    return all(_is_small(word) for word in rest)


def _neighbours(words: list[str], at: int) -> list[str]:
    return [word.lower() for word in words[max(0, at - 1) : at] + words[at + 1 : at + 2]]


def _is_small(word: str) -> bool:
    return word.lower() in _SMALL_WORDS or not word.isalnum() or not word.isascii()


def _pair(old: str, new: str, new_file: bytes, tally: _Count) -> bool:
    if old == new:
        return True
    if old.isdigit() or new.isdigit():
        return False
    if not (old[0].isalpha() and new[0].isalpha()):
        tally.small += 1
        return not old[0].isalpha() and not new[0].isalpha()
    parts = _SUBWORDS.findall(old), _SUBWORDS.findall(new)
    if len(parts[0]) == len(parts[1]) > 1:
        changed = [(a, b) for a, b in zip(*parts, strict=True) if a != b]
        if len(changed) == 1:
            return _word_pair(*changed[0], new_file, tally)
    return _word_pair(old, new, new_file, tally)


def _word_pair(old: str, new: str, new_file: bytes, tally: _Count) -> bool:
    old, new = old.lower(), new.lower()
    if old == new:
        tally.small += 1
        return True
    edits = OSA.distance(old, new, score_cutoff=MOST_EDITS)
    if edits > MOST_EDITS:
        return False
    if min(len(old), len(new)) < SHORT_WORD and edits > 1:
        return False
    if not (old.isascii() and new.isascii()):
        tally.small += 1
        return True
    if not _is_known(new, new_file):
        return False
    swapped = sorted(old) == sorted(new)
    if _is_known(old, new_file) or (min(len(old), len(new)) < SHORT_WORD and not swapped):
        tally.small += 1
    else:
        tally.corrected += 1
    return True


def _is_known(word: str, file: bytes) -> bool:
    if word in _words() or word.removesuffix("'s").removesuffix("’s") in _words():
        return True
    text, sought = file.lower(), word.encode()
    if text.count(sought) < 2:
        return False
    return len(re.findall(rb"(?<![a-z])%s(?![a-z])" % re.escape(sought), text)) > 1


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    folder = files("lifesigns.models.contribution_kind") / "data"
    packed = (folder / "words.txt.gz").read_bytes()
    return frozenset(gzip.decompress(packed).decode("utf-8").split("\n"))
