"""Records of lists that doors show: people, what a workspace holds, checks of the machine."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """One person, bot or agent with what landed in the window.

    Field names are the JSON contract of `lifesigns people --format json`.
    `change_requests` and its share are None where the clone shows none.
    `places` are UTC offsets seen (never a guess at a country for one person), none of who is nameless;
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
class Doubt:
    """Two people who may be one: `confidence` that they are, in 0-1.

    `effect` is the share of all commits that would move if they were.
    """

    one: str
    other: str
    reason: str
    confidence: float
    effect: float


@dataclass(frozen=True, slots=True)
class Job:
    """A stretch with one organisation and what tells of it; an open end is None."""

    organisation: str
    from_on: date | None
    to_on: date | None
    source: str


@dataclass(frozen=True, slots=True)
class PersonWork:
    """What one person's landed commits of the last year change, and what lasted of the year before.

    `families` are commits by what they change, of the `commits_read`; `product` of them change
    the product. `lines_real` of `lines_raw` lines are really new or gone. `taken_back` of the
    commits read a later one took back. `lines_alive` of `lines_followed` lines added in the
    year before were there a year later. None: not measured, or of too little to be said.
    """

    commits: int
    commits_read: int
    product: int
    families: tuple[tuple[str, int], ...]
    lines_raw: int | None
    lines_real: int | None
    taken_back: int | None
    lines_followed: int | None
    lines_alive: int | None


@dataclass(frozen=True, slots=True)
class PersonSheet:
    """One person's page in the report: what they gave, by kind, when, and for whom.

    `id` is the key that rows about the person carry: a digest, or the pseudonym for
    anonymous projects. `known_as` and `merged_because` are empty and `work` is None for those;
    it is None, too, for who landed nothing of late. No addresses.
    """

    id: str
    person: str
    known_as: tuple[str, ...]
    commits: int
    acts: tuple[tuple[str, int], ...]
    first_at: datetime | None
    last_at: datetime | None
    jobs: tuple[Job, ...]
    merged_because: tuple[str, ...]
    work: PersonWork | None = None


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


@dataclass(frozen=True, slots=True)
class ThankedEntry:
    """One person to thank: what they gave since the last release, by kind."""

    person: str
    login: str | None
    is_first_time: bool
    acts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class ThanksList:
    """Everyone to thank for what came after the release `since` (None before the first one)."""

    since: str | None
    since_at: datetime | None
    until: datetime
    people: tuple[ThankedEntry, ...]
    not_seen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CandidateEntry:
    """The numbers of one person on each criterion for commit rights; None is not known.

    Of the last 12 calendar months are `commits`, `kinds` seen in two of them and more,
    `directories` touched by two commits and more, `reviews` and `newcomers_helped`.
    Ordered for reading, never a nomination: that is for people.
    """

    person: str
    login: str | None
    score: float
    active_months: int
    months_since_first: int
    active_months_in_window: int
    commits: int
    kinds: tuple[str, ...]
    directories: int
    reviews: int | None
    newcomers_helped: int | None
    days_since_last: float
    organisation: str | None
    organisation_share_before: float | None
    organisation_share_after: float | None


@dataclass(frozen=True, slots=True)
class IssueElement:
    """One element of an issue: present, absent or cannot tell, why, and the words that show it."""

    element: str
    found: str
    why: str
    quote: str | None


@dataclass(frozen=True, slots=True)
class IssueEntry:
    """One judged issue. Field names are the JSON contract of `lifesigns ask --issues`.

    `issue` is its number or key, or its place among those given. `title` and quotes are None when
    names are to be hidden. `type` is None when it cannot be told, and declared when a label or the
    title says it; `probability` is that of each type by the text alone. `reproducible` is yes, partly, no,
    cannot tell or not applicable. `ask` is what to put to the reporter, in Chinese for Chinese.
    """

    issue: str
    title: str | None
    language: str
    type: str | None
    type_why: str
    type_is_declared: bool
    probability: Mapping[str, float]
    reproducible: str
    elements: tuple[IssueElement, ...]
    ask: tuple[str, ...]
    notes: tuple[str, ...]
