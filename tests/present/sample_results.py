"""Metric results built by hand: every shape, missing values, hostile names."""

import math
from collections.abc import Mapping
from datetime import UTC, datetime

from lifesigns.kernel.answer import Coverage, MetricResult
from lifesigns.kernel.missing import Missing, Reason
from lifesigns.kernel.shape import Row, Shape
from lifesigns.kernel.unit import Unit
from lifesigns.kernel.window import Window

AS_OF = datetime(2026, 11, 12, 14, 3, tzinfo=UTC)
YEAR = Window.last("1y", AS_OF)
HISTORY = Window.last("all", AS_OF)

SCRIPT = "<script>alert(document.domain)</script>"
OVERRIDE = "invoice\u202egpj.exe\u2066\u200f"
ANSI = "\x1b[31mred\x1b[0m\x1b]0;owned\x07\x1b[2J"
FORMULA = '=HYPERLINK("http://evil.example";"click")'
MARKDOWN = "[click](javascript:alert(1)) `code` | cell <img src=x onerror=alert(1)>"
ZALGO = "Z" + "\u0301\u0302\u0303\u0304\u0305\u0306" * 40
LONG = "Wolfeschlegelsteinhausenbergerdorff" * 12
HOSTILE = (
    SCRIPT,
    OVERRIDE,
    ANSI,
    FORMULA,
    MARKDOWN,
    ZALGO,
    LONG,
    "nul\x00\x08\ttab\r\nline",
    "\udcff",
)

GIT = Coverage("git", "commits", 1.0, AS_OF, "Every ref of the clone was read.")
LINES = Coverage(
    "git", "file_changes", 0.984, AS_OF, "61 of 3 812 commits had no blobs to compare."
)
COVERAGE = (
    GIT,
    LINES,
    Coverage("git", "refs", 1.0, AS_OF, "All branches, tags and change-request heads."),
    Coverage(
        "git", "deleted_branches", None, None, "Branches deleted before the clone left no trace."
    ),
)


def months(first: int, last: int) -> list[str]:
    """Return month labels from January of `first` to October of `last`."""
    return [f"{year}-{month:02d}" for year in range(first, last + 1) for month in range(1, 13)][:-2]


def wave(at: int, level: float, swing: float, seed: float) -> float:
    """Return a smooth made-up history, the same on every run."""
    slow = math.sin(at / 17 + seed) * swing
    return max(0.0, level + slow + math.sin(at * 1.7 + seed * 3) * swing / 4 + at * level / 260)


def over_time(id_: str, title: str, unit: Unit, values: Mapping[str, float | None]) -> MetricResult:
    """Return a single sliced by period, as the engine gives it."""
    rows = tuple(Row(key, value, 1) for key, value in values.items())
    return MetricResult(id_, title, unit, Shape.SINGLE, HISTORY, "month", rows, 3812, (GIT,))


def single(id_: str, title: str, unit: Unit, value: float, n: int, **more: float) -> MetricResult:
    """Return an unsliced single."""
    row = Row("all", value, n, low=more.get("low"), high=more.get("high"))
    return MetricResult(id_, title, unit, Shape.SINGLE, YEAR, "", (row,), n, (GIT,))


def absent(id_: str, title: str, unit: Unit, missing: Missing) -> MetricResult:
    """Return a result that could not be given."""
    return MetricResult(id_, title, unit, Shape.SINGLE, YEAR, "", (), 0, (), missing)


