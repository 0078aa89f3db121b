"""What the labels of a project teach about its types.

What one project calls a question another calls a bug, and each has its own words. Where enough
issues carry a label that names their type, a ridge regression over the streams of ``features`` is
fitted to them alone, with the weights of the streams that the shipped model has. It is heard beside
that model (the probabilities of both, each to a power, multiplied) if it has shown that it helps:
every fifth of the labelled issues left out in turn, the labels must be likelier with it than without.
docs/accuracy/issue_quality.md says what it is worth. ``issue_type.json`` holds the constants.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lifesigns.models.issue_quality.linear import KINDS, Tokens, TypeModel, hashed
from lifesigns.models.issue_quality.record import LearntLabels

FOLDS = 5
_LEAST_ISSUES = 2
"""A token of a single issue says nothing about another."""
_LEAST_GAIN = 1e-4
"""Of the mean logarithm of a label's probability; less may be rounding."""
_COLUMNS = 4096
"""Tokens laid out at a time: what bounds the memory."""

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LabelledIssue:
    """An issue whose label names its type (an index of ``KINDS``).

    ``chances`` are the probabilities of its types by the shipped model.
    """

    kind: int
    tokens: Tokens
    chances: Array


@dataclass(frozen=True, slots=True)
class Teaching:
    """Constants: which issues are learnt from, how the model is fitted, how much it counts.

    From ``least`` labelled issues on, of at least two types with ``least_of_kind`` each; no more
    than ``most`` are used. ``weights`` are those of the streams; ``powers`` of the shipped and of
    the own probabilities.
    """

    least: int
    least_of_kind: int
    most: int
    weights: Mapping[str, float]
    ridge: float
    sharpness: float
    rarity: float
    powers: tuple[float, float]


@dataclass(frozen=True, slots=True)
class OwnLabels:
    """A model fitted to a project's own labels, of the types ``kinds`` (indices of ``KINDS``)."""

    model: TypeModel
    kinds: tuple[int, ...]
    teaching: Teaching
    learnt: LearntLabels

    def heard(self, chances: Array, tokens: Tokens) -> Array:
        """The probabilities of the shipped model and of this one together."""
        return _together(chances, self.model.scores(tokens), self.kinds, self.teaching)


def learn(labelled: Sequence[LabelledIssue], teaching: Teaching) -> OwnLabels | None:
    """Fit a model to labelled issues; None when they are too few or it would not help.

    The first ``teaching.most`` of the types labelled often enough are used, so the newest should
    come first. Deterministic.
    """
    given = labelled[: teaching.most]
    kinds = np.array([issue.kind for issue in given], dtype=np.intp)
    often = np.bincount(kinds, minlength=len(KINDS)) >= teaching.least_of_kind
    issues = [issue for issue in given if often[issue.kind]]
    if len(issues) < teaching.least or np.sum(often) < 2:
        return None
    kinds = np.array([issue.kind for issue in issues], dtype=np.intp)
    streams = {name: _laid_out(name, issues) for name in teaching.weights}
    taught = tuple(int(kind) for kind in np.flatnonzero(often))
    before = np.array([issue.chances for issue in issues])
    after = np.zeros_like(before)
    fold = _folds(kinds)
    for number in range(FOLDS):
        left = np.flatnonzero(fold == number)
        scores = _fitted(streams, kinds, taught, fold != number, teaching).scores
        for row in left:
            after[row] = _together(before[row], scores[row], taught, teaching)
    rows = np.arange(len(kinds))
    if np.log(after[rows, kinds] / before[rows, kinds]).mean() < _LEAST_GAIN:
        return None
    everything = np.ones(len(kinds), dtype=np.bool_)
    return OwnLabels(
        model=_fitted(streams, kinds, taught, everything, teaching).model(teaching),
        kinds=taught,
        teaching=teaching,
        learnt=LearntLabels(
            n=len(kinds),
            n_right=int(np.sum(after.argmax(1) == kinds)),
            n_right_without=int(np.sum(before.argmax(1) == kinds)),
        ),
    )


@dataclass(frozen=True, slots=True)
class _Entries:
    """The tokens of one stream in all issues: issue, column and 1 + ln(count), one entry each."""

    keys: NDArray[np.uint32]
    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    values: Array


@dataclass(frozen=True, slots=True)
class _Vectors:
    """Entries scaled to rows of length 1, of the ``kept`` columns; with the factor of each column."""

    kept: NDArray[np.intp]
    factors: Array
    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    values: Array

    def times(self, weights: Array, n: int) -> Array:
        """Scores [n issues, 3], by weights [kept columns, 3]."""
        return _summed(self.rows, self.values[:, None] * weights[self.columns], n)

    def turned(self, dual: Array) -> Array:
        """Weights [kept columns, 3], by one row of dual weights an issue (0 where it is left out)."""
        return _summed(self.columns, self.values[:, None] * dual[self.rows], len(self.kept))

    def likeness(self, n: int) -> NDArray[np.float32]:
        """Products of the rows with each other [issues, issues], some columns at a time."""
        order = np.argsort(self.columns, kind="stable")
        rows, columns, values = self.rows[order], self.columns[order], self.values[order]
        total = np.zeros((n, n), dtype=np.float32)
        for start in range(0, len(self.kept), _COLUMNS):
            one, other = np.searchsorted(columns, (start, start + _COLUMNS))
            block = np.zeros((n, _COLUMNS), dtype=np.float32)
            block[rows[one:other], columns[one:other] - start] = values[one:other]
            total += block @ block.T
        return total


