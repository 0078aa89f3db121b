"""Who is who: what is merged, what is refused, and the laws that always hold."""

import gc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lifesigns.kernel.errors import UsageError
from lifesigns.tables.people import Identity, People, Together
from lifesigns.tables.people.comparison import Agreement, compare_names
from lifesigns.tables.people.names import parse_name
from lifesigns.tables.people.records import Kind
from lifesigns.tables.people.resolve import resolve


def people_of(*pairs: tuple[str, str], mailmap: str | None = None) -> People:
    """Resolve (name, address) pairs, numbered and dated in order."""
    rows = [
        Identity(i, name, email, 5, 1000 + i, 2000 + i) for i, (name, email) in enumerate(pairs)
    ]
    return resolve(rows, mailmap=mailmap)


def groups(people: People) -> list[tuple[int, ...]]:
    """Return the identities of every person, sorted."""
    return sorted(person.identities for person in people.persons)


def test_one_person_under_several_names_and_addresses_is_found() -> None:
    """Same name, same address, no-reply login and id all lead to one person, with reasons."""
    people = people_of(
        ("Ann Bellweather", "ann@work.example.net"),
        ("Bellweather, Ann", "ann@home.org"),
        ("annb", "ann@home.org"),
        ("Ann Bellweather", "77+annb@users.noreply.github.com"),
        ("Ann B.", "77+bellann@users.noreply.github.com"),
    )
    assert groups(people) == [(0, 1, 2, 3, 4)]
    assert people.persons[0].github_id == 77
    assert len(people.merges) == 4
    assert all(merge.reason and 0 < merge.confidence <= 1 for merge in people.merges)


def test_co_authors_may_be_one_person() -> None:
    """Squashing names one's own other account as co-author, so co-authoring parts nobody."""
    rows = [
        Identity(0, "lantern", "993@mail.example.net", 90, 0, 9, {480: 90}),
        Identity(1, "lantern", "48+lantern@users.noreply.github.com", 90, 0, 9, {480: 90}),
    ]
    together = [Together(1, 0, role_b="co_author", n_commits=40)]
    assert len(resolve(rows, together=together).persons) == 1


def test_a_given_name_on_a_computer_is_the_one_person_who_has_it() -> None:
    """Git makes up user@computer for people at one more machine; mail of one's own tells nothing."""
    others = [(f"Xanthe{n} Quorl{n}", f"x{n}@corvo.io") for n in range(60)]
    known, rival = ("James Quillfeather", "quill@corvo.io"), ("James Osprey", "o@corvo.io")
    here, away = ("james", "james@kestrel-laptop"), ("james", "james@kestrel.net")
    joined = [people_of(*rows, *others).person_of() for rows in ((known, here), (known, away))]
    assert [found[0] == found[1] for found in joined] == [True, False]
    two = people_of(known, here, rival, *others).person_of()
    assert len({two[0], two[1], two[2]}) == 3


def test_a_login_of_five_and_three_letters_is_compared() -> None:
    """Universities cut names to eight letters; so cut, they spell the full name."""
    people = people_of(("Ossian Quillfeather", "q@corvo.io"), ("quilloss", "x19@kestrel.net"))
    assert groups(people) == [(0, 1)]


def test_placeholder_addresses_merge_nobody() -> None:
    """Strangers who left the same made-up address stay strangers."""
    for email in (
        "devnull@localhost",
        "root@host.(none)",
        "none@none",
        "noreply@x.org",
        "?@?",
        "root@localhost.localdomain",
        "ubuntu@ip-10-0-0-1",
        "user@example.com",
        "you@yourdomain.example.com",
        "ann@home.invalid",
        "",
    ):
        people = people_of(("Ann Bellweather", email), ("Carl Dietz", email), ("Eve Fox", email))
        assert len(people.persons) == 3, email


def test_an_address_under_many_unrelated_full_names_is_nobodys() -> None:
    """A mailing list used by five different people is refused as a link."""
    names = ("Ann Bellweather", "Carl Dietz", "Eve Fox", "Gus Hahn", "Ida Jung")
    assert len(people_of(*((name, "list@project.org") for name in names)).persons) == 5


