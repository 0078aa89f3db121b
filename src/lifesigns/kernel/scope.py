"""Which part of the evidence a question is about."""

from dataclasses import dataclass
from enum import StrEnum


class Actors(StrEnum):
    """Whose doing counts: people only, everybody, or automation only."""

    PEOPLE = "people"
    ALL = "all"
    AUTOMATION = "automation"


class Grain(StrEnum):
    """Calendar grains, UTC, weeks starting on Monday."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Scope:
    """Actors to count and how to slice the answer ("" = not at all)."""

    actors: Actors = Actors.PEOPLE
    by: str = ""
