"""Is it alive: every word, from histories whose life is known, through the real project."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lifesigns.kernel.answer import Answer, Confidence, Evidence
from lifesigns.present import charts
from lifesigns.verdicts.alive import SPEC
from tests.projects.script import epoch
from tests.verdicts.living import ADA, BEN, BOT, CLEO, DAY, NOW, Life, ask, plain


def evidence(answer: Answer, start: str) -> Evidence:
    """Return the one fact whose label starts so."""
    (found,) = (one for one in answer.evidence if one.label.startswith(start))
    return found


def weekly(life: Life) -> None:
    """Work every five days for two years, until yesterday."""
    life.work(range(730, 0, -5))
    life.seen()


def steady(life: Life) -> None:
    """Twice a month for two years."""
    life.work(range(730, 0, -15))
    life.seen()


def sporadic(life: Life) -> None:
    """On four days of the last year, in four months."""
    life.work([900, 800, 350, 250, 150, 60])
    life.seen()


def slowing(life: Life) -> None:
    """Sixty commits in the half year before, eight in the last."""
    life.work(range(362, 183, -3))
    life.work(range(180, 1, -24))
    life.seen()


def between(life: Life) -> None:
    """Twice in the last year, nothing for two hundred days."""
    life.work([700, 600, 330, 200])
    life.seen()


def dormant(life: Life) -> None:
    """Nothing for five hundred days, and never a release."""
    life.work(range(900, 500, -10))
    life.seen()


def finished(life: Life) -> None:
    """Released 1.2.0 with the last commit; the one change request had landed before."""
    life.work(range(900, 500, -10))
    last = life.land("Release", 500, {"VERSION": "1.2.0\n"})
    life.ref("refs/pull/1/head", last)
    life.tag("v1.2.0", last, "1.2.0", by=ADA, at=NOW - 499 * DAY)
    life.seen()


def unreleased(life: Life) -> None:
    """As finished, but ten commits came after the release."""
    finished_until = life.land("Release", 700, {"VERSION": "1.2.0\n"})
    life.ref("refs/pull/1/head", finished_until)
    life.tag("v1.2.0", finished_until, "1.2.0", by=ADA, at=NOW - 699 * DAY)
    life.work(range(690, 500, -19))
    life.seen()


def abandoned(life: Life) -> None:
    """Three people's changes came after the last commit and none landed."""
    life.work(range(900, 500, -10))
    for number, (day, who) in enumerate([(450, BEN), (300, CLEO), (100, BEN)], start=2):
        life.request(number, day, by=who)
    life.seen()


def wanted(life: Life) -> None:
    """Released and done, yet three people's changes wait: the signs contradict one another."""
    finished(life)
    for number, (day, who) in enumerate([(450, BEN), (300, CLEO), (100, BEN)], start=2):
        life.request(number, day, by=who)


def hardly_wanted(life: Life) -> None:
    """Released and done; one change came since."""
    finished(life)
    life.request(2, 300, by=BEN)


def closed(life: Life) -> None:
    """Released and done; a change a fortnight came until the end, and none after it."""
    finished(life)
    for number, day in enumerate(range(860, 510, -14), start=2):
        life.request(number, day, by=(BEN, CLEO)[number % 2])


def elsewhere(life: Life) -> None:
    """As abandoned, but the maintainer works on the next version on a branch."""
    abandoned(life)
    life.land("Next", 90, {"src/next.py": "1\n"}, on="refs/heads/next", after=["c3"])


def forked(life: Life) -> None:
    """As abandoned; somebody's fork with the maintainer's later work stands as a change request."""
    abandoned(life)
    life.land("Fork on", 90, {"src/next.py": "1\n"}, on="refs/pull/9/head", after=["c3"])


def maintained(life: Life) -> None:
    """As abandoned, but a release of the old line came a hundred days ago."""
    abandoned(life)
    fix = life.land("Fix", 101, {"src/a.py": "fix\n"}, by=BOT, on="refs/heads/1.x", after=["c3"])
    life.tag("v1.2.1", fix, "1.2.1", by=ADA, at=NOW - 100 * DAY)


WORDS: list[tuple[Callable[[Life], None], str, Confidence]] = [
    (weekly, "active", Confidence.HIGH),
    (steady, "steady", Confidence.HIGH),
    (sporadic, "sporadic", Confidence.MEDIUM),
    (slowing, "slowing", Confidence.MEDIUM),
    (between, "cannot tell", Confidence.NONE),
    (dormant, "dormant", Confidence.HIGH),
    (finished, "finished", Confidence.LOW),
    (unreleased, "dormant", Confidence.HIGH),
    (wanted, "dormant", Confidence.HIGH),
    (hardly_wanted, "finished", Confidence.LOW),
    (closed, "dormant", Confidence.HIGH),
    (elsewhere, "cannot tell", Confidence.NONE),
    (forked, "abandoned", Confidence.LOW),
    (maintained, "cannot tell", Confidence.NONE),
    (abandoned, "abandoned", Confidence.LOW),
]


