"""Read logins, mailbox names and one-word names as spellings of a full name.

"jfilliat", "filliatr", "jcf" and "jean.filliatre" all spell Jean-Christophe Filliâtre. A handle
spells a name if it is made of prefixes of the name's words, each word used at most once. How much
that proves is measured in decades, as in `name_words`: the chance that a random name fits is
10 ** -decades.
"""

from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from lifesigns.tables.people.name_words import is_name_word, rarity
from lifesigns.tables.people.names import spelled_words

_LETTER_DECADES = 0.75
_MAX_DECADES = 8.0
_MAX_HANDLE = 40
# A name spelled with a slip of the pen has at least so many letters.
_ENOUGH_LETTERS = 9


# Decades, words in full, words cut short as a negative number: the greater the better.
Reading = tuple[float, int, int]
_SPELLED_OUT: Reading = (0.0, 0, 0)


class Spelling(NamedTuple):
    """How a handle spells a name: words used in full, words cut short, and what it proves."""

    n_full: int
    n_cut: int
    decades: float


def bare_handle(handle: str) -> str:
    """Return a handle without its trailing digits, unless it has nothing else."""
    return handle.rstrip("0123456789") or handle


@lru_cache(maxsize=1 << 16)
def handle_decades(handle: str) -> float:
    """Return how rare it is that two people choose this same handle by chance."""
    letters = handle[:_MAX_HANDLE]
    if is_name_word(letters):
        return rarity(letters)
    core = letters.rstrip("0123456789")
    digits = len(letters) - len(core)
    guess = min(_LETTER_DECADES * len(core), _MAX_DECADES)
    for word_part, rest in ((core[1:], 1), (core[:-1], 1), (core[2:], 2)):
        if len(word_part) > 2 and is_name_word(word_part):
            guess = min(guess, rarity(word_part) + rest)
    if is_name_word(core):
        guess = rarity(core)
    return min(guess + digits, _MAX_DECADES)


def _word_decades(word: str, length: int) -> float:
    return min(rarity(word), _LETTER_DECADES * length if length > 1 else 1.0)


def _reading(token: str, taken: int, tail: Reading) -> Reading:
    """Return the reading of what follows with so many letters of a word before it."""
    decades, n_full, n_cut = tail
    decades += _word_decades(token, taken)
    if taken == len(token) and taken > 1:
        return decades, n_full + 1, n_cut
    return decades, n_full, n_cut - 1


def _spell(rest: str, tokens: tuple[str, ...]) -> Reading | None:
    """Return the best way to make `rest` of prefixes of the tokens, or None."""
    size = len(rest)
    if len(tokens) == 1:
        return _reading(tokens[0], size, _SPELLED_OUT) if tokens[0].startswith(rest) else None
    best: Reading | None = None
    for position, token in enumerate(tokens):
        if token[0] != rest[0]:
            continue
        length, most = 1, min(len(token), size)
        while length < most and token[length] == rest[length]:
            length += 1
        others = tokens[:position] + tokens[position + 1 :]
        # The longest prefix, and a lone initial, are the readings that matter.
        for taken in (length, 1) if length > 1 else (1,):
            tail = _spell(rest[taken:], others) if taken < size else _SPELLED_OUT
            if tail is not None:
                found = _reading(token, taken, tail)
                if best is None or found > best:
                    best = found
    return best


def spelling_part(handle: str) -> str:
    """Return the part of a handle that may spell a name, "" if there is none."""
    bare = bare_handle(handle[:_MAX_HANDLE])
    return bare if len(bare) > 1 else ""


def spell(handle: str, tokens: tuple[str, ...]) -> Spelling | None:
    """Return how a handle spells the name made of these folded tokens, None if it does not."""
    bare, words = spelling_part(handle), spelled_words(tokens)
    if not bare or bare[0] not in [word[0] for word in words]:
        return None
    return spell_by(bare, words)


@lru_cache(maxsize=1 << 16)
def spell_by(bare: str, words: tuple[str, ...]) -> Spelling | None:
    """Return how a handle spells a name, both as `spelling_part` and `Name.spelled` give them.

    One of the words must start as the handle does.
    """
    found = _spell(bare, words)
    if found is not None:
        decades, n_full, n_cut = found
        return Spelling(n_full, -n_cut, decades)
    return _spell_around(bare, words) or _spell_roughly(bare, words)


def _spell_around(bare: str, words: tuple[str, ...]) -> Spelling | None:
    """Spell by one whole word plus an initial and at most two letters that nobody explains."""
    for word in words:
        if len(word) <= 3 or not 0 < len(bare) - len(word) <= 3 or word not in bare:
            continue
        rest = bare.replace(word, "", 1)
        if any(rest[0] == w[0] for w in words if w != word):
            return Spelling(1, 1, max(rarity(word) + 1.0 - 0.5 * (len(rest) - 1), 0.5))
    return None


def _spell_roughly(bare: str, words: tuple[str, ...]) -> Spelling | None:
    """Spell by the whole name with a slip of the pen."""
    if len(bare) < _ENOUGH_LETTERS or len(words) < 2:
        return None
    joined = "".join(words)
    if len(joined) < _ENOUGH_LETTERS or abs(len(bare) - len(joined)) > 2:
        return None
    swapped = "".join(words[1:]) + words[0]
    if min(OSA.distance(bare, text, score_cutoff=2) for text in (joined, swapped)) > 2:
        return None
    return Spelling(0, len(words), sum(_word_decades(w, len(w)) for w in words) - 2.0)


def usual_handles(words: tuple[str, ...], known: AbstractSet[str]) -> list[str]:
    """Return which of the known bare handles people of this name (`Name.spelled`) choose."""
    if not words:
        return []
    first, last = words[0], words[-1]
    if len(words) == 1:
        return [first] if first in known else []
    initials = "".join(w[0] for w in words)
    keys = {
        "".join(words), first + last, last + first, first[0] + last, last + first[0],
        first + last[0], last[0] + first, initials[:-1] + last, first + initials[1:],
        (first[0] + last)[:8], (first[0] + last)[:7], last[:8], first, last, last + initials[:-1],
        first[:2] + last, first[:3] + last, first + last[:2], first + last[:3], last[:7],
        first[:3] + last[:3], first[:2] + last[:2], first[:4] + last[:4], last + first[:2],
        first[:4] + last, last + first[:3], last + first[:4], last[:5] + first[:3],
    }  # fmt: skip
    if len(initials) > 2:
        keys |= {initials, first + words[1], words[1] + last, initials[0] + last, words[1]}
    return [key for key in known & keys if len(key) > 2]
