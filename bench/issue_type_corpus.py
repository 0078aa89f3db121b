"""The issues of the NLBSE'24 tool competition as counted tokens, for train_issue_quality.py."""

import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from lifesigns.models.issue_quality.features import RAW, STREAMS, VERSIONS, features, spelled
from lifesigns.models.issue_quality.linear import KINDS
from lifesigns.models.issue_quality.report import Report

ALL_STREAMS = (*STREAMS, RAW, VERSIONS)
LEAST_ISSUES = 2
FOLDS = 10

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Corpus:
    """Issues with class (0, 1, 2) and repository.

    ``names`` are the tokens of every stream, ``counts`` 1 + ln(count) of each, one row an issue.
    """

    kinds: NDArray[np.intp]
    repositories: NDArray[np.str_]
    tokens: list[dict[str, Counter[str]]]
    names: dict[str, list[str]]
    counts: dict[str, csr_matrix]

    def subset(self, rows: NDArray[np.intp]) -> "Corpus":
        """The issues at ``rows``."""
        return Corpus(
            self.kinds[rows],
            self.repositories[rows],
            [self.tokens[row] for row in rows],
            self.names,
            {stream: counts[rows] for stream, counts in self.counts.items()},
        )


def read(path: Path, names: dict[str, list[str]] | None = None) -> Corpus:
    """Read and parse the issues of a competition file; ``names`` limits the tokens."""
    rows = issues(path)
    tokens = [tokens_of(row["title"], row["body"]) for row in rows]
    kinds = np.array([[kind.value for kind in KINDS].index(row["label"]) for row in rows])
    known = names or {stream: repeated(tokens, stream) for stream in ALL_STREAMS}
    counts = {stream: matrix(tokens, stream, known[stream]) for stream in ALL_STREAMS}
    return Corpus(kinds, np.array([row["repo"] for row in rows]), tokens, known, counts)


def issues(path: Path) -> list[dict[str, str]]:
    """The rows of a competition file: repo, label, title, body."""
    csv.field_size_limit(1 << 30)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, escapechar="\\"))


def tokens_of(title: str, body: str) -> dict[str, Counter[str]]:
    """What the shipped models see."""
    report = Report(title, body)
    return {**features(report), **spelled(report)}


def repeated(tokens: list[dict[str, Counter[str]]], stream: str) -> list[str]:
    """The tokens of a stream that occur in at least ``LEAST_ISSUES`` issues, in order."""
    issues = Counter(token for counts in tokens for token in counts[stream])
    return sorted(token for token, count in issues.items() if count >= LEAST_ISSUES)


def matrix(tokens: list[dict[str, Counter[str]]], stream: str, names: list[str]) -> csr_matrix:
    """1 + ln(count) of the named tokens, one row an issue."""
    column_of = {token: column for column, token in enumerate(names)}
    rows, columns, values = [], [], []
    for row, counts in enumerate(tokens):
        for token, count in counts[stream].items():
            column = column_of.get(token)
            if column is not None:
                rows.append(row)
                columns.append(column)
                values.append(1 + np.log(count))
    return csr_matrix((values, (rows, columns)), shape=(len(tokens), len(names)))


def folds(corpus: Corpus, seed: int) -> NDArray[np.intp]:
    """A fold number per issue, even within every class of every repository."""
    chance = np.random.default_rng(seed)
    fold = np.zeros(len(corpus.kinds), dtype=np.intp)
    for repository in sorted(set(corpus.repositories.tolist())):
        for kind in range(len(KINDS)):
            rows = np.flatnonzero((corpus.repositories == repository) & (corpus.kinds == kind))
            fold[chance.permutation(rows)] = np.arange(len(rows)) % FOLDS
    return fold
