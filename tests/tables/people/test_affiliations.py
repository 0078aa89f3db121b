"""Employers by date: what an address tells, and why it often tells nothing."""

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lifesigns.tables.people import Employment, Identity
from lifesigns.tables.people.affiliation_files import read_affiliations
from lifesigns.tables.people.affiliations import (
    Affiliations,
    Employer,
    Unknown,
    by_day,
    covers,
    employer,
)
from lifesigns.tables.people.resolve import resolve

DEVELOPERS = """# people
annb: ann!x.org, ann.bell!gmail.com
\tCorvo until 2020-05-01
\tAbel from 2020-05-01 until 2022-01-01
  NotFound from 2022-01-01
"""
MAP = "old.example.net  Old Works < 2015-01-01\nold.example.net New Works\nnonsense\n"


def at(year: int, month: int = 1, day: int = 1) -> int:
    """Return an instant in epoch seconds."""
    return int(datetime(year, month, day, tzinfo=UTC).timestamp())


@pytest.mark.parametrize(
    ("email", "on", "organisation"),
    [
        ("a@sun.com", date(2009, 6, 1), "Sun Microsystems"),
        ("a@sun.com", date(2010, 1, 27), "Oracle"),
        ("a@suse.de", date(2008, 6, 1), "Novell"),
        ("a@suse.de", date(2012, 6, 1), "SUSE"),
        ("a@linux.vnet.ibm.com", None, "IBM"),
        ("a@rd.bbc.co.uk", None, "BBC"),
        ("a@cl.cam.ac.uk", None, "cam.ac.uk"),
        ("a@physik.fu-berlin.de", None, "Freie Universität Berlin"),
        ("a@4pd.io", None, "4Paradigm"),
        ("a@dev.kingdee.com", None, "Kingdee"),
        ("a@autohome.com.cn", None, "Autohome"),
    ],
)
def test_domains_name_organisations_by_date(email: str, on: date | None, organisation: str) -> None:
    """Sub-domains lead to what somebody registered; domains that changed hands know when."""
    found = employer(email, on)
    assert isinstance(found, Employer)
    assert found.organisation == organisation


@pytest.mark.parametrize(
    ("email", "reason"),
    [
        ("a@gmail.com", "free mail"),
        ("7+a@users.noreply.github.com", "no-reply address of a forge"),
        ("root@localhost", "not an address on the internet"),
        ("a@apache.org", "address of a community"),
        ("a@alum.mit.edu", "address of a community"),
        ("a@some-unknown-place.de", "a domain not known"),
        ("a@ac", "not an address on the internet"),
        ("a@initial.ac", "a domain not known"),
    ],
)
def test_what_tells_nothing_is_unknown_with_its_reason(email: str, reason: str) -> None:
    """Unknown is an answer with a reason, never a guess."""
    assert employer(email) == Unknown(reason)


def test_gitdm_files_overrule_the_tables() -> None:
    """Both formats are read, with dates; nonsense is reported with its line."""
    file = read_affiliations(DEVELOPERS + MAP)
    known = Affiliations((file,))
    answers = [known.employer("ann.bell@gmail.com", date(y, 1, 1)) for y in (2019, 2021, 2023)]
    assert [getattr(a, "organisation", None) for a in answers] == ["Corvo", "Abel", None]
    assert known.employer("a@mail.old.example.net", date(2014, 1, 1)) == Employer(
        "Old Works", "affiliations, line 6"
    )
    new = known.employer("a@old.example.net")
    assert isinstance(new, Employer)
    assert new.organisation == "New Works"
    assert [problem.line for problem in file.problems] == [8]
    assert read_affiliations("\ufeff" + MAP).stints == read_affiliations(MAP).stints


def test_a_career_follows_the_addresses_and_the_owners_of_domains() -> None:
    """Stints run from first to last commit, cut where a domain changed hands."""
    people = resolve(
        [
            Identity(0, "Ann Bell", "ann@sun.com", 9, at(2008), at(2011)),
            Identity(1, "Ann Bell", "ann@redhat.com", 9, at(2012), at(2013)),
            Identity(2, "Ann Bell", "ann@gmail.com", 9, at(2013), at(2015)),
        ]
    )
    assert [(j.organisation, j.from_on, j.to_on) for j in people.persons[0].employers] == [
        ("Sun Microsystems", date(2008, 1, 1), date(2010, 1, 27)),
        ("Oracle", date(2010, 1, 27), date(2011, 1, 2)),
        ("Red Hat", date(2012, 1, 1), date(2013, 1, 2)),
    ]


def test_ids_of_messages_make_no_organisation_of_ones_own_domain() -> None:
    """Addresses without a name, as trailers hold them, are nobody; their domain stays one's own."""
    rows = [
        Identity(0, "Ann Bell", "ann@abell.org", 9, at(2020), at(2021)),
        Identity(1, "", "4B0C4744.7080401@abell.org", 0, at(2020), at(2020)),
        Identity(2, "", "20090803.GA4204@abell.org", 0, at(2020), at(2020)),
    ]
    found = {p.name: p.employers for p in resolve(rows).persons}
    assert found["Ann Bell"] == ()


