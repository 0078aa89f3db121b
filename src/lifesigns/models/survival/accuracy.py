"""What the forecast was worth on repositories it never saw: shipped beside the parameters."""

import json
from dataclasses import asdict, dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from lifesigns.kernel.errors import DataError
from lifesigns.models.survival.judging import Curve, Miss, Score
from lifesigns.models.survival.outcomes import Outcome
from lifesigns.models.survival.scores import Bin, Delta

_DELTAS = tuple(name for name in Score.__dataclass_fields__ if "_against_" in name)


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Scores, reliability curves and misses of one back-test."""

    scores: tuple[Score, ...]
    curves: tuple[Curve, ...]
    misses: tuple[Miss, ...]


@cache
def shipped_accuracy() -> Accuracy:
    """Return the repository-disjoint accuracy of the parameters that come with the program."""
    text = resources.files(__package__).joinpath("accuracy.json").read_text("utf-8")
    data: dict[str, Any] = json.loads(text)
    return Accuracy(
        tuple(_score(entry) for entry in data["scores"]),
        tuple(_curve(entry) for entry in data["curves"]),
        tuple(Miss(**{**entry, "outcome": Outcome(entry["outcome"])}) for entry in data["misses"]),
    )


def save_accuracy(accuracy: Accuracy, path: Path) -> None:
    """Write an accuracy file. Raises DataError when it cannot be written."""
    lines = [
        f'"{name}": [\n' + ",\n".join(json.dumps(entry) for entry in entries) + "\n]"
        for name, entries in _plain(asdict(accuracy)).items()
    ]
    try:
        path.write_text("{" + ",\n".join(lines) + "}\n", "utf-8")
    except OSError as error:
        raise DataError(f"{path.name} cannot be written: {error.strerror}") from None


def _score(entry: dict[str, Any]) -> Score:
    fields = {**entry, "outcome": Outcome(entry["outcome"])}
    for name in _DELTAS:
        fields[name] = Delta(**fields[name]) if fields[name] else None
    return Score(**fields)


def _curve(entry: dict[str, Any]) -> Curve:
    bins = tuple(Bin(**bar) for bar in entry["bins"])
    return Curve(Outcome(entry["outcome"]), entry["horizon_months"], bins)


def _plain(value: Any) -> Any:
    """Round floats to four places; what was never a number becomes null."""
    if isinstance(value, float):
        return round(value, 4) if value == value else None
    if isinstance(value, dict):
        return {key: _plain(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(entry) for entry in value]
    return value
