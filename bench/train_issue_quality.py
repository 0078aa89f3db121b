"""Fit the model of issue types and write what is shipped beside it.

    python -m bench.train_issue_quality TRAIN.csv [--write] [--grade TEST.csv]

TRAIN.csv is the training file of the NLBSE'24 tool competition on issue reports (columns repo,
label, title, body; repository nlbse2024/issue-report-classification, data/issues_train.csv).
TRAIN.csv may be the folder that holds it. Without options the cross-validated accuracy on that file
is printed. ``--write`` fits on all of it and rewrites issue_type.npz and issue_type.json. ``--grade``
scores the shipped files, with and without being told the repository, on another file of the same
form; it takes no part in fitting.
"""

import argparse
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, diags

from bench.issue_type_corpus import (
    ALL_STREAMS,
    LEAST_ISSUES,
    Array,
    Corpus,
    folds,
    issues,
    read,
)
from bench.issue_type_scores import by_repository, show
from lifesigns.models.issue_quality.features import (
    RAW,
    STREAMS,
    VERSIONS,
    is_lone_trace,
)
from lifesigns.models.issue_quality.issue_type import (
    ENCODER,
    OWN,
    PHRASES,
    PROJECT,
    WORDS,
    load_model,
    load_project_model,
    type_of,
)
from lifesigns.models.issue_quality.linear import KINDS, token_key
from lifesigns.models.issue_quality.report import Report

HOME = Path(__file__).parent.parent / "src" / "lifesigns" / "models" / "issue_quality"
NAME = "issues_train.csv"
WEIGHTS = {
    WORDS: {
        "title": 0.75,
        "told": 4.5,
        "letters": 2.25,
        "form": 1.0,
        "code": 2.0,
        "openings": 0.5,
        "turns": 0.5,
        "signs": 0.8,
    },
    PROJECT: {
        "title": 0.2,
        "told": 2.0,
        "form": 0.4,
        "code": 2.0,
        "openings": 0.5,
        "turns": 0.5,
        RAW: 3.0,
        VERSIONS: 0.5,
    },
    PHRASES: {"turns": 1.0, "signs": 0.5},
}
"""How much each stream counts, chosen by cross-validation on the training file."""
RIDGE = {WORDS: 2.0, PROJECT: 0.8, PHRASES: 0.7}
LEAST_RAW = 4
"""Issues in which a token of ``RAW`` must stand: fewer tell no more, and are most of the bytes."""
SAME_REPOSITORY = 1.0
"""Extra likeness of two issues of one repository, for the model that knows it."""
RARITY = 0.5
ROUNDS = 3
LEAST = {WORDS: 0.5, PROJECT: 0.5, PHRASES: 0.5}
"""A type is told when it is likelier than the two others together."""
SECOND_OPINION = {"asked_below": 0.8, "share": 0.5}
"""When train_issue_encoder.py's model is asked, and how much it counts: see its ``--unseen``."""
TEACHING = {
    "least": 20,
    "least_of_kind": 5,
    "most": 300,
    "ridge": 1.0,
    "sharpness": 6.0,
    "rarity": RARITY,
    "powers": [0.6, 0.7],
}
"""How a project's own labels are learnt: see issue_own_labels.py."""


@dataclass(frozen=True)
class Fitted:
    """Per stream: columns kept, factor per token and weights [token, class], not yet quantised.

    Of the model that knows the repositories: weights [token, repository, class], what the issues of
    each say; their sum says what all do, and those of its own count once more for a repository.
    """

    columns: dict[str, NDArray[np.intp]]
    factors: dict[str, Array]
    weights: dict[str, Array]
    repositories: tuple[str, ...] = ()

    def vectors(self, corpus: Corpus, stream: str) -> csr_matrix:
        """The issues as rows of length 1."""
        kept = corpus.counts[stream][:, self.columns[stream]]
        return unit_rows(kept @ diags(self.factors[stream]))

    def scores(self, corpus: Corpus) -> Array:
        """Three class scores for every issue."""
        total = np.zeros((len(corpus.kinds), len(KINDS)))
        for stream, weights in self.weights.items():
            vectors = self.vectors(corpus, stream)
            if not self.repositories:
                total += vectors @ weights
            for number, name in enumerate(self.repositories):
                rows = np.flatnonzero(corpus.repositories == name)
                total[rows] += vectors[rows] @ (
                    weights.sum(1) + SAME_REPOSITORY * weights[:, number]
                )
        return total


def token_factors(counts: csr_matrix, kinds: NDArray[np.intp]) -> Array:
    """Rarity to a power, times the largest log-count ratio of a class against the others.

    The ratio is that of Wang and Manning (2012), with one issue added to every count.
    """
    present = (counts > 0).astype(float)
    n = present.shape[0]
    rarity = np.log((1 + n) / (1 + np.asarray(present.sum(0)).ravel())) + 1
    ratios = []
    for kind in range(len(KINDS)):
        inside = np.asarray(present[kinds == kind].sum(0)).ravel() + 1
        outside = np.asarray(present[kinds != kind].sum(0)).ravel() + 2
        ratios.append(np.abs(np.log((inside / inside.sum()) / (outside / outside.sum()))))
    result: Array = rarity**RARITY * np.max(ratios, axis=0)
    return result


