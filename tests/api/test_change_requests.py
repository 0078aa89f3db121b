"""Which commits are a change request's own, and how it came to its end, told from the graph."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lifesigns.api import request_commits
from lifesigns.api.change_requests import Request, change_requests
from lifesigns.api.people import people_of
from lifesigns.api.project import Project, open_project
from lifesigns.api.request_kinds import kinds_of_requests, read_requests
from lifesigns.present import json, markdown
from tests.projects.script import Person, Script, epoch, run_git

ADA, BO = Person("Ada Ng", "ada@acme.example"), Person("Bo Li", "bo@free.example")
BEGIN, DAY = epoch("2022-01-10"), 86_400
SINCE, UNTIL = datetime(2020, 1, 1), datetime(2023, 3, 1)  # noqa: DTZ001


class Telling:
    """A repository told day by day, each commit in a file of its own."""

    def __init__(self, folder: Path) -> None:
        self.written = Script(folder)
        self.day = 0
        self.files: dict[str, dict[str, str]] = {}
        self.tips: dict[str, str] = {}

    def __call__(
        self,
        call: str,
        message: str,
        *,
        on: str = "main",
        after: list[str] | None = None,
        by: Person = ADA,
        at: int | None = None,
        code: bool = True,
    ) -> None:
        """Add a commit; merges (two parents) bring what theirs hold. `at` is the author's day."""
        self.day += 1
        parents = after if after is not None else [self.tips[on]] if on in self.tips else []
        held = {path: text for one in parents for path, text in self.files[one].items()}
        own = {f"src/{call}.py": f"x = {self.day}\n"}
        if not code:
            own = {f"docs/{call}.md": f"Day {self.day} of the lantern.\n"}
        files = held if len(parents) > 1 else own
        self.files[call], self.tips[on] = held | files, call
        ref = f"refs/pull/{on}/head" if on.isdecimal() else f"refs/heads/{on}"
        self.written.commit(
            call, message, files, by=by, on=ref, after=after,
            at=BEGIN + (self.day if at is None else at) * DAY,
            committed_at=BEGIN + self.day * DAY,
        )  # fmt: skip


