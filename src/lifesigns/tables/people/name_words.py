"""How common words are in personal names, from counts over many projects.

Rarity is measured in decades: a word of rarity 3 stands in one of a thousand names. A chance
agreement on it among N people is expected N / 1000 times, so rarities add up and compare
directly with log10(N).
"""

import math
from functools import lru_cache
from importlib.resources import files

_UNSEEN = 2.0
_MAX_RARITY = 5.0


def _table() -> tuple[int, dict[str, tuple[int, int]]]:
    data = files("lifesigns.tables.people").joinpath("data", "name_words.txt")
    lines = data.read_text("utf-8").splitlines()
    counts = {}
    for line in lines[1:]:
        word, first, later = line.split(" ")
        counts[word] = (int(first), int(later))
    return int(lines[0].split(" ")[1]), counts


def _given_names() -> frozenset[str]:
    data = files("lifesigns.tables.people").joinpath("data", "given_names.txt")
    listed = set(data.read_text("utf-8").split())
    counted = {w for w, (first, later) in _COUNTS.items() if first >= 5 and first > 3 * later}
    return frozenset(listed | counted)


_TOTAL, _COUNTS = _table()
_GIVEN_NAMES = _given_names()
_NAME_WORDS = _GIVEN_NAMES.union(_COUNTS)


def is_given_name(word: str) -> bool:
    """Return whether a folded word is a known given name."""
    return word in _GIVEN_NAMES


def is_name_word(word: str) -> bool:
    """Return whether a folded word is known from names at all."""
    return word in _NAME_WORDS


@lru_cache(maxsize=1 << 16)
def rarity(word: str) -> float:
    """Return -log10 of the share of names that hold this folded word; an initial counts 1."""
    if len(word) <= 1:
        return 1.0
    first, later = _COUNTS.get(word, (0, 0))
    seen = first + later or (_UNSEEN + 2 if word in _GIVEN_NAMES else _UNSEEN)
    return min(-math.log10(seen / _TOTAL), _MAX_RARITY)
