"""A contextual encoder for issues whose type the words leave in doubt.

The first eight of twelve layers of all-mpnet-base-v2 (MPNet, Song et al. 2020, of width 768;
Apache-2.0), the last two of them and a linear head fitted to the types of issues; all weights of four
bits in groups of 32. It reads word order and style, where the linear model counts tokens.
``README.md`` says how it was fitted, docs/accuracy/issue_quality.md what it adds.
"""

import hashlib
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from lifesigns.models.issue_quality.wordpiece import LENGTH, pieces

HEADS = 12
GROUP = 32
LEVELS = 7
"""Weights are whole numbers from minus to plus this, times the scale of their group."""
DISTANCES = 32
"""Classes of the distance between two pieces: half of them backwards, half forwards."""
FARTHEST = 128
FILE = "issue_encoder.npz"
TINY = 1e-5
_LEAST_SCALE = 1e-12

Array = NDArray[np.float32]
Asked = Callable[[Sequence[int]], NDArray[np.float64]]
"""What gives the probabilities of bug, feature and question for the numbers of word pieces."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One transformer layer: weights [out, in] with biases, and the gains of two normalisations."""

    mixing: tuple[Array, Array]
    merging: tuple[Array, Array]
    widening: tuple[Array, Array]
    narrowing: tuple[Array, Array]
    after_attention: tuple[Array, Array]
    after_all: tuple[Array, Array]

    def __call__(self, states: Array, nearness: Array) -> Array:
        """States of the pieces [n, width] after attention and the feed-forward part.

        ``nearness`` [HEADS, n, n] is added to the likeness of two pieces.
        """
        attended = _attend(_linear(states, self.mixing), nearness)
        states = _normalised(states + _linear(attended, self.merging), self.after_attention)
        wide = _gelu(_linear(states, self.widening))
        return _normalised(states + _linear(wide, self.narrowing), self.after_all)


@dataclass(frozen=True, slots=True)
class Encoder:
    """Vocabulary, embeddings packed as in the file, places [LENGTH, width], layers and head.

    ``nearness`` [HEADS, LENGTH, LENGTH] is what each head adds for the distance of two pieces.
    """

    vocabulary: Mapping[str, int]
    packed: NDArray[np.uint8]
    scales: NDArray[np.float16]
    places: Array
    first: tuple[Array, Array]
    nearness: Array
    layers: tuple[Layer, ...]
    head: tuple[Array, Array]

    def chances(self, title: str, body: str) -> NDArray[np.float64]:
        """Probabilities of bug, feature and question, by the text alone; they sum to 1."""
        return self.chances_of(pieces(title, body, self.vocabulary))

    def chances_of(self, numbers: Sequence[int]) -> NDArray[np.float64]:
        """The same, by the numbers of the pieces, which are all that is read of an issue."""
        n = len(numbers)
        states = unpacked(self.packed[numbers], self.scales[numbers]) + self.places[:n]
        states = _normalised(states, self.first)
        for layer in self.layers:
            states = layer(states, self.nearness[:, :n, :n])
        scores = _linear(states.mean(0, keepdims=True), self.head)[0].astype(np.float64)
        raised = np.exp(scores - scores.max())
        result: NDArray[np.float64] = raised / raised.sum()
        return result