@pytest.fixture(scope="module", name="folder")
def fixture_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A default branch, a branch `next` merged into it, and a branch `old` never merged."""
    folder = tmp_path_factory.mktemp("requests") / "lantern"
    tell = Telling(folder)
    tell("base", "Begin")
    tell("next1", "Open next", on="next", after=["base"])
    # 1: squashed on next. 2: merged on next. 3: pushed to next as it is.
    tell("one", "Try one", on="1", after=["next1"], by=BO)
    tell("one2", "Try one again", on="1", by=BO)
    tell("squashed1", "One (#1)", on="next", after=["next1"], by=BO)
    tell("two", "Try two", on="2", after=["squashed1"], by=BO)
    tell("two2", "Explain two", on="2", by=BO, code=False)
    tell("merged2", "Merge pull request #2 from bo/two", on="next", after=["squashed1", "two2"])
    tell("three", "Try three", on="next", after=["merged2"])
    tell.written.ref("refs/pull/3/head", "three")
    tell("joined", "Merge branch 'next'", after=["base", "three"])
    # 4: goes on where 5 ended, which was squashed. 5: squashed on main.
    tell("five", "Try five", on="5", after=["joined"], by=BO)
    tell("squashed5", "Five (#5)", after=["joined"], by=BO)
    tell("four", "Explain four", on="4", after=["five"], by=BO, code=False)
    # The old branch: 6 waits, 7 squashed there, 8 merged there, 9 brings a commit of main there.
    tell("old1", "Keep the old", on="old", after=["base"])
    tell("old2", "Keep the old, too", on="old", after=["old1"])
    tell("six", "Explain six", on="6", after=["old2"], by=BO, code=False)
    tell("seven", "Try seven", on="7", after=["old2"], by=BO)
    tell("squashed7", "Seven (#7)", on="old", after=["old2"], by=BO)
    tell("eight", "Explain eight", on="8", after=["squashed7"], by=BO, code=False)
    tell("merged8", "Merge pull request #8 from bo/8", on="old", after=["squashed7", "eight"])
    tell("nine0", "Mend nine", at=90)
    tell("nine", "Mend nine", on="9", after=["merged8"], at=90)
    # 10: rebased onto main under its own subject. 11: its own commit claims its own number.
    tell("ten", "Mend ten", on="10", after=["joined"], by=BO, at=95)
    tell("ten0", "Mend ten", after=["nine0"], by=BO, at=95)
    tell("eleven0", "Try eleven (#11)", on="11", after=["ten0"], by=BO)
    tell("eleven", "Try more", on="11", after=["eleven0"], by=BO)
    tell.written.write()
    return folder


@pytest.fixture(scope="module", name="project")
def fixture_project(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """The same, collected."""
    with open_project(
        str(folder), workspace=tmp_path_factory.mktemp("store"), clock=datetime(2022, 6, 1, tzinfo=UTC)
    ) as project:  # fmt: skip
        yield project


@pytest.fixture(scope="module", name="subjects")
def fixture_subjects(folder: Path) -> dict[str, str]:
    """Subjects by commit."""
    rows = run_git(folder, "log", "--all", "--format=%H %s").splitlines()
    return dict(row.split(" ", 1) for row in rows)


def told(project: Project, subjects: dict[str, str]) -> dict[int, tuple[str, set[str]]]:
    """Return outcome and subjects of the commits of each request."""
    return {
        one.number: (one.outcome, {subjects[commit] for commit in one.commits})
        for one in change_requests(project.session, SINCE, UNTIL)
    }


def test_a_request_that_its_author_closes_has_landed(tmp_path: Path) -> None:
    """A script squashed it so. A commit by somebody else, or made before it, landed nothing of it."""
    tell = Telling(tmp_path / "lantern")
    tell("base", "Begin")
    tell("early", "Trim the wick\n\nCloses #3", by=BO)
    for number in (1, 2, 3):
        tell(f"head{number}", f"Try {number}", on=f"{number}", after=["base"], by=BO)
    tell("landed", "Fill it\n\nReviewers: ada\nCloses #1 from bo/fill", after=["early"], by=BO)
    tell("instead", "Do it otherwise\n\nCloses #2", after=["landed"])
    tell.written.write()
    clock = datetime(2022, 6, 1, tzinfo=UTC)
    with open_project(str(tell.written.folder), workspace=tmp_path / "w", clock=clock) as project:
        subjects = {line[:40]: line[41:] for line in run_git(
            tell.written.folder, "log", "--all", "--format=%H %s").splitlines()}  # fmt: skip
        assert told(project, subjects) == {
            1: ("squashed", {"Fill it"}),
            2: ("not landed", {"Try 2"}),
            3: ("not landed", {"Try 3"}),
        }


def test_a_squashed_request_is_whose_the_squash_says(tmp_path: Path) -> None:
    """Whoever pushed last, to bring the branch up to date, did not ask for the change."""
    tell = Telling(tmp_path / "lantern")
    tell("base", "Begin")
    tell("one", "Try one", on="1", after=["base"], by=BO)
    tell("two", "Try two", on="2", after=["base"], by=BO)
    tell("more", "Go on", after=["base"])
    tell("update", "Merge branch 'main' into one", on="1", after=["one", "more"])
    tell("squashed", "One (#1)", after=["more"], by=BO)
    tell("merged", "Merge pull request #2 from bo/two", after=["squashed", "two"])
    tell.written.write()
    clock = datetime(2022, 6, 1, tzinfo=UTC)
    with open_project(str(tell.written.folder), workspace=tmp_path, clock=clock) as project:
        counted = {entry.person: entry.change_requests for entry in people_of(project)}
    assert counted == {"Ada Ng": 0, "Bo Li": 2}


def test_requests_taken_in_on_a_branch_that_was_merged_later(
    project: Project, subjects: dict[str, str]
) -> None:
    """They are not what the merge of the whole branch brought, but their own commits."""
    found = told(project, subjects)
    assert found[1] == ("squashed", {"One (#1)"})
    assert found[2] == ("merged", {"Try two", "Explain two"})
    assert found[3] == ("landed otherwise", {"Try three"})


def test_a_request_that_goes_on_from_a_squashed_one(
    project: Project, subjects: dict[str, str]
) -> None:
    """What landed under another number is no longer part of it."""
    found = told(project, subjects)
    assert found[5] == ("squashed", {"Five (#5)"})
    assert found[4] == ("not landed", {"Explain four"})


def test_requests_for_another_branch(project: Project, subjects: dict[str, str]) -> None:
    """That branch's own commits are not theirs; landing there is not landing on the default."""
    found = told(project, subjects)
    assert found[6] == ("not landed", {"Explain six"})
    assert found[7] == ("landed on another branch", {"Seven (#7)"})
    assert found[8] == ("landed on another branch", {"Explain eight"})
    rows = project.session.rows("SELECT r.number FROM held.change_requests AS r WHERE r.is_landed")
    assert {number for (number,) in rows} == {1, 2, 3, 5, 10}


def test_a_copy_lands_only_after_it_was_made(project: Project, subjects: dict[str, str]) -> None:
    """A commit that was taken from the default branch has not landed there by that."""
    found = told(project, subjects)
    assert found[9] == ("not landed", {"Mend nine"})
    assert found[10] == ("rebased or cherry-picked", {"Mend ten"})