def test_a_handle_in_capital_humps_is_no_second_person_at_an_address() -> None:
    """One word cannot contradict a full name, however it is written."""
    people = people_of(
        ("Ann Bellweather", "ann.bellweather@corvo.io"), ("JoeWrights", "ann.bellweather@corvo.io")
    )
    assert groups(people) == [(0, 1)]


def test_one_address_joins_the_scripts_of_one_name() -> None:
    """A Chinese and a Latin spelling at one personal address are no two people."""
    people = people_of(
        ("温铭 WenMing", "lantern99@corvo.io"),
        ("Wen Ming", "lantern99@corvo.io"),
        ("WenMing", "lantern99@corvo.io"),
    )
    assert groups(people) == [(0, 1, 2)]


def test_a_name_without_its_spaces_is_the_same_name() -> None:
    """Run together, in humps or not, a name of enough letters joins as it does with spaces."""
    for written in ("WenMing", "wenming", "Wenming", "WEN MING"):
        for pair in (
            (("Wen Ming", "lantern99@corvo.io"), (written, "8+moonwell@users.noreply.github.com")),
            ((written, "lantern99@corvo.io"), ("Wen Ming", "8+moonwell@users.noreply.github.com")),
        ):
            assert groups(people_of(*pair)) == [(0, 1)], pair


def test_a_name_without_its_spaces_gives_way_to_account_ids() -> None:
    """Two accounts of one forge stay two, however alike their names are written."""
    people = people_of(
        ("Wen Ming", "7+lantern@users.noreply.github.com"),
        ("WenMing", "8+moonwell@users.noreply.github.com"),
    )
    assert len(people.persons) == 2


def test_words_left_out_and_moved_neither_prove_nor_contradict() -> None:
    """A name one word short and in another order is not proof enough, and forbids nothing."""
    long, short = "Mirova Quentell Dastin", "Dastin Quentell"
    assert len(people_of((long, "lantern@corvo.io"), (short, "moonwell@home.org")).persons) == 2
    assert compare_names(parse_name(long), parse_name(short)).agreement is Agreement.NONE


def test_two_unrelated_names_at_one_address_are_a_changed_name() -> None:
    """A personal mailbox has one owner, who may have taken another name; the doubt is told."""
    people = people_of(("Ann Bellweather", "lantern@corvo.io"), ("Eve Fox", "lantern@corvo.io"))
    assert groups(people) == [(0, 1)]
    assert people.merges[0].reason == "same address, the names unlike each other"
    assert people.merges[0].confidence == 0.9


def test_a_guest_at_an_address_stays_another_person() -> None:
    """Who has a mailbox of their own besides only borrowed this one from whom it is named after."""
    people = people_of(
        ("Ann Bellweather", "ann.bellweather@corvo.io"),
        ("Carl Dietz", "ann.bellweather@corvo.io"),
        ("Carl Dietz", "carl@dietz.de"),
    )
    assert groups(people) == [(0,), (1, 2)]


def test_two_people_at_home_elsewhere_share_a_mailbox() -> None:
    """Where both names have an address of their own, the common one is nobody's proof."""
    people = people_of(
        ("Ann Bellweather", "lantern@corvo.io"),
        ("Carl Dietz", "lantern@corvo.io"),
        ("Carl Dietz", "carl@dietz.de"),
        ("Ann Bellweather", "ann@home.org"),
    )
    assert groups(people) == [(0, 3), (1, 2)]


def test_a_name_run_together_makes_no_one_of_the_guests_at_an_address() -> None:
    """Ann and Ida once committed from Carl's address, who also goes by CarlDietz there."""
    people = people_of(
        ("Carl Dietz", "carldietz@free.fr"),
        ("CarlDietz", "carldietz@free.fr"),
        ("Ann Bellweather", "ann@corvo.io"),
        ("Ann Bellweather", "carldietz@free.fr"),
        ("Ida Jung", "ida@jung.ch"),
        ("Ida Jung", "carldietz@free.fr"),
    )
    assert groups(people) == [(0, 1), (2, 3), (4, 5)]


