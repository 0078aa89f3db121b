"""Reasons why a value is absent. A missing value is data: it travels to the page as words."""

from dataclasses import dataclass
from enum import StrEnum

WHOLE_CLONE = "a whole clone (git fetch --unshallow)"
"""What would tell where older history is cut off."""


class Reason(StrEnum):
    """The six ways of not knowing (after scorecard's outcomes, narrowed)."""

    NO_DATA = "no_data"
    NOT_COLLECTED = "not_collected"
    NOT_SUPPORTED = "not_supported"
    NOT_APPLICABLE = "not_applicable"
    TOO_FEW = "too_few"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class Missing:
    """A value that is not there.

    `what` names the fact, `detail` says why in words, `would_tell` names the
    source that would know (empty when none would).
    """

    reason: Reason
    what: str = ""
    detail: str = ""
    would_tell: str = ""
