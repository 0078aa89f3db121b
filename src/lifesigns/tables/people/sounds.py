"""Reduce words to what they sound like."""

import re
from functools import lru_cache

_SAME_SOUND = (
    ("sch", "s"), ("sh", "s"), ("ck", "k"), ("ph", "f"), ("th", "t"), ("kh", "h"), ("ch", "c"),
    ("x", "ks"), ("c", "k"), ("z", "s"), ("w", "v"), ("q", "k"),
)  # fmt: skip
_VOWELS = re.compile(r"[aeiouyjh]")
_DOUBLE = re.compile(r"(.)\1+")


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """Return the consonants of a Latin word by sound: what changes of spelling leave alone."""
    for old, new in _SAME_SOUND:
        word = word.replace(old, new)
    return _DOUBLE.sub(r"\1", _VOWELS.sub("", word))
