"""People's pages in the report: who has one, what it says, and what anonymity takes away."""

from pathlib import Path

from lifesigns.api.people import people_of
from lifesigns.api.project import Project, open_project
from lifesigns.api.sheets import sheets_of
from tests.api.conftest import CLOCK
from tests.projects.script import run_git

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
    """The work of those who opted out is counted; neither name, merge nor employer is told."""
    with open_project(
        _company(tmp_path / "clone"), workspace=tmp_path / "space", clock=CLOCK
    ) as project:
        sheets, people, evidence = sheets_of(project), people_of(project), project.ask("carried")
    assert "Hal Halson" not in repr(sheets)
    (hidden,) = (entry for entry in people if entry.person == "(hidden)")
    assert (hidden.commits, hidden.employers, hidden.merged_because) == (1, (), ())
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