def test_two_unrelated_names_on_one_computer_are_two_people() -> None:
    """The address of a machine tells who owns it, not who sat there."""
    people = people_of(
        ("Ann Bellweather", "ann@anns-laptop.local"), ("Carl Dietz", "ann@anns-laptop.local")
    )
    assert len(people.persons) == 2


@pytest.mark.parametrize(
    ("written", "login"),
    [
        ("forge.example/quillf", ("quillf",)),
        ("https://forge.example/people/quillf/", ("quillf",)),
        ("OFFICE\\quillf", ("quillf",)),
        ("ann/bob", ("ann", "bob")),
        ("OFFICE\\", ("office",)),
        ("Office\\Ann Quillfeather", ("office", "ann", "quillfeather")),
        ("/", ()),
        ("./.", ()),
    ],
)
def test_the_site_or_domain_before_a_login_is_no_part_of_the_name(
    written: str, login: tuple[str, ...]
) -> None:
    """Only a dotted place before a slash and one before a backslash are left out."""
    name = parse_name(written)
    assert name.tokens == login
    assert len(login) != 1 or not name.is_full


def test_an_address_for_every_commit_is_one_persons() -> None:
    """More accounts than are compared each with each are joined by a rare handle, not by a name."""
    others = [(f"Xanthe{n} Quorl{n}", f"x{n}@corvo.io") for n in range(300)]
    counts = []
    for handle in ("tharquil", "john"):
        made = [(handle, f"{handle}@{n:040x}") for n in range(60)]
        found = people_of(*made, *others).person_of()
        counts.append(len({found[n] for n in range(60)}))
    assert counts == [1, 60]


def test_who_goes_by_two_names_may_share_either() -> None:
    """A name that differs parts nobody from a person known by one that agrees as well."""
    changed = ("Quentin Thistlewood", "quentin.thistlewood@kestrel.net")
    before = ("Quentin Oxbarrow", "quentin.thistlewood@kestrel.net")
    longer = ("Quentin Piers Oxbarrow", "qpoxbarrow@corvo.io")
    assert groups(people_of(changed, before, longer)) == [(0, 1, 2)]
    assert groups(people_of(changed, longer)) == [(0,), (1,)]


def test_a_double_given_name_alone_joins_no_two_people() -> None:
    """Jean-Baptiste, known as one Jean-Baptiste, is not another for what both names share."""
    one = (
        ("Jean-Baptiste", "jeanbaptiste@corvo.io"),
        ("Jean-Baptiste Oxbarrow", "jeanbaptiste@corvo.io"),
    )
    other = ("Jean-Baptiste Thistlewood", "jeanbaptiste.thistlewood@kestrel.net")
    assert groups(people_of(*one, other)) == [(0, 1), (2,)]


def test_the_name_shown_has_no_brackets_if_there_is_one_without() -> None:
    """A login in brackets behind the name is left out where the plain name is known."""
    people = people_of(
        ("Ann Bellweather (annb)", "ann@corvo.io"),
        ("Ann Bellweather (annb)", "ann@home.org"),
        ("Ann Bellweather", "ann@corvo.io"),
    )
    assert [person.name for person in people.persons] == ["Ann Bellweather"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ('Yann E. Quill"', "Yann E. Quill"),
        ('"Yann E. Quill', "Yann E. Quill"),
        ('"Quill (pages)"', "Quill (pages)"),
        ('Yann "Feather" Quill', 'Yann "Feather" Quill'),
        ('Yann "Feather"', 'Yann "Feather"'),
        ("Rami Al-Quill'", "Rami Al-Quill'"),
        ('"', '"'),
    ],
)
def test_the_name_shown_has_no_quotes_of_a_mail_header(name: str, shown: str) -> None:
    """Patches by mail leave them, whole or by half; those around a nickname stay."""
    (person,) = people_of((name, "yann@quill.example.net")).persons
    assert person.name == shown


def test_the_name_shown_is_not_turned_round_if_there_is_one_that_is_not() -> None:
    """A directory's "Bell, Ann" is left out where Ann Bell is known, however often it stands."""
    people = people_of(
        ("Bellweather, Ann", "ann@corvo.io"),
        ("Bellweather, Ann", "ann@home.org"),
        ("Ann Bellweather", "ann@corvo.io"),
    )
    assert [person.name for person in people.persons] == ["Ann Bellweather"]