def test_a_domain_of_several_people_names_their_organisation_and_ones_own_does_not() -> None:
    """Two people at one registered domain make it an organisation, one person does not."""
    rows = [
        Identity(0, "Ann Bell", "ann@dev.corvo.io", 1, at(2020), at(2021)),
        Identity(1, "Carl Dietz", "carl@corvo.io", 1, at(2020), at(2021)),
        Identity(2, "Eve Fox", "eve@fox.io", 1, at(2020), at(2021)),
        Identity(3, "Eve Fox", "mail@fox.io", 1, at(2020), at(2021)),
    ]
    found = {p.name: [j.organisation for j in p.employers] for p in resolve(rows).persons}
    assert found == {"Ann Bell": ["corvo.io"], "Carl Dietz": ["corvo.io"], "Eve Fox": []}


@pytest.mark.parametrize(
    "accounts",
    [
        (("Ann Corvenholt", "ann@corvenholt.us"), ("Bo Corvenholt", "bo@corvenholt.us")),
        (("Abel Carloedp", "me@carloedp.com"), ("Bruno Vann", "me@carloedp.com")),
        (("Anthony Fu", "github@antfu.me"), ("Bo Dunn", "bo@antfu.me")),
        (("Ann Bell", "ann.bell@alumni.corvo.io"), ("Bo Dunn", "bo.dunn@alumni.corvo.io")),
    ],
)
def test_a_familys_a_shared_mailboxs_and_an_alumni_domain_name_no_organisation(
    accounts: tuple[tuple[str, str], ...],
) -> None:
    """Namesakes of the domain do not count, one mailbox counts once, alumni have left."""
    rows = [Identity(i, *account, 5, at(2020), at(2021)) for i, account in enumerate(accounts)]
    assert all(person.employers == () for person in resolve(rows).persons)


def test_a_company_account_does_not_hide_the_companys_domain() -> None:
    """Two colleagues are enough, whatever a third account calls itself."""
    names = ("Ann Bell", "Bo Dunn", "Delphica Engineering")
    rows = [
        Identity(i, name, f"{name.split()[0].lower()}@delphica.com", 5, at(2020), at(2021))
        for i, name in enumerate(names)
    ]
    employers = {p.name: [e.organisation for e in p.employers] for p in resolve(rows).persons}
    assert employers["Ann Bell"] == employers["Bo Dunn"] == ["delphica.com"]


@settings(max_examples=100, deadline=None)
@given(email=st.one_of(st.text(max_size=60), st.from_regex(r"\A[a-z.@-]{0,40}\Z")), on=st.dates())
def test_every_address_gets_an_answer_with_a_reason(email: str, on: date) -> None:
    """No address vanishes: each has an employer or an unknown, and a reason."""
    assert employer(email, on).reason


@settings(max_examples=100, deadline=None)
@given(text=st.text(alphabet="ab:!@.,< \t\n2019-0from until", max_size=120))
def test_any_affiliation_text_is_read(text: str) -> None:
    """Hostile files give stints or problems, never a crash."""
    for stints in read_affiliations(text).stints.values():
        assert all(stint.organisation for stint in stints)


def test_an_employer_counts_while_its_address_is_used_and_a_year_beyond() -> None:
    """Before the first sight there is none; the end somebody states is the end."""
    address = Employment("Corvo", date(2016, 3, 1), date(2016, 5, 1), "domain corvo.com")
    told = Employment("Abel", date(2019, 1, 1), date(2020, 1, 1), "people file", is_over=True)
    found = by_day([address, told])
    assert [(one.organisation, one.from_on, one.to_on) for one in found] == [
        ("Corvo", date(2016, 3, 1), date(2017, 5, 1)),
        ("Abel", date(2019, 1, 1), date(2020, 1, 1)),
    ]


def test_where_two_employers_hold_the_one_that_began_last_counts() -> None:
    """An address in use outweighs one that is only taken to last; then the first holds again."""
    long = Employment("Corvo", date(2010, 1, 1), date(2020, 1, 1))
    short = Employment("Abel", date(2012, 1, 1), date(2012, 6, 1))
    later = Employment("Bode", date(2020, 3, 1), None)
    assert [(one.organisation, one.from_on) for one in by_day([later, long, short])] == [
        ("Corvo", date(2010, 1, 1)),
        ("Abel", date(2012, 1, 1)),
        ("Corvo", date(2012, 6, 1)),
        ("Bode", date(2020, 3, 1)),
    ]


@given(
    st.lists(
        st.tuples(
            st.sampled_from("abc"),
            st.none() | st.dates(),
            st.none() | st.dates(),
            st.booleans(),
        ),
        max_size=5,
    )
)
@settings(max_examples=60, deadline=None)
def test_days_have_one_employer_at_most(
    given_stints: list[tuple[str, date | None, date | None, bool]],
) -> None:
    """Stretches follow each other without overlap, and hold every day that a stint names."""
    stints = [
        Employment(name, begin, end, "", is_over)
        for name, begin, end, is_over in given_stints
        if begin is None or end is None or begin < end
    ]
    found = by_day(stints)
    for one, following in pairwise(found):
        assert one.to_on is not None
        assert following.from_on is not None
        assert one.to_on <= following.from_on
    for stint in stints:
        first = stint.from_on or date.min
        if first < (stint.to_on or date.max):
            assert any(covers(one, first) for one in found)
