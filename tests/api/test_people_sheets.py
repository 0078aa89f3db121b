"""People's pages in the report: who has one, what it says, and what anonymity takes away."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from lifesigns.api.people import people_of
from lifesigns.api.project import Project, open_project
from lifesigns.api.sheets import sheets_of
from lifesigns.kernel.holdings import PersonWork
from tests.api.conftest import CLOCK
from tests.projects.script import Person, Script, epoch, run_git

SMALL = ("ann", "bea", "cid", "dot")
LARGE = ("eva", "fay", "gus", "hal", "ivo")
PAPER = '[[person]]\nis = ["hal@large.test"]\nopt_out = true\n'
AFFILIATIONS = "".join(f"{name}: {name}!small.test\n\tCorvo\n" for name in SMALL) + "".join(
    f"{name}: {name}!large.test\n\tAbel\n" for name in (*LARGE, "joy")
)


def test_sheets_follow_the_list_of_people(lantern: Project) -> None:
    """People in the order of their landed commits with the same counts and days; no bots."""
    people = [entry for entry in people_of(lantern) if not entry.is_bot and entry.commits]
    sheets = sheets_of(lantern)
    assert [(s.commits, s.last_at) for s in sheets] == [(p.commits, p.last_at) for p in people]
    assert {s.person for s in sheets} == {p.person for p in people}
    assert any(sheet.acts for sheet in sheets)


def test_anonymous_sheets_name_nobody(lantern: Project, story: Path, tmp_path: Path) -> None:
    """Pseudonyms take the place of names, spellings and reasons; the work stays."""
    named = {name for sheet in sheets_of(lantern) for name in sheet.known_as}
    with open_project(
        str(story), workspace=tmp_path / "space", clock=CLOCK, anonymous=True
    ) as project:
        hidden = sheets_of(project)
    assert [sheet.commits for sheet in hidden] == [sheet.commits for sheet in sheets_of(lantern)]
    assert not any(name in repr(hidden) for name in named)
    assert not any(sheet.known_as or sheet.merged_because for sheet in hidden)


def _company(folder: Path) -> str:
    """Make a project of two employers: four people at Corvo, six at Abel, of whom one opted out."""
    (folder / ".lifesigns").mkdir(parents=True)
    run_git(folder, "init", "--quiet", "--initial-branch=main")
    (folder / ".lifesigns/people.toml").write_text(PAPER, "utf-8")
    (folder / ".lifesigns/affiliations.txt").write_text(AFFILIATIONS, "utf-8")
    run_git(folder, "add", ".")
    for names, domain in ((SMALL, "small.test"), ((*LARGE, "joy"), "large.test")):
        for name in names:
            author = f"--author={name.title()} {name.title()}son <{name}@{domain}>"
            run_git(folder, "commit", "--quiet", "--allow-empty", "--message=Work", author)
    return str(folder)


def test_who_opts_out_has_no_sheet_and_no_employer(tmp_path: Path) -> None:
    """The work of those who opted out is counted; neither name, merge, employer nor clock is."""
    with open_project(
        _company(tmp_path / "clone"), workspace=tmp_path / "space", clock=CLOCK
    ) as project:
        sheets, people, evidence = sheets_of(project), people_of(project), project.ask("carried")
    assert "Hal Halson" not in repr(sheets)
    (hidden,) = (entry for entry in people if entry.person == "(hidden)")
    assert (hidden.commits, hidden.employers, hidden.merged_because) == (1, (), ())
    assert hidden.places == ()
    assert {job.organisation for sheet in sheets for job in sheet.jobs} >= {"Corvo", "Abel"}
    named = {
        (person, label)
        for one in evidence.evidence
        for person, (label, _) in zip(one.people, one.rows, strict=False)
    }
    assert {(sheet.id, sheet.person) for sheet in sheets} & named
    assert not any(
        label == "(hidden)" and person in {s.id for s in sheets} for person, label in named
    )


def test_small_employers_of_nameless_people_are_withheld(tmp_path: Path) -> None:
    """Without names, an employer of five people stays and one of four would tell who is who."""
    with open_project(
        _company(tmp_path / "clone"), workspace=tmp_path / "space", clock=CLOCK, anonymous=True
    ) as project:
        sheets, people = sheets_of(project), people_of(project)
        answers = [project.ask(key) for key in ("carried", "recognition", "alive", "real_work")]
    jobs = [job.organisation for sheet in sheets for job in sheet.jobs]
    assert jobs.count("(withheld)") == len(SMALL)
    assert jobs.count("Abel") == len(LARGE)
    assert "Corvo" not in repr((sheets, people))
    assert all(sheet.id == sheet.person and sheet.person.startswith("Person ") for sheet in sheets)
    told = {person for found in answers for one in found.evidence for person in one.people}
    assert told - {""} <= {sheet.id for sheet in sheets}
    assert told - {""}


@pytest.fixture(scope="module", name="two_years")
def fixture_two_years(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """Return a project, and a workspace for it.

    Ada adds 120 lines and Bo, in two commits of one merge, 150, a good year ago.

    Bo takes 60 of Ada's away within the year and 30 after it. Of late Ada counts on in 12
    commits, of which one is taken back by Bo.
    """
    folder = tmp_path_factory.mktemp("clone") / "counted"
    ada, bo = Person("Ada Ng", "ada@acme.example"), Person("Bo Li", "bo@free.example")
    script, day, at = Script(folder), 86_400, epoch("2020-09-01")
    lines = [f"a{i} = {i}\n" for i in range(120)]
    more = [f"b{i} = {i}\n" for i in range(150)]
    script.commit("a", "Begin", {"a.py": "".join(lines)}, by=ada, at=at)
    side = "refs/heads/side"
    script.commit("b", "Half", {"b.py": "".join(more[:75])}, by=bo, at=at + day, on=side, after=["a"])  # fmt: skip
    script.commit("c", "Whole", {"b.py": "".join(more)}, by=bo, at=at + 2 * day, on=side)
    script.commit("m", "Merge side", {"b.py": "".join(more)}, by=ada, at=at + 3 * day, after=["a", "c"])  # fmt: skip
    script.commit("d", "Shorten", {"a.py": "".join(lines[60:])}, by=bo, at=at + 99 * day)
    script.commit("e", "Shorten more", {"a.py": "".join(lines[90:])}, by=bo, at=at + 380 * day)
    text = "".join(f"c{i} = {i}\n" for i in range(12))
    script.commit("f", "Count", {"c.py": text}, by=bo, at=at + 400 * day)
    for i in range(12):
        text = text.replace(f"c{i} = {i}\n", f"c{i} = {i} + 1\n")
        script.commit(f"g{i}", f"Count {i} on", {"c.py": text}, by=ada, at=at + (401 + i) * day)
    text = text.replace("c7 = 7 + 1\n", "c7 = 7\n")
    script.commit("r", 'Revert "Count 7 on"', {"c.py": text}, by=bo, at=at + 420 * day)
    script.write()
    return str(folder), tmp_path_factory.mktemp("space")


def test_sheets_say_what_work_changes_and_what_lasted(two_years: tuple[str, Path]) -> None:
    """Lines of a merge are its author's; few commits do not say what was taken back of them."""
    given, space = two_years
    clock = datetime(2021, 11, 1, tzinfo=UTC)
    for _ in range(2):  # the second time from what is kept
        with open_project(given, workspace=space, clock=clock) as project:
            works = {sheet.person: sheet.work for sheet in sheets_of(project)}
            lived = project.model("line_survival")
            known = project.model("contribution_kinds")
        assert works["Ada Ng"] == PersonWork(
            12, 12, 12, (("core code", 12),), 24, 24, 1, 120, 60
        )  # fmt: skip
        assert works["Bo Li"] == PersonWork(
            4, 4, 3, (("core code", 3), ("reverts", 1)), 104, 104, None, 150, 150
        )  # fmt: skip
        assert (lived.whole.n_added, lived.whole.n_alive, lived.n_commits) == (270, 210, 2)
        assert [(one.key, one.n_people) for one in lived.months] == [("2020-09", 2)]
    back = {one.key: (one.n_taken_back, one.n_read) for one in known.months}
    assert {key: n for key, n in back.items() if n[0]} == {"2021-10": (1, back["2021-10"][1])}
    with open_project(given, workspace=space, clock=clock, anonymous=True) as project:
        assert [sheet.work for sheet in sheets_of(project)] == [None, None]


def test_metrics_say_the_same_as_the_sheets(two_years: tuple[str, Path]) -> None:
    """Each number of a sheet is that of a metric sliced by person."""
    given, space = two_years
    with open_project(given, workspace=space, clock=datetime(2021, 11, 1, tzinfo=UTC)) as project:
        told = {
            key: {row.slice: (row.value, row.n) for row in project.metric(key, by="person").rows}
            for key in ("product_share", "real_lines", "taken_back_share", "lasting_line_share")
        }
        sheets = {sheet.person: sheet for sheet in sheets_of(project)}
    ada, bo = sheets["Ada Ng"].id, sheets["Bo Li"].id
    assert told["product_share"] == {ada: (1.0, 12)}
    assert told["real_lines"] == {ada: (24.0, 12), bo: (104.0, 4)}
    assert told["taken_back_share"] == {ada: (1 / 12, 12)}
    assert told["lasting_line_share"] == {ada: (0.5, 120), bo: (1.0, 150)}
