"""Hide who people are while keeping apart who is not the same."""

from collections.abc import Iterable
from dataclasses import replace
from hashlib import blake2b

from lifesigns.tables.people.records import Kind, People, Person

_SHORTEST = 4


def _digest(person_id: str, salt: str) -> str:
    key = blake2b(salt.encode("utf-8", "surrogatepass"), digest_size=32).digest()
    return blake2b(person_id.encode(), key=key, digest_size=16).hexdigest().upper()


def _pseudonyms(person_ids: Iterable[str], salt: str) -> dict[str, str]:
    """Return the shortest pseudonyms that keep everybody apart, at least four signs long."""
    digests = {person_id: _digest(person_id, salt) for person_id in person_ids}
    length = _SHORTEST
    while len({digest[:length] for digest in digests.values()}) < len(digests):
        length += 1
    return {person_id: f"Person {digest[:length]}" for person_id, digest in digests.items()}


def anonymise(people: People, salt: str) -> People:
    """Return the same people under pseudonyms such as "Person A7F3".

    Pseudonyms depend on the person and the salt alone, so the same salt gives the same ones;
    whoever does not know the salt cannot compute them from a name or address. Addresses,
    logins, account ids and the reasons for merges are dropped; bots and agents keep theirs.
    Person ids stay, as tables refer to them: they must not be shown.
    """
    hidden = [person for person in people.persons if person.kind is Kind.PERSON]
    names = _pseudonyms((person.person_id for person in hidden), salt)

    def mask(person: Person) -> Person:
        if person.kind is not Kind.PERSON:
            return person
        employers = tuple(replace(stint, reason="") for stint in person.employers)
        return replace(
            person, name=names[person.person_id], emails=(), kind_reason="", login=None,
            github_id=None, employers=employers,
        )  # fmt: skip

    return People(persons=tuple(mask(person) for person in people.persons))
