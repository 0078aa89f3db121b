"""What comes out: metric results, evidence, figures and answers."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from lifesigns.kernel.holdings import PersonSheet
from lifesigns.kernel.missing import Missing
from lifesigns.kernel.shape import ALL, Row, Shape
from lifesigns.kernel.spec import Threshold
from lifesigns.kernel.unit import Unit
from lifesigns.kernel.window import Window


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a table's truth was captured.

    `share` lies in 0-1, None when nobody can tell; `until` is the last instant
    the evidence reaches; `how` says how we know.
    """

    source: str
    table: str
    share: float | None
    until: datetime | None
    how: str


@dataclass(frozen=True, slots=True)
class MetricResult:
    """A metric over one window and scope: rows in the metric's shape, n and coverage.

    `missing` is set, and rows are empty, when no value can be given. `by` names
    the slice ("" = none).
    """

    id: str
    title: str
    unit: Unit
    shape: Shape
    window: Window
    by: str
    rows: tuple[Row, ...]
    n: int
    coverage: tuple[Coverage, ...] = ()
    missing: Missing | None = None
    version: int = 1

    @property
    def value(self) -> float | None:
        """The value of an unsliced single, None when missing."""
        if self.missing is not None:
            return None
        return next((row.value for row in self.rows if row.slice == ALL), None)

    @property
    def least_coverage(self) -> float | None:
        """The least share captured of what stands behind it; None where nobody can tell of all."""
        shares = [part.share for part in self.coverage if part.share is not None]
        return min(shares) if shares and len(shares) == len(self.coverage) else None


class Confidence(StrEnum):
    """How much weight an answer bears; `none` means it was refused."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    NONE = "none"


class Tone(StrEnum):
    """How a page may colour the answer word; `unknown` is never green or red."""

    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"
    NEUTRAL = "neutral"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One fact behind an answer, as shown beside it.

    `id` is the catalogue id it comes from. `text` is the fact in words when a
    bare value would not do. `rows` are optional details to drill into:
    (label, value) pairs, already plain text. `people` says for each row, in their
    order, whom it is about: the id of the person's sheet, "" for nobody's.
    """

    id: str
    label: str
    value: float | None
    unit: Unit
    n: int
    text: str = ""
    low: float | None = None
    high: float | None = None
    coverage: tuple[Coverage, ...] = ()
    missing: Missing | None = None
    rows: tuple[tuple[str, str], ...] = ()
    people: tuple[str, ...] = ()


class FigureKind(StrEnum):
    """How a figure is drawn; every kind also carries its data table and a text alternative."""

    LINE = "line"
    COLUMNS = "columns"
    BARS = "bars"
    HEATMAP = "heatmap"
    DOTS = "dots"
    STACK = "stack"


@dataclass(frozen=True, slots=True)
class Mark:
    """A dated note on a time axis: a release, a licence change."""

    at: str
    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture of one or more results that share an axis.

    For LINE, COLUMNS and STACK each result is one series whose rows have
    periods as slices (or as keys); BARS ranks the rows of the first result;
    HEATMAP reads key as the row and target as the column; DOTS show value
    with low and high per key, as how many of five.
    """

    id: str
    title: str
    subtitle: str
    kind: FigureKind
    results: tuple[MetricResult, ...]
    labels: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one human question.

    `word` is the plain answer, `sentence` says it for a reader who reads nothing
    else. `missing` names what was not there and the source that would tell.
    `extra` holds verdict-specific fields of the JSON contract (for `alive`: forecast).
    """

    question: str
    title: str
    word: str
    tone: Tone
    sentence: str
    confidence: Confidence
    confidence_reason: str
    evidence: tuple[Evidence, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    missing: tuple[Missing, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    would_change: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a report is about and what of it was seen; `named_by` says where its name was read.

    `first_at` is its first landed commit. Where older history is cut off nobody knows that;
    the evidence is then whole from `seen_since` on. `released_since` is its first release:
    a default branch that was begun anew is younger than the project.
    """

    name: str
    origin: str
    default_branch: str
    as_of: datetime
    seen_until: datetime | None
    first_at: datetime | None
    n_commits: int
    n_commits_default: int
    n_people: int
    n_automation: int
    notes: tuple[str, ...] = ()
    named_by: str = ""
    seen_since: datetime | None = None
    released_since: datetime | None = None

    @property
    def earlier_at(self) -> datetime | None:
        """The first release, where it is older than all that landed on the default branch."""
        first, released = self.first_at, self.released_since
        return released if first and released and released < first else None


@dataclass(frozen=True, slots=True)
class PulseResult:
    """The Pulse of a window: the compatible numbers and the honest ones side by side.

    Field names are the JSON contract of `lifesigns pulse --format json`.
    None means that the clone cannot tell, never zero.
    """

    period_days: float
    since: datetime
    until: datetime
    default_branch: str
    commits_default_branch: int | None
    commits_all_branches: int | None
    authors: int | None
    authors_people: int | None
    bots: int | None
    files_changed: int | None
    additions: int | None
    deletions: int | None
    gross_additions: int | None
    gross_deletions: int | None
    sentence: str
    branches_seen: int | None
    change_request_heads_seen: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """Everything one page shows: the subject, its pulse, ten answers, all results, the ledger."""

    subject: Subject
    pulse: PulseResult
    answers: tuple[Answer, ...]
    results: tuple[MetricResult, ...]
    coverage: tuple[Coverage, ...]
    program: str
    anonymised: bool = False
    people: tuple[PersonSheet, ...] = ()
