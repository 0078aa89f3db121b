"""Frozen records for catalogue entries. An entry stands beside its implementation."""

from dataclasses import dataclass
from enum import StrEnum

from lifesigns.kernel.scope import Actors
from lifesigns.kernel.shape import Shape
from lifesigns.kernel.unit import Unit


class Direction(StrEnum):
    """Which way is better; most numbers have none."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its name, its SQL type and what it means."""

    name: str
    type: str
    doc: str


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A standard table: what one row is, its key and its columns.

    `replaced` tables hold the state of now and are rewritten whole at a
    collection, unless a batch only adds; the others only grow, because their
    rows never change.
    """

    id: str
    title: str
    row: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    replaced: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Column names in order."""
        return tuple(column.name for column in self.columns)


@dataclass(frozen=True, slots=True)
class SourceSpec:
    """An outside place facts come from, and what it needs to be read."""

    id: str
    title: str
    doc: str
    needs: str
    fills: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standard:
    """How a metric relates to a published standard: same, narrower, own."""

    name: str
    url: str
    relation: str


@dataclass(frozen=True, slots=True)
class MetricSpec:
    """One number with its meaning: the text a sceptical reader needs, and the program itself.

    `sql` is the SELECT as written; `inputs` are the tables it names (read from
    it, never declared twice). `counts` says that nothing found in a span that was seen is a
    count of zero; `additive` that spans add up as well; `whole_past` that what came before the
    window decides, so that history cut off there makes it unknown. `window` is the default span
    ("365d", "all");
    under `minimum_n` facts the value is withheld as too few; its keys are people where it is
    `person_level`, organisations where it is `organisation_level`; `few_together` says that keys
    of too few people would tell on them, so that they are shown together. `example` works one
    small case through in words and ends with the value; a test runs it.
    """

    id: str
    question: str
    title: str
    unit: Unit
    shape: Shape
    definition: str
    reading: str
    misleads_when: tuple[str, ...]
    missing_when: str
    standard: Standard | None
    source: str
    direction: Direction
    additive: bool
    window: str
    actors: Actors
    minimum_n: int
    needs: str
    person_level: bool
    organisation_level: bool
    few_together: bool
    aliases: tuple[str, ...]
    since: str
    version: int
    focus: str
    sql: str
    inputs: tuple[str, ...]
    example: str = ""
    counts: bool = False
    whole_past: bool = False


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """Something estimated, with its card: method, accuracy, failures, when it abstains."""

    id: str
    title: str
    question: str
    method: str
    source: str
    accuracy: str
    fails_when: tuple[str, ...]
    abstains_when: str


@dataclass(frozen=True, slots=True)
class Threshold:
    """A cut-off used by a verdict, with the place it comes from and its date."""

    id: str
    value: float
    unit: str
    meaning: str
    source: str
    dated: str


@dataclass(frozen=True, slots=True)
class Need:
    """A metric a verdict wants: over which window ("" = the metric's own) and sliced by what."""

    metric: str
    by: str = ""
    window: str = ""
    actors: Actors | None = None


@dataclass(frozen=True, slots=True)
class VerdictSpec:
    """A human question: its answer words, what it rests on and when it stays silent.

    `order` is its place among the ten questions; `needs` are the metric results
    and `models` the estimates it is given.
    """

    id: str
    order: int
    question: str
    title: str
    words: tuple[str, ...]
    needs: tuple[Need, ...]
    models: tuple[str, ...]
    confidence_rule: str
    not_answered_when: str
    would_change: str
    aliases: tuple[str, ...] = ()
