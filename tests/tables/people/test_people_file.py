"""The people file of a project overrules every guess, and never silently contradicts itself."""

import contextlib
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lifesigns.kernel.errors import UsageError
from lifesigns.tables.people import Employment, Identity, Kind, People
from lifesigns.tables.people.resolve import resolve

ROWS = [
    Identity(0, "Ann Bell", "ann@x.org", 9, 100, 900),
    Identity(1, "zed", "zed@y.org", 3, 200, 800),
    Identity(2, "Ann Bell", "ann.bell@z.org", 2, 300, 700),
    Identity(3, "Cy", "7+cyborg@users.noreply.github.com", 1, 400, 600),
    Identity(4, "deploy-bot", "deploy@x.org", 5, 500, 550),
]

TWO_JOBS = """[[person]]
is = ["a@x"]
employers = [{organisation="A", from=2020-01-01},
  {organisation="B", from=2021-01-01}]
"""


def ruled(text: str) -> People:
    """Resolve the five identities under a people file."""
    return resolve(ROWS, people_file=text)


def groups(people: People) -> set[tuple[int, ...]]:
    """Return the identities of every person."""
    return {person.identities for person in people.persons}


def test_accepting_joins_what_nothing_else_would() -> None:
    """Addresses, pairs and logins under `is` are one person, with the line as the reason."""
    people = ruled(
        '\n[[person]]\nname = "Ann B."\nis = ["ann@x.org", "ZED <zed@y.org>", "@cyborg"]\n'
    )
    assert (0, 1, 2, 3) in groups(people)
    assert next(p for p in people.persons if 0 in p.identities).name == "Ann B."
    assert any(merge.reason == "people file, line 2" for merge in people.merges)


def test_splitting_beats_every_evidence() -> None:
    """What `not` names stays apart, even under one full name or one mailmap entry."""
    text = '[[person]]\nis = ["ann@x.org"]\nnot = ["ann.bell@z.org"]\n'
    assert (0, 2) in groups(resolve(ROWS))
    assert {(0,), (2,)} <= groups(ruled(text))
    mapped = resolve(ROWS, mailmap="Ann <ann@x.org> <ann.bell@z.org>\n", people_file=text)
    assert {(0,), (2,)} <= groups(mapped)


def test_hiding_opting_out_kind_and_employers_are_kept() -> None:
    """Everything said about a person arrives in the record."""
    people = ruled(
        '[[person]]\nis = ["zed@y.org"]\nhide = true\nopt_out = true\n'
        'employers = [\n  { organisation = "Corvo", from = 2021-02-01 },\n'
        '  { organisation = "Abel", from = 2019-01-01, to = 2021-02-01 },\n]\n'
        '[[person]]\nis = ["deploy@x.org"]\nkind = "person"\n'
    )
    zed = next(p for p in people.persons if 1 in p.identities)
    assert zed.is_hidden
    assert zed.is_opted_out
    assert zed.employers == (
        Employment("Abel", date(2019, 1, 1), date(2021, 2, 1), "people file, line 7", is_over=True),
        Employment("Corvo", date(2021, 2, 1), None, "people file, line 6"),
    )
    assert next(p for p in people.persons if 4 in p.identities).kind is Kind.PERSON


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ('[[person]]\nis = ["ann@x.org"]\n\n[[person]]\nis = ["Ann@X.org"]\n', "lines 2 and 5"),
        (
            '[[person]]\nis = ["ann@x.org"]\n[[person]]\nis = ["Ann Bell <ann@x.org>"]\n',
            "lines 2 and 4",
        ),
        ('[[person]]\nis = ["zed@y.org"]\nnot = [\n "zed@y.org" ]\n', "lines 2 and 4"),
        ('[[person]]\nis = ["zed@y.org"]\nnot = ["zed <zed@y.org>"]\n', "lines 2 and 3"),
        (
            TWO_JOBS,
            "lines 3 and 4",
        ),
    ],
)
def test_contradictions_name_both_lines(text: str, lines: str) -> None:
    """Two statements about one identity that cannot both hold are a usage error."""
    with pytest.raises(UsageError, match=lines):
        ruled(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[person]\n", "not valid TOML"),
        ('[[people]]\nis = ["a@x"]\n', "line 1: unknown key 'people'; known are person"),
        (
            '[[person]]\nis = ["a@x"]\nhiden = true\n',
            "line 3: unknown key 'hiden'; did you mean 'hide'",
        ),
        ('[[person]]\nname = "A"\n', "line 1: say whom you mean"),
        ('[[person]]\nis = "a@x"\n', "line 2: 'is' must be a list"),
        ('[[person]]\nis = ["a@x"]\nkind = "robot"\n', "line 3: 'kind' must be"),
        ('[[person]]\nis = ["a@x"]\nemployers = [{organisation="A", from="2020"}]\n', "line 3"),
        ('[[person]]\nis = ["a@x"]\nopt_out = "yes"\n', "line 3: 'opt_out' must be true"),
        ("person = 3\n", "people are written as"),
    ],
)
def test_mistakes_are_named_with_their_line(text: str, message: str) -> None:
    """A file that cannot be read says where and what to write instead."""
    with pytest.raises(UsageError, match=message):
        ruled(text)


def test_selectors_that_fit_nobody_are_reported_not_fatal() -> None:
    """Somebody named ahead of time is a problem with a line, and nothing else."""
    people = ruled('[[person]]\nis = ["ann@x.org",\n  "ghost@nowhere.org"]\n')
    assert [(p.line, p.message) for p in people.problems] == [(3, "fits nobody in this history")]


@settings(max_examples=80, deadline=None)
@given(text=st.text(max_size=200))
def test_any_text_is_read_or_refused_clearly(text: str) -> None:
    """No input makes anything but a result or a usage error."""
    with contextlib.suppress(UsageError):
        assert ruled(text).persons


def test_a_mark_that_some_editors_begin_files_with_is_no_error() -> None:
    """A file saved with a byte order mark and CRLF rules like any other."""
    people = ruled('\ufeff[[person]]\r\nname = "Zed"\r\nis = ["ann@x.org", "zed@y.org"]\r\n')
    assert "Zed" in {person.name for person in people.persons}


def test_a_bare_name_is_told_from_somebody_not_seen() -> None:
    """Names point at nobody: who writes one learns what would, who writes an address does not."""
    people = ruled('[[person]]\nis = ["Ann Bell",\n "gone@x.org", "Gone <>", "@gone"]\n')
    said = {problem.message for problem in people.problems if problem.line == 2}
    assert said == {"is no address, no Name <address> and no @login"}
    others = [problem.message for problem in people.problems if problem.line == 3]
    assert others == ["fits nobody in this history"] * 3


def test_a_question_ends_as_one() -> None:
    """The sentence that offers another key has one mark at its end."""
    with pytest.raises(UsageError, match=r"did you mean 'employers'\? Correct"):
        ruled('[[person]]\nis = ["ann@x.org"]\nemployer = []\n')
