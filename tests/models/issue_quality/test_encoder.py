"""The contextual encoder, held against plain loops."""

from math import exp, pi, sqrt, tanh

import numpy as np
import pytest

from lifesigns.models.issue_quality.encoder import (
    GROUP,
    HEADS,
    LEVELS,
    Array,
    Layer,
    distances,
    load_encoder,
    packed,
    unpacked,
)
from lifesigns.models.issue_quality.features import features, is_lone_trace
from lifesigns.models.issue_quality.issue_type import (
    ENCODER,
    WORDS,
    load_model,
    load_second_opinion,
    read_type,
    type_of,
)
from lifesigns.models.issue_quality.linear import KINDS
from lifesigns.models.issue_quality.record import IssueKind
from lifesigns.models.issue_quality.report import Report

Rows = list[list[float]]


def test_packing_errs_by_half_a_step() -> None:
    """Fifteen levels a group: no weight is off by more than half of its group's scale."""
    weights = np.random.default_rng(3).normal(size=(5, 2 * GROUP)).astype(np.float32)
    weights[0] = 0.0
    pairs, scales = packed(weights)
    assert (pairs.shape, scales.shape) == ((5, GROUP), (5, 2))
    steps = np.repeat(np.abs(weights.reshape(5, 2, GROUP)).max(2) / LEVELS, GROUP, axis=1)
    assert np.all(np.abs(unpacked(pairs, scales) - weights) <= steps * 0.51)
    assert np.all(unpacked(pairs, scales)[0] == 0)


def linear(rows: Rows, part: tuple[Array, Array]) -> Rows:
    """The product with weights [out, in], and the bias, by loops."""
    weights, bias = part
    return [
        [
            sum(value * float(w) for value, w in zip(row, line, strict=True)) + float(b)
            for line, b in zip(weights, bias, strict=True)
        ]
        for row in rows
    ]


def normalised(rows: Rows, gains: tuple[Array, Array]) -> Rows:
    """Each row with mean 0 and variance 1, then gain and bias."""
    found = []
    for row in rows:
        mean = sum(row) / len(row)
        spread = sqrt(sum((value - mean) ** 2 for value in row) / len(row))
        found.append(
            [
                (value - mean) / spread * float(g) + float(b)
                for value, g, b in zip(row, gains[0], gains[1], strict=True)
            ]
        )
    return found


def attended(mixed: Rows, width: int, nearness: Array) -> Rows:
    """Attention by loops; every head is one number wide."""
    found = []
    for place, row in enumerate(mixed):
        values = []
        for at in range(width):
            raised = [
                exp(row[at] * other[width + at] + float(nearness[at, place, there]))
                for there, other in enumerate(mixed)
            ]
            told = sum(r * other[2 * width + at] for r, other in zip(raised, mixed, strict=True))
            values.append(told / sum(raised))
        found.append(values)
    return found


def added(left: Rows, right: Rows) -> Rows:
    """Sum of two tables."""
    return [[a + b for a, b in zip(x, y, strict=True)] for x, y in zip(left, right, strict=True)]


def test_a_layer_is_attention_and_feed_forward() -> None:
    """Three states of width 12 through one layer, as the loops have it."""
    chance = np.random.default_rng(5)

    def part(out: int, into: int) -> tuple[Array, Array]:
        weights = chance.normal(size=(out, into)).astype(np.float32)
        return weights, chance.normal(size=out).astype(np.float32)

    def gains() -> tuple[Array, Array]:
        return chance.normal(size=HEADS).astype(np.float32), np.ones(HEADS, dtype=np.float32)

    layer = Layer(
        part(3 * HEADS, HEADS),
        part(HEADS, HEADS),
        part(20, HEADS),
        part(HEADS, 20),
        gains(),
        gains(),
    )
    states = chance.normal(size=(3, HEADS)).astype(np.float32)
    nearness = chance.normal(size=(HEADS, 3, 3)).astype(np.float32)
    rows: Rows = states.tolist()
    found = linear(attended(linear(rows, layer.mixing), HEADS, nearness), layer.merging)
    rows = normalised(added(rows, found), layer.after_attention)
    wide = [
        [v / 2 * (1 + tanh(sqrt(2 / pi) * (v + 0.044715 * v**3))) for v in row]
        for row in linear(rows, layer.widening)
    ]
    rows = normalised(added(rows, linear(wide, layer.narrowing)), layer.after_all)
    assert layer(states, nearness) == pytest.approx(np.array(rows), abs=1e-3)


