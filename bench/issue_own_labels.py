"""What it is worth that issue types are learnt from a project's own labels.

    python -m bench.issue_own_labels TRAIN.csv [--unseen CHANCES.npy] [--grade TEST.csv]

TRAIN.csv is the training file that train_issue_quality.py names. Each repository is taken as one
that nobody has seen: the shipped model is fitted on the four others, some of its issues lend their
labels, and the fifth that lends none is told. CHANCES.npy holds what ``train_issue_encoder.py
--unseen`` keeps (the encoder's); without it the words speak alone. ``--grade`` lets the shipped
files learn the 300 training issues of each repository and tells those of another file.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.issue_type_corpus import Array, Corpus, folds, issues, read
from bench.issue_type_scores import by_repository, show
from bench.train_issue_quality import (
    SECOND_OPINION,
    WORDS,
    cross_validate,
    lone_traces,
    read_scores,
)
from lifesigns.models.issue_quality.issue_type import load_teaching, read_type
from lifesigns.models.issue_quality.own_labels import LabelledIssue, OwnLabels, learn
from lifesigns.models.issue_quality.report import Report

SIZES = (20, 40, 80, 160, 240)
PARTS = 5


def taught(corpus: Corpus, chances: Array, rows: NDArray[np.intp]) -> OwnLabels | None:
    """What the labels of the issues at ``rows`` teach."""
    given = [
        LabelledIssue(int(corpus.kinds[row]), corpus.tokens[row], chances[row]) for row in rows
    ]
    return learn(given, load_teaching())


def told(corpus: Corpus, chances: Array, size: int) -> tuple[Array, float]:
    """Probabilities of every issue by ``size`` labels of its repository, and where any taught."""
    result, chance, taught_in = chances.copy(), np.random.default_rng(0), 0
    part = folds(corpus, 0) % PARTS
    for name in sorted(set(corpus.repositories.tolist())):
        for number in range(PARTS):
            inside = corpus.repositories == name
            given = chance.permutation(np.flatnonzero(inside & (part != number)))[:size]
            own = taught(corpus, chances, given)
            taught_in += own is not None
            for row in np.flatnonzero(inside & (part == number)):
                if own is not None:
                    result[row] = own.heard(chances[row], corpus.tokens[row])
    return result, taught_in / (PARTS * len(set(corpus.repositories.tolist())))


def line(corpus: Corpus, chances: Array) -> str:
    """Macro F1 by repository, log-loss, and what abstaining below one half does."""
    values = by_repository(corpus, chances.argmax(1))
    loss = -np.mean(np.log(chances[np.arange(len(chances)), corpus.kinds]))
    sure = chances.max(1) >= 0.5
    right = (chances.argmax(1) == corpus.kinds)[sure].mean()
    scores = ", ".join(f"{name.split('/')[-1]} {value:.3f}" for name, value in values.items())
    return (
        f"{scores}; log-loss {loss:.3f}; given a type {sure.mean():.3f}, of these right {right:.3f}"
    )


def grade(corpus: Corpus, path: Path, unseen: Array) -> None:
    """The shipped files, each repository's training issues learnt, on another file.

    The shipped model was fitted on those training issues; what it is worth beside their labels is
    therefore judged by fits that had not seen them.
    """
    other = read(path, corpus.names)
    texts = [read_type(Report(issue["title"], issue["body"])) for issue in issues(path)]
    plain = np.array([np.full(3, 1 / 3) if text is None else text.chances for text in texts])
    heard = plain.copy()
    for name in sorted(set(corpus.repositories.tolist())):
        own = taught(corpus, unseen, np.flatnonzero(corpus.repositories == name))
        for row in np.flatnonzero(other.repositories == name):
            if own is not None:
                heard[row] = own.heard(plain[row], other.tokens[row])
    show("shipped", other, plain.argmax(1))
    show("shipped, the repository's labels learnt", other, heard.argmax(1))
    print(line(other, plain))
    print(line(other, heard))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run as a command."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("train", type=Path)
    parser.add_argument("--unseen", type=Path)
    parser.add_argument("--grade", type=Path)
    chosen = parser.parse_args(arguments)
    corpus = read(chosen.train)
    if chosen.grade is not None:
        scores = cross_validate(corpus, folds(corpus, 0), WORDS)
        grade(
            corpus, chosen.grade, read_scores(scores, corpus).chances(scores, lone_traces(corpus))
        )
        return
    stranger = np.unique(corpus.repositories, return_inverse=True)[1]
    scores = cross_validate(corpus, stranger, WORDS)
    reading = read_scores(scores, corpus)
    chances = reading.chances(scores, lone_traces(corpus))
    if chosen.unseen is not None:
        doubt = (chances.max(1) < SECOND_OPINION["asked_below"]) & ~lone_traces(corpus)
        share = SECOND_OPINION["share"]
        chances[doubt] = (1 - share) * chances[doubt] + share * np.load(chosen.unseen)[doubt]
    print("no labels:", line(corpus, chances))
    for size in SIZES:
        found, share = told(corpus, chances, size)
        print(f"{size} labels (taught in {share:.0%}):", line(corpus, found))


if __name__ == "__main__":
    main()