@pytest.mark.parametrize(("build", "word", "confidence"), WORDS, ids=lambda part: str(part)[:20])
def test_each_way_of_living_has_its_word(
    build: Callable[[Life], None], word: str, confidence: Confidence, tmp_path: Path
) -> None:
    """What a project did decides the word, its weight, and what would change it."""
    life = Life(tmp_path / "p")
    build(life)
    life.write()
    answer = ask(life.folder, tmp_path / "w")
    assert (answer.word, answer.confidence) == (word, confidence)
    assert answer.word in SPEC.words
    assert len(answer.would_change) > 1 or word == "cannot tell"


def test_more_work_beside_the_default_branch_than_on_it_is_told(tmp_path: Path) -> None:
    """Two commits landed in the year and three stand on a branch: said. One stands there: not."""
    for n_beside, is_told in ((3, True), (1, False)):
        life = Life(tmp_path / f"p{n_beside}")
        life.work([800, 700, 600, 300, 10])
        for number in range(n_beside):
            after = None if number else ["c3"]
            files = {f"src/next{number}.py": "1\n"}
            life.land("Next", 200 - number, files, on="refs/heads/develop", after=after)
        life.seen()
        life.write()
        answer = ask(life.folder, tmp_path / "w")
        said = "Its maintainers made 3 commits on other branches in that year"
        assert (answer.word, said in answer.sentence) == ("cannot tell", is_told)
        assert ("on other branches" in answer.sentence) is is_told
        rows = dict(row for one in answer.evidence for row in one.rows if "off the" in row[0])
        assert rows["maintainers' commits off the default branch, last year"] == f"{n_beside}"


def test_a_fall_from_a_thousand_is_told_in_the_numbers_of_everywhere(tmp_path: Path) -> None:
    """1,100 commits in the half year before and 12 in the last: thousands are set apart."""
    life = Life(tmp_path / "p")
    life.work(340 - at % 110 for at in range(1100))
    life.work(range(170, 2, -14))
    life.seen()
    life.write()
    answer = ask(life.folder, tmp_path / "w")
    assert "fell from 1,100 in the half year before to 12 in the last" in answer.sentence


def test_a_chance_that_is_no_answer_says_why(tmp_path: Path) -> None:
    """Daily work that began this month, long after the first commit, is of a kind too rare to call."""
    life = Life(tmp_path / "p")
    life.work([900, *range(20, 0, -1)])
    life.write()
    answer = ask(life.folder, tmp_path / "w")
    assert answer.word == "cannot tell"
    assert "no answer: fewer than 5 projects of this kind are known" in answer.sentence
    assert "closer to even" not in answer.sentence
    assert answer.confidence_reason == "Too few projects like it are known."


def test_a_project_of_days_is_too_young_to_tell(tmp_path: Path) -> None:
    """On the first day, and after a week, nothing is forecast and the age is said."""
    life = Life(tmp_path / "p")
    life.work([7, 6, 5, 3, 0])
    life.write()
    for days_before, begun in ((6, "1 day"), (0, "7 days")):
        answer = ask(life.folder, tmp_path / "w", days_before=days_before)
        assert (answer.word, answer.confidence) == ("cannot tell", Confidence.NONE)
        assert f"Begun {begun} before the evidence ends, too young to tell: " in answer.sentence
        assert "as often as they do not" not in answer.sentence + answer.confidence_reason
        assert all(one["p"] is None for one in answer.extra["forecast"].values())
        assert not any(figure.id == "alive_forecast" for figure in answer.figures)


def test_a_project_of_months_is_held_against_its_own_age(tmp_path: Path) -> None:
    """Work in each of three months is regular; its chance is shown and is no answer."""
    life = Life(tmp_path / "p")
    life.work(range(91, 0, -2))
    life.seen()
    life.write()
    answer = ask(life.folder, tmp_path / "w")
    assert (answer.word, answer.confidence) == ("active", Confidence.MEDIUM)
    assert answer.sentence == (
        "Begun 3 months before the evidence ends and worked on in 3 of its 3 months: "
        "46 commits by 1 person."
    )
    said = answer.extra["forecast"]["active_months_12m"]
    assert said["p"] > 0.5
    assert (said["abstained"], said["reason"]) == (
        True,
        "few projects younger than 183 days are known",
    )
    ahead = next(figure for figure in answer.figures if figure.id == "alive_forecast")
    assert "is no answer here: few projects younger than 183 days" in ahead.caption


