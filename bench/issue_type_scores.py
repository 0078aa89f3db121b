"""How well the types of issues are told, as the NLBSE'24 tool competition counts it."""

import numpy as np
from numpy.typing import NDArray

from bench.issue_type_corpus import Corpus
from lifesigns.models.issue_quality.linear import KINDS


def macro_f1(kinds: NDArray[np.intp], found: NDArray[np.intp]) -> float:
    """Mean over the classes of F1."""
    values = []
    for kind in range(len(KINDS)):
        hits = float(np.sum((kinds == kind) & (found == kind)))
        values.append(2 * hits / max(float(np.sum(kinds == kind) + np.sum(found == kind)), 1.0))
    return float(np.mean(values))


def by_repository(corpus: Corpus, found: NDArray[np.intp]) -> dict[str, float]:
    """Macro F1 of each repository, and their mean, as the competition asks."""
    names = sorted(set(corpus.repositories.tolist()))
    values = {}
    for name in names:
        rows = corpus.repositories == name
        values[name] = macro_f1(corpus.kinds[rows], found[rows])
    return {**values, "mean": float(np.mean(list(values.values())))}


def show(title: str, corpus: Corpus, found: NDArray[np.intp]) -> None:
    """Print macro F1 for every repository, and precision, recall, F1 of every class.

    As the competition has it, the classes are averaged over the repositories.
    """
    values = by_repository(corpus, found)
    print(f"{title}: " + ", ".join(f"{name} {value:.3f}" for name, value in values.items()))
    names = sorted(set(corpus.repositories.tolist()))
    for kind, name in enumerate(KINDS):
        each = [_of_class(corpus, found, kind, repository) for repository in names]
        print(f"  {name}: P, R, F1 " + " ".join(f"{value:.3f}" for value in np.mean(each, axis=0)))


def _of_class(
    corpus: Corpus, found: NDArray[np.intp], kind: int, repository: str
) -> tuple[float, float, float]:
    inside = corpus.repositories == repository
    wanted, given = corpus.kinds[inside] == kind, found[inside] == kind
    hits = float(np.sum(wanted & given))
    precision, recall = hits / max(given.sum(), 1), hits / max(wanted.sum(), 1)
    return precision, recall, 2 * hits / max(float(wanted.sum() + given.sum()), 1.0)
