"""Find changes that say nearly the same: mass-produced or promotional ones, and copies.

Method: MinHash (Broder, 1997) over word triples of the normalised added lines,
and banding to find candidates without comparing every pair (Leskovec,
Rajaraman, Ullman: Mining of Massive Datasets, ch. 3). An equal `digest` means
equal text after normalisation; the share of equal `signature` places estimates
the Jaccard similarity with a standard error of at most 0.0625.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from zlib import crc32

import numpy as np
import numpy.typing as npt

PLACES = 64
BANDS = 16
FEWEST_TRIPLES = 6
MOST_WORDS = 5_000
MOST_BYTES = 100_000
LONGEST_LINE = 2_000
_PRIME = (1 << 31) - 1
_ENOUGH = 40_000
_FEW = 1_000
# Odd multipliers (fractions of the golden ratio and of two roots): uint64 products wrap around.
_FACTORS = tuple(np.uint64(n) for n in (0x9E3779B97F4A7C15, 0x6A09E667F3BCC909, 0xBB67AE8584CAA73B))

_WORD = re.compile(rb"[a-z_\x80-\xff]+|[^\sa-z0-9_\x80-\xff]")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a change adds, small enough to store: exact digest, MinHash signature, word triples."""

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
    words = _WORD.findall(text, 0, _ENOUGH)
    if len(words) <= MOST_WORDS < len(text):
        words = _WORD.findall(text)
    return words[:MOST_WORDS]


def _triples(words: list[bytes]) -> npt.NDArray[np.uint64]:
    """Return the distinct hashes of three words in a row, each below 2**31 - 1."""
    codes = {word: crc32(word) for word in set(words)}
    each = np.fromiter(map(codes.__getitem__, words), dtype=np.uint64, count=len(words))
    first, second, third = _FACTORS
    mixed = each[:-2] * first + each[1:-1] * second + each[2:] * third
    return np.unique((mixed >> np.uint64(16)) % np.uint64(_PRIME))


def similarity(one: Fingerprint, two: Fingerprint) -> float:
    """Estimate the Jaccard similarity of two changes' word triples, 0 to 1."""
    if one.digest == two.digest:
        return 1.0
    equal = sum(a == b for a, b in zip(one.signature, two.signature, strict=True))
    return equal / PLACES


def similar_groups(
    prints: Mapping[str, Fingerprint], at_least: float
) -> tuple[tuple[str, ...], ...]:
    """Return groups of ids whose fingerprints are linked by at least that similarity.

    Ids sorted inside a group, groups by size then first id. Two changes are
    compared only if they share a band: at 0.8 similarity 99.98 % of pairs do.
    """
    parent = {key: key for key in prints}

    def root(key: str) -> str:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    rows = PLACES // BANDS
    buckets: dict[tuple[int, tuple[int, ...]], list[str]] = defaultdict(list)
    for key, value in sorted(prints.items()):
        for band in range(BANDS):
            buckets[band, value.signature[band * rows : (band + 1) * rows]].append(key)
    for members in buckets.values():
        first = members[0]
        for other in members[1:]:
            if root(first) != root(other) and similarity(prints[first], prints[other]) >= at_least:
                parent[root(other)] = root(first)
    groups: dict[str, list[str]] = defaultdict(list)
    for key in sorted(prints):
        groups[root(key)].append(key)
    found = [tuple(members) for members in groups.values() if len(members) > 1]
    return tuple(sorted(found, key=lambda members: (-len(members), members)))


@lru_cache(maxsize=1)
def _permutations() -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    numbers = [
        int.from_bytes(blake2b(b"lifesigns %d" % i, digest_size=8).digest(), "big") % (_PRIME - 1)
        for i in range(2 * PLACES)
    ]
    return (
        np.array(numbers[:PLACES], dtype=np.uint64) + np.uint64(1),
        np.array(numbers[PLACES:], dtype=np.uint64),
    )


def _signature(hashes: npt.NDArray[np.uint64]) -> tuple[int, ...]:
    factor, offset = _permutations()
    # 31-bit operands: the product stays below 2**62, so uint64 cannot overflow.
    if len(hashes) <= _FEW:
        placed = (hashes[:, None] * factor + offset) % np.uint64(_PRIME)
        return tuple(placed.min(axis=0).tolist())
    lowest = [
        int(((hashes * a + b) % np.uint64(_PRIME)).min())
        for a, b in zip(factor, offset, strict=True)
    ]
    return tuple(lowest)
