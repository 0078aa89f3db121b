"""What commits and change requests really change, read from a repository and kept."""

import json as standard
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from lifesigns.api.change_requests import change_requests
from lifesigns.api.changes import Waiting
from lifesigns.api.kinds import read_named, read_whole
from lifesigns.api.project import Project, open_project
from lifesigns.api.request_kinds import kinds_of_requests, read_requests
from lifesigns.models.contribution_kind import CommitKind, classify_with
from lifesigns.present import json
from tests.projects.script import Person, Script, epoch, run_git

SINCE, UNTIL = datetime(2020, 1, 1), datetime(2023, 3, 1)  # noqa: DTZ001
ADA, BO = Person("Ada Ng", "ada@acme.example"), Person("Bo Li", "bo@free.example")


def test_a_history_is_read_once(lantern: Project) -> None:
    """Every non-merge commit of every ref gets one kind; the second time nothing is read."""
    given = lantern.session, lantern.store, lantern.repository
    read_whole(*given)
    commits = run_git(
        Path(lantern.repository.origin), "rev-list", "--no-merges", "--all", "--exclude=refs/pull/*/merge",
    ).split()  # fmt: skip
    rows = lantern.session.rows("SELECT commit_id, main FROM held.kinds")
    assert len(rows) == len(dict(rows))
    assert dict(rows).keys() >= set(commits) & {
        row[0] for row in lantern.session.rows("SELECT commit_id FROM held.commits")
    }
    assert read_whole(*given) == 0


def test_read_together_commits_are_told_as_each_by_itself(lantern: Project) -> None:
    """Copies of a change are told once and contents are shared; the kinds do not show it."""
    given = lantern.session, lantern.store, lantern.repository
    read_whole(*given)
    stored = lantern.session.rows("SELECT commit_id, main, kinds, reason FROM held.kinds")
    every = "SELECT commit_id, subject FROM held.commits WHERE NOT is_merge"
    (changes,) = Waiting(lantern.session, every).parts(10_000)
    assert len(set(changes.values())) < len(changes), "some changes came more than once"

    def load(blob: str) -> bytes | None:
        return dict(lantern.repository.blobs([blob], 1_000_000))[blob]

    for commit, *told in stored:
        change = changes[commit]
        assert change
        assert told == _told(classify_with(change, load))


def _told(kind: CommitKind) -> list[str]:
    return [kind.main, " ".join(kind.kinds), kind.reason]


def test_a_kind_does_not_hang_on_what_is_read_beside_it(tmp_path: Path) -> None:
    """A change that asks for one of its two files is told alike beside one that asks for the other."""
    folder = tmp_path / "beside"
    script = Script(folder)
    at, day = epoch("2022-01-10"), 86_400
    one = "".join(f"x{i} = {i}\n" for i in range(9))
    other = "".join(f"y{i} = {i}\n" for i in range(9))
    real = one.replace("x3 = 3\nx4 = 4\nx5 = 5\n", "x3 = 4\nx4 = 5\nx5 = 6\n")
    words = "".join(f"# Row {i}.\ny{i} = {i}\n" for i in range(9))
    script.commit("base", "Begin", {"a.py": one, "b.py": other}, by=ADA, at=at)
    script.commit("both", "Count on", {"a.py": real, "b.py": words}, by=ADA, at=at + day)
    script.commit(
        "apart", "Explain", {"b.py": words}, by=BO, at=at + day, on="refs/heads/aside", after=["base"]
    )  # fmt: skip
    script.write()
    found = []
    for parts in (["Count on", "Explain"], ["Count on"]):
        with open_project(
            str(folder), workspace=tmp_path / str(len(parts)), clock=datetime(2022, 6, 1, tzinfo=UTC)
        ) as project:  # fmt: skip
            named = dict(project.session.rows("SELECT subject, commit_id FROM held.commits"))
            read_named(
                project.session, project.store, project.repository, [named[one] for one in parts]
            )
            rows = project.session.rows("SELECT * FROM held.kinds ORDER BY commit_id")
            found.append({row[0]: row for row in rows}[named["Count on"]])
    assert found[0] == found[1]
    assert found[0][2] == "core_code", "its second file was not asked for"


def test_change_requests_by_the_way_they_landed(lantern: Project) -> None:
    """Merged, squashed, rebased and waiting requests each show their own commits."""
    requests = change_requests(lantern.session, SINCE, UNTIL)
    read_requests(lantern.session, lantern.store, lantern.repository, requests)
    outcomes = {request.number: request.outcome for request in requests}
    assert outcomes == {
        1: "merged", 2: "merged", 5: "merged",
        3: "squashed", 4: "squashed", 6: "squashed", 8: "squashed", 9: "squashed",
        7: "rebased or cherry-picked",
        10: "not landed", 11: "not landed", 12: "not landed",
    }  # fmt: skip
    found = {one.request.number: one for one in kinds_of_requests(lantern.session, requests)}
    assert len(found[2].request.commits) == 2
    assert found[2].main == "core_code"
    assert found[2].kinds == ("core_code", "tests")
    assert found[5].main == "core_code"
    assert found[6].main == "dependency_bump"
    assert found[7].main == "rename_only"


