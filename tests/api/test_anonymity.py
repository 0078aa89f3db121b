"""Nothing an anonymous project says tells who somebody is: no name, address, login or id."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lifesigns.api import catalogue
from lifesigns.api.people import doubts_of, people_of
from lifesigns.api.project import Project, open_project
from lifesigns.api.recognition import all_contributors_file, candidates_of, thanks_of
from lifesigns.api.report import report_and_definitions
from lifesigns.engine.select import slices_of
from lifesigns.kernel.answer import MetricResult
from lifesigns.kernel.shape import WITHHELD
from lifesigns.present import csv, json, markdown, terminal
from lifesigns.present.html import page
from tests.api.conftest import CLOCK
from tests.projects.script import run_git

SMALL = ("ann", "bea", "cid", "dot")
LARGE = ("eva", "fay", "gus", "hal", "ivo")
AFFILIATIONS = "".join(f"{name}: {name}!small.test\n\tCorvo\n" for name in SMALL) + "".join(
    f"{name}: {name}!large.test\n\tAbel\n" for name in LARGE
)
NEXT_DAY = datetime(2020, 9, 14, tzinfo=UTC)


@pytest.fixture(scope="module", name="company")
def fixture_company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project: four people of Corvo with two commits each, five of Abel with one."""
    folder = tmp_path_factory.mktemp("project")
    (folder / ".lifesigns").mkdir(parents=True)
    run_git(folder, "init", "--quiet", "--initial-branch=main")
    (folder / ".lifesigns/affiliations.txt").write_text(AFFILIATIONS, "utf-8")
    run_git(folder, "add", ".")
    for names, domain in ((SMALL, "small.test"), (SMALL, "small.test"), (LARGE, "large.test")):
        for name in names:
            author = f"--author={name.title()} {name.title()}son <{name}@{domain}>"
            run_git(folder, "commit", "--quiet", "--allow-empty", "--message=Work", author)
    return folder


Pair = tuple[Project, Project]


@pytest.fixture(scope="module", name="pair", params=["story", "company"])
def fixture_pair(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Pair]:
    """Return a project with names, and the same one without."""
    folder = str(request.getfixturevalue(request.param))
    space, clock = tmp_path_factory.mktemp("space"), CLOCK if request.param == "story" else NEXT_DAY
    with (
        open_project(folder, workspace=space, clock=clock) as named,
        open_project(folder, workspace=space, clock=clock, anonymous=True) as hidden,
    ):
        yield named, hidden


def _secrets(named: Project) -> set[str]:
    """Return every name, address, login and id of people, and employers of fewer than five."""
    people = {one.person_id: one for one in named.people.persons if one.kind == "person"}
    known = {one.login for one in people.values() if one.login} | people.keys()
    for name, address, person in named.session.rows(
        "SELECT name, email, person FROM raw.identities"
    ):
        if person in people:
            known |= {name, address}
    sizes = Counter(job.organisation for one in people.values() for job in one.employers)
    known |= {name for name, size in sizes.items() if size < 5}
    # The catalogue's examples tell of people too.
    return known - set(re.findall(r"\w+", repr(catalogue.catalogue())))


def _told(secrets: set[str], text: str) -> set[str]:
    words = "|".join(sorted(map(re.escape, secrets), key=len, reverse=True))
    return set(re.findall(rf"(?<![\w.@-])(?:{words})(?![\w-])", text))


def _forms(result: MetricResult) -> str:
    return "".join(
        (
            json.dump_result(result),
            csv.result(result),
            markdown.result(result),
            terminal.result(result, width=100, colour=False),
        )
    )


def test_no_metric_tells_who_somebody_is(pair: Pair) -> None:
    """Whatever it is sliced by, and in every form; with names it would."""
    named, hidden = pair
    secrets = _secrets(named)
    for key, spec in catalogue.metrics().items():
        for by in {"", *slices_of(spec)} & {"", "person", "organisation"}:
            assert not _told(secrets, _forms(hidden.metric(key, by=by))), (key, by)
    assert _told(secrets, _forms(named.metric("commits_by_person", by="person")))


def test_no_report_tells_who_somebody_is(pair: Pair) -> None:
    """Neither the page nor Markdown, JSON or the terminal."""
    named, hidden = pair
    found, definitions = report_and_definitions(hidden)
    for text in (
        page(found, definitions),
        json.dump_report(found),
        markdown.report(found),
        terminal.summary(found, width=100, colour=False),
        *(terminal.answer(one, width=100, colour=False) for one in found.answers),
    ):
        assert not _told(_secrets(named), text)


def test_no_list_of_people_tells_who_somebody_is(pair: Pair) -> None:
    """Neither who is who, nor thanks, nor dossiers; addresses of automation stay away as well.

    The places of one person's clock are told beside names alone: a pseudonym is a group of one.
    """
    named, hidden = pair
    people, thanked, dossiers = people_of(hidden), thanks_of(hidden), candidates_of(hidden)
    for text in (
        json.dump_people(people),
        csv.people(people),
        markdown.people(people),
        terminal.people(people, doubts_of(hidden), width=100, colour=False),
        json.dump_record(thanked),
        json.dump_record(dossiers),
        all_contributors_file(hidden, None),
    ):
        assert not _told(_secrets(named), text)
    assert not any(one.emails for one in people)
    assert not any(one.places for one in people if not one.is_bot)
    assert any(one.places for one in people_of(named))


def test_small_organisations_are_counted_together(company: Path, tmp_path: Path) -> None:
    """What adds up stands under one key, what does not is unknown, and no count gets lost."""
    with open_project(str(company), workspace=tmp_path, clock=NEXT_DAY, anonymous=True) as project:
        ranking = project.metric("organizational_diversity")
        sliced = project.metric("contributors", by="organisation")
        lasting = project.ask("lasting")
    assert [(row.key, row.value, row.n) for row in ranking.rows] == [
        (WITHHELD, 8, 8),
        ("Abel", 5, 5),
    ]
    assert [(row.slice, row.value, row.n) for row in sliced.rows] == [
        ("Abel", 5, 5),
        (WITHHELD, None, 8),
    ]
    assert "eople of one organisation, too small to be named, made 62% of" in (lasting.sentence)
    assert any(one.reason == "withheld" for one in lasting.missing)
    assert not any(figure.id == "lasting_vendor" for figure in lasting.figures)
