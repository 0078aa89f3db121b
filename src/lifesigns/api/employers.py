"""Which employers of whom may be shown."""

from collections import Counter
from collections.abc import Mapping

from lifesigns.kernel.shape import WITHHELD
from lifesigns.tables.people import Kind, People
from lifesigns.tables.people.records import Employment, Person
from lifesigns.verdicts import thresholds


def employers_of(people: People, *, anonymous: bool) -> Mapping[str, tuple[Employment, ...]]:
    """Return person id to the stretches of employment that may be shown.

    None for those who hide or opt out. Where people are anonymous an organisation with
    fewer of them than the threshold for groups is withheld, name and dates.
    """
    withheld = withheld_organisations(people, anonymous=anonymous)
    return {
        person.person_id: tuple(
            dict.fromkeys(
                Employment(WITHHELD) if stint.organisation in withheld else stint
                for stint in person.employers
            )
        )
        for person in _shown(people)
    }


def withheld_organisations(people: People, *, anonymous: bool) -> frozenset[str]:
    """Return the organisations that may not be named: none unless people are anonymous."""
    if not anonymous:
        return frozenset()
    sizes = Counter(
        name
        for person in _shown(people)
        if person.kind is Kind.PERSON
        for name in {stint.organisation for stint in person.employers}
    )
    least = thresholds()["real_work_group"].value
    employers = {stint.organisation for person in people.persons for stint in person.employers}
    return frozenset(name for name in employers if sizes[name] < least)


def _shown(people: People) -> list[Person]:
    return [person for person in people.persons if not (person.is_hidden or person.is_opted_out)]
