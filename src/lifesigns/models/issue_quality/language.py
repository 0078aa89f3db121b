"""Which language the prose of an issue is in, as far as the checklist needs to know."""

import re

from lifesigns.models.issue_quality.lexicon import lexicon

ENGLISH, CHINESE, OTHER, NONE = "en", "zh", "other", "none"
"""``other``: a script or language without word lists here; ``none``: hardly any prose."""

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_KANA_HANGUL = re.compile(r"[\u3040-\u30ff\u31f0-\u31ff\uac00-\ud7af\u1100-\u11ff]")
_FOREIGN = re.compile(
    r"[\u0370-\u03ff\u0400-\u052f\u0530-\u058f\u0590-\u08ff\u0900-\u0dff\u0e00-\u0fff\u10a0-\u10ff]"
)
_WORD = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff']+")
_SAMPLE = 6_000
_FEW = 12
_MANY, _TELLING = 10, 2


def language_of(prose: str) -> str:
    """Return ``en``, ``zh``, ``other`` or ``none`` for a text without its code."""
    text = prose[:_SAMPLE]
    han = len(_HAN.findall(text))
    kana = len(_KANA_HANGUL.findall(text))
    foreign = len(_FOREIGN.findall(text))
    words = [word.lower() for word in _WORD.findall(text)]
    letters = sum(map(len, words))
    if han + kana + foreign + letters < _FEW:
        return NONE if not han else CHINESE
    if kana > 0.1 * (han + kana) and kana > 3:
        return OTHER
    if foreign > 0.3 * (letters + foreign + han):
        return OTHER
    if han * 4 >= letters or han >= 30:
        return CHINESE
    english = sum(word in lexicon().english for word in words)
    foreign_words = sum(word in lexicon().foreign for word in words)
    if foreign_words > english and foreign_words > 2:
        return OTHER
    # English of so many words has one of its small ones, or nothing that speaks for another.
    accented = sum(not word.isascii() for word in words)
    is_strange = not english and len(words) >= _MANY and foreign_words + accented >= _TELLING
    return OTHER if is_strange else ENGLISH
