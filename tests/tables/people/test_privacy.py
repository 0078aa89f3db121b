"""Anonymised people keep their number and their work and lose everything that names them."""

from lifesigns.tables.people import Identity, Kind
from lifesigns.tables.people.privacy import anonymise
from lifesigns.tables.people.resolve import resolve

IDENTITIES = [
    Identity(0, "Ana Souza", "ana@corvo.example", 5),
    Identity(1, "ana souza", "ana@corvo.example", 2),
    Identity(2, "Ben Okafor", "1+ben@users.noreply.github.com", 3),
    Identity(3, "dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com", 9),
]


def test_nothing_that_names_a_person_survives() -> None:
    """Names, addresses, logins and merge reasons go; bots keep theirs."""
    hidden = anonymise(resolve(IDENTITIES), "lantern")
    text = repr([person for person in hidden.persons if person.kind is Kind.PERSON])
    for secret in ("Ana", "ana", "Souza", "Ben", "Okafor", "corvo"):
        assert secret not in text.replace(hidden.persons[0].person_id, "")
    assert hidden.merges == ()
    assert [p.name for p in hidden.persons if p.kind is Kind.BOT] == ["dependabot[bot]"]


def test_pseudonyms_are_stable_different_and_bound_to_the_salt() -> None:
    """The same salt gives the same pseudonyms, another one others; no two people share one."""
    people = resolve(IDENTITIES)
    once, again, other = (anonymise(people, salt) for salt in ("a", "a", "b"))
    names = [p.name for p in once.persons if p.kind is Kind.PERSON]
    assert once == again
    assert len(set(names)) == len(names) == 2
    assert not set(names) & {p.name for p in other.persons if p.kind is Kind.PERSON}
