"""Take personal names apart: tokens in any order, initials, handles, placeholders."""

import re
import unicodedata
from dataclasses import dataclass

from lifesigns.tables.people.name_words import is_name_word
from lifesigns.tables.people.scripts import mixes_lookalikes, script_of, to_latin
from lifesigns.tables.people.words import words as word_list

MAX_LETTERS = 120
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\"[^\"]*\"")
_RELAYED = re.compile(r"['\"\\)]*\s+\(?via\s+\S.*$", re.IGNORECASE)
_WORDS = re.compile(r"[^\W_]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_UMLAUTS = {
    ord(pair[0]): pair[1:]
    for pair in ("äae", "öoe", "üue", "Äae", "Öoe", "Üue", "øoe", "Øoe", "åaa", "Åaa")
}
_IDEOGRAPHS = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL")
_TITLES = word_list("titles")
PLACEHOLDER_NAMES = word_list("placeholder_names")


@dataclass(frozen=True, slots=True)
class Name:
    """One name, folded.

    `tokens` keep the written order, `key` does not depend on it; `other_key` is the key with
    umlauts spelled out ("mueller"), "" if there are none.
    """

    tokens: tuple[str, ...]
    key: str
    other_key: str
    letters: int
    is_full: bool
    is_placeholder: bool
    is_forged: bool
    is_one_word: bool
    script: str

    @property
    def joined(self) -> str:
        """Return the tokens run together."""
        return "".join(self.tokens)

    def shares_token(self, other: "Name") -> bool:
        """Return whether both names have a word (not an initial) in common."""
        return any(len(t) > 1 and t in other.tokens for t in self.tokens)


def is_relayed(raw: str) -> bool:
    """Return whether a program sent the work on somebody's behalf ("Ann via Some Gadget")."""
    return _RELAYED.search(raw[: 4 * MAX_LETTERS]) is not None


def _main_script(text: str) -> str:
    for letter in text:
        script = script_of(letter)
        if script:
            return "IDEOGRAPH" if script in _IDEOGRAPHS else script
    return ""


def _tokens(text: str) -> tuple[str, ...]:
    words = tuple(to_latin(word) for word in _WORDS.findall(text.replace("'", "")))
    return tuple(word for word in words if word and word not in _TITLES) or words


def _spelled_out(text: str) -> str:
    other = unicodedata.normalize("NFC", text).translate(_UMLAUTS)
    return "" if other == text else " ".join(sorted(_tokens(other)))


def parse_name(raw: str) -> Name:
    """Return the folded name; bounded in time for names of any length."""
    text = raw[: 4 * MAX_LETTERS]
    if "@" in text:
        text = text.split("@", 1)[0]
    text = _RELAYED.sub("", text)
    text = _BRACKETS.sub(" ", text).strip() or text
    text = text[:MAX_LETTERS].strip()
    is_one_word = " " not in text
    if is_one_word and text.isascii():
        text = _CAMEL.sub(" ", text)
    tokens = _tokens(text)
    script = _main_script(text)
    n_letters = sum(len(t) for t in tokens)
    long_words = [t for t in tokens if len(t) > 1 and not t.isdigit()]
    is_handle = is_one_word and not any(is_name_word(t) for t in long_words)
    is_full = (len(long_words) >= 2 and not is_handle) or (script == "IDEOGRAPH" and n_letters >= 2)
    bare = "-".join(tokens)
    placeholder = not tokens or bare in PLACEHOLDER_NAMES or "".join(tokens) in PLACEHOLDER_NAMES
    return Name(
        tokens=tokens,
        key=" ".join(sorted(tokens)),
        other_key=_spelled_out(text),
        letters=n_letters,
        is_full=is_full and not placeholder,
        is_placeholder=placeholder or all(t in PLACEHOLDER_NAMES or t.isdigit() for t in tokens),
        is_forged=any(mixes_lookalikes(word) for word in _WORDS.findall(text)),
        is_one_word=is_one_word,
        script=script,
    )
