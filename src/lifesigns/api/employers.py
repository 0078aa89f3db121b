"""Which employers of whom may be shown."""

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from lifesigns.kernel.shape import WITHHELD
from lifesigns.tables.people import Kind
from lifesigns.tables.people.records import Employment, Person
from lifesigns.verdicts import thresholds

if TYPE_CHECKING:
    from lifesigns.api.project import Project


def employers_of(project: "Project") -> Mapping[str, tuple[Employment, ...]]:
    """Return person id to the stretches of employment that may be shown.

    None for those who hide or opt out. For anonymous projects an organisation with fewer
    people than the threshold for groups is withheld, name and dates.
    """
    withheld = withheld_organisations(project)
    return {
        person.person_id: tuple(
            dict.fromkeys(
                Employment(WITHHELD) if stint.organisation in withheld else stint
                for stint in person.employers
            )
        )
        for person in _shown(project)
    }


def withheld_organisations(project: "Project") -> frozenset[str]:
    """Return the organisations that may not be named: none unless the project is anonymous."""
    if not project.anonymous:
        return frozenset()
    sizes = Counter(
        name
        for person in _shown(project)
        if person.kind is Kind.PERSON
        for name in {stint.organisation for stint in person.employers}
    )
    least = thresholds()["real_work_group"].value
    employers = {
        stint.organisation for person in project.people.persons for stint in person.employers
    }
    return frozenset(name for name in employers if sizes[name] < least)


def _shown(project: "Project") -> list[Person]:
    return [
        person for person in project.people.persons if not (person.is_hidden or person.is_opted_out)
    ]