ACTIVE = over_time(
    "contributors",
    "Contributors",
    Unit.PEOPLE,
    {
        month: None if 50 <= at < 54 else round(wave(at, 48, 19, 1.2))
        for at, month in enumerate(months(2018, 2026))
    },
)
NEW = over_time(
    "new_contributors",
    "New contributors",
    Unit.PEOPLE,
    {
        month: None if 50 <= at < 54 else round(wave(at, 9, 7, 0.3))
        for at, month in enumerate(months(2018, 2026))
    },
)
COMMITS = over_time(
    "code_changes_commits",
    "Commits",
    Unit.COMMITS,
    {month: round(wave(at, 260, 120, 2)) for at, month in enumerate(months(2018, 2026))},
)
EMPLOYERS = MetricResult(
    "organizational_diversity",
    "Commits by employer",
    Unit.COMMITS,
    Shape.SERIES,
    HISTORY,
    "organisation",
    tuple(
        Row(name, round(wave(at, level, level / 3, seed)), 10, key=month)
        for name, level, seed in (
            ("acme.example", 120.0, 0.0),
            ("contoso.example", 80.0, 1.0),
            ("initech.example", 34.0, 2.0),
            ("umbrella.example", 21.0, 3.0),
            ("globex.example", 12.0, 4.0),
            ("hooli.example", 9.0, 5.0),
            ("unknown", 60.0, 2.5),
        )
        for at, month in enumerate(months(2018, 2026))
    ),
    3812,
    (GIT,),
)
TOP_PEOPLE = MetricResult(
    "commits_by_person",
    "Commits by person",
    Unit.COMMITS,
    Shape.RANKING,
    YEAR,
    "",
    tuple(
        Row("all", float(value), value, key=name)
        for name, value in zip(
            (
                "Ada Lovelace",
                "李小龙",
                "محمد بن موسى",
                SCRIPT,
                OVERRIDE,
                ANSI,
                FORMULA,
                MARKDOWN,
                ZALGO,
                LONG,
                "nul\x00\x08\ttab\r\nline",
                "\udcff",
                "Thirteenth",
                "Fourteenth",
            ),
            (912, 640, 388, 214, 171, 120, 88, 61, 44, 30, 21, 13, 8, 3),
            strict=True,
        )
    ),
    2713,
    (GIT,),
)
CHANGE_KINDS = MetricResult(
    "types_of_contributions",
    "Types of contributions",
    Unit.SHARE,
    Shape.DISTRIBUTION,
    YEAR,
    "",
    tuple(
        Row("all", value, n, key=key)
        for key, value, n in (
            ("core code", 0.41, 1561),
            ("tests", 0.19, 724),
            ("documentation", 0.14, 533),
            ("dependency bumps", 0.13, 495),
            ("continuous integration", 0.06, 228),
            ("translations", 0.04, 152),
            ("typos", 0.0009, 3),
            ("generated", None, 0),
        )
    ),
    3812,
    (GIT, LINES),
)
CLOCK = MetricResult(
    "activity_dates_and_times",
    "Commits by weekday and hour",
    Unit.COMMITS,
    Shape.FLOW,
    YEAR,
    "",
    tuple(
        Row(
            "all",
            None
            if (day, hour) == (6, 3)
            else round(
                max(0.0, math.sin((hour - 5) / 24 * math.tau) * 40 + 18) * (0.2 if day > 4 else 1)
            ),
            1,
            key=name,
            target=str(hour),
        )
        for day, name in enumerate(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))
        for hour in range(24)
        if (day, hour) != (6, 4)
    ),
    3812,
    (GIT,),
)
FORECAST = MetricResult(
    "survival",
    "Chance to be worked on",
    Unit.PROBABILITY,
    Shape.RANKING,
    YEAR,
    "",
    (
        Row("all", 0.93, 4210, key="Any commit in the next 12 months", low=0.9, high=0.955),
        Row("all", 0.81, 4210, key="Work in at least 6 of the next 12 months", low=0.72, high=0.87),
    ),
    4210,
    (GIT,),
)
RELEASES = over_time(
    "release_frequency",
    "Releases",
    Unit.RELEASES,
    {
        f"{year}-Q{quarter}": float((year + quarter * 3) % 5)
        for year in range(2021, 2027)
        for quarter in range(1, 5)
    },
)
CHURN = over_time(
    "net_lines",
    "Net lines",
    Unit.LINES,
    {str(year): float((year * 7919) % 90000 - 30000) for year in range(2009, 2027)},
)

NOT_COLLECTED = Missing(
    Reason.NOT_COLLECTED, "first responses to issues", "Issues live on the forge", "a GitHub token"
)


RESULTS = (
    single("contributors", "Contributors", Unit.PEOPLE, 71, 2713),
    single("contributor_absence_factor", "Contributor absence factor", Unit.PEOPLE, 3, 2713),
    single("longest_silence", "Longest silence", Unit.DAYS, 6.25, 2713),
    single("bot_activity", "Share of commits by automation", Unit.SHARE, 0.127, 3812),
    single("retention", "Newcomers who came back", Unit.SHARE, 0.34, 96, low=0.25, high=0.44),
    single("ratio_of_nothing", "Share that is truly none", Unit.SHARE, 0.0, 40),
    ACTIVE,
    COMMITS,
    RELEASES,
    CHURN,
    TOP_PEOPLE,
    CHANGE_KINDS,
    CLOCK,
    EMPLOYERS,
    absent("time_to_first_response", "Time to first response", Unit.HOURS, NOT_COLLECTED),
    absent(
        "elephant_factor",
        "Elephant factor",
        Unit.ORGANISATIONS,
        Missing(Reason.TOO_FEW, detail="3 of at least 20 commits"),
    ),
    absent(
        "libyears",
        "Libyears",
        Unit.INDEX,
        Missing(Reason.NOT_APPLICABLE, detail="There is no manifest"),
    ),
    absent(
        "self_merge_rate",
        "Self-merge rate",
        Unit.SHARE,
        Missing(Reason.NOT_SUPPORTED, detail="Squash merges hide who merged"),
    ),
    absent("wiki_edits", "Wiki edits", Unit.COUNT, Missing(Reason.NO_DATA)),
    absent("ages", "Age of contributors", Unit.INDEX, Missing(Reason.WITHHELD)),
)
