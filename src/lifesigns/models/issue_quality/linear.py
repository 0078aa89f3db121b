"""A linear model on hashed tokens, with honest doubt.

Each stream of tokens is a vector: 1 + ln(count), times a factor per token (fitted), scaled to
length 1. The score of a class is the sum of weights times vectors; softmax of the scores times a
sharpness gives the probabilities.
"""

import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from lifesigns.models.issue_quality.features import STREAMS
from lifesigns.models.issue_quality.record import IssueKind

KINDS = (IssueKind.BUG, IssueKind.FEATURE, IssueKind.QUESTION)

Tokens = Mapping[str, Counter[str]]
"""The counted tokens of every stream."""


@dataclass(frozen=True, slots=True)
class TypeModel:
    """Fitted weights: tokens by hash in ascending order, each with its factor and three weights.

    ``keys``: uint32 [n]; ``factors``: float [n]; ``weights``: float [n, 3]. ``sharpness`` turns
    scores into probabilities; ``lone_trace`` multiplies the odds of a bug where a trace stands and
    nothing is asked; below ``least`` the largest probability is too small for an answer. Tokens of
    other ``streams`` are not looked at.
    """

    keys: NDArray[np.uint32]
    factors: NDArray[np.float32]
    weights: NDArray[np.float32]
    sharpness: float
    lone_trace: float
    least: float
    streams: tuple[str, ...] = STREAMS

    def scores(self, tokens: Tokens) -> NDArray[np.float64]:
        """Sum of the three class scores over the streams; tokens not fitted are left out."""
        total = np.zeros(len(KINDS))
        for stream in self.streams:
            rows, values = self._vector(stream, tokens.get(stream, Counter()))
            length = float(np.sqrt(np.sum(values**2)))
            if length > 0:
                total += values @ self.weights[rows] / length
        return total

    def probabilities(
        self, scores: NDArray[np.float64], is_lone_trace: bool = False
    ) -> NDArray[np.float64]:
        """Softmax of the sharpened scores, and what a lone trace adds to it."""
        raised = np.exp(self.sharpness * (scores - scores.max()))
        if is_lone_trace:
            raised[KINDS.index(IssueKind.BUG)] *= self.lone_trace
        result: NDArray[np.float64] = raised / raised.sum()
        return result

    def _vector(
        self, stream: str, tokens: Counter[str]
    ) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        keys, counts = hashed(stream, tokens)
        rows = np.searchsorted(self.keys, keys)
        known = (rows < len(self.keys)) & (self.keys[np.minimum(rows, len(self.keys) - 1)] == keys)
        rows = rows[known]
        return rows, counts[known] * self.factors[rows]


def token_key(stream: str, token: str) -> int:
    """CRC-32 of stream and token: the same on every machine, and even enough."""
    return zlib.crc32(f"{stream}\0{token}".encode("utf-8", "surrogatepass"))


def hashed(stream: str, tokens: Counter[str]) -> tuple[NDArray[np.uint32], NDArray[np.float64]]:
    """The keys of the tokens, and 1 + ln(count) of each."""
    keys = np.array([token_key(stream, token) for token in tokens], dtype=np.uint32)
    return keys, np.array([1 + log(count) for count in tokens.values()])
