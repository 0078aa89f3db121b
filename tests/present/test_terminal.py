"""Terminal text: one screen, aligned, inert."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifesigns.kernel.answer import MetricResult
from lifesigns.kernel.holdings import Check, Doubt, Held, HeldTable, PersonEntry
from lifesigns.kernel.shape import Row, Shape
from lifesigns.kernel.unit import Unit
from lifesigns.kernel.window import Window
from lifesigns.present import markdown, terminal
from lifesigns.present.cells import cell, clip, clip_words, pad, width_of, wrap, wrap_most
from lifesigns.present.charts import standalone
from tests.present.sample_report import CATALOGUE, PULSE, hostile_report, report
from tests.present.sample_results import CHANGE_KINDS, CLOCK, HOSTILE, RESULTS, TOP_PEOPLE

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
PEOPLE = (
    PersonEntry(
        "Ada Lovelace", ("Ada Lovelace", "ada"), ("ada@acme.example",), False, "person", "", 912, 40, 0.25,
        datetime(2018, 1, 4, tzinfo=UTC), datetime(2026, 11, 12, tzinfo=UTC), ("UTC+1",), ("Acme",), ("same address",),
    ),
    PersonEntry(
        " ".join(HOSTILE), HOSTILE, HOSTILE, True, "bot", "its name ends in [bot]", 3, None, None,
        None, None, (), (), (),
    ),
)  # fmt: skip
HELD = (
    Held(
        "example/project", "https://git.example/x.git", "/home/a/.cache/x", 5_600_000,
        datetime(2026, 11, 12, tzinfo=UTC), (HeldTable("commits", 31812, 1.0, "every ref"), HeldTable("refs", 3, None, "")),
    ),
    Held("broken", "", "/x", 0, None, (), "The store was written by a newer program."),
)  # fmt: skip


@pytest.mark.parametrize("width", [60, 80, 132])
def test_the_summary_fits_one_screen(width: int) -> None:
    """Ten answers, the Pulse and the coverage fit 24 lines of the given width."""
    lines = terminal.summary(report(), width=width, colour=False).splitlines()
    assert len(lines) <= 24
    assert max(map(width_of, lines)) <= width


def test_the_summary_gives_each_answer_a_line() -> None:
    """Each question has its line with sign, id, word and sentence, in order.

    The first sentence stands above in full; its line says how sure it is.
    """
    text = terminal.summary(report(), width=100, colour=False)
    found = re.findall(r"^[✓~!•?] (\w+)  +(.+?)  +(.+)$", text, re.MULTILINE)
    assert [question for question, _, _ in found] == [
        answer.question for answer in report().answers
    ]
    assert found[0][1] == "active"
    assert found[0][2] == "High confidence"
    assert found[1][2].startswith(report().answers[1].sentence[:30])
    assert report().answers[0].sentence in " ".join(text.split())
    assert "Excluding merges, 17 authors" in text
    assert "This is a shallow clone" in text


def test_what_a_forge_counts_stands_beside_all_that_is_there() -> None:
    """Commits of the default branch are told where other refs hold more, and only there."""
    found = report()
    subject = replace(found.subject, n_commits=151, n_commits_default=4)
    alone = replace(subject, n_commits=4)
    for told in (terminal.summary, markdown.report):
        assert "151 commits (4 on main)" in told(replace(found, subject=subject))
        assert "4 commits (" not in told(replace(found, subject=alone))


def test_colour_only_when_asked() -> None:
    """Without colour there is no escape at all; with colour the text is the same."""
    plain = terminal.summary(report(), colour=False)
    coloured = terminal.summary(report(), colour=True)
    assert "\x1b" not in plain
    assert COLOUR.sub("", coloured) == plain


def test_an_answer_shows_its_evidence() -> None:
    """Value, n, what is missing and what would change it."""
    text = terminal.answer(report().answers[0], colour=False)
    assert re.search(r"People who contributed in the last year +71 people +n.=.2.713", text)
    assert re.search(r"Time to first response +not collected", text)
    assert "A year without a commit by a person." in text
    assert "The forge's archive flag: not collected." in text


def test_results_by_shape() -> None:
    """A single is one value with bounds, rows have bars, a missing result says why."""
    assert "34% (25% to 44%)" in terminal.result(RESULTS[4], colour=False)
    kinds = terminal.result(CHANGE_KINDS, colour=False)
    assert re.search(r"core code +41% +█+", kinds)
    assert re.search(r"^generated +not known$", kinds, re.MULTILINE)
    assert "The first 40 of 167." in terminal.result(CLOCK, colour=False)
    assert "Issues live on the forge" in terminal.result(RESULTS[14], colour=False)


def test_the_pulse_counts_both_ways() -> None:
    """The sentence stands above a table of both ways of counting."""
    text = terminal.pulse(PULSE, width=100, colour=False)
    assert re.search(r"Authors +17 addresses +14 people, 2 bots", text)
    assert re.search(r"Lines added +4.812 net +not known", text)


def test_catalogue_and_explanation() -> None:
    """Entries stand under their kinds; one entry shows all its text and its query."""
    listed = terminal.catalogue(CATALOGUE.values(), colour=False)
    assert listed.startswith("metric\n")
    assert re.search(r"^  survival +Survival forecast$", listed, re.MULTILINE)
    text = terminal.explain(CATALOGUE["contributors"], colour=False)
    assert "  WHERE NOT is_merge AND 1 < 2\n" in text
    assert "- Squash merges credit one author." in text


def test_the_doubtful_pairs_that_are_not_shown_are_counted() -> None:
    """Who settles the ten that weigh most knows how many follow; ten and fewer are all shown."""
    doubts = [Doubt(f"Ann {n}", "Bo", "same login", 0.5, 0.01) for n in range(12)]
    told = terminal.people(PEOPLE, doubts, width=200, colour=False)
    assert "Ann 9 and Bo" in told
    assert "Ann 10 and Bo" not in told
    assert "- 2 more, listed when these are settled." in told
    assert "more" not in terminal.people(PEOPLE, doubts[:10], width=200, colour=False)


def test_people_status_and_checks() -> None:
    """Lists of people, holdings and checks are tables that say what is not known."""
    people = terminal.people(PEOPLE, colour=False)
    assert re.search(r"Ada Lovelace +912 +2018-01-04 +2026-11-12 +Acme", people)
    status = terminal.status(HELD, colour=False)
    assert re.search(r"commits +31,812 +100% +every ref", status)
    assert "newer program" in status
    checks = terminal.checks([Check("git", False, "none", "Install git.")], colour=False)
    assert checks == "! git: none\n  Install git.\n"


@pytest.mark.parametrize(
    "text",
    [
        terminal.summary(hostile_report(), colour=False),
        terminal.answer(hostile_report().answers[0], colour=False),
        terminal.result(TOP_PEOPLE, colour=False),
        terminal.people(PEOPLE, colour=False),
        terminal.table(HOSTILE, [HOSTILE, HOSTILE], colour=False),
    ],
)
def test_hostile_text_cannot_drive_the_terminal(text: str) -> None:
    """No escape, control or bidirectional override passes, and no line is longer than the screen."""
    assert not re.search(
        "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b-\u200f]", text
    )
    assert max(map(width_of, text.splitlines())) <= 80
    text.encode("utf-8")


def test_wide_characters_take_two_columns() -> None:
    """Columns line up with Chinese names and accents."""
    assert width_of("李小龙") == 6
    assert width_of("e\u0301") == 1
    lines = terminal.table(
        ("name", "n"), [("李小龙", "1"), ("Ada", "2")], colour=False
    ).splitlines()
    assert [width_of(line) for line in lines] == [9, 9, 9]
    assert clip("李小龙", 5) == "李小…"


@given(st.text(max_size=80), st.integers(1, 40))
def test_cells_never_exceed_their_width(text: str, width: int) -> None:
    """Whatever the text, a cell is at most as wide as asked, and padding fills it exactly."""
    shown = cell(text, width)
    assert width_of(shown) <= width
    assert width_of(pad(shown, width)) == width
    assert all(width_of(line) <= max(2, width) for line in wrap(text, max(2, width)))


def test_sentences_are_cut_between_words() -> None:
    """No half word stands before the ellipsis, unless the first word is too long itself."""
    assert clip_words("One two three", 13) == "One two three"
    assert clip_words("One two, three", 11) == "One two…"
    assert clip_words("One two three", 8) == "One two…"
    assert clip_words("Incomprehensible", 6) == "Incom…"


def test_a_long_series_ends_with_the_latest() -> None:
    """Of more periods than fit the last are shown, of other rows the first."""
    rows = tuple(Row(f"{year}", 1.0, 1) for year in range(1970, 2027))
    window = Window(datetime(1970, 1, 1, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC))
    years = MetricResult("commits", "C", Unit.COMMITS, Shape.SINGLE, window, "year", rows, 57)
    text = terminal.result(years, colour=False)
    assert "2026" in text.splitlines()[-2]
    assert "The last 40 of 57" in text
    people = tuple(Row("all", 60.0 - i, 1, f"p{i}") for i in range(57))
    ranking = MetricResult("x", "P", Unit.COMMITS, Shape.RANKING, window, "", people, 57)
    assert "The first 40 of 57" in terminal.result(ranking, colour=False)


def test_what_is_cut_says_so() -> None:
    """A text of four lines in three ends with an ellipsis; one of three lines is whole."""
    text = "one two three four five six seven eight"
    assert wrap(text, 10) == ["one two", "three four", "five six", "seven", "eight"]
    assert wrap_most(text, 10, 3) == ["one two", "three four", "five six…"]
    assert wrap_most(text, 10, 5) == wrap(text, 10)


def test_rows_stand_below_their_slice() -> None:
    """A ranking by year says which year; each has its first rows, the latest years as many as fit."""
    years = [str(2015 + at) for at in range(6)]
    rows = tuple(Row(year, 20.0 - at, 9, key=f"p{at}") for year in years for at in range(12))
    ranked = replace(TOP_PEOPLE, by="year", rows=rows)
    text = terminal.result(ranked, width=80, colour=False)
    heads = [line for line in text.split("\n") if line in years]
    assert heads == years[-4:]
    assert text.count("  p0 ") == text.count("  p9 ") == 4
    assert "p10" not in text
    assert text.rstrip().endswith("40 of 72, of each slice 10 at most; CSV and JSON have all.")
    few = terminal.result(replace(ranked, rows=rows[:12]), width=80, colour=False)
    assert few.count("2015\n") == 1
    assert "10 of 12" in few


def test_rows_by_person_say_who_and_what() -> None:
    """The label of such a row names its slice; its key stays, in text, Markdown and pictures."""
    rows = (
        Row("p1", 12.0, 12, key="core_code", label="Ann Bell"),
        Row("p1", 7.0, 7, key="ci", label="Ann Bell"),
        Row("p2", 3.0, 3, key="ci", label="Bob Cole"),
    )
    found = replace(CHANGE_KINDS, by="person", unit=Unit.COMMITS, rows=rows)
    text = terminal.result(found, width=80, colour=False)
    assert re.sub(r" {2,}\d.*", "", text).endswith(
        "\nAnn Bell\n  core code\n  CI\n\nBob Cole\n  CI\n"
    )
    assert "| Ann Bell | core code | 12 | 12 |" in markdown.result(found)
    assert "Bob Cole: CI" in standalone.draw(found)
    own = replace(TOP_PEOPLE, by="person", rows=(Row("p1", 2.0, 2, key="p1", label="Ann Bell"),))
    assert "\nAnn Bell\n  Ann Bell  " in terminal.result(own, width=80, colour=False)
