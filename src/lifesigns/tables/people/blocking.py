"""Choose which pairs of atoms are worth comparing.

Atoms meet in a block when they agree on a key: a handle, a handle that one's full name would
give, a rare word of the name, the consonants of the name, an address, a commit. Blocks that
are too large to tell anything are left out, or compared only between neighbours, so the
number of pairs grows with the number of atoms and not with its square.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise

from lifesigns.tables.people.atoms import Atom
from lifesigns.tables.people.comparison import nickname_groups
from lifesigns.tables.people.handles import bare_handle, handle_decades, usual_handles
from lifesigns.tables.people.names import MAX_SPELLED, Name
from lifesigns.tables.people.sounds import sound

MAX_BLOCK = 24
_MIN_CONTAINED = 5
_MAX_SPARE = 3
Pair = tuple[int, int]


def consonants(name: Name) -> str:
    """Return a key that survives most changes of spelling and word order."""
    return " ".join(sorted(filter(None, map(sound, name.tokens))))


class _Blocks:
    """Atoms by key, added in ascending order; most keys have one, which takes no list."""

    def __init__(self) -> None:
        self.first: dict[str, int] = {}
        self._members: dict[str, list[int]] = {}

    def add(self, key: str, atom: int) -> None:
        first = self.first.setdefault(key, atom)
        if first == atom:
            return
        members = self._members.get(key)
        if members is None:
            self._members[key] = [first, atom]
        elif members[-1] != atom:
            members.append(atom)

    def get(self, key: str) -> Sequence[int]:
        if key not in self.first:
            return ()
        return self._members.get(key) or (self.first[key],)

    def large(self, largest: int) -> Iterator[tuple[str, list[int]]]:
        """Yield the blocks of more than so many atoms, by key."""
        for key, members in self._members.items():
            if len(members) > largest:
                yield key, members

    def pairs(self, largest: int, *, neighbours: bool) -> Iterator[Pair]:
        """Yield all pairs of small blocks, and of large ones neighbours if asked."""
        for members in self._members.values():
            if len(members) <= largest:
                yield from combinations(members, 2)
            elif neighbours:
                yield from pairwise(members)


def _handle_blocks(atoms: list[Atom]) -> _Blocks:
    blocks = _Blocks()
    for number, atom in enumerate(atoms):
        for handle in atom.handles:
            bare = bare_handle(handle)
            if len(bare) > 1:
                blocks.add(bare, number)
            if bare != handle:
                blocks.add(handle, number)
    return blocks


def _crowd_pairs(handles: _Blocks, n_atoms: int) -> Iterator[Pair]:
    """Pair neighbours that share a handle with many others, if no two would by chance.

    An import can make an address for every commit, all of them one person's.
    """
    for handle, members in handles.large(MAX_BLOCK):
        if handle_decades(handle) > math.log10(n_atoms):
            yield from pairwise(members)


def _name_blocks(atoms: list[Atom]) -> tuple[_Blocks, _Blocks, _Blocks, _Blocks]:
    """Return blocks by whole name, single word, two words roughly, and consonants."""
    whole, single, double, by_sound = _Blocks(), _Blocks(), _Blocks(), _Blocks()
    for number, atom in enumerate(atoms):
        for name in atom.full_names:
            whole.add(name.key, number)
            by_sound.add(consonants(name), number)
            words = list(dict.fromkeys(name.tokens[:6]))
            for word in words:
                if len(word) > 2:
                    single.add(word, number)
                    for key in _hints(word, words):
                        double.add(key, number)
    return whole, single, double, by_sound


def _hints(word: str, words: Iterable[str]) -> list[str]:
    """Return keys of one word with what may be left of another: its sound, start or short form."""
    keys = []
    for other in words:
        if other != word:
            keys.append(f"{word} {sound(other)}")
            keys.append(f"{word} {other[:3]}.")
            keys += [f"{word} #{group}" for group in nickname_groups(other)]
    return keys


def _initial_pairs(atoms: list[Atom], words: _Blocks) -> Iterator[Pair]:
    """Pair atoms that share a word, where one abbreviates the rest."""
    for number, atom in enumerate(atoms):
        for name in atom.full_names:
            initials = {token for token in name.tokens if len(token) == 1}
            for word in name.tokens if initials else ():
                members = words.get(word)
                if len(word) > 2 and len(members) <= MAX_BLOCK:
                    yield from ((number, other) for other in members if other != number)


def _spelling_pairs(atoms: list[Atom], handles: _Blocks) -> Iterator[Pair]:
    fitting: dict[str, list[int]] = defaultdict(list)
    usual: dict[tuple[str, ...], list[str]] = {}
    for number, atom in enumerate(atoms):
        keys: set[str] = set()
        for name in atom.full_names:
            found = usual.get(name.spelled)
            if found is None:
                found = usual_handles(name.spelled, handles.first.keys())
                usual[name.spelled] = found
            keys.update(found)
        for key in keys:
            fitting[key].append(number)
    for key, named in fitting.items():
        holders = handles.get(key)
        if len(named) * len(holders) <= MAX_BLOCK * 2:
            yield from ((a, b) for a in named for b in holders if a != b)


def _contained_pairs(atoms: list[Atom], words: _Blocks) -> Iterator[Pair]:
    """Pair atoms whose handle is a rare word of the other's name and a few letters more."""
    known = words.first
    for number, atom in enumerate(atoms):
        for handle in atom.handles:
            bare = bare_handle(handle)
            size = len(bare)
            for start in range(min(_MAX_SPARE, size - _MIN_CONTAINED) + 1):
                for end in range(max(start + _MIN_CONTAINED, size - _MAX_SPARE + start), size + 1):
                    word = bare[start:end]
                    if word not in known or end - start == size:
                        continue
                    members, first = words.get(word), bare[0 if start else end]
                    for other in members if len(members) <= MAX_BLOCK else ():
                        if other != number and _has_first(atoms[other], first):
                            yield number, other


def _has_first(atom: Atom, letter: str) -> bool:
    """Return whether a word of a full name starts with this letter."""
    for name in atom.full_names:
        if letter in name.firsts:
            return True
        if len(name.tokens) > MAX_SPELLED and letter in [t[:1] for t in name.tokens[MAX_SPELLED:]]:
            return True
    return False


def candidate_pairs(atoms: list[Atom], together: Iterable[Pair]) -> Iterator[Pair]:
    """Yield the pairs to compare, each once, lower number first, block by block.

    Who weighs the pairs of one block in a row meets the same few atoms, which is quicker than
    in any order that jumps between them.
    """
    n = len(atoms)
    handles = _handle_blocks(atoms)
    whole, single, double, by_sound = _name_blocks(atoms)
    addresses = _Blocks()
    for number, atom in enumerate(atoms):
        for address in atom.addresses:
            addresses.add(address, number)
    found: dict[int, None] = {}  # pairs as numbers, which take half the memory
    for pairs in (
        handles.pairs(MAX_BLOCK, neighbours=False),
        _crowd_pairs(handles, n),
        whole.pairs(MAX_BLOCK, neighbours=True),
        double.pairs(MAX_BLOCK, neighbours=False),
        _initial_pairs(atoms, single),
        by_sound.pairs(MAX_BLOCK, neighbours=False),
        addresses.pairs(MAX_BLOCK, neighbours=False),
        _spelling_pairs(atoms, handles),
        _contained_pairs(atoms, single),
        together,
    ):
        found |= dict.fromkeys([a * n + b if a < b else b * n + a for a, b in pairs if a != b])
    for pair in found:
        yield divmod(pair, n)