def test_what_was_said_at_the_start_of_a_quarter_is_not_half_over(tmp_path: Path) -> None:
    """The running quarter is drawn like the others: its chance was said on its first day."""
    life = Life(tmp_path / "p")
    life.work(range(900, 0, -10))
    life.write()
    answer = ask(life.folder, tmp_path / "w", days_before=45)
    before = next(figure for figure in answer.figures if figure.id == "alive_said_before")
    assert before.results[0].rows[-1].slice == "2022-Q4"
    assert before.results[0].window.until == datetime(2022, 9, 30, 23, 59, 59, tzinfo=UTC)
    assert not any("which is not over" in note for note in charts.draw(before, "p").notes)


def test_a_young_project_that_fell_silent_is_too_young_to_tell(tmp_path: Path) -> None:
    """Two months of work and then a hundred days of nothing are no rhythm."""
    life = Life(tmp_path / "p")
    life.work(range(160, 100, -5))
    life.seen()
    life.write()
    answer = ask(life.folder, tmp_path / "w")
    assert answer.word == "cannot tell"
    assert "the last 3 months before it ends" in answer.sentence


def test_a_copy_that_ends_early_is_not_called_dead(tmp_path: Path) -> None:
    """Two hundred unseen days after weekly work are unseen, and nothing is forecast."""
    life = Life(tmp_path / "p")
    life.work(range(900, 200, -5))
    life.write()
    answer = ask(life.folder, tmp_path / "w")
    assert (answer.word, answer.confidence) == ("not seen", Confidence.NONE)
    assert (
        "; on the last day seen the answer was “active”: worked on in 12 of the last 12"
        in answer.sentence
    )
    then = ask(life.folder, tmp_path / "w", days_before=199)
    assert (then.word, then.sentence[1:-1]) == (
        "active",
        answer.sentence.split(": w")[1][:-1],
    )
    assert all(one["abstained"] for one in answer.extra["forecast"].values())
    assert dict(evidence(answer, "Who carried").rows) == {
        "Ada Berg": "the evidence ends too early to tell"
    }


@pytest.mark.parametrize(
    ("ahead", "word"), [(20_000, "not seen"), (40, "not seen"), (0, "slowing")]
)
def test_a_commit_dated_in_the_future_is_no_witness_of_silence(
    ahead: int, word: str, tmp_path: Path
) -> None:
    """A clock set to 2077, or a month ahead, does not show that nothing landed until today."""
    life = Life(tmp_path / "p")
    life.work(range(730, 0, -5))
    today = -151  # the clock of these tests, in days before NOW
    life.work([today - ahead])
    life.write()
    answer = ask(life.folder, tmp_path / "w", days_before=today)
    assert answer.word == word


def archived(life: Life, *, after: tuple[int, ...] = ()) -> None:
    """Two years of work until 300 days ago, the notice 30 days ago, a repair of it 10 days ago."""
    life.land("Begin", 1000, {"README.md": "# Lantern\n\nLights the way.\n"})
    life.work(range(990, 300, -10))
    notice = "# Lantern\n\n**This project has been archived.**\n"
    life.land("Say that it is over", 30, {"README.md": notice})
    life.land("Fix a typo in the notice", 10, {"README.md": notice + "\nThank you!\n"})
    life.work(after)
    life.seen()


def test_a_notice_is_dated_and_is_no_sign_of_life(tmp_path: Path) -> None:
    """The word is the project's own, since the day it landed; neither it nor its repair is life."""
    life = Life(tmp_path / "p")
    archived(life)
    commits = life.write()
    answer = ask(life.folder, tmp_path / "w")
    assert (answer.word, answer.confidence) == ("archived", Confidence.HIGH)
    said = answer.extra["declared"]
    assert (said["path"], said["line"], said["said_at"]) == ("README.md", 3, NOW - 30 * DAY)
    assert life_of(commits, said["commit"]) == "Say that it is over"
    assert "10 months" in answer.sentence
    assert answer.extra["forecast"]["active_months_12m"]["p"] < 0.3
    assert ("said since", f"2022-12-02 (commit {said['commit'][:10]})") in evidence(
        answer, "What the project says"
    ).rows


def life_of(commits: dict[str, str], commit: str) -> str:
    """Return what the archived project calls a commit, by its place in the script."""
    place = int(next(call for call, one in commits.items() if one == commit)[1:])
    return {70: "Say that it is over", 71: "Fix a typo in the notice"}.get(place, str(place))


