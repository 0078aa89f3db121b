"""Records of lists that doors show: people, what a workspace holds, checks of the machine."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """One person, bot or agent with what landed in the window.

    Field names are the JSON contract of `lifesigns people --format json`.
    `change_requests` and its share are None where the clone shows none.
    `places` are UTC offsets seen (never a guess at a country for one person);
    `kind_reason` says why it is held to be a bot or an agent.
    """

    person: str
    names: tuple[str, ...]
    emails: tuple[str, ...]
    is_bot: bool
    kind: str
    kind_reason: str
    commits: int
    change_requests: int | None
    share_of_change_requests: float | None
    first_at: datetime | None
    last_at: datetime | None
    places: tuple[str, ...]
    employers: tuple[str, ...]
    merged_because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HeldTable:
    """Rows of one table held for one project, and how complete they are in words."""

    table: str
    rows: int
    share: float | None
    how: str


@dataclass(frozen=True, slots=True)
class Held:
    """What the workspace holds of one project. `problem` is set when it cannot be read."""

    name: str
    origin: str
    folder: str
    bytes: int
    until: datetime | None
    tables: tuple[HeldTable, ...]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing this machine must have; `advice` says what to do when it has not."""

    name: str
    is_fine: bool
    found: str
    advice: str = ""
