"""What AUTHORS and MAINTAINERS files say of people is heard, and no more than that."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lifesigns.tables.people import Identity
from lifesigns.tables.people.credits import read_credits
from lifesigns.tables.people.resolve import resolve

ROWS = [
    Identity(0, "Ann Bellweather", "ann@corvo.io", 9, 1, 5),
    Identity(1, "nightowl", "7+nightowl@users.noreply.github.com", 3, 2, 6),
    Identity(2, "Carl Dietz", "carl@dietz.de", 2, 3, 7),
]


@pytest.mark.parametrize(
    "text",
    [
        "Ann Bellweather <ann@corvo.io> (@nightowl)",
        "| [Ann Bellweather](https://corvo.io) | [nightowl](https://github.com/nightowl) | Corvo |",
        "* Ann Bellweather - @nightowl",
        '[people.ann]\nName = "Ann Bellweather"\nEmail = "ann@corvo.io"\nGitHub = "nightowl"\n',
        '{"contributors": [{\n"login": "nightowl",\n"name": "Ann Bellweather",\n}]}',
    ],
)
def test_a_line_ties_login_name_and_address(text: str) -> None:
    """Text, tables, lists, TOML and JSON all tie the accounts of one person, with the line."""
    people = resolve(ROWS, documents=[("MAINTAINERS", text)])
    assert {person.identities for person in people.persons} == {(0, 1), (2,)}
    assert people.merges[0].reason.startswith("MAINTAINERS, line ")


@pytest.mark.parametrize(
    "text",
    [
        "Ann Bellweather @nightowl, Carl Dietz @carl",
        "Ann Bellweather and @nightowl and @someone",
        "thanks to @nightowl",
        "Ann Bellweather",
        "https://github.com/nightowl/project by Ann Bellweather",
    ],
)
def test_lines_about_several_people_or_none_tie_nothing(text: str) -> None:
    """Two logins, prose, or a repository's address are no statement about one person."""
    assert len(resolve(ROWS, documents=[("AUTHORS", text)]).persons) == 3


def test_a_common_name_is_no_mark() -> None:
    """Where a second bearer is to be expected, a name in a document ties nobody."""
    rows = [Identity(0, "David Chen", "david@corvo.io"), ROWS[1]]
    rows += [Identity(n, f"person{n}", f"p{n}@x{n}.org") for n in range(2, 3000)]
    people = resolve(rows, documents=[("AUTHORS", "David Chen @nightowl")])
    assert people.person_of()[0] != people.person_of()[1]


@settings(max_examples=100, deadline=None)
@given(text=st.text(alphabet='ab @<>"=:[](){}|\n.-,AB', max_size=200))
def test_any_document_is_read(text: str) -> None:
    """Hostile documents give credits with lines, never a crash."""
    assert all(credit.line >= 1 for credit in read_credits("AUTHORS", text))
