"""Laws of who-is-who: what may never change an answer, and what no input may break."""

from hypothesis import given, settings
from hypothesis import strategies as st

from lifesigns.tables.people import Identity, Kind, People, Together
from lifesigns.tables.people.resolve import resolve

PAIRS = (
    ("Ann Bellweather", "ann@corvo.io"),
    ("Ann Bellweather", "ann.b@home.org"),
    ("Bellweather, Ann", "7+annb@users.noreply.github.com"),
    ("annb", "annb@laptop.local"),
    ("Wei Zhang", "wei@corvo.io"),
    ("Wei Zhang", "8+weiz@users.noreply.github.com"),
    ("wzhang", "wzhang@qq.com"),
    ("Carl Dietz", "carl@dietz.de"),
    ("carl", "carl@gmail.com"),
    ("Carl Dietz-Fox", "cdf@corvo.io"),
    ("gus", "root@localhost"),
    ("", ""),
)
BOTS = (
    ("dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com"),
    ("Renovate Bot", "bot@renovateapp.com"),
    ("Corvo CI Bot", "ann@corvo.io"),
    ("wei[bot]", "99+wei[bot]@users.noreply.github.com"),
)
LATER = (
    ("Ida Jung", "ida@jung.ch"),
    ("Ann Bellweather", "9+annb2@users.noreply.github.com"),
    ("weiz", "weiz@home.org"),
)

laws = settings(max_examples=60, deadline=None, derandomize=True)
some = st.lists(st.sampled_from(PAIRS), unique=True, min_size=1, max_size=len(PAIRS))


def numbered(pairs: list[tuple[str, str]], start: int = 0) -> list[Identity]:
    """Return identities with numbers and dates in order."""
    return [
        Identity(n, name, email, 3 + n, 1000 * n, 1000 * n + 9000, {60: 3 + n}, {"author": 3})
        for n, (name, email) in enumerate(pairs, start)
    ]


def groups(people: People, kinds: tuple[Kind, ...] = tuple(Kind)) -> set[tuple[int, ...]]:
    """Return the identities of every person of some kinds."""
    return {person.identities for person in people.persons if person.kind in kinds}


@laws
@given(pairs=some, bots=st.lists(st.sampled_from(BOTS), unique=True, min_size=1))
def test_bots_change_nothing_between_people(
    pairs: list[tuple[str, str]], bots: list[tuple[str, str]]
) -> None:
    """With automatic accounts added, even on people's addresses, people stay grouped as before."""
    rows = numbered(pairs)
    before = resolve(rows)
    after = resolve(rows + numbered(bots, start=50))
    assert groups(after, (Kind.PERSON,)) == groups(before)
    assert {p.person_id for p in before.persons} <= {p.person_id for p in after.persons}


@laws
@given(pairs=some, later=st.lists(st.sampled_from(LATER), unique=True, min_size=1))
def test_newcomers_take_no_id_away(
    pairs: list[tuple[str, str]], later: list[tuple[str, str]]
) -> None:
    """Whatever newcomers teach, the oldest account of everybody keeps an old person's id."""
    rows = numbered(pairs)
    before = resolve(rows)
    after = resolve(rows + numbered(later, start=50)).person_of()
    old = {person.person_id for person in before.persons}
    assert {after[min(person.identities)] for person in before.persons} <= old


@laws
@given(pairs=some)
def test_a_stranger_changes_no_id(pairs: list[tuple[str, str]]) -> None:
    """Somebody unlike everybody else leaves every old id where it was."""
    rows = numbered(pairs)
    stranger = Identity(99, "Ikko Quintana", "iq@lantern.pe", 2, 90_000, 99_000)
    before, after = resolve(rows).person_of(), resolve([*rows, stranger]).person_of()
    assert {number: after[number] for number in before} == before


@laws
@given(pairs=some, data=st.data())
def test_the_order_of_shared_commits_is_irrelevant(
    pairs: list[tuple[str, str]], data: st.DataObject
) -> None:
    """Shuffled identities, shared commits and documents in any order give the same answer."""
    rows = numbered(pairs)
    numbers = st.integers(0, len(rows) - 1)
    roles = st.sampled_from(["committer", "signed_off_by", "reviewed_by", "co_author"])
    drawn = data.draw(st.lists(st.tuples(numbers, numbers, roles), max_size=6))
    together = [Together(a, b, role_b=role, n_commits=2) for a, b, role in drawn]
    shuffled = data.draw(st.permutations(together))
    first = resolve(rows, together=together)
    assert resolve(data.draw(st.permutations(rows)), together=shuffled) == first


def test_ten_thousand_people_may_share_one_full_name() -> None:
    """A name that everybody bears proves nothing, and costs no more than any other."""
    rows = [Identity(n, "Wei Zhang", f"{n}+w{n}@users.noreply.github.com") for n in range(10_000)]
    assert len(resolve(rows).persons) == 10_000


def test_enormous_and_empty_names_are_kept_apart_and_bounded() -> None:
    """Names and addresses of a million letters, or of none, are people like others."""
    rows = [
        Identity(0, "x" * 1_000_000, "y" * 1_000_000 + "@z.org"),
        Identity(1, "Ann " * 250_000, "ann@x.org"),
        Identity(2, "(" * 1_000_000, "@" * 1_000_000),
        Identity(3, "", ""),
        Identity(4, "\0", "<>"),
    ]
    assert len(resolve(rows).persons) == 5
