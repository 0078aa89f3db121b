"""What an assessed issue says: type, findings with their evidence, verdict, questions to ask."""

from dataclasses import dataclass
from enum import StrEnum


class IssueKind(StrEnum):
    """What the reporter wants."""

    BUG = "bug"
    FEATURE = "feature"
    QUESTION = "question"


class Element(StrEnum):
    """What a reader needs to reproduce a fault, in the order it is asked for."""

    STEPS = "steps_to_reproduce"
    OBSERVED = "observed_behaviour"
    EXPECTED = "expected_behaviour"
    ENVIRONMENT = "environment"
    TRACE = "trace"
    EXAMPLE = "minimal_example"


class Presence(StrEnum):
    """Whether an element was found; ``UNCLEAR`` when the text cannot settle it."""

    PRESENT = "present"
    ABSENT = "absent"
    UNCLEAR = "cannot tell"


class Reproducible(StrEnum):
    """Whether a stranger could reproduce the fault from this text alone."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNCLEAR = "cannot tell"
    NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Where the evidence stands: character offsets into the title or the body, and the text."""

    part: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One element: whether it is there, the reason (a key of the wording) and the evidence."""

    element: Element
    presence: Presence
    reason: str
    excerpt: Excerpt | None = None


@dataclass(frozen=True, slots=True)
class IssueType:
    """The type and its probabilities (bug, feature, question; they sum to 1).

    ``kind`` is None when no type is likely enough. ``reason`` is a key of the wording: what the
    judgement rests on (``label``, ``title``, ``words``, ``encoder`` (words and it),
    ``project`` (words, knowing the project), ``project_encoder``, ``phrases``, ``own_labels``
    (what the project's labels teach, beside these) or ``no_text``), or ``unsure``.
    """

    kind: IssueKind | None
    probabilities: tuple[float, float, float]
    reason: str

    @property
    def is_declared(self) -> bool:
        """Whether a label or the title says so, rather than the text as a whole."""
        return self.reason in ("label", "title")


@dataclass(frozen=True, slots=True)
class LearntLabels:
    """How well types are told that were learnt from ``n`` labels of the project itself.

    ``n_right`` of these issues get the type of their label when they are left out,
    ``n_right_without`` when nothing is learnt.
    """

    n: int
    n_right: int
    n_right_without: int


@dataclass(frozen=True, slots=True)
class IssueQuality:
    """The checklist of one issue.

    ``language``: ``en``, ``zh``, ``other`` (structure is all that could be read) or ``none``.
    ``findings``: one per element, in the order of ``Element``. ``ask``: keys of the wording, the
    questions to put to the reporter, the most useful first. ``notes``: keys of the wording that
    limit the judgement (body cut, language not covered, template left unfilled).
    """

    language: str
    issue_type: IssueType
    findings: tuple[Finding, ...]
    reproducible: Reproducible
    ask: tuple[str, ...]
    notes: tuple[str, ...]

    def finding(self, element: Element) -> Finding:
        """The finding on one element."""
        return next(finding for finding in self.findings if finding.element is element)
