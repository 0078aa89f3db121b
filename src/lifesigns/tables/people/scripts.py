"""Spell names of any script in plain Latin letters, so that spellings can be compared."""

import unicodedata

_LATIN = {
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss",
    "ı": "i", "ħ": "h", "ŋ": "ng", "ŧ": "t", "ə": "e", "ĸ": "k", "ſ": "s",
}  # fmt: skip
_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "ђ": "dj", "ѓ": "gj", "е": "e",
    "є": "ye", "ж": "zh", "з": "z", "ѕ": "dz", "и": "i", "і": "i", "ј": "j", "к": "k",
    "л": "l", "љ": "lj", "м": "m", "н": "n", "њ": "nj", "о": "o", "п": "p", "р": "r", "с": "s",
    "т": "t", "ћ": "c", "ќ": "kj", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch",
    "џ": "dz", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu",
    "я": "ya", "ё": "e", "ў": "u",
}  # fmt: skip
_GREEK = {
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i",
    "κ": "k", "λ": "l", "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s",
    "ς": "s", "τ": "t", "υ": "y", "φ": "f", "χ": "ch", "ψ": "ps", "ω": "o",
}  # fmt: skip
_LETTERS = {ord(k): v for table in (_LATIN, _CYRILLIC, _GREEK) for k, v in table.items()}

# Revised Romanization of Korean by position in the syllable block.
_LEADS = (
    "g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t",
    "p", "h",
)  # fmt: skip
_VOWELS = (
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo",
    "we", "wi", "yu", "eu", "ui", "i",
)  # fmt: skip
_TAILS = (
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p",
    "p", "t", "t", "ng", "t", "t", "k", "t", "p", "t",
)  # fmt: skip
_HANGUL_FIRST, _HANGUL_LAST = 0xAC00, 0xD7A3


def _hangul(code: int) -> str:
    lead, rest = divmod(code - _HANGUL_FIRST, 588)
    vowel, tail = divmod(rest, 28)
    return _LEADS[lead] + _VOWELS[vowel] + _TAILS[tail]


def strip_marks(text: str) -> str:
    """Return the text case-folded, in compatibility form, without accents and invisible signs."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    kept = "".join(c for c in folded if unicodedata.category(c) not in ("Mn", "Cf", "Cc", "Me"))
    return unicodedata.normalize("NFC", kept)


def to_latin(text: str) -> str:
    """Return folded text in Latin letters where a table knows how; other letters stay."""
    text = strip_marks(text)
    if text.isascii():
        return text
    text = text.translate(_LETTERS)
    if text.isascii():
        return text
    return "".join(_hangul(ord(c)) if _HANGUL_FIRST <= ord(c) <= _HANGUL_LAST else c for c in text)


def script_of(letter: str) -> str:
    """Return a coarse script name of one letter, "" for anything that is none."""
    if letter.isascii():
        return "LATIN" if letter.isalpha() else ""
    if not letter.isalpha():
        return ""
    return unicodedata.name(letter, "UNKNOWN ").split(" ")[0].split("-")[0]


def mixes_lookalikes(word: str) -> bool:
    """Return whether one word mixes Latin with Cyrillic or Greek letters, as forgeries do."""
    if word.isascii():
        return False
    scripts = {script_of(c) for c in word}
    return "LATIN" in scripts and bool(scripts & {"CYRILLIC", "GREEK"})
