"""Compare two folded names: what kind of agreement, and how unlikely by chance.

Chance is measured in decades (see `name_words`).
"""

from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from rapidfuzz.distance import OSA

from lifesigns.tables.people.handles import handle_decades, spell_by, spelling_part
from lifesigns.tables.people.name_words import is_given_name, is_name_word, rarity
from lifesigns.tables.people.names import Name
from lifesigns.tables.people.sounds import sound


class Agreement(StrEnum):
    """How two names agree."""

    SAME = "same name"
    SUBSET = "same name, later words left out"
    TAIL = "same name, the first word left out or moved"
    INITIALS = "same name, some words as initials"
    NICKNAME = "same surname, short form of the given name"
    TYPO = "same name, spelled a little differently"
    SPELLED = "one-word name that spells the full name"
    SAME_WORD = "same one-word name"
    HALF = "one word in common, another differs"
    CLASH = "full names without a common word"
    NONE = "nothing in common"


class Compared(NamedTuple):
    """The agreement of two names, its decades, and how many words take part."""

    agreement: Agreement
    decades: float
    n_words: int = 0
    is_given: bool = False


_NOTHING = Compared(Agreement.NONE, 0.0)
_STRANGERS = Compared(Agreement.CLASH, 0.0)
_NO_GROUPS: frozenset[int] = frozenset()
_MAX_SLIPS = 2
# So many letters run together make a name without its spaces as telling as with them.
_ENOUGH_LETTERS = 6


def _nicknames() -> dict[str, frozenset[int]]:
    data = files("lifesigns.tables.people").joinpath("data", "nicknames.txt")
    groups: dict[str, set[int]] = {}
    for number, line in enumerate(data.read_text("utf-8").splitlines()):
        for word in line.split():
            groups.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in groups.items()}


_NICKNAMES = _nicknames()


def nickname_groups(word: str) -> frozenset[int]:
    """Return the numbers of the groups of short forms that a given name belongs to."""
    return _NICKNAMES.get(word, _NO_GROUPS)


def is_short_form(one: str, other: str) -> bool:
    """Return whether two given names are forms of each other (Dan, Daniel; Bob, Robert)."""
    groups = _NICKNAMES.get(one)
    if groups and not groups.isdisjoint(nickname_groups(other)):
        return True
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if not long.startswith(short) or len(short) < 3:
        return False
    return not (is_given_name(one) and is_given_name(other))


def _is_slip(one: str, other: str) -> bool:
    length, spare = len(one), len(other) - len(one)
    if spare < 0:
        length, spare = length + spare, -spare
    allowed = 1 if length < 8 else _MAX_SLIPS
    if length < 5 or spare > allowed:
        return False
    if is_name_word(one) and is_name_word(other) and sound(one) != sound(other):
        return False
    return OSA.distance(one, other, score_cutoff=allowed) <= allowed


def _total(words: list[str]) -> float:
    return sum([rarity(word) for word in words])


def _are_initials(words: list[str]) -> bool:
    return not words or set(map(len, words)) == {1}


def _initials_fit(rest_a: list[str], rest_b: list[str]) -> bool:
    """Return whether every left-over word meets an initial of the other side, or nothing."""
    initials, words = (rest_a, rest_b) if _are_initials(rest_a) else (rest_b, rest_a)
    if not _are_initials(initials):
        return False
    firsts = {w[0] for w in words}
    return not words or not initials or bool(firsts & set(initials))


def _is_plain(word: str, full: Name) -> bool:
    """Return whether a word that is a given name is also meant as one of this full name's."""
    if not is_given_name(word):
        return True
    return any(word == t or is_short_form(word, t) for t in full.tokens if len(t) > 1)


def _subset_kind(a: Name, b: Name, rest: list[str]) -> Agreement:
    """Return how names agree of which one has words that the other lacks."""
    ends_agree = a.tokens[0] == b.tokens[0] and a.tokens[-1] == b.tokens[-1]
    if (a.is_given or b.is_given) and not ends_agree:
        return Agreement.HALF
    if a.tokens[0] == b.tokens[0]:
        return Agreement.SUBSET
    if a.tokens[-1] == b.tokens[-1] or all(len(word) == 1 for word in rest):
        return Agreement.TAIL
    # Words moved as well: two people as often as one, so neither a proof nor a contradiction.
    return Agreement.NONE


