"""Take personal names apart: tokens in any order, initials, handles, placeholders."""

import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass

from lifesigns.tables.people.name_words import is_given_name, is_name_word, rarity
from lifesigns.tables.people.scripts import mixes_lookalikes, script_of, to_latin
from lifesigns.tables.people.words import words as word_list

MAX_LETTERS = 120
# So many words of a name are looked for in a handle.
MAX_SPELLED = 4
# What stands in brackets or quotes is called by, not named: Ann (Corvo) Bell, Ann 'bee' Bell.
_BRACKETS = re.compile(
    r"\([^()]*\)|\[[^\[\]]*\]|\"[^\"]*\"|“[^“”]*”|«[^«»]*»|(?<=\s)['‘][^'’]+['’](?=\s)"
)
_OPENING = re.compile(r"[(\[\"“«'‘]")
_ADDRESS = re.compile(r"(?<=\S)\s*[(\[<][^\s()\[\]<>]*@[^\s()\[\]<>]*[)\]>]")
_RELAYED = re.compile(r"['\"\\)]*\s+\(?via\s+\S.*$", re.IGNORECASE)
_AND = re.compile(r"\s(?:\+|and|und|et|/)\s", re.IGNORECASE)
_WORDS = re.compile(r"[^\W_]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_UMLAUTS = {
    ord(pair[0]): pair[1:]
    for pair in ("äae", "öoe", "üue", "Äae", "Öoe", "Üue", "øoe", "Øoe", "åaa", "Åaa")
}
_IDEOGRAPHS = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL")
_TITLES = word_list("titles")
PLACEHOLDER_NAMES = word_list("placeholder_names")


@dataclass(slots=True)  # frozen, each would take five times as long to make
class Name:
    """One name, folded.

    `tokens` keep the written order, `key` does not depend on it; `other_key` is the key with
    umlauts spelled out ("mueller"), "" if there are none. `is_full`: a given name and a
    surname, as far as one can tell; `is_given`: given names only; `is_placeholder`: no name
    of anybody, or of several people at once; `is_forged`: mixes look-alike letters;
    `joined`: the tokens run together. What follows is derived, since every comparison asks for it:
    the tokens of several letters, each once; whether these are all and two; the tokens that a
    handle may be made of, and the letters that it may start with; the decades of all tokens;
    whether it is nobody's own name, a placeholder or forged.
    """

    tokens: tuple[str, ...]
    key: str
    other_key: str
    letters: int
    is_full: bool
    is_given: bool
    is_placeholder: bool
    is_forged: bool
    is_one_word: bool
    script: str
    joined: str
    long_words: tuple[str, ...]
    is_plain: bool
    spelled: tuple[str, ...]
    firsts: str
    decades: float
    is_void: bool


def is_relayed(raw: str) -> bool:
    """Return whether a program sent the work on somebody's behalf ("Ann via Some Gadget")."""
    text = raw[: 4 * MAX_LETTERS]
    return _may_be_relayed(text) and _RELAYED.search(text) is not None


def _may_be_relayed(text: str) -> bool:
    return not text.isascii() or "via" in text.lower()


def _main_script(text: str) -> str:
    for letter in text:
        script = script_of(letter)
        if script:
            return "IDEOGRAPH" if script in _IDEOGRAPHS else script
    return ""


def _tokens(text: str) -> tuple[str, ...]:
    text = text.replace("'", "")
    if text.isascii():
        words = tuple(_WORDS.findall(text.lower()))
    else:
        words = tuple([to_latin(word) for word in _WORDS.findall(text)])
    kept = tuple([word for word in words if word and word not in _TITLES])
    return kept or tuple(filter(None, words)) or words


def _spelled_out(text: str) -> str:
    if text.isascii():
        return ""
    other = unicodedata.normalize("NFC", text).translate(_UMLAUTS)
    return "" if other == text else " ".join(sorted(_tokens(other)))


def _mended(raw: str) -> str:
    """Return composed text, with UTF-8 that was read as Latin-1 put right."""
    text = raw[: 4 * MAX_LETTERS]
    if text.isascii():
        return text
    if "Ã" in text or "Â" in text:
        with suppress(UnicodeError):
            text = text.encode("latin-1").decode("utf-8")
    return unicodedata.normalize("NFKC", text)


def _without_place(text: str) -> str:
    """Drop the site of a profile (github.com/ann) or the domain of an account (OFFICE\\ann)."""
    place, _, login = text.rstrip("/\\").replace("\\", "/").rpartition("/")
    return login if "." in place or (place and "\\" in text) else text


def _is_joint(text: str) -> bool:
    """Return whether several people share one name field, as pairs of programmers do."""
    if "&" in text or ";" in text or (len(text.split()) > 2 and _AND.search(text)):
        return True
    if "," not in text:
        return False
    lists = [part.split() for part in text.split(",") if part.strip()]
    return len(lists) > 1 and all(len(words) > 1 for words in lists)


def _is_coined(words: list[str]) -> bool:
    """Return whether a word run together has parts of no name: LeDevNovice, ivan_d33."""
    return any(word in PLACEHOLDER_NAMES or not word.isalpha() for word in words)


def spelled_words(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """Return the tokens of a name that a handle may be made of."""
    return tuple(filter(None, tokens))[:MAX_SPELLED]


def parse_name(raw: str) -> Name:
    """Return the folded name; bounded in time for names of any length."""
    text = _mended(raw)
    if "@" in text:
        text = _ADDRESS.sub("", text).split("@", 1)[0]
    if _may_be_relayed(text):
        text = _RELAYED.sub("", text)
    bare = _BRACKETS.sub(" ", text) if _OPENING.search(text) else text
    text = bare.strip() or text
    text = text[:MAX_LETTERS].strip()
    is_one_word = " " not in text
    if is_one_word and ("/" in text or "\\" in text):
        text = _without_place(text)
    is_joint = not is_one_word and _is_joint(text)
    if is_one_word and text.isascii():
        text = _CAMEL.sub(" ", text)
    tokens = _tokens(text)
    script = _main_script(text)
    joined = "".join(tokens)
    long_words = [t for t in tokens if len(t) > 1 and not t.isdigit()]
    is_handle = is_one_word and (_is_coined(long_words) or not any(map(is_name_word, long_words)))
    is_given = bool(tokens) and all(is_given_name(t) for t in tokens)
    is_handle = is_handle or (is_one_word and is_given)
    is_full = (len(long_words) >= 2 and not is_handle) or (
        script == "IDEOGRAPH" and len(joined) >= 2
    )
    placeholder = not tokens or "-".join(tokens) in PLACEHOLDER_NAMES or joined in PLACEHOLDER_NAMES
    is_placeholder = (
        placeholder or is_joint or all(t in PLACEHOLDER_NAMES or t.isdigit() for t in tokens)
    )
    is_forged = not text.isascii() and any(map(mixes_lookalikes, _WORDS.findall(text)))
    several = tuple(dict.fromkeys([t for t in tokens if len(t) > 1]))
    spelled = spelled_words(tokens)
    return Name(
        tokens=tokens,
        key=" ".join(sorted(tokens)),
        other_key=_spelled_out(text),
        letters=len(joined),
        is_full=is_full and not placeholder and not is_joint,
        is_given=is_given,
        is_placeholder=is_placeholder,
        is_forged=is_forged,
        is_one_word=is_one_word,
        script=script,
        joined=joined,
        long_words=several,
        is_plain=len(tokens) == len(several) == 2,
        spelled=spelled,
        firsts="".join([t[0] for t in spelled]),
        decades=sum([rarity(t) for t in tokens]),
        is_void=is_placeholder or is_forged,
    )