def test_before_its_notice_a_project_is_judged_by_its_work(tmp_path: Path) -> None:
    """A day before the notice landed, nothing of it is known."""
    life = Life(tmp_path / "p")
    archived(life)
    life.seen(40)
    life.write()
    answer = ask(life.folder, tmp_path / "w", days_before=40)
    assert answer.word == "sporadic"
    assert answer.extra["declared"] is None


def test_a_notice_that_work_contradicts_is_shown_and_not_believed(tmp_path: Path) -> None:
    """Half a year of regular work after the notice outweighs it; the notice stands as evidence."""
    life = Life(tmp_path / "p")
    life.land("Over", 600, {"README.md": "# Lantern\n\nThis project is no longer maintained.\n"})
    life.work(range(590, 1, -5))
    life.seen()
    life.write()
    answer = ask(life.folder, tmp_path / "w")
    assert (answer.word, answer.confidence) == ("active", Confidence.MEDIUM)
    rows = dict(evidence(answer, "What the project says").rows)
    assert rows["not believed"] == "work in 12 of the last 12 months"


def test_commits_after_a_notice_lower_the_weight_of_it(tmp_path: Path) -> None:
    """Two commits of real work after the notice do not take it back, and are told."""
    life = Life(tmp_path / "p")
    archived(life, after=(9, 5))
    life.write()
    answer = ask(life.folder, tmp_path / "w")
    assert (answer.word, answer.confidence) == ("archived", Confidence.MEDIUM)
    assert "2 commits landed all the same" in answer.sentence


@pytest.mark.parametrize(
    ("path", "text", "word"),
    [
        ("README.md", "# Lantern\n\nLantern is feature complete and in maintenance mode.\n", "finished"),
        ("README.rst", "Lantern\n=======\n\nThis repository has moved to https://example.org\n", "moved"),
        ("LIESMICH", "", "dormant"),
        ("README.md", "# 灯笼\n\n本项目已停止维护，请使用其他项目。\n", "abandoned"),
        ("setup.py", "setup(classifiers=['Development Status :: 7 - Inactive'])\n", "abandoned"),
        ("composer.json", '{"name": "a/b", "abandoned": "a/c"}', "moved"),
    ],
)  # fmt: skip
def test_the_projects_own_word_overrides_its_silence(
    path: str, text: str, word: str, tmp_path: Path
) -> None:
    """Readmes of several languages and manifests decide what a year of silence cannot."""
    life = Life(tmp_path / "p")
    life.work(range(900, 420, -10))
    life.land("Last words", 400, {path: text})
    life.seen()
    life.write()
    assert ask(life.folder, tmp_path / "w").word == word


def test_a_renamed_readme_keeps_the_date_of_its_notice(tmp_path: Path) -> None:
    """The notice is as old as its words, under whatever name of the file."""
    text = "# Lantern\n\nThis package is deprecated.\n\n" + "Long history of the project.\n" * 30
    life = Life(tmp_path / "p")
    life.work(range(900, 700, -10))
    life.land("Over", 650, {"README.md": text})
    life.land("Rename", 200, {"README.md": None, "README.rst": text})  # type: ignore[dict-item]
    life.seen()
    life.write()
    said = ask(life.folder, tmp_path / "w").extra["declared"]
    assert (said["path"], said["said_at"]) == ("README.rst", NOW - 650 * DAY)


def test_signs_name_the_decline_and_who_is_expected_back(tmp_path: Path) -> None:
    """A fall of level is dated; a weekly person silent for months is overdue, one of last week is not."""
    life = Life(tmp_path / "p")
    for day in range(1000, 120, -3):
        life.work([day], by=ADA)
    for day in range(1000, 1, -20):
        life.work([day], by=BEN, path="src/b.py")
    life.seen()
    life.write()
    answer = ask(life.folder, tmp_path / "w")
    (turn, level), *_ = evidence(answer, "When the level").rows
    assert turn.startswith("decline since 2022-0")
    assert level.endswith("commits a month")
    expected = evidence(answer, "Who carried")
    people = dict(expected.rows)
    assert people["Ada Berg"].startswith("was due 2022-09-0")
    assert people["Ben Okafor"].startswith("due by 2023-01-")
    assert expected.text == "1 of 2 overdue"
    hidden = ask(life.folder, tmp_path / "w", anonymous=True)
    assert "Ada" not in repr(plain(hidden))