@pytest.mark.parametrize("nick", ["'bee'", "‘bee’", "“bee”", '"bee"', "(bee)"])
def test_a_name_to_be_called_by_is_no_part_of_the_name(nick: str) -> None:
    """In whatever quotes it stands between the names; an apostrophe in a name opens none."""
    assert parse_name(f"Ann {nick} Bellweather").tokens == ("ann", "bellweather")
    assert parse_name("Ann d'Arc o'Bell").tokens == ("ann", "darc", "obell")


def test_half_of_a_given_name_is_no_short_form_of_another() -> None:
    """Seo-yeon is not short for Seokjae at one firm, while Dan with a second name is Daniel."""
    one, other = ("Seo-yeon Oxbarrow", "seo-yeon@corvo.io"), ("Seokjae Oxbarrow", "seok@corvo.io")
    assert groups(people_of(one, other)) == [(0,), (1,)]
    found = compare_names(parse_name("Dan Piers Oxbarrow"), parse_name("Daniel Oxbarrow"))
    assert found.agreement is Agreement.NICKNAME


def test_a_coined_handle_is_no_full_name() -> None:
    """What ends in dev or a number names no surname: neither proof of one person nor of two."""
    coder, shy = ("LeDevNovice", "gregory@kestrel.net"), ("novice0840", "magnolia@corvo.io")
    assert groups(people_of(coder, shy)) == [(0,), (1,)]
    known = (("Max Oxbarrow", "maxim.d33@home.org"), ("maxim_d33", "maxim.d33@home.org"))
    assert groups(people_of(*known, ("Oxbarrow, Max", "max.oxbarrow@corvo.io"))) == [(0, 1, 2)]


def test_a_slip_in_a_name_counts_as_that_name_for_who_has_two() -> None:
    """Evgeny, at times Eugene, is the Evgeniy of the same surname and initials."""
    known = (("Eugene Oxbarrow", "oxbarrow.e@home.org"), ("Evgeny Oxbarrow", "oxbarrow.e@home.org"))
    assert groups(people_of(*known, ("Evgeniy Oxbarrow", "e.oxbarrow@home.org"))) == [(0, 1, 2)]


def test_a_middle_name_is_no_other_surname() -> None:
    """Also where every word is a given name; a given name more at the end is another surname."""
    short, long = parse_name("Josef Blake"), parse_name("Josef Maxx Blake")
    assert compare_names(short, long).agreement is Agreement.SUBSET
    more = parse_name("Josef Blake Martin")
    assert compare_names(short, more).agreement is Agreement.HALF


def test_nobody_is_asked_which_automatic_accounts_are_one() -> None:
    """Two ids of one agent are as doubtful as two of a person, and nothing to settle."""
    agents = [(f"Copilot{n}", f"{n}+Copilot@users.noreply.github.com") for n in (175728472, 9)]
    people = people_of(*[("Copilot", address) for _, address in agents])
    assert len(people.persons) == 2
    assert people.doubtful == ()


def test_an_agent_stays_one_under_a_bots_mark() -> None:
    """An account that calls itself an agent is one, however often it signs as an app."""
    app, old = (f"{n}corvo[bot]@users.noreply.github.com" for n in ("230936708+", ""))
    people = people_of(("corvo[bot]", app), ("corvo[bot]", old), ("Corvo Agent", app))
    assert [person.kind for person in people.persons] == ["agent"]


def test_a_workflow_that_signs_for_itself_is_not_whose_account_it_uses() -> None:
    """`GitHub Actions` under Ann's account id is a bot; her other name there stays hers."""
    account = "77+annb@users.noreply.github.com"
    people = people_of(("Ann Bellweather", account), ("annb", account), ("GitHub Actions", account))
    assert groups(people) == [(0, 1), (2,)]
    assert {person.identities: str(person.kind) for person in people.persons} == {
        (0, 1): "person",
        (2,): "bot",
    }
    app = "49699333+dependabot[bot]@users.noreply.github.com"
    assert groups(people_of(("dependabot[bot]", app), ("Dependabot", app))) == [(0, 1)]