def test_distances_grow_wider() -> None:
    """By hand: 16 classes a side, one a piece up to 8, then 8 + 8 log(d / 8) / log(16), at most 15.

    Sixteen away is a quarter of the way from 8 to 128 in logarithms: class 8 + 2. What stands
    ahead is counted from 16.
    """
    found = distances(200)
    assert [int(found[100, 100 - back]) for back in (0, 1, 7, 8, 15, 16, 32, 99)] == [
        *(0, 1, 7, 8, 9, 10, 12, 15)
    ]
    assert [int(found[0, ahead]) for ahead in (1, 7, 8, 16, 127, 128, 199)] == [
        *(17, 23, 24, 26, 31, 31, 31)
    ]


ASKED = [
    ("Please support dark mode", "It would be great to have a dark theme.", IssueKind.FEATURE),
    ("How do I read a file in parts?", "I could not find it in the manual.", IssueKind.QUESTION),
    (
        "Saving fails with an error",
        "Since the last release the program crashes every time a file is saved.",
        IssueKind.BUG,
    ),
]


@pytest.mark.parametrize(("title", "body", "kind"), ASKED)
def test_plain_cases_are_told(title: str, body: str, kind: IssueKind) -> None:
    """A wish, a question and a fault in plain words; the same answer every time."""
    chances = load_encoder().chances(title, body)
    assert chances.sum() == pytest.approx(1.0)
    assert KINDS[int(np.argmax(chances))] is kind
    assert np.array_equal(chances, load_encoder().chances(title, body))


def test_nothing_written_has_chances_too() -> None:
    """Two marks and no piece between are read without fault."""
    assert load_encoder().chances("", "").sum() == pytest.approx(1.0)


def test_a_doubt_of_the_words_asks_the_encoder() -> None:
    """Below 0.8 the mean of both is given, of equal weight; above it the words alone."""
    opinion, model = load_second_opinion(), load_model(WORDS)
    assert (opinion.asked_below, opinion.share) == (0.8, 0.5)
    reasons = set()
    for title, body, _ in [
        *ASKED,
        ("Saving", "The file is on the disk and it is read there.", None),
    ]:
        report = Report(title, body)
        tokens = features(report)
        words = model.probabilities(model.scores(tokens), is_lone_trace(tokens))
        asks = words.max() < opinion.asked_below
        both = 0.5 * words + 0.5 * load_encoder().chances(title, body)
        found = type_of(report)
        assert found.probabilities == pytest.approx(tuple(both if asks else words))
        reasons.add(found.reason if found.kind is not None else None)
        assert found.reason in ((ENCODER, "unsure") if asks else (WORDS, "unsure"))
    assert {ENCODER, WORDS} & reasons


def test_a_declared_type_does_not_ask_the_encoder() -> None:
    """The words alone are told of an issue with a label, whether its text was read before or not."""
    report = Report("Saving", "The file is on the disk and it is read there.")
    text = read_type(report)
    assert text is not None
    assert text.model == ENCODER
    tokens = features(report)
    model = load_model(WORDS)
    words = model.probabilities(model.scores(tokens), is_lone_trace(tokens))
    for before in (None, text):
        found = type_of(report, ["bug"], text=before)
        assert (found.kind, found.reason) == (IssueKind.BUG, "label")
        assert found.probabilities == pytest.approx(tuple(words))