def _compare_full(a: Name, b: Name) -> Compared:
    common = [t for t in a.long_words if t in b.tokens]
    if not common:
        return _compare_strange(a, b)
    rest_a = [t for t in a.tokens if t not in common]
    rest_b = [t for t in b.tokens if t not in common]
    if not rest_a and not rest_b:
        return Compared(Agreement.SAME, a.decades, len(a.tokens))
    decades = _total(common)
    if len(common) > 1 and (not rest_a or not rest_b):
        return Compared(_subset_kind(a, b, rest_a or rest_b), decades, len(common))
    if _initials_fit(rest_a, rest_b):
        fitting = len({w[0] for w in rest_a} & {w[0] for w in rest_b})
        return Compared(Agreement.INITIALS, decades + fitting, len(common) + fitting)
    best, rests = None, (rest_a, rest_b)
    is_written = not (a.is_one_word and b.is_one_word)
    for one in rest_a:
        for other in rest_b:
            if len(one) > 1 and len(other) > 1 and not (is_written and _goes_on(one, other, rests)):
                variant = _variant(one, other)
                if variant is Agreement.NICKNAME:
                    best = Compared(variant, decades + min(rarity(one), rarity(other)) / 2)
                elif variant is Agreement.TYPO:
                    best = Compared(variant, decades + rarity(one) / 2)
    return best or Compared(Agreement.HALF, decades, len(common))


def _goes_on(one: str, other: str, rests: tuple[list[str], list[str]]) -> bool:
    """Return whether a word begins another while its own name goes on: Seo-yeon, Seokjae.

    Then it is no short form but half of a name, unless both are known to be forms of one.
    """
    if not nickname_groups(one).isdisjoint(nickname_groups(other)):
        return False
    shorter = rests[len(one) > len(other)]
    return (one.startswith(other) or other.startswith(one)) and sum(len(w) > 1 for w in shorter) > 1


def _compare_plain(a: Name, b: Name) -> Compared:
    """Compare names of two long words each, as most are, that are not the same words."""
    (one, two), others = a.tokens, b.tokens
    if one in others:
        common, rest = one, two
    elif two in others:
        common, rest = two, one
    else:
        return _compare_strange(a, b)
    other = others[1] if others[0] == common else others[0]
    variant = _variant(rest, other)
    if variant is None:
        return _half(common)
    if variant is Agreement.NICKNAME:
        return Compared(variant, rarity(common) + min(rarity(rest), rarity(other)) / 2)
    return Compared(variant, rarity(common) + rarity(rest) / 2)


@lru_cache(maxsize=1 << 14)
def _half(word: str) -> Compared:
    return Compared(Agreement.HALF, rarity(word), 1)


def _compare_strange(a: Name, b: Name) -> Compared:
    if a.script != b.script:
        return _NOTHING
    if len(a.tokens) == len(b.tokens) and _are_variants(a.tokens, b.tokens):
        return Compared(Agreement.TYPO, a.decades / 2)
    if (
        min(a.letters, b.letters) >= 10
        and abs(a.letters - b.letters) <= _MAX_SLIPS
        and OSA.distance(a.joined, b.joined, score_cutoff=_MAX_SLIPS) <= _MAX_SLIPS
    ):
        return Compared(Agreement.TYPO, a.decades / 2)
    return _STRANGERS


def _are_variants(words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Return whether every word has a form or a slip of itself on the other side."""
    for word in words:
        for other in others:
            if _variant(word, other):
                break
        else:
            return False
    return True


@lru_cache(maxsize=1 << 16)
def _variant(one: str, other: str) -> Agreement | None:
    """Return whether two words are forms of one given name, or one of them a slip of the pen."""
    if is_short_form(one, other):
        return Agreement.NICKNAME
    return Agreement.TYPO if _is_slip(one, other) else None


def _same_spelled_out(a: Name, b: Name) -> bool:
    return bool(a.other_key and a.other_key in (b.key, b.other_key)) or b.other_key == a.key != ""


def _compare_words(a: Name, b: Name) -> Compared:
    if a.key != b.key and a.joined != b.joined:
        return _NOTHING
    decades = handle_decades(a.joined)
    is_given = a.is_given or b.is_given or is_given_name(a.joined)
    return Compared(Agreement.SAME_WORD, decades, 1, is_given)


def compare_names(a: Name, b: Name) -> Compared:
    """Return how two names agree; names that machines put there agree with nothing."""
    if a.is_void or b.is_void:
        return _NOTHING
    if a.is_full and b.is_full:
        if (
            a.key == b.key
            or a.joined == b.joined
            or ((a.other_key or b.other_key) and _same_spelled_out(a, b))
        ):
            return Compared(Agreement.SAME, a.decades, len(a.tokens))
        return _compare_plain(a, b) if a.is_plain and b.is_plain else _compare_full(a, b)
    if not (a.is_full or b.is_full):
        return _compare_words(a, b)
    full, short = (a, b) if a.is_full else (b, a)
    if a.joined == b.joined and a.letters >= _ENOUGH_LETTERS and not is_given_name(a.joined):
        return Compared(Agreement.SAME, full.decades, len(full.tokens))
    bare = spelling_part(short.joined)
    if not bare or bare[0] not in full.firsts:
        return _NOTHING
    found = spell_by(bare, full.spelled)
    if found is None or not _is_plain(short.joined, full):
        return _NOTHING
    return Compared(Agreement.SPELLED, found.decades, found.n_full + found.n_cut)
