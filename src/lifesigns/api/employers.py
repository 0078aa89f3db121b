"""Which employers of whom may be shown."""

from collections import Counter
from collections.abc import Mapping

from lifesigns.api.project import Project
from lifesigns.tables.people import Kind
from lifesigns.tables.people.records import Employment
from lifesigns.verdicts import thresholds

WITHHELD = "(withheld)"
"""Stands for an organisation with so few people that its name would tell who somebody is."""


def employers_of(project: Project) -> Mapping[str, tuple[Employment, ...]]:
    """Return person id to the stretches of employment that may be shown.

    None for those who hide or opt out. For anonymous projects an organisation with fewer
    people than the threshold for groups is withheld, name and dates.
    """
    persons = [
        person for person in project.people.persons if not (person.is_hidden or person.is_opted_out)
    ]
    if not project.anonymous:
        return {person.person_id: person.employers for person in persons}
    sizes = Counter(
        name
        for person in persons
        if person.kind is Kind.PERSON
        for name in {stint.organisation for stint in person.employers}
    )
    least = thresholds()["real_work_group"].value
    return {
        person.person_id: tuple(
            dict.fromkeys(
                stint if sizes[stint.organisation] >= least else Employment(WITHHELD)
                for stint in person.employers
            )
        )
        for person in persons
    }