@pytest.fixture(scope="module", name="work")
def fixture_work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A year of 40 commits: 24 of code by Ada, 10 of documentation and 6 of white space by Bo."""
    folder = tmp_path_factory.mktemp("work") / "work"
    written = Script(folder)
    at = epoch("2022-01-10")
    base = "".join(f"def f{i}():\n    return {i}\n" for i in range(30))
    written.commit("base", "Begin", {"a.py": base}, by=ADA, at=at - 400 * 86_400)
    text = base
    for number in range(24):
        text = text.replace(f"return {number}\n", f"return {number} + 1\n")
        written.commit(f"c{number}", f"Count {number} on", {"a.py": text}, by=ADA, at=at + number * 86_400)  # fmt: skip
    for number in range(10):
        page = {f"docs/p{number}.md": f"# Page {number}\n\nHow to count.\n"}
        written.commit(f"d{number}", f"Explain {number}", page, by=BO, at=at + (40 + number) * 86_400)  # fmt: skip
    for number in range(6):
        text = text.replace(f"def f{number}():\n", f"def f{number}(  ):\n")
        written.commit(f"w{number}", f"Lay out {number}", {"a.py": text}, by=BO, at=at + (60 + number) * 86_400)  # fmt: skip
    written.write()
    with open_project(
        str(folder), workspace=tmp_path_factory.mktemp("store"), clock=datetime(2022, 6, 1, tzinfo=UTC)
    ) as project:  # fmt: skip
        yield project


def test_the_answer_tells_substance_from_activity(work: Project) -> None:
    """34 of 40 commits change the product; laying out code anew is activity without substance."""
    answer = work.ask("real_work")
    assert answer.word == "product work"
    assert "85% of the last year's commits change the product" in answer.sentence
    assert "15% change nothing of substance" in answer.sentence
    told = answer.extra["substance"]
    assert told["families"] == {
        "core_code": 24, "documentation": 10, "no_change_of_substance": 6,
    }  # fmt: skip
    assert told["by_person"][0]["key"] == "Ada Ng"
    assert told["by_person"][0]["families"] == {"core_code": 24}
    assert sum(month["commits"] for month in told["by_month"]) == 40
    assert told["by_organisation"] == []


def test_real_lines_stand_beside_raw_ones(work: Project) -> None:
    """24 edits and 10 pages of two written lines are new; the blank lines of pages are not."""
    told = work.ask("real_work").extra["substance"]
    assert told["lines"]["raw_additions"] == 24 + 10 * 3 + 6
    assert told["lines"]["additions"] == 24 + 10 * 2 + 6
    assert told["lines"]["files_measured"] == told["lines"]["files"] == 40
    assert told["reverted"] == {}
    assert told["survival"] is None


def test_the_answer_fits_the_contract(work: Project) -> None:
    """The fields of its own are in the published schema."""
    registry = Registry().with_resource(
        "records.schema.json", Resource.from_contents(json.schema("records"))
    )
    document = standard.loads(json.dump_answer(work.ask("real_work")))
    Draft202012Validator(json.schema("answer"), registry=registry).validate(document)
    assert document["substance"]["commits_read"] == 40


def test_names_are_hidden_when_asked(work: Project) -> None:
    """Under --anonymise no name stands anywhere in the answer."""
    with Project(
        work.repository, work.store, work.session, work.as_of, work.as_of, anonymous=True
    ) as hidden:
        text = json.dump_answer(hidden.ask("real_work"))
    assert "Ada" not in text
    assert "Person " in text


def test_changes_that_came_more_than_once(tmp_path: Path) -> None:
    """A patch landed, was reverted and landed again; two people sent nearly the same page.

    A further request says something else.
    """
    written = Script(tmp_path / "twins")
    at, day = epoch("2022-01-10"), 86_400
    base = "".join(f"x{i} = {i}\n" for i in range(30))
    changed = base.replace("x5 = 5\n", "x5 = 6\n").replace("x9 = 9\n", "x9 = 8\n")
    written.commit("base", "Begin", {"a.py": base}, by=ADA, at=at)
    written.commit("do", "Count better (#1)", {"a.py": changed}, by=BO, at=at + day)
    written.commit("undo", 'Revert "Count better (#1)"', {"a.py": base}, by=ADA, at=at + 2 * day)
    written.commit("again", "Count better, again", {"a.py": changed}, by=BO, at=at + 3 * day)
    page = "Our great shop sells lamps, wicks and oil to friends of light, number {}.\n"
    other = "How to clean the glass of a lantern after a long and sooty winter night.\n"
    for number, (person, text) in enumerate(
        [(ADA, page.format(7)), (BO, page.format(12)), (BO, page.format(3)), (ADA, other)], 11
    ):
        written.commit(
            f"pr{number}", f"Page {number}", {f"p{number}.md": text}, by=person,
            at=at + number * day, on=f"refs/pull/{number}/head", after=["again"],
        )  # fmt: skip
    written.write()
    log = run_git(tmp_path / "twins", "log", "--format=%H %s", "main").splitlines()
    landed = {subject: commit for commit, subject in (line.split(" ", 1) for line in log)}
    with open_project(
        str(tmp_path / "twins"), workspace=tmp_path / "store", clock=datetime(2022, 6, 1, tzinfo=UTC)
    ) as project:  # fmt: skip
        known = project.model("contribution_kinds")
    assert [one.commits for one in known.repeated] == [
        (landed["Count better (#1)"], landed["Count better, again"])
    ]
    assert [(one.kind, one.n) for one in known.reverted] == [("core_code", 1)]
    assert [(one.numbers, one.n_people) for one in known.alike] == [((11, 12, 13), 2)]