def unit_rows(values: csr_matrix) -> csr_matrix:
    """Rows scaled to length 1; empty rows stay empty."""
    lengths = np.sqrt(np.asarray(values.multiply(values).sum(1)).ravel())
    lengths[lengths == 0] = 1
    return diags(1 / lengths) @ values


def fit(corpus: Corpus, name: str) -> Fitted:
    """Ridge regression of the classes, solved in the space of issues."""
    knows = name == PROJECT
    known = tuple(np.unique(corpus.repositories).tolist()) if knows else ()
    fitted = Fitted({}, {}, {}, known)
    vectors: dict[str, csr_matrix] = {}
    likeness = np.zeros((len(corpus.kinds),) * 2)
    for stream, weight in WEIGHTS[name].items():
        issues = np.asarray((corpus.counts[stream] > 0).sum(0)).ravel()
        columns = np.flatnonzero(issues >= (LEAST_RAW if stream == RAW else LEAST_ISSUES))
        fitted.columns[stream] = columns
        fitted.factors[stream] = token_factors(corpus.counts[stream][:, columns], corpus.kinds)
        vectors[stream] = fitted.vectors(corpus, stream)
        likeness += weight * (vectors[stream] @ vectors[stream].T).toarray()
    scale = float(np.mean(np.diag(likeness)))
    alike = corpus.repositories[:, None] == corpus.repositories[None, :]
    likeness = likeness / scale * (1 + SAME_REPOSITORY * knows * alike)
    wanted = np.eye(len(KINDS))[corpus.kinds] - 1 / len(KINDS)
    dual = np.linalg.solve(likeness + RIDGE[name] * np.eye(len(wanted)), wanted) / scale
    for stream, weight in WEIGHTS[name].items():
        turned = vectors[stream].T
        parts = [turned @ (dual * (corpus.repositories == one)[:, None]) for one in known]
        fitted.weights[stream] = weight * (np.stack(parts, axis=1) if knows else turned @ dual)
    return fitted


def cross_validate(corpus: Corpus, groups: NDArray[np.intp], name: str) -> Array:
    """Scores of every issue by a fit that saw no issue of its group."""
    result = np.zeros((len(corpus.kinds), len(KINDS)))
    for group in np.unique(groups):
        rows = np.flatnonzero(groups == group)
        fitted = fit(corpus.subset(np.flatnonzero(groups != group)), name)
        result[rows] = fitted.scores(corpus.subset(rows))
    return result


@dataclass(frozen=True)
class Reading:
    """How scores are read as probabilities."""

    sharpness: float
    lone_trace: float

    def chances(self, values: Array, lone: NDArray[np.bool_]) -> Array:
        """Probabilities of the classes, one row an issue."""
        raised = np.exp(self.sharpness * (values - values.max(1, keepdims=True)))
        raised[lone, 0] *= self.lone_trace
        result: Array = raised / raised.sum(1, keepdims=True)
        return result


def lone_traces(corpus: Corpus) -> NDArray[np.bool_]:
    """Which issues hold a trace and neither ask nor wish."""
    return np.array([is_lone_trace(tokens) for tokens in corpus.tokens])


def read_scores(values: Array, corpus: Corpus) -> Reading:
    """The reading under which the right classes are most likely."""
    lone, rows = lone_traces(corpus), np.arange(len(corpus.kinds))

    def surprise(numbers: Array) -> float:
        chances = Reading(*np.exp(numbers)).chances(values, lone)
        return float(-np.mean(np.log(chances[rows, corpus.kinds])))

    best = np.exp(minimize(surprise, np.log([4.0, 1.5]), method="Nelder-Mead").x)
    return Reading(round(float(best[0]), 3), round(float(best[1]), 3))


def doubt(chances: Array, corpus: Corpus, least: float) -> dict[str, float]:
    """What abstaining does: share answered, accuracy of the answers; and calibration error."""
    sure, found = chances.max(1), chances.argmax(1)
    right = found == corpus.kinds
    bins = np.minimum((sure * 10).astype(int), 9)
    gaps = [
        np.mean(bins == b) * abs(sure[bins == b].mean() - right[bins == b].mean())
        for b in np.unique(bins)
    ]
    answered = sure >= least
    return {
        "macro_f1": round(by_repository(corpus, found)["mean"], 4),
        "accuracy": round(float(right.mean()), 4),
        "answered": round(float(answered.mean()), 4),
        "accuracy_answered": round(float(right[answered].mean()), 4),
        "calibration_error": round(float(np.sum(gaps)), 4),
    }


