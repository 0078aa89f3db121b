"""What is known of the substance of a project's work: counts only, nothing judged."""

from dataclasses import dataclass
from enum import StrEnum

from lifesigns.models.contribution_kind.records import ContributionKind

K = ContributionKind


class Family(StrEnum):
    """What a change is to the product, in words a reader knows."""

    CODE = "core code"
    TESTS = "tests"
    DOCUMENTATION = "documentation"
    TRANSLATION = "translation"
    UPKEEP = "upkeep"
    REVERT = "reverts"
    NONE = "no change of substance"
    UNKNOWN = "unknown"


FAMILY_OF: dict[ContributionKind, Family] = {
    K.CORE_CODE: Family.CODE,
    K.TESTS: Family.TESTS,
    K.DOCUMENTATION: Family.DOCUMENTATION,
    K.COMMENT_ONLY: Family.DOCUMENTATION,
    K.TYPO: Family.DOCUMENTATION,
    K.TRANSLATION: Family.TRANSLATION,
    K.DEPENDENCY_BUMP: Family.UPKEEP,
    K.BUILD: Family.UPKEEP,
    K.CI: Family.UPKEEP,
    K.CONFIGURATION: Family.UPKEEP,
    K.LICENCE: Family.UPKEEP,
    K.RELEASE: Family.UPKEEP,
    K.ASSET: Family.UPKEEP,
    K.REVERT: Family.REVERT,
    K.WHITESPACE_ONLY: Family.NONE,
    K.RENAME_ONLY: Family.NONE,
    K.GENERATED: Family.NONE,
    K.EMPTY: Family.NONE,
    K.DUPLICATE: Family.NONE,
    K.MERGE: Family.NONE,
    K.UNKNOWN: Family.UNKNOWN,
}
"""Comments and corrected spelling are documentation: they serve whoever reads."""

PRODUCT = (Family.CODE, Family.TESTS, Family.DOCUMENTATION, Family.TRANSLATION)


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many commits of one group are mainly of one kind; `group` "" means all of them."""

    group: str
    kind: ContributionKind
    n: int


@dataclass(frozen=True, slots=True)
class Size:
    """Lines of landed commits, raw and real, over the `n_commits` that were measured.

    raw_additions, raw_deletions   as git counts them
    additions, deletions           new or gone: not moved, re-indented, blank or generated
    moved, generated               lines put elsewhere; lines in generated or vendored files,
                                   added and removed
    """

    n_commits: int
    raw_additions: int
    raw_deletions: int
    additions: int
    deletions: int
    moved: int
    generated: int
    n_files: int
    n_measured: int

    @property
    def raw(self) -> int:
        """Lines added and removed as git counts them."""
        return self.raw_additions + self.raw_deletions

    @property
    def real(self) -> int:
        """Lines really new or gone."""
        return self.additions + self.deletions

    @property
    def rest(self) -> int:
        """Raw lines that are blank, laid out anew, or in files that could not be read."""
        return max(0, self.raw - self.real - 2 * self.moved - self.generated)


@dataclass(frozen=True, slots=True)
class Group:
    """A period, person or organisation: its people, its commits, and how many of those were read.
    A commit whose contents could not be told apart was not read.

    `n_taken_back` of the commits a later one took back; `size` is None where none
    was measured.
    """

    key: str
    n_people: int
    n_commits: int
    n_read: int
    n_taken_back: int = 0
    size: Size | None = None


@dataclass(frozen=True, slots=True)
class RequestCount:
    """How many change requests are mainly of one kind and came to one end."""

    kind: ContributionKind
    outcome: str
    n: int


@dataclass(frozen=True, slots=True)
class Repeated:
    """One patch that landed more than once; its commits, oldest first."""

    commits: tuple[str, ...]

    @property
    def n(self) -> int:
        """How often it landed."""
        return len(self.commits)


@dataclass(frozen=True, slots=True)
class Alike:
    """Change requests of several people that add nearly the same text."""

    numbers: tuple[int, ...]
    n_people: int


@dataclass(frozen=True, slots=True)
class Substance:
    """The last year's landed commits by people and its change requests, by what they change.

    commits      the year's commits by main kind; `n_read` of `n_commits` were read
    months       the calendar months of that year, with their counts
    years        every calendar year that was read, whole or in part, with its counts
    people       the year's people, and organisations, with theirs
    requests     change requests that landed or were last pushed in the year
    size         lines of the year's commits, raw and real; None where none was measured
    reverted     the year's commits that a later one took back, by main kind
    repeated     patches that landed more than once, the last time in the year
    alike        the year's change requests that several people wrote nearly alike
    """

    n_commits: int
    n_read: int
    commits: tuple[KindCount, ...]
    months: tuple[Group, ...] = ()
    by_month: tuple[KindCount, ...] = ()
    years: tuple[Group, ...] = ()
    by_year: tuple[KindCount, ...] = ()
    people: tuple[Group, ...] = ()
    by_person: tuple[KindCount, ...] = ()
    organisations: tuple[Group, ...] = ()
    by_organisation: tuple[KindCount, ...] = ()
    requests: tuple[RequestCount, ...] = ()
    n_requests_unknown: int = 0
    size: Size | None = None
    reverted: tuple[KindCount, ...] = ()
    repeated: tuple[Repeated, ...] = ()
    alike: tuple[Alike, ...] = ()


def families(counts: tuple[KindCount, ...], group: str = "") -> dict[Family, int]:
    """Return the counts of one group by family, in the order of Family, zeros left out."""
    sums = dict.fromkeys(Family, 0)
    for count in counts:
        if count.group == group:
            sums[FAMILY_OF[count.kind]] += count.n
    return {family: n for family, n in sums.items() if n}