def test_different_account_ids_are_different_people_even_with_one_name() -> None:
    """Two GitHub ids under one name are two people, listed as doubtful."""
    people = people_of(
        ("Wei Zhang", "1+wz@users.noreply.github.com"),
        ("Wei Zhang", "2+zw@users.noreply.github.com"),
    )
    assert len(people.persons) == 2
    assert people.doubtful[0].reason.startswith("same full name")


def test_two_accounts_under_one_rare_name_are_one_person() -> None:
    """Who bears a name that hardly anybody bears owns both accounts, and the mailbox beside them."""
    people = people_of(
        ("Porkalai Bellweather", "1+porkb@users.noreply.github.com"),
        ("Porkalai Bellweather", "2+pb-corvo@users.noreply.github.com"),
        ("Porkalai Bellweather", "porkalai@corvo.io"),
    )
    assert groups(people) == [(0, 1, 2)]
    assert {merge.reason for merge in people.merges} != {"same login"}


def test_a_suggestion_under_ones_name_is_not_ones_other_account() -> None:
    """One commit under Ann's rare name and Carl's account id does not make one person of them."""
    ann, carl = "1+annb@users.noreply.github.com", "2+carld@users.noreply.github.com"
    rows = [
        Identity(0, "Porkalai Bellweather", ann, 50, 1000, 9000),
        Identity(1, "carld", carl, 50, 1000, 9000),
        Identity(2, "Porkalai Bellweather", carl, 1, 2000, 2000),
    ]
    assert groups(resolve(rows)) == [(0,), (1, 2)]
    both = [*rows, Identity(3, "Carl Dietz", carl, 1, 2000, 2000)]
    assert groups(resolve(both)) == [(0,), (1, 2, 3)]


@pytest.mark.parametrize(
    ("login", "other", "is_one"),
    [("pocketminer", "pocketminer", True), ("pocketminer", "Carl Dietz", False)],
)
def test_a_login_that_came_back_is_one_persons(login: str, other: str, *, is_one: bool) -> None:
    """A forge gives a login to one at a time: the same one under another id is the same person's."""
    people = people_of(
        ("Ann Bellweather" if not is_one else login, f"1+{login}@users.noreply.github.com"),
        (other, f"2+{login}@users.noreply.github.com"),
    )
    assert (len(people.persons) == 1) is is_one


def test_a_stand_in_for_a_login_joins_nobody() -> None:
    """`username` under two ids is what two people left of an example."""
    people = people_of(
        ("ann", "1+username@users.noreply.github.com"),
        ("carl", "2+username@users.noreply.github.com"),
    )
    assert len(people.persons) == 2


def test_the_mailmap_is_obeyed() -> None:
    """What the project itself declares is one person, whatever the names."""
    people = people_of(("Ann", "a@x.org"), ("Zed", "z@y.org"), mailmap="Ann <a@x.org> <z@y.org>\n")
    assert groups(people) == [(0, 1)]
    assert people.merges[0].reason == "mailmap"


def test_lookalike_letters_do_not_impersonate() -> None:
    """A name with Cyrillic letters hidden in Latin words is no proof of anything."""
    people = people_of(("Ann Bellweather", "ann@x.org"), ("Аnn Bеllweather", "evil@y.org"))
    assert len(people.persons) == 2


def test_ten_thousand_accounts_may_share_one_name() -> None:
    """Cost stays bounded, and names of machines merge nobody."""
    people = people_of(*(("root", f"root@host{i}") for i in range(10_000)))
    assert len(people.persons) == 10_000


def test_titles_and_a_letter_without_a_sound_are_a_name_like_others() -> None:
    """A name of titles alone, with a letter that has no Latin spelling, is judged without fault."""
    people = people_of(
        ("Dr Prof ь", "a@first.example.net"),
        ("Dr Prof M", "b@second.example.net"),
        ("drprof", "c@third.example.net"),
    )
    assert sum(len(person.identities) for person in people.persons) == 3


