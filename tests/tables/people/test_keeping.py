"""A judgement of who is who, kept for the next run."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from lifesigns.tables.people import (
    DoubtfulPair,
    Employment,
    Identity,
    Kind,
    Merge,
    People,
    Person,
    Problem,
)
from lifesigns.tables.people.keeping import dump, load, method
from lifesigns.tables.people.resolve import resolve

TEXTS = st.text(max_size=12)


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=6))
def test_what_was_judged_comes_back(written: list[tuple[str, str]]) -> None:
    """Any names, lone surrogates and control characters too, survive being kept."""
    people = resolve([Identity(i, name, email, 1) for i, (name, email) in enumerate(written)])
    assert load(dump(written, people)) == (written, people)


def test_every_field_comes_back() -> None:
    """Dates, kinds, merges, doubts and problems are what they were."""
    person = Person(
        *("p1", "Ana \ud800", ("a@b.c",), (0, 1), Kind.AGENT, "says so", "ana", 7, True, True),
        (Employment("Acme", date(2020, 1, 2), None, "address"), Employment("Solo")),
    )
    people = People(
        (person,),
        (Merge(0, 1, "same address", 0.9),),
        (DoubtfulPair(0, 1, "names", 0.4, 0.25),),
        (Problem(".mailmap", 3, "no address"),),
    )
    written = [("Ana", "a@b.c"), ("ana", "x@y.z")]
    text = dump(written, people)
    assert text.isascii()
    assert load(text) == (written, people)


def test_method_names_the_code_and_its_data() -> None:
    """The digest is one of fixed length and the same within a run."""
    assert len(method()) == 64
    assert method() == method()
