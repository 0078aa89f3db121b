"""Bug, feature or question: a linear model on hashed tokens, with honest doubt.

Each stream of tokens is a vector: 1 + ln(count), times a factor per token (fitted), scaled to
length 1. The score of a class is the sum of weights times vectors; softmax of the scores times a
sharpness gives the probabilities; where a trace stands and nothing is asked or wished, the odds of a
bug are raised by a fitted factor. Two models are kept: ``words`` on all streams for English, and
``phrases`` on the stream of turns and shape alone, for every other language. Where ``words`` is in
doubt, a small contextual encoder is asked as well. ``README.md`` says how they were fitted, docs/accuracy/issue_quality.md how well they do.
"""

import json
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lifesigns.models.issue_quality.encoder import load_encoder
from lifesigns.models.issue_quality.features import STREAMS, features, is_lone_trace
from lifesigns.models.issue_quality.labels import kind_of, tag_of
from lifesigns.models.issue_quality.language import ENGLISH, NONE
from lifesigns.models.issue_quality.record import IssueKind, IssueType
from lifesigns.models.issue_quality.report import Report

KINDS = (IssueKind.BUG, IssueKind.FEATURE, IssueKind.QUESTION)
WORDS, PHRASES = "words", "phrases"
ENCODER = "encoder"


@dataclass(frozen=True, slots=True)
class TypeModel:
    """Fitted weights: tokens by hash in ascending order, each with its factor and three weights.

    ``keys``: uint32 [n]; ``factors``: float [n]; ``weights``: float [n, 3]. ``sharpness`` turns
    scores into probabilities; ``lone_trace`` multiplies the odds of a bug where a trace stands and
    nothing is asked; below ``least`` the largest probability is too small for an answer.
    """

    keys: NDArray[np.uint32]
    factors: NDArray[np.float32]
    weights: NDArray[np.float32]
    sharpness: float
    lone_trace: float
    least: float

    def scores(self, tokens: Mapping[str, Counter[str]]) -> NDArray[np.float64]:
        """Sum of the three class scores over the streams; tokens not fitted are left out."""
        total = np.zeros(len(KINDS))
        for stream in STREAMS:
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
        keys = np.array([token_key(stream, token) for token in tokens], dtype=np.uint32)
        rows = np.searchsorted(self.keys, keys)
        known = (rows < len(self.keys)) & (self.keys[np.minimum(rows, len(self.keys) - 1)] == keys)
        counts = np.array([1 + log(count) for count in tokens.values()])
        rows = rows[known]
        return rows, counts[known] * self.factors[rows]


def token_key(stream: str, token: str) -> int:
    """CRC-32 of stream and token: the same on every machine, and even enough."""
    return zlib.crc32(f"{stream}\0{token}".encode("utf-8", "surrogatepass"))


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """When the encoder is asked, and how much it counts.

    It is where the largest probability of ``words`` is below ``asked_below`` and no trace stands
    alone (such issues it takes for questions); ``share`` is then its part of the probabilities.
    """

    asked_below: float
    share: float

    def heard(self, chances: NDArray[np.float64], report: Report) -> NDArray[np.float64]:
        """The weighted mean of the probabilities of ``words`` and of the encoder."""
        other = load_encoder().chances(report.title, report.body)
        result: NDArray[np.float64] = (1 - self.share) * chances + self.share * other
        return result


def type_of(report: Report, labels: Iterable[str] = ()) -> IssueType:
    """The type of one issue: what its labels or the tag of its title say, else the likeliest.

    None as kind when the text is empty or the odds are too even. The probabilities are always those
    of the text.
    """
    judged = _type_by_text(report)
    for reason, words in (("label", labels), ("title", (tag_of(report.title),))):
        declared = kind_of(words)
        if declared is not None:
            return IssueType(declared, judged.probabilities, reason)
    return judged


def _type_by_text(report: Report) -> IssueType:
    if report.language == NONE and not report.lines and not report.title.strip():
        third = 1 / len(KINDS)
        return IssueType(None, (third, third, third), "no_text")
    name = WORDS if report.language == ENGLISH else PHRASES
    model = load_model(name)
    tokens = features(report)
    lone = is_lone_trace(tokens)
    chances = model.probabilities(model.scores(tokens), lone)
    opinion = load_second_opinion()
    if name == WORDS and not lone and chances.max() < opinion.asked_below:
        name, chances = ENCODER, opinion.heard(chances, report)
    bug, feature, question = (float(chance) for chance in chances)
    best = int(np.argmax(chances))
    if chances[best] < model.least:
        return IssueType(None, (bug, feature, question), "unsure")
    return IssueType(KINDS[best], (bug, feature, question), name)


@cache
def load_second_opinion() -> SecondOpinion:
    """Read from the package when the encoder is asked (``issue_type.json``)."""
    found = _settings()[ENCODER]
    return SecondOpinion(float(found["asked_below"]), float(found["share"]))


def _settings() -> dict[str, Any]:
    home = resources.files(__package__)
    found: dict[str, Any] = json.loads(home.joinpath("issue_type.json").read_text("utf-8"))
    return found


@cache
def load_model(name: str) -> TypeModel:
    """Read one fitted model from the package (``issue_type.npz`` and ``issue_type.json``)."""
    home = resources.files(__package__)
    settings = _settings()["models"][name]
    with home.joinpath("issue_type.npz").open("rb") as file, np.load(file) as stored:
        levels = stored[f"{name}_weights"].astype(np.float32)
        scales = stored[f"{name}_scales"].astype(np.float32)
        return TypeModel(
            keys=stored[f"{name}_keys"],
            factors=stored[f"{name}_factors"].astype(np.float32),
            weights=levels * scales[stored[f"{name}_streams"]],
            sharpness=float(settings["sharpness"]),
            lone_trace=float(settings["lone_trace"]),
            least=float(settings["least"]),
        )