@pytest.mark.parametrize("is_enabled", [True, False])
def test_the_collector_of_cycles_is_left_as_it_was(is_enabled: bool) -> None:
    """Judging rests the garbage collector; afterwards, even after an error, it is as before."""
    was_enabled = gc.isenabled()
    (gc.enable if is_enabled else gc.disable)()
    try:
        people_of(("Ann Bellweather", "ann@corvo.io"))
        assert gc.isenabled() is is_enabled
        with pytest.raises(UsageError):
            resolve([], people_file="[[person]\n")
        assert gc.isenabled() is is_enabled
    finally:
        (gc.enable if was_enabled else gc.disable)()


hostile_text = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["", "Ann Bell", "ann", "bot", "a@x.org", "5+a@users.noreply.github.com"]),
    st.text(alphabet="ab @<>.+", max_size=12),
)
rows = st.lists(st.tuples(hostile_text, hostile_text, st.integers(0, 99)), max_size=25).map(
    lambda triples: [Identity(i, n, e, c, c, c + 5) for i, (n, e, c) in enumerate(triples)]
)


@settings(max_examples=60, deadline=None)
@given(rows=rows, mailmap=st.text(max_size=60))
def test_every_identity_belongs_to_exactly_one_person(rows: list[Identity], mailmap: str) -> None:
    """Persons partition the identities, whatever the input."""
    people = resolve(rows, mailmap=mailmap)
    members = sorted(i for person in people.persons for i in person.identities)
    assert members == [row.identity_id for row in rows]
    assert len({person.person_id for person in people.persons}) == len(people.persons)


@settings(max_examples=60, deadline=None)
@given(rows=rows, data=st.data())
def test_the_order_of_the_input_is_irrelevant(rows: list[Identity], data: st.DataObject) -> None:
    """Shuffled identities give the same answer."""
    assert resolve(data.draw(st.permutations(rows))) == resolve(rows)


def test_the_user_of_a_build_farm_is_one_bot() -> None:
    """Each run has a machine of its own name; another user there, or elsewhere, is another."""
    people = people_of(
        ("runner", "runner@Mac-1628286884554.local"),
        ("runner", "runner@Mac-1604025676282.local"),
        ("runner", "runner@fv-az52.internal"),
        ("vsts", "vsts@fv-az52.internal"),
        ("Ann Bellweather", "ann@Mac-1628286884554.local"),
        ("Carl Dietz", "ann@Mac-1604025676282.local"),
    )
    assert groups(people) == [(0, 1, 2), (3,), (4,), (5,)]
    assert {merge.reason for merge in people.merges} == {"same build user, on another machine"}


def test_a_machine_on_ones_account_parts_nobody_from_their_other_address() -> None:
    """What a workflow commits from somebody's account is theirs, and they stay one person."""
    mail, account = "a.belovsky@corvo.io", "77+abelovsky@users.noreply.github.com"
    rows = [
        Identity(0, "Anya Belovsky", mail, 900, 0, 9, {180: 900}),
        Identity(1, "Anya Belovsky", account, 800, 0, 9, {180: 800}),
        Identity(2, "GitHub workflow", account, 200, 0, 9, {0: 200}, n_subjects=2),
    ]
    people = resolve(rows)
    assert groups(people) == [(0, 1, 2)]
    assert people.persons[0].kind is Kind.PERSON
    assert resolve(rows[2:]).persons[0].kind is Kind.BOT


@pytest.mark.parametrize(
    ("address", "is_one"),
    [("mail@quell-corvo.net", True), ("mail@lantern.net", False), ("mail@gmail.com", False)],
)
def test_a_mailbox_at_ones_own_domain_is_ones_own(address: str, *, is_one: bool) -> None:
    """A mailbox anybody could have, with three names: one's own where a name spells the domain."""
    people = people_of(("Orlen Vaskin", address), ("orlen", address), ("quellcorvo", address))
    assert (groups(people) == [(0, 1, 2)]) is is_one