def test_a_number_in_a_request_itself_is_no_landing(
    project: Project, subjects: dict[str, str]
) -> None:
    """Some write the number of their request under their own commits."""
    found = told(project, subjects)
    assert found[11] == ("not landed", {"Try eleven (#11)", "Try more"})


def test_kinds_are_those_of_the_own_commits(project: Project) -> None:
    """Code of the branch that a request began on does not make a page of text code."""
    requests = change_requests(project.session, SINCE, UNTIL)
    read_requests(project.session, project.store, project.repository, requests)
    main = {one.request.number: one.main for one in kinds_of_requests(project.session, requests)}
    assert {number for number, kind in main.items() if kind == "documentation"} == {4, 6, 8}
    assert {kind for number, kind in main.items() if number not in (4, 6, 8)} == {"core_code"}


def test_a_history_without_end_is_not_told(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the walk would be too long, a request that waits has no commits and says why."""
    monkeypatch.setattr(request_commits, "MOST_STEPS", -1)
    found = {one.number: one for one in change_requests(project.session, SINCE, UNTIL)}
    assert found[6] == Request(6, "not landed", (), problem=found[6].problem)
    assert "began on another branch" in found[6].problem
    assert len(found[2].commits) == 1, "of a landed one the head is known"


PROMOTION = (
    "# Made with light\n\nTry our great lantern shop at shop{n}.example, with wicks, oil and glass "
    "for every night, code {n}.\n"
)


def test_mass_produced_requests_are_shown_and_nobody_is_accused(tmp_path: Path) -> None:
    """Six people send nearly the same page, others pages of their own: one group of six numbers.

    The evidence gives numbers and how many people, and no name.
    """
    written = Script(tmp_path / "shop")
    for day in range(40):
        written.commit(f"c{day}", f"Count {day}", {"a.py": f"x = {day}\n"}, by=ADA, at=BEGIN + day * DAY)  # fmt: skip
    people = [Person(f"Sender {n} Wick", f"sender{n}@free.example") for n in range(9)]
    for n, person in enumerate(people):
        own = f"Page {n}: " + " ".join(f"word{chr(97 + n)}{chr(97 + m)}" for m in range(20)) + "\n"
        page = PROMOTION.format(n=n) if n < 6 else own
        written.commit(
            f"r{n}", f"Add page {n}", {f"docs/p{n}.md": page}, by=person,
            at=BEGIN + (50 + n) * DAY, on=f"refs/pull/{100 + n}/head", after=["c39"],
        )  # fmt: skip
    written.write()
    with open_project(
        str(tmp_path / "shop"), workspace=tmp_path / "store", clock=datetime(2022, 6, 1, tzinfo=UTC)
    ) as project:  # fmt: skip
        answer = project.ask("real_work")
    told = answer.extra["substance"]
    assert told["alike"] == [{"change_requests": list(range(100, 106)), "people": 6}]
    assert {"kind": "documentation", "outcome": "not landed", "n": 9} in told["change_requests"]
    (shown,) = [one for one in answer.evidence if "nearly the same text" in one.label]
    assert shown.rows == (("#100 #101 #102 #103 #104 #105", "6 people"),)
    assert answer.tone.value != "poor"
    for text in (answer.sentence, json.dump_answer(answer), markdown.answer(answer)):
        assert "spam" not in text.lower()
    assert not any("Wick" in "".join(row) for row in shown.rows)


def test_requests_alike_in_several_commits_are_one_group(tmp_path: Path) -> None:
    """Two people ask for the same two changes, a third for one of them: one group of three.

    A pair alike in both changes is not counted twice, nor beside the three that hold it.
    """
    written = Script(tmp_path / "twice")
    written.commit("base", "Begin", {"a.py": "x = 1\n"}, by=ADA, at=BEGIN)
    lamp = "A lamp burns longer when its wick is cut short and the oil is poured in slowly.\n"
    boat = "Boats are tied to the northern pier after dark, with two ropes and a bell on each.\n"
    people = [Person(f"Sender {n} Wick", f"sender{n}@free.example") for n in range(3)]
    for n, person in enumerate(people):
        for step, text in enumerate((lamp, boat)[: 1 + (n < 2)]):
            written.commit(
                f"r{n}{step}", f"Page {n} {step}", {f"docs/p{n}{step}.md": text}, by=person,
                at=BEGIN + (1 + 2 * n + step) * DAY, on=f"refs/pull/{100 + n}/head",
                after=[f"r{n}0" if step else "base"],
            )  # fmt: skip
    written.write()
    with open_project(
        str(tmp_path / "twice"), workspace=tmp_path / "store", clock=datetime(2022, 6, 1, tzinfo=UTC)
    ) as project:  # fmt: skip
        known = project.model("contribution_kinds")
    assert [(one.numbers, one.n_people) for one in known.alike] == [((100, 101, 102), 3)]
