"""What a project's own labels teach about the types of its issues."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from math import log, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lifesigns.models.issue_quality.issue_type import load_teaching
from lifesigns.models.issue_quality.linear import TypeModel, token_key
from lifesigns.models.issue_quality.own_labels import LabelledIssue, OwnLabels, Teaching, learn
from lifesigns.models.issue_quality.record import LearntLabels

BUG, FEATURE, QUESTION = range(3)
EVEN = np.full(3, 1 / 3)
TOLD = Teaching(
    least=20, least_of_kind=5, most=300, weights={"told": 1.0}, ridge=0.5,
    sharpness=6.0, rarity=0.5, powers=(0.6, 0.7),
)  # fmt: skip


def issue(kind: int, words: str, chances: np.ndarray = EVEN) -> LabelledIssue:
    """An issue whose body has these words."""
    return LabelledIssue(kind, {"told": Counter(words.split())}, chances)


def project(n: int) -> list[LabelledIssue]:
    """A project that calls what is odd a question, and what is broken a bug."""
    return [
        issue(QUESTION, f"odd thing {at % 7}") if at % 2 else issue(BUG, f"broken thing {at % 7}")
        for at in range(n)
    ]


def test_a_project_s_words_are_learnt() -> None:
    """A word that the labels always call a question makes one of an issue without a label."""
    own = learn(project(40), TOLD)
    assert own is not None
    assert own.heard(EVEN, {"told": Counter(["odd"])}).argmax() == QUESTION
    assert own.heard(EVEN, {"told": Counter(["broken"])}).argmax() == BUG
    assert own.learnt == LearntLabels(n=40, n_right=40, n_right_without=20)


def test_without_a_known_word_the_shipped_opinion_stands() -> None:
    """An issue that shares no token keeps its likeliest type."""
    own = learn(project(40), TOLD)
    assert own is not None
    heard = own.heard(np.array([0.2, 0.5, 0.3]), {"told": Counter(["unheard"])})
    assert heard.argmax() == FEATURE
    assert heard.sum() == pytest.approx(1)


@pytest.mark.parametrize(
    "labelled",
    [
        project(18),
        [issue(BUG, f"broken {at}") for at in range(60)],
        [*[issue(BUG, "broken")] * 56, *[issue(QUESTION, "odd")] * 4],
        [issue(at % 2, "the same words") for at in range(60)],
        [issue(at % 3, "") for at in range(60)],
    ],
    ids=["too few", "one type", "too few of a type", "nothing to tell them apart", "no words"],
)
def test_nothing_is_learnt_where_nothing_can_be(labelled: list[LabelledIssue]) -> None:
    """Few labels, one type, or texts that do not differ: the shipped model speaks alone."""
    assert learn(labelled, TOLD) is None


def test_a_model_that_does_not_help_is_not_heard() -> None:
    """Labels that the shipped model tells surely gain nothing from labels that look random."""
    chance = np.random.default_rng(5)
    words = ["alpha", "beta", "gamma", "delta"]
    labelled = [
        issue(at % 2, " ".join(chance.choice(words, 2)), np.eye(3)[at % 2] * 0.94 + 0.02)
        for at in range(80)
    ]
    assert learn(labelled, TOLD) is None


def test_only_the_first_are_learnt_from() -> None:
    """The newest come first: later ones, here with turned labels, change nothing."""
    turned = [replace(one, kind=QUESTION - one.kind) for one in project(40)]
    own = learn([*project(40), *turned], replace(TOLD, most=40))
    assert own is not None
    assert own.learnt.n == 40
    assert own.heard(EVEN, {"told": Counter(["odd"])}).argmax() == QUESTION


def test_a_type_that_no_label_teaches_keeps_its_odds() -> None:
    """Computed by hand: bug and feature share what they had, and each power is applied to all."""
    keys = np.array([token_key("told", "odd")], dtype=np.uint32)
    model = TypeModel(
        keys, np.ones(1, dtype=np.float32), np.array([[0.1, 0.0, 9.0]], dtype=np.float32),
        sharpness=6.0, lone_trace=1.0, least=0.0,
    )  # fmt: skip
    own = OwnLabels(model, (BUG, FEATURE), TOLD, LearntLabels(40, 30, 20))
    heard = own.heard(np.array([0.3, 0.3, 0.4]), {"told": Counter(["odd"])})
    odds = np.exp(0.6) / (1 + np.exp(0.6))
    parts = [0.3**0.6 * (0.6 * odds) ** 0.7, 0.3**0.6 * (0.6 * (1 - odds)) ** 0.7, 0.4**1.3]
    assert heard == pytest.approx(np.array(parts) / sum(parts), abs=1e-6)


def plain_ridge(issues: Sequence[LabelledIssue], words: list[str]) -> np.ndarray:
    """Scores of the issues by the textbook: weights that solve (X'X/s + r) w = X'Y/s."""
    n, taught = len(issues), sorted({one.kind for one in issues})
    has = np.array([[one.tokens["told"][word] for word in words] for one in issues])
    factors = []
    for column in (has > 0).T:
        inside = {
            kind: sum(column[at] for at in range(n) if issues[at].kind == kind) for kind in taught
        }
        factors.append((sum(inside.values()), inside))
    totals = {kind: sum(1 + inside[kind] for _, inside in factors) for kind in taught}
    others = {kind: sum(2 + every - inside[kind] for every, inside in factors) for kind in taught}
    factor = np.array(
        [
            (log((1 + n) / (1 + every)) + 1) ** 0.5
            * max(
                abs(
                    log(
                        ((1 + inside[kind]) / totals[kind])
                        / ((2 + every - inside[kind]) / others[kind])
                    )
                )
                for kind in taught
            )
            for every, inside in factors
        ]
    )
    rows = np.where(has > 0, 1 + np.log(np.maximum(has, 1)), 0) * factor
    rows = np.array([row / (sqrt(row @ row) or 1) for row in rows])
    scale = np.mean(np.sum(rows**2, axis=1))
    wanted = np.array([[(one.kind == kind) - 1 / len(taught) for kind in taught] for one in issues])
    ridge = TOLD.ridge * np.eye(len(words))
    return rows @ np.linalg.solve(rows.T @ rows / scale + ridge, rows.T @ wanted / scale)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_the_fit_is_a_ridge_regression(seed: int) -> None:
    """The model of hashed tokens gives what the textbook's formula gives over all of them."""
    chance = np.random.default_rng(seed)
    words = ["alpha", "beta", "gamma", "delta", "epsilon"]
    kinds = [BUG, FEATURE, QUESTION]
    signal = ["crash", "wish", "how"]
    issues = [
        issue(at % 3, " ".join([signal[at % 3], *chance.choice(words, 4)])) for at in range(45)
    ]
    own = learn(issues, TOLD)
    assert own is not None
    expected = plain_ridge(issues, words + signal)
    found = np.array([own.model.scores(one.tokens) for one in issues])[:, kinds]
    assert found == pytest.approx(expected, abs=1e-4)


def test_the_shipped_constants_are_sound() -> None:
    """Every stream has a weight, and an own model is never asked of fewer labels than it needs."""
    teaching = load_teaching()
    assert teaching.least >= 2 * teaching.least_of_kind
    assert teaching.most > teaching.least
    assert all(weight > 0 for weight in teaching.weights.values())