@dataclass(frozen=True, slots=True)
class _Fitted:
    """Vectors and weights of every stream, and the scores of all issues, left out or not."""

    keys: dict[str, NDArray[np.uint32]]
    vectors: dict[str, _Vectors]
    weights: dict[str, Array]
    scores: Array

    def model(self, teaching: Teaching) -> TypeModel:
        """The fit as a model of hashed tokens."""
        keys = np.concatenate([self.keys[name][one.kept] for name, one in self.vectors.items()])
        factors = np.concatenate([one.factors for one in self.vectors.values()])
        weights = np.concatenate([self.weights[name] for name in self.vectors])
        kept, order = np.unique(keys, return_index=True)
        return TypeModel(
            keys=kept,
            factors=factors[order].astype(np.float32),
            weights=weights[order].astype(np.float32),
            sharpness=teaching.sharpness,
            lone_trace=1.0,
            least=0.0,
        )


def _together(chances: Array, scores: Array, kinds: tuple[int, ...], teaching: Teaching) -> Array:
    """Both opinions; of a type that no label teaches the shipped one stands."""
    own = chances.copy()
    taught = list(kinds)
    raised = np.exp(teaching.sharpness * (scores[taught] - scores[taught].max()))
    own[taught] = raised / raised.sum() * chances[taught].sum()
    mixed = chances ** teaching.powers[0] * own ** teaching.powers[1]
    result: Array = mixed / mixed.sum()
    return result


def _folds(kinds: NDArray[np.intp]) -> NDArray[np.intp]:
    """A fold for every issue, each type spread evenly over them."""
    fold = np.zeros(len(kinds), dtype=np.intp)
    for kind in np.unique(kinds):
        rows = np.flatnonzero(kinds == kind)
        fold[rows] = np.arange(len(rows)) % FOLDS
    return fold


def _laid_out(stream: str, issues: Sequence[LabelledIssue]) -> _Entries:
    parts = [hashed(stream, issue.tokens[stream]) for issue in issues]
    sizes = [len(keys) for keys, _ in parts]
    keys, columns = np.unique(np.concatenate([keys for keys, _ in parts]), return_inverse=True)
    rows = np.repeat(np.arange(len(parts)), sizes)
    return _Entries(keys, rows, columns, np.concatenate([values for _, values in parts]))


def _fitted(
    streams: Mapping[str, _Entries],
    kinds: NDArray[np.intp],
    taught: tuple[int, ...],
    seen: NDArray[np.bool_],
    teaching: Teaching,
) -> _Fitted:
    """Ridge regression of the types on the issues that are seen, solved in the space of issues."""
    n = len(kinds)
    vectors = {name: _vectors(one, kinds, seen, teaching.rarity) for name, one in streams.items()}
    likeness = np.zeros((n, n))
    for name, one in vectors.items():
        likeness += teaching.weights[name] * one.likeness(n)
    inside = np.flatnonzero(seen)
    likeness = likeness[np.ix_(inside, inside)]
    scale = float(np.mean(np.diag(likeness))) or 1.0
    wanted = np.eye(len(KINDS))[kinds[inside]]
    wanted[:, list(taught)] -= 1 / len(taught)
    dual = np.zeros((n, len(KINDS)))
    dual[inside] = (
        np.linalg.solve(likeness / scale + teaching.ridge * np.eye(len(inside)), wanted) / scale
    )
    weights = {name: teaching.weights[name] * one.turned(dual) for name, one in vectors.items()}
    scores = np.zeros((n, len(KINDS)))
    for name, one in vectors.items():
        scores += one.times(weights[name], n)
    return _Fitted({name: one.keys for name, one in streams.items()}, vectors, weights, scores)


def _vectors(
    entries: _Entries, kinds: NDArray[np.intp], seen: NDArray[np.bool_], rarity: float
) -> _Vectors:
    """Unit rows of the tokens seen in more than one issue.

    The factor of a token is its rarity to a power, times the largest log-count ratio of a type
    against the others (Wang and Manning 2012), with one issue added to every count.
    """
    inside = seen[entries.rows]
    width, issues = len(entries.keys), int(seen.sum())
    columns, of = entries.columns[inside], kinds[entries.rows[inside]]
    present = np.array(
        [np.bincount(columns[of == kind], minlength=width) for kind in range(len(KINDS))]
    )
    kept = np.flatnonzero(present.sum(0) >= _LEAST_ISSUES)
    present = present[:, kept]
    ratios = []
    for kind in np.unique(kinds[seen]):
        with_it = present[kind] + 1
        others = present.sum(0) - present[kind] + 2
        ratios.append(np.abs(np.log((with_it / with_it.sum()) / (others / others.sum()))))
    rare = np.log((1 + issues) / (1 + present.sum(0))) + 1
    factors = rare**rarity * np.max(ratios, axis=0)
    place = np.full(width, -1)
    place[kept] = np.arange(len(kept))
    columns = place[entries.columns]
    here = columns >= 0
    rows, columns = entries.rows[here], columns[here]
    values = entries.values[here] * factors[columns]
    lengths = np.sqrt(np.bincount(rows, values**2, minlength=len(seen)))
    lengths[lengths == 0] = 1
    return _Vectors(kept, factors, rows, columns, values / lengths[rows])


def _summed(places: NDArray[np.intp], values: Array, n: int) -> Array:
    """Values [entries, 3] added up by place, of ``n`` places."""
    return np.stack([np.bincount(places, one, minlength=n) for one in values.T], axis=1)