@pytest.mark.parametrize(
    ("name", "email"),
    [
        ("meg@corvo.io", ""),
        ("Marie (meg@corvo.io)", "Marie (meg@corvo.io)"),
        ("meg@corvo.io", "salmon"),
        ("Hill", "Marie <meg@corvo.io"),
        ("Hill", "[mailto:meg@corvo.io]"),
    ],
)
def test_an_address_that_stands_where_it_should_not_is_ones_own(name: str, email: str) -> None:
    """Imports leave addresses in the name or in brackets: such an account is whose address it is."""
    people = people_of(("Ann Quillfeather", "meg@corvo.io"), (name, email), ("Bo Tree", "b@x.io"))
    assert groups(people) == [(0, 1), (2,)]
    assert people.merges[0].reason == "same address"


def test_an_address_in_a_name_is_no_part_of_it() -> None:
    """Ann Bell (box7@home) is called Ann Bell, not Ann Bell Box; what is no address stays."""
    assert parse_name("Ann Bell (box7@home)").tokens == ("ann", "bell")
    assert parse_name("ann@corvo.io").tokens == ("ann",)


def test_two_names_of_one_service_are_one_domain() -> None:
    """The same account of SourceForge is one person's under both domains of its mailboxes."""
    people = people_of(("dusk", "nimbusq@users.sf.net"), ("Q", "nimbusq@users.sourceforge.net"))
    assert groups(people) == [(0, 1)]


@pytest.mark.parametrize(
    ("login", "mailboxes", "is_one"),
    [
        ("nosprey-corvo", ["nosprey@corvo.io"], True),
        ("nosprey-corvo", ["nosprey@corvo.io", "nosprey@corvo.co.uk"], False),
        ("nosprey-corvo", ["nosprey@kestrel.io"], False),
        ("nosprey-gmail", ["nosprey@gmail.com"], False),
        ("corvo-nosprey", ["nosprey@corvo.io"], False),
    ],
)
def test_a_login_tagged_with_a_firm_is_the_mailbox_there(
    login: str, mailboxes: list[str], *, is_one: bool
) -> None:
    """nosprey-corvo is nosprey@corvo.io, unless the firm has two such mailboxes or mail is free."""
    rows = [(f"Nell{n} Osprey{n}", mailbox) for n, mailbox in enumerate(mailboxes)]
    people = people_of(*rows, (login, f"77+{login}@users.noreply.github.com"))
    assert any({0, len(rows)} <= set(group) for group in groups(people)) is is_one


def test_a_tagged_login_joins_nobody_of_another_full_name() -> None:
    """A full name that differs speaks against a login that is tagged with the firm."""
    account = ("Carl Dietz", "77+nosprey-corvo@users.noreply.github.com")
    assert len(people_of(("Nell Osprey", "nosprey@corvo.io"), account).persons) == 2


def test_a_rare_login_that_is_a_mailbox_is_one_persons() -> None:
    """A login that nobody else chooses is its mailbox's owner's; a given name may be anybody's."""
    others = [(f"Xanthe{n} Quorl{n}", f"x{n}@corvo.io") for n in range(400)]
    rare = ("Ann Bellweather", "xzqvuk@corvo.io"), ("xzqvuk", "post@kestrel.net")
    given = ("Stephan Oxbarrow", "stephan@corvo.io"), ("stephan", "stephan-v@hotmail.com")
    joined = [people_of(*rows, *others).person_of() for rows in (rare, given)]
    assert [person[0] == person[1] for person in joined] == [True, False]


def test_half_a_name_without_a_space_speaks_against_nobody_whose_mailbox_spells_it() -> None:
    """LudovicJnnt at ludovic.jeanniot@ is Ludovic Jeanniot; with no such mailbox a stranger."""
    paths = tuple(f"src/part{n}.c" for n in range(4))
    known = Identity(0, "Ludovic Jeanniot", "j@kestrel.net", 9, 1000, 9000, first_paths=paths)
    rows = [
        Identity(1, "LudovicJnnt", email, 9, 1000, 9000, first_paths=paths)
        for email in ("ludovic.jeanniot@gmail.com", "hedgehog@gmail.com")
    ]
    assert [len(resolve([known, row]).persons) for row in rows] == [1, 2]
