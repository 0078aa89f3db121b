"""A report built by hand: every shape, every figure kind, missing values, hostile text."""

import math
from collections.abc import Mapping
from datetime import UTC, datetime

from lifesigns.kernel.answer import (
    Answer,
    Confidence,
    Coverage,
    Evidence,
    Figure,
    FigureKind,
    Mark,
    MetricResult,
    PulseResult,
    Report,
    Subject,
    Tone,
)
from lifesigns.kernel.missing import Missing, Reason
from lifesigns.kernel.scope import Actors
from lifesigns.kernel.shape import Row, Shape
from lifesigns.kernel.spec import (
    Direction,
    MetricSpec,
    ModelSpec,
    Need,
    Standard,
    Threshold,
    VerdictSpec,
)
from lifesigns.kernel.unit import Unit
from lifesigns.kernel.window import Window
from lifesigns.present.entry import Entry

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

THRESHOLDS = (
    Threshold(
        "alive_dormant_days",
        365.0,
        "days",
        "Dormant after silence of more than",
        "Khondhu et al., OSS 2013: a year without commits",
        "2013-06",
    ),
    Threshold(
        "alive_slowing_ratio",
        0.5,
        "share",
        "Slowing when the last half year holds less than this of the one before",
        "own choice, to be calibrated on the corpus",
        "2026-11",
    ),
)
NOT_COLLECTED = Missing(
    Reason.NOT_COLLECTED, "first responses to issues", "Issues live on the forge", "a GitHub token"
)


