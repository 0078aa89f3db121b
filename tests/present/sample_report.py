"""A report built by hand: every figure kind, answered and refused questions, hostile text."""

from datetime import UTC, date, datetime

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
from lifesigns.kernel.holdings import Job, PersonSheet, PersonWork
from lifesigns.kernel.missing import Missing, Reason
from lifesigns.kernel.scope import Actors
from lifesigns.kernel.shape import Shape
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
from lifesigns.present.entry import Entry
from tests.present.sample_results import (
    ACTIVE,
    ANSI,
    AS_OF,
    CHANGE_KINDS,
    CHURN,
    CLOCK,
    COVERAGE,
    EMPLOYERS,
    FORECAST,
    FORMULA,
    GIT,
    HOSTILE,
    LINES,
    NEW,
    OVERRIDE,
    RELEASES,
    RESULTS,
    SCRIPT,
    TOP_PEOPLE,
    absent,
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
                "Chance with its 90% interval",
                FigureKind.DOTS,
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
        "Employers are known for 62% of the commits.",
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
                people=("Ada Lovelace", "", "somebody without a sheet"),
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
        "All but 2% of the commits could be read.",
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


SHEETS = (
    PersonSheet(
        "Ada Lovelace",
        "Ada Lovelace",
        ("Ada Lovelace", "ada"),
        1_204,
        (("code", 900), ("co_authorship", 12)),
        AS_OF.replace(year=2019),
        AS_OF,
        (
            Job("Corvo", date(2019, 2, 1), date(2021, 3, 1), "domain corvo.example"),
            Job("Abel", date(2021, 3, 1), None, "affiliations, line 3"),
        ),
        ("same login",),
        PersonWork(
            24,
            24,
            19,
            (("core code", 18), ("documentation", 1), ("upkeep", 5)),
            2_672,
            2_280,
            1,
            10_399,
            8_472,
        ),
    ),
    PersonSheet("p02", "Ben Okafor", ("Ben Okafor",), 1, (), AS_OF, AS_OF, (), ()),
)


def report() -> Report:
    """Return the whole report."""
    return Report(SUBJECT, PULSE, _answers(), RESULTS, COVERAGE, "lifesigns 0.1.0", people=SHEETS)


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
    job = Job(evil, None, date(2021, 1, 1), evil)
    sheet = PersonSheet(evil, evil, (evil, evil), 1, ((evil, 1),), None, None, (job,), (evil,))
    return Report(subject, pulse, (answer,), results, answer.coverage, evil, people=(sheet,))


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
        organisation_level=False,
        few_together=False,
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
