"""Organisations come from domains several people share, never from free mail or one's own."""

from lifesigns.tables.people import Identity, resolve
from lifesigns.tables.people.organisations import with_organisations

ADDRESSES = {
    "Ana Souza": "ana@dev.corvo.com",
    "Ben Okafor": "ben@corvo.com",
    "Emil Berg": "emil@berg.se",
    "Fay Lindqvist": "fay@gmail.com",
    "Chen Wei": "4242+chenwei@users.noreply.github.com",
    "Dita Novak": "dita@cs.cuni.ac.uk",
    "Gus Hill": "gus@laptop.local",
    "Ida Moe": "ida@gmail.com",
}


def test_only_shared_and_academic_domains_name_an_organisation() -> None:
    """Two people at one registrable domain, or a school, are known; all others stay unknown."""
    people = with_organisations(
        resolve([Identity(i, *pair, 3) for i, pair in enumerate(ADDRESSES.items())])
    )
    found = {p.name: [job.organisation for job in p.employers] for p in people.persons}
    assert found == {
        "Ana Souza": ["corvo.com"],
        "Ben Okafor": ["corvo.com"],
        "Emil Berg": [],
        "Fay Lindqvist": [],
        "Chen Wei": [],
        "Dita Novak": ["cuni.ac.uk"],
        "Gus Hill": [],
        "Ida Moe": [],
    }