def quantised(fitted: Fitted, names: dict[str, list[str]]) -> dict[str, Any]:
    """Weights as whole numbers of -127..127 with one scale per stream, repository and class.

    Of the model that knows the repositories all classes but the last, which is what makes the sum
    of the three nothing.
    """
    keys, streams, factors, weights = [], [], [], []
    known = ALL_STREAMS if fitted.repositories else STREAMS
    kept = {
        name: one[..., : 2 if fitted.repositories else 3] for name, one in fitted.weights.items()
    }
    scales = np.zeros((len(known), *next(iter(kept.values())).shape[1:]))
    for stream, columns in fitted.columns.items():
        number = known.index(stream)
        scales[number] = np.abs(kept[stream]).max(0) / 127
        keys += [token_key(stream, names[stream][column]) for column in columns]
        streams += [number] * len(columns)
        factors.append(fitted.factors[stream])
        weights.append(np.rint(kept[stream] / scales[number]))
    _, order = np.unique(np.array(keys, dtype=np.uint32), return_index=True)
    return {
        "keys": np.array(keys, dtype=np.uint32)[order],
        "streams": np.array(streams, dtype=np.uint8)[order],
        "factors": np.concatenate(factors).astype(np.float16)[order],
        "weights": np.concatenate(weights).astype(np.int8)[order],
        "scales": scales.astype(np.float32),
    }


def write(corpus: Corpus, source: Path) -> None:
    """Fit the models on everything and rewrite what is shipped."""
    arrays: dict[str, Any] = {}
    models: dict[str, dict[str, Any]] = {}
    stranger = np.unique(corpus.repositories, return_inverse=True)[1]
    for name in (WORDS, PHRASES, PROJECT):
        fitted = fit(corpus, name)
        arrays |= {f"{name}_{key}": value for key, value in quantised(fitted, corpus.names).items()}
        unseen = cross_validate(corpus, folds(corpus, 0) if name == PROJECT else stranger, name)
        reading = read_scores(unseen, corpus)
        chances = reading.chances(unseen, lone_traces(corpus))
        models[name] = {
            "sharpness": reading.sharpness,
            "lone_trace": reading.lone_trace,
            "least": LEAST[name],
            "unseen_issue" if name == PROJECT else "unseen_repository": doubt(
                chances, corpus, LEAST[name]
            ),
        }
        if name == PROJECT:
            models[name] |= {
                "projects": fitted.repositories,
                "same": SAME_REPOSITORY,
                "streams": list(WEIGHTS[name]),
            }
    np.savez_compressed(HOME / "issue_type.npz", **arrays)
    settings = {
        "trained_on": "NLBSE'24 issue report classification, data/issues_train.csv",
        "sha256": hashlib.sha256(source.read_bytes()).hexdigest(),
        "issues": len(corpus.kinds),
        ENCODER: SECOND_OPINION,
        OWN: TEACHING | {"weights": WEIGHTS[WORDS]},
        "models": models,
    }
    (HOME / "issue_type.json").write_text(json.dumps(settings, indent=1) + "\n", "utf-8")
    load_model.cache_clear()


def shipped(corpus: Corpus, name: str) -> NDArray[np.intp]:
    """Classes found by the files in the package."""
    found = []
    for counts, repository in zip(corpus.tokens, corpus.repositories.tolist(), strict=True):
        model = load_project_model(repository) if name == PROJECT else load_model(name)
        chances = model.probabilities(model.scores(counts), is_lone_trace(counts))
        found.append(int(np.argmax(chances)))
    return np.array(found)


def told(path: Path, *, knows: bool) -> NDArray[np.intp]:
    """Classes as the package tells them by text: the words, and where they doubt the encoder too.

    It is told the repository where it ``knows``.
    """
    judged = (
        type_of(Report(one["title"], one["body"]), project=one["repo"] if knows else None)
        for one in issues(path)
    )
    return np.array([int(np.argmax(one.probabilities)) for one in judged])


def report(corpus: Corpus) -> None:
    """Print accuracy on issues that the fit had not seen."""
    for name in WEIGHTS:
        means = [
            by_repository(corpus, cross_validate(corpus, folds(corpus, seed), name).argmax(1))[
                "mean"
            ]
            for seed in range(ROUNDS)
        ]
        print(f"{name}: {np.mean(means):.4f} ({min(means):.4f} to {max(means):.4f})")
    stranger = np.unique(corpus.repositories, return_inverse=True)[1]
    for name in (WORDS, PHRASES):
        unseen = cross_validate(corpus, stranger, name)
        chances = read_scores(unseen, corpus).chances(unseen, lone_traces(corpus))
        show(f"{name}, repository not seen", corpus, chances.argmax(1))
        for least in (0.0, 0.4, 0.45, 0.5, 0.55, 0.6):
            print("  least", least, doubt(chances, corpus, least))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run as a command."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("train", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--grade", type=Path)
    chosen = parser.parse_args(arguments)
    train = chosen.train / NAME if chosen.train.is_dir() else chosen.train
    corpus = read(train)
    if chosen.write:
        write(corpus, train)
    if chosen.grade is not None:
        other = read(chosen.grade, corpus.names)
        show("shipped", other, told(chosen.grade, knows=False))
        show("shipped, words", other, shipped(other, WORDS))
        show("shipped, phrases", other, shipped(other, PHRASES))
        show("shipped, told the repository", other, told(chosen.grade, knows=True))
        show("shipped, told the repository, words", other, shipped(other, PROJECT))
    elif not chosen.write:
        report(corpus)


if __name__ == "__main__":
    main()