def test_a_year_of_work_merged_in_one_day_is_no_rise(tmp_path: Path) -> None:
    """Work counts in the month it was made: ten commits a month, half of the time on a branch."""
    life = Life(tmp_path / "p")
    life.work(range(900, 600, -3))
    started = life.land("Start", 600, {"src/next.py": "0\n"}, on="refs/heads/next", after=["c99"])
    side = started
    for day in range(597, 300, -3):
        side = life.land("Next", day, {"src/next.py": f"{day}\n"}, on="refs/heads/next")
    life.land("Merge next", 300, {"src/next.py": "1\n"}, after=["c99", side])
    life.work(range(299, 1, -3))
    life.write()
    answer = ask(life.folder, tmp_path / "w")
    assert all(not one.label.startswith("When the level") for one in answer.evidence)


def test_whoever_opts_out_is_not_expected_back_by_name(tmp_path: Path) -> None:
    """People who hide or opt out in the project's people file are named nowhere in the answer."""
    life = Life(tmp_path / "p")
    rules = '[[person]]\nis = ["ada@example.org"]\nopt_out = true\n'
    life.land("Rules", 400, {".lifesigns/people.toml": rules}, by=BEN)
    life.work(range(395, 30, -5))
    life.work(range(398, 1, -12), by=BEN, path="src/b.py")
    life.seen()
    life.write()
    answer = ask(life.folder, tmp_path / "w")
    assert [name for name, _ in evidence(answer, "Who carried").rows] == ["Ben Okafor"]
    assert "Ada" not in repr(plain(answer))


def degenerate(kind: str, life: Life) -> None:
    """Write a history that teaches nothing."""
    match kind:
        case "one commit":
            life.work([400])
        case "one day":
            for minute in range(30):
                life.commit(
                    f"m{minute}", "x", {"a": f"{minute}\n"}, by=ADA, at=NOW - 200 * DAY + minute
                )
        case "clock of 1970":
            for second in range(5):
                life.commit(f"s{second}", "x", {"a": f"{second}\n"}, by=ADA, at=second)
        case "clock of 2100":
            for day in range(5):
                at = epoch("2100-01-01T00:00") + day * DAY
                life.commit(f"d{day}", "x", {"a": f"{day}\n"}, by=ADA, at=at)
        case "only bots":
            life.work(range(400, 1, -10), by=BOT)
        case _:
            life.land("root", 400, {"a": "1\n"}, by=BOT)
            for day in range(390, 1, -30):
                side = life.land(
                    "side", day, {"b": f"{day}\n"}, by=BOT, on="refs/heads/s", after=["c0"]
                )
                life.land(
                    "Merge",
                    day,
                    {"b": f"{day}\n"},
                    by=BOT,
                    after=[f"c{max(0, int(side[1:]) - 1)}", side],
                )
    life.seen()


@pytest.mark.parametrize(
    "kind", ["one commit", "one day", "clock of 1970", "clock of 2100", "only bots", "only merges"]
)
def test_degenerate_histories_are_abstained_on(kind: str, tmp_path: Path) -> None:
    """They give a refusal or an abstention, never a crash and never a chance taken for an answer."""
    life = Life(tmp_path / "p")
    degenerate(kind, life)
    life.write()
    answer = ask(life.folder, tmp_path / "w")
    assert answer.word in SPEC.words
    assert all(one["abstained"] for one in answer.extra.get("forecast", {}).values())
    if kind in ("clock of 2100", "only bots", "only merges"):
        assert (answer.word, answer.confidence) == ("cannot tell", Confidence.NONE)


def test_nothing_after_the_moment_changes_the_answer(tmp_path: Path) -> None:
    """Later work, notices, releases, requests and their shifting leave the whole answer as it was."""
    answers = []
    for place, shift in enumerate((0, 90)):
        life = Life(tmp_path / f"p{place}")
        life.land("Begin", 1100, {"README.md": "# Lantern\n"})
        life.work(range(1090, 365, -8))
        life.work(range(1000, 370, -50), by=BEN, path="src/b.py")
        last = life.land("Release", 366, {"VERSION": "1.0.0\n"})
        life.tag("v1.0.0", last, "1.0.0", by=ADA, at=NOW - 366 * DAY)
        life.seen(365)
        later = life.land(
            "Over", 300 - shift, {"README.md": "# Lantern\n\nNo longer maintained.\n"}
        )
        life.tag("v2.0.0", later, "2.0.0", by=ADA, at=NOW - (299 - shift) * DAY)
        life.work(range(290 - shift, 150 - shift, -4), by=CLEO)
        life.request(7, 200 - shift, by=BEN)
        life.write()
        answers.append(plain(ask(life.folder, tmp_path / f"w{place}", days_before=365)))
    assert answers[0] == answers[1]
    assert answers[0].word == "active"
