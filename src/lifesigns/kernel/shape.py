"""The five shapes of a result. Renderers exist per shape, not per metric."""

from dataclasses import dataclass
from enum import StrEnum


class Shape(StrEnum):
    """single: one value a slice; series: one a period; ranking: one a key, largest first;
    distribution: one a bin, in the order given; flow: one a pair of keys."""

    SINGLE = "single"
    SERIES = "series"
    RANKING = "ranking"
    DISTRIBUTION = "distribution"
    FLOW = "flow"


REQUIRED_COLUMNS: dict[Shape, tuple[str, ...]] = {
    Shape.SINGLE: ("slice", "value", "n"),
    Shape.SERIES: ("slice", "period", "value", "n"),
    Shape.RANKING: ("slice", "key", "value", "n"),
    Shape.DISTRIBUTION: ("slice", "key", "value", "n"),
    Shape.FLOW: ("slice", "key", "target", "value", "n"),
}
OPTIONAL_COLUMNS = ("low", "high", "label")

ALL = "all"
"""The slice key of a result that is not sliced."""

WITHHELD = "(withheld)"
"""Stands for an organisation with so few people that its name would tell who somebody is."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of any shape.

    `slice` is "all" or the slice key (a period like "2026-03", a person, an area);
    `key` is the ranked thing, bin, period or flow origin, `target` a flow's end.
    `value` is None when it is not known; `n` is how many facts stand behind it.
    `low`/`high` bound the value where the method gives bounds.
    """

    slice: str
    value: float | None
    n: int
    key: str = ""
    target: str = ""
    low: float | None = None
    high: float | None = None
    label: str = ""