def fact(result: MetricResult, label: str = "") -> Evidence:
    """Return a result as evidence."""
    row = result.rows[0] if result.rows else None
    return Evidence(
        result.id,
        label or result.title,
        row.value if row else None,
        result.unit,
        result.n,
        low=row.low if row else None,
        high=row.high if row else None,
        coverage=result.coverage,
        missing=result.missing,
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


def _answers() -> tuple[Answer, ...]:
    alive = Answer(
        "alive",
        "Is it alive?",
        "active",
        Tone.GOOD,
        "Worked on in 12 of the last 12 months: 2 713 commits by 71 people in the last year.",
        Confidence.HIGH,
        "The evidence reaches to 0 days before the moment.",
        (
            fact(RESULTS[0], "People who contributed in the last year"),
            fact(RESULTS[2]),
            fact(RESULTS[3]),
            Evidence(
                "survival",
                "Chance of any commit in the next 12 months",
                0.93,
                Unit.PROBABILITY,
                4210,
                low=0.9,
                high=0.955,
                coverage=(GIT,),
            ),
            fact(RESULTS[14]),
        ),
        THRESHOLDS,
        (
            Missing(
                Reason.NOT_COLLECTED,
                "the forge's archive flag",
                "Some projects are archived without a word in the readme",
                "a forge token",
            ),
        ),
        (GIT, LINES),
        ("A year without a commit by a person.", "A notice in the readme."),
        (
            Figure(
                "alive_people",
                "People at work each month",
                "People whose commits landed, newcomers apart",
                FigureKind.LINE,
                (ACTIVE, NEW),
                ("People", "Newcomers"),
                (
                    Mark("2021-06-01", "licence changed"),
                    Mark("2024-03", "version 3.0 released"),
                    Mark("2024-05-09", SCRIPT),
                ),
                "By the month in which the work landed.",
            ),
            Figure(
                "alive_forecast",
                "Will it stay alive?",
                "Chance with its 90 % interval",
                FigureKind.INTERVALS,
                (FORECAST,),
            ),
            Figure(
                "alive_releases",
                "Releases each quarter",
                "Tags that look like releases",
                FigureKind.COLUMNS,
                (RELEASES,),
                ("releases",),
            ),
        ),
        {
            "forecast": {
                "any_commit_12m": {"p": 0.93, "low": 0.9, "high": 0.955, "abstained": False},
                "active_months_12m": {"p": None, "low": None, "high": None, "abstained": True},
            }
        },
    )
    carried = Answer(
        "carried",
        "Who carries it?",
        "a few people",
        Tone.FAIR,
        "Three people wrote half of the last year's commits; one of them, Ada Lovelace, a third.",
        Confidence.MEDIUM,
        "Employers are known for 62 % of the commits.",
        (
            fact(RESULTS[1]),
            fact(RESULTS[15]),
            fact(RESULTS[4]),
            Evidence(
                "commits_by_person",
                "Who did most",
                None,
                Unit.COMMITS,
                2713,
                text="Ada Lovelace, 李小龙, محمد بن موسى",
                rows=(("Ada Lovelace", "912"), (SCRIPT, ANSI), (OVERRIDE, FORMULA)),
            ),
        ),
        THRESHOLDS[:1],
        (Missing(Reason.NOT_COLLECTED, "reviews", "", "a GitHub token"),),
        (GIT,),
        ("Two more people with a tenth of the commits each.",),
        (
            Figure(
                "carried_employers",
                "Commits a month by employer",
                "Employer by e-mail domain, unknown kept",
                FigureKind.STACK,
                (EMPLOYERS,),
            ),
            Figure(
                "carried_people",
                "Who wrote the commits of a year",
                "Non-merge commits",
                FigureKind.BARS,
                (TOP_PEOPLE,),
            ),
        ),
    )
    real_work = Answer(
        "real_work",
        "Is the work real?",
        "yes",
        Tone.GOOD,
        "Six of ten commits change code or tests; typo fixes and dependency bumps are few.",
        Confidence.HIGH,
        "All but 2 % of the commits could be read.",
        (fact(RESULTS[3]), fact(RESULTS[17])),
        (),
        (),
        (GIT,),
        (),
        (
            Figure(
                "kinds",
                "What the commits change",
                "Share of a year's commits",
                FigureKind.BARS,
                (CHANGE_KINDS,),
            ),
        ),
    )
    silent = [
        Answer(
            id_,
            title,
            "cannot tell",
            Tone.UNKNOWN,
            sentence,
            Confidence.NONE,
            "A clone holds no such evidence.",
            (fact(RESULTS[14]),) if id_ == "welcoming" else (),
            (),
            (Missing(Reason.NOT_COLLECTED, what, "It lives on the forge", would_tell),),
            (),
            ("Connect the source.",),
        )
        for id_, title, sentence, what, would_tell in (
            (
                "attention",
                "Is the attention real?",
                "A clone cannot tell: stars and traffic are not in the history.",
                "stars, forks and traffic",
                "a GitHub token",
            ),
            (
                "welcoming",
                "Does it answer?",
                "A clone cannot tell how fast questions are answered.",
                "first responses and reviews",
                "a GitHub or GitLab token",
            ),
            (
                "partners",
                "Which communities are its neighbours?",
                "One clone cannot tell; other projects must be seen too.",
                "contributors of other projects",
                "a second project to compare with",
            ),
        )
    ]
    governed = Answer(
        "governed",
        "Is it run in the open?",
        "partly",
        Tone.FAIR,
        "Licence, contribution guide and code of conduct are there; a security policy and a roadmap are not.",
        Confidence.HIGH,
        "The whole tree was read.",
        (
            Evidence(
                "governance_files",
                "Practices found",
                7,
                Unit.COUNT,
                12,
                text="7 of 12",
                coverage=(GIT,),
                rows=(("LICENSE", "Apache-2.0"), ("SECURITY.md", "absent")),
            ),
        ),
        (),
        (),
        (GIT,),
        (),
        (),
    )
    worldwide = Answer(
        "worldwide",
        "Where in the world is it?",
        "one region",
        Tone.NEUTRAL,
        "Most commits carry UTC+8, and work follows its working day.",
        Confidence.LOW,
        "Offsets tell longitudes, not countries.",
        (),
        (),
        (),
        (GIT,),
        (),
        (
            Figure(
                "clock",
                "When does it work?",
                "Commits by weekday and hour, author's clock",
                FigureKind.HEATMAP,
                (CLOCK,),
            ),
            Figure(
                "commits_area",
                "Commits each month",
                "All people",
                FigureKind.AREA,
                (COMMITS,),
                ("Commits",),
            ),
        ),
    )
    lasting = Answer(
        "lasting",
        "Can I build on it for years?",
        "at risk",
        Tone.POOR,
        "The licence changed twice and one company writes most of the code.",
        Confidence.MEDIUM,
        "Funding is not known.",
        (),
        (),
        (),
        (GIT,),
        (),
        (
            Figure(
                "churn",
                "Net lines each year",
                "Lines added minus lines removed",
                FigureKind.COLUMNS,
                (CHURN,),
                ("net lines",),
            ),
        ),
    )
    recognition = Answer(
        "recognition",
        "Who deserves thanks?",
        "12 people",
        Tone.NEUTRAL,
        "Twelve people did work that rankings overlook; two are ready for commit rights.",
        Confidence.MEDIUM,
        "Reviews are not seen.",
        (),
        (),
        (),
        (GIT,),
        (),
        (Figure("empty", "Reviews given", "By person", FigureKind.BARS, (RESULTS[14],)),),
    )
    return (
        alive,
        carried,
        real_work,
        silent[0],
        silent[1],
        governed,
        worldwide,
        lasting,
        recognition,
        silent[2],
    )


SUBJECT = Subject(
    "example/project",
    "https://git.example/example/project.git",
    "main",
    AS_OF,
    datetime(2026, 11, 12, 9, 41, tzinfo=UTC),
    datetime(2018, 1, 4, 12, 0, tzinfo=UTC),
    31_812,
    30_466,
    1_204,
    9,
    ("This is a shallow clone: history before 2018 was not seen.",),
)
PULSE = PulseResult(
    7.0,
    datetime(2026, 11, 5, 14, 3, tzinfo=UTC),
    AS_OF,
    "main",
    45,
    61,
    17,
    14,
    2,
    210,
    4_812,
    1_977,
    None,
    3_120,
    "Excluding merges, 17 authors have pushed 45 commits to main and 61 commits to all branches. On main, 210 files have changed and there have been 4 812 additions and 1 977 deletions.",
    12,
    340,
    ("61 commits of the week have no blobs to compare.",),
)


def report() -> Report:
    """Return the whole report."""
    return Report(SUBJECT, PULSE, _answers(), RESULTS, COVERAGE, "lifesigns 0.1.0")


def hostile_report() -> Report:
    """Return a report in which every free text is an attack."""
    evil = " ".join(HOSTILE)
    answer = Answer(
        "alive",
        evil,
        evil,
        Tone.GOOD,
        evil,
        Confidence.LOW,
        evil,
        (
            Evidence(
                SCRIPT,
                evil,
                None,
                Unit.COMMITS,
                1,
                text=evil,
                rows=tuple((text, text) for text in HOSTILE),
            ),
        ),
        (Threshold(evil, 1.0, evil, evil, evil, evil),),
        (Missing(Reason.NO_DATA, evil, evil, evil),),
        (Coverage(evil, evil, 0.5, AS_OF, evil),),
        (evil,),
        tuple(
            Figure(
                evil,
                evil,
                evil,
                kind,
                (TOP_PEOPLE, CLOCK),
                (evil, evil),
                (Mark("2024-01", evil),),
                evil,
            )
            for kind in FigureKind
        ),
    )
    subject = Subject(evil, evil, evil, AS_OF, None, None, 0, 0, 0, 0, (evil,))
    pulse = PulseResult(
        7.0,
        PULSE.since,
        AS_OF,
        evil,
        0,
        0,
        0,
        0,
        0,
        None,
        None,
        None,
        None,
        None,
        evil,
        0,
        0,
        (evil,),
    )
    results = (
        TOP_PEOPLE,
        absent(SCRIPT, evil, Unit.COUNT, Missing(Reason.NO_DATA, evil, evil, evil)),
    )
    return Report(subject, pulse, (answer,), results, answer.coverage, evil)


def metric_spec(id_: str, title: str, focus: str) -> MetricSpec:
    """Return a definition with every part filled."""
    return MetricSpec(
        id=id_,
        question=f"What does {title.lower()} say?",
        title=title,
        unit=Unit.PEOPLE,
        shape=Shape.SINGLE,
        definition="Distinct people with at least one non-merge commit that landed in the window.",
        reading="More hands and more eyes. There is no right number.",
        misleads_when=(
            "Work that leaves no commit is invisible.",
            "Squash merges credit one author.",
        ),
        missing_when="No commit landed in the window: no_data.",
        standard=Standard(title, "https://chaoss.community/kb/metric-contributors/", "narrower"),
        source="",
        direction=Direction.HIGHER,
        additive=False,
        window="365d",
        actors=Actors.PEOPLE,
        minimum_n=1,
        needs="clone",
        person_level=True,
        aliases=("active",),
        since="0.1",
        version=1,
        focus=focus,
        sql=(
            "SELECT slice, count(DISTINCT person) AS value, count(*) AS n\n"
            "FROM commits\nWHERE NOT is_merge AND 1 < 2\nGROUP BY slice"
        ),
        inputs=("commits",),
        example="Ana lands two commits and Ben one.\nValue: 2",
    )


FOCUS = ("people", "contributions", "time", "place")
CATALOGUE: dict[str, Entry] = {
    **{
        result.id: metric_spec(result.id, result.title, FOCUS[at % 4])
        for at, result in enumerate(RESULTS)
    },
    "survival": ModelSpec(
        "survival",
        "Survival forecast",
        "Will it be worked on in a year?",
        "Logistic model on activity of the last two years.",
        "own, fitted on the corpus",
        "Brier score 0.09 on held-out histories.",
        ("The project is younger than a year.",),
        "Fewer than 30 commits.",
    ),
    "alive": VerdictSpec(
        "alive",
        1,
        "Is it alive, and will it stay alive?",
        "Is it alive?",
        ("active", "slowing", "dormant"),
        (Need("contributors"),),
        ("survival",),
        "High when the evidence ends within 30 days of the moment.",
        "The evidence ends more than 90 days before the moment.",
        "A commit by a person.",
    ),
}