def packed(weights: NDArray[np.floating]) -> tuple[NDArray[np.uint8], NDArray[np.float16]]:
    """Weights [n, m] as pairs of four bits [n, m / 2] and scales of groups [n, m / ``GROUP``]."""
    rows, columns = weights.shape
    groups = weights.reshape(rows, columns // GROUP, GROUP)
    scales = (np.abs(groups).max(2) / LEVELS).astype(np.float16)
    steps = np.maximum(scales.astype(np.float32), _LEAST_SCALE)[:, :, None]
    levels = (np.clip(np.rint(groups / steps), -LEVELS, LEVELS) + LEVELS).astype(np.uint8)
    flat = levels.reshape(rows, columns)
    return flat[:, ::2] | (flat[:, 1::2] << np.uint8(4)), scales


def unpacked(pairs: NDArray[np.uint8], scales: NDArray[np.float16]) -> Array:
    """The inverse of ``packed``, up to rounding."""
    rows, half = pairs.shape
    levels = np.empty((rows, half * 2), dtype=np.float32)
    levels[:, ::2] = pairs & 15
    levels[:, 1::2] = pairs >> 4
    groups = (levels - LEVELS).reshape(rows, -1, GROUP) * scales.astype(np.float32)[:, :, None]
    return groups.reshape(rows, half * 2)


def distances(n: int) -> NDArray[np.intp]:
    """The class of the distance from each of ``n`` pieces to each other [n, n].

    As Raffel et al. (2020) have it: one class for each of the nearest eight on either side, then
    logarithmically wider ones up to ``FARTHEST``.
    """
    ahead = np.arange(n)[None, :] - np.arange(n)[:, None]
    sides, size = DISTANCES // 2, np.abs(ahead)
    exact = sides // 2
    wide = np.log(np.maximum(size, exact).astype(np.float32) / exact) / np.log(FARTHEST / exact)
    far = np.minimum(exact + (wide * (sides - exact)).astype(np.intp), sides - 1)
    found: NDArray[np.intp] = np.where(size < exact, size, far) + np.where(ahead > 0, sides, 0)
    return found


@cache
def load_encoder() -> Encoder:
    """Read the encoder from the package."""
    with resources.files(__package__).joinpath(FILE).open("rb") as file, np.load(file) as stored:
        return from_arrays({name: stored[name] for name in stored.files})


def read_pieces(title: str, body: str) -> list[int]:
    """All that the encoder reads of an issue, without its weights, which take long to unpack."""
    return pieces(title, body, _load_vocabulary())


def ask_encoder(numbers: Sequence[int]) -> NDArray[np.float64]:
    """What the encoder of the package says of an issue by its pieces: a fifth of a second."""
    return load_encoder().chances_of(numbers)


@cache
def weights_id() -> str:
    """A digest of the fitted weights, by the checksums that their archive holds of its members."""
    with resources.files(__package__).joinpath(FILE).open("rb") as file:
        members = sorted((one.filename, one.CRC) for one in zipfile.ZipFile(file).infolist())
    return hashlib.sha256(repr(members).encode()).hexdigest()


@cache
def _load_vocabulary() -> Mapping[str, int]:
    with resources.files(__package__).joinpath(FILE).open("rb") as file, np.load(file) as stored:
        return _vocabulary(stored)


def _vocabulary(stored: Mapping[str, NDArray[np.generic]]) -> Mapping[str, int]:
    words = stored["vocabulary"].tobytes().decode("utf-8").split("\n")
    return {word: number for number, word in enumerate(words)}


def from_arrays(stored: Mapping[str, NDArray[np.generic]]) -> Encoder:
    """The encoder of the arrays that ``bench/train_issue_encoder.py`` writes."""

    def floats(name: str) -> Array:
        return stored[name].astype(np.float32)

    def linear(name: str) -> tuple[Array, Array]:
        pairs, scales = stored[f"{name}.packed"], stored[f"{name}.scales"]
        weights = unpacked(pairs.astype(np.uint8), scales.astype(np.float16))
        return weights, floats(f"{name}.bias")

    def gains(name: str) -> tuple[Array, Array]:
        return floats(f"{name}.gain"), floats(f"{name}.bias")

    def layer(at: int) -> Layer:
        mixing, merging, widening, narrowing = (
            linear(f"{at}.{part}") for part in ("mixing", "merging", "widening", "narrowing")
        )
        after = gains(f"{at}.after_attention"), gains(f"{at}.after_all")
        return Layer(mixing, merging, widening, narrowing, *after)

    return Encoder(
        vocabulary=_vocabulary(stored),
        packed=stored["words.packed"].astype(np.uint8),
        scales=stored["words.scales"].astype(np.float16),
        places=floats("places"),
        first=gains("first"),
        nearness=floats("nearness")[distances(LENGTH)].transpose(2, 0, 1),
        layers=tuple(layer(at) for at in range(int(stored["layers"].astype(np.int64)))),
        head=(floats("head"), floats("head.bias")),
    )


def _linear(states: Array, part: tuple[Array, Array]) -> Array:
    weights, bias = part
    result: Array = states @ weights.T + bias
    return result


def _attend(mixed: Array, nearness: Array) -> Array:
    """Attention of every piece to every piece, from queries, keys and values side by side."""
    n, width = mixed.shape[0], mixed.shape[1] // 3
    parts = mixed.reshape(n, 3, HEADS, width // HEADS).transpose(1, 2, 0, 3)
    queries, keys, values = parts[0], parts[1], parts[2]
    likeness = queries @ keys.transpose(0, 2, 1) / np.float32(np.sqrt(width // HEADS)) + nearness
    raised = np.exp(likeness - likeness.max(2, keepdims=True))
    weights = raised / raised.sum(2, keepdims=True)
    result: Array = (weights @ values).transpose(1, 0, 2).reshape(n, width)
    return result


def _normalised(states: Array, gains: tuple[Array, Array]) -> Array:
    centred: Array = states - states.mean(1, keepdims=True)
    spread: Array = np.sqrt((centred * centred).mean(1, keepdims=True) + np.float32(TINY))
    result: Array = centred / spread * gains[0] + gains[1]
    return result


def _gelu(values: Array) -> Array:
    """The Gaussian error unit by its approximation with a hyperbolic tangent."""
    inner = np.float32(np.sqrt(2 / np.pi)) * (
        values + np.float32(0.044715) * values * values * values
    )
    result: Array = np.float32(0.5) * values * (1 + np.tanh(inner))
    return result
