"""Find changes that say nearly the same: mass-produced or promotional ones, and copies.

Method: word triples of the normalised added lines, hashed once and cut into equal
spans of the hash space, of each of which the smallest hash is kept (one permutation
hashing: Li, Owen, Zhang, NIPS 2012), and banding to find candidates without comparing
every pair (Leskovec, Rajaraman, Ullman: Mining of Massive Datasets, ch. 3). An equal
`digest` means equal text after normalisation; the share of equal places of the
`signature`, those empty on both sides left out, estimates the Jaccard similarity with
a standard error of at most 0.0625 where no place is empty.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from zlib import crc32

import numpy as np
import numpy.typing as npt

PLACES = 64
BANDS = 16
EMPTY = (1 << 32) - 1
FEWEST_TRIPLES = 6
MOST_WORDS = 5_000
MOST_BYTES = 100_000
LONGEST_LINE = 2_000
_AT_ONCE = 8_000
_MOST_LEADERS = 32
# Odd multipliers (fractions of the golden ratio and of two roots): uint64 products wrap around.
_FACTORS = tuple(np.uint64(n) for n in (0x9E3779B97F4A7C15, 0x6A09E667F3BCC909, 0xBB67AE8584CAA73B))
_SPANS = np.arange(PLACES, dtype=np.uint64) << np.uint64(26)

_WORD = re.compile(rb"[a-z_\x80-\xff]+|[^\sa-z0-9_\x80-\xff]")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a change adds, small enough to store: exact digest, signature, number of word triples.

    A place of the signature is `EMPTY` where no triple fell into its span.
    """

    digest: str
    signature: tuple[int, ...]
    n_triples: int


def change_fingerprint(lines: Sequence[bytes]) -> Fingerprint | None:
    """Return the fingerprint of added lines; None when they are too few to tell.

    Letters are lowered and numbers dropped, so that a name with another number
    or another date stays the same text. Of enormous changes the first 5,000
    words count.
    """
    words = _first_words(b"\n".join(_bounded(lines)).lower())
    if len(words) < 3:
        return None
    hashes = _triples(words)
    if len(hashes) < FEWEST_TRIPLES:
        return None
    digest = blake2b(b" ".join(words), digest_size=16).hexdigest()
    return Fingerprint(digest, _signature(hashes), len(hashes))


def _bounded(lines: Sequence[bytes]) -> Sequence[bytes]:
    """Return lines cut to 2,000 bytes, until they have more than 100,000 together."""
    lengths = list(map(len, lines))
    if max(lengths, default=0) <= LONGEST_LINE and sum(lengths) + len(lines) <= MOST_BYTES:
        return lines
    taken: list[bytes] = []
    left = MOST_BYTES
    for line in lines:
        taken.append(line[:LONGEST_LINE])
        left -= len(taken[-1]) + 1
        if left < 0:
            break
    return taken


def _first_words(text: bytes) -> list[bytes]:
    """Return the first 5,000 words; most texts are much longer than those."""
    words: list[bytes] = []
    start = 0
    while start < len(text) and len(words) < MOST_WORDS:
        # No word goes on behind the end of its line.
        line = text.find(b"\n", start + _AT_ONCE)
        stop = line if line >= 0 else len(text)
        words += _WORD.findall(text, start, stop)
        start = stop
    return words[:MOST_WORDS]


def _triples(words: list[bytes]) -> npt.NDArray[np.uint64]:
    """Return the distinct 32-bit hashes of three words in a row, sorted."""
    codes = {word: crc32(word) for word in set(words)}
    each = np.fromiter(map(codes.__getitem__, words), dtype=np.uint64, count=len(words))
    first, second, third = _FACTORS
    hashes = (each[:-2] * first + each[1:-1] * second + each[2:] * third) >> np.uint64(32)
    hashes.sort()
    is_new = np.ones(len(hashes), dtype=bool)
    np.not_equal(hashes[1:], hashes[:-1], out=is_new[1:])
    distinct: npt.NDArray[np.uint64] = hashes[is_new]
    return distinct


def _signature(hashes: npt.NDArray[np.uint64]) -> tuple[int, ...]:
    """Return the smallest hash of each span, EMPTY where there is none."""
    ends = np.append(hashes.searchsorted(_SPANS), len(hashes))
    starts, stops = ends[:-1], ends[1:]
    smallest = hashes[np.minimum(starts, len(hashes) - 1)]
    return tuple(np.where(starts < stops, smallest, np.uint64(EMPTY)).tolist())


def similarity(one: Fingerprint, two: Fingerprint) -> float:
    """Estimate the Jaccard similarity of two changes' word triples, 0 to 1."""
    if one.digest == two.digest:
        return 1.0
    pairs = [p for p in zip(one.signature, two.signature, strict=True) if p != (EMPTY, EMPTY)]
    return sum(a == b for a, b in pairs) / len(pairs)


def similar_groups(
    prints: Mapping[str, Fingerprint], at_least: float
) -> tuple[tuple[str, ...], ...]:
    """Return groups of ids whose fingerprints are linked by at least that similarity.

    Ids sorted inside a group, groups by size then first id. Two changes are
    compared only if they share a band (at 0.8 similarity 99.98% of pairs do), and in
    a band that many share only with the first of its groups, at most 32.
    """
    parent = {key: key for key in prints}

    def root(key: str) -> str:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    rows = PLACES // BANDS
    nothing = (EMPTY,) * rows
    buckets: dict[tuple[int, tuple[int, ...]], list[str]] = defaultdict(list)
    for key, value in sorted(prints.items()):
        for band in range(BANDS):
            places = value.signature[band * rows : (band + 1) * rows]
            if places != nothing:
                buckets[band, places].append(key)
    for members in buckets.values():
        leaders = members[:1]
        for other in members[1:]:
            for leader in leaders:
                if root(leader) == root(other):
                    break
                if similarity(prints[leader], prints[other]) >= at_least:
                    parent[root(other)] = root(leader)
                    break
            else:
                leaders += [other] if len(leaders) < _MOST_LEADERS else []
    groups: dict[str, list[str]] = defaultdict(list)
    for key in sorted(prints):
        groups[root(key)].append(key)
    found = [tuple(members) for members in groups.values() if len(members) > 1]
    return tuple(sorted(found, key=lambda members: (-len(members), members)))
