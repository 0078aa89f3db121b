"""What a verdict is given: results it asked for, model estimates and the project's own texts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lifesigns.kernel.answer import Coverage, MetricResult, Subject
from lifesigns.kernel.errors import DefinitionError
from lifesigns.kernel.spec import Need, Threshold

_TRANSLATED = re.compile(r"[._-][a-z]{2}(?:[_-][a-z]{2,4})?(?:\.[a-z]{2,8})$", re.IGNORECASE)
"""The end of a file name that says in which language it is: README.es.rst, CONTRIBUTING-pt_BR.md."""


@dataclass(frozen=True, slots=True)
class Document:
    """A text in which the project speaks about itself; `kind` as in the documents table.

    `text` is None where the copy knows of the file and does not hold what stands in it.
    """

    path: str
    kind: str
    text: str | None


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything one verdict may look at; nothing in it lies after the as-of moment.

    `models` holds model outputs by model id (absent when the model could not run);
    `names` turns person ids into what may be shown, `sheets` into the ids of their
    sheets; nobody who hides has one.
    """

    subject: Subject
    results: Mapping[Need, MetricResult]
    documents: tuple[Document, ...] = ()
    paths: tuple[str, ...] = ()
    models: Mapping[str, Any] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    sheets: Mapping[str, str] = field(default_factory=dict)
    coverage: tuple[Coverage, ...] = ()
    thresholds: Mapping[str, Threshold] = field(default_factory=dict)

    def result(self, metric: str, by: str = "") -> MetricResult:
        """Return the result of a declared need. Raises DefinitionError for an undeclared one."""
        for need, result in self.results.items():
            if need.metric == metric and need.by == by:
                return result
        raise DefinitionError(f"The verdict did not declare that it needs {metric} by {by!r}.")

    def value(self, metric: str) -> float | None:
        """Return the value of an unsliced single metric; None when it is missing."""
        return self.result(metric).value

    def threshold(self, key: str) -> Threshold:
        """Return a sourced cut-off. Raises DefinitionError when it is not in the thresholds file."""
        if key not in self.thresholds:
            raise DefinitionError(f"There is no threshold called {key}.")
        return self.thresholds[key]

    def of_kind(self, *kinds: str) -> tuple[Document, ...]:
        """Return the documents of these kinds, shallowest path first, translations behind the rest."""
        chosen = [document for document in self.documents if document.kind in kinds]
        return tuple(sorted(chosen, key=lambda document: _nearness(document.path)))


def _nearness(path: str) -> tuple[int, bool, str]:
    return path.count("/"), _TRANSLATED.search(path) is not None, path
