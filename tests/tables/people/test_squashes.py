"""Who asked for a squashed change request is who wrote its head, if the two always meet so."""

from datetime import UTC, datetime
from pathlib import Path

from tests.projects.script import Person, Script, epoch

from lifesigns.api.people import people_of
from lifesigns.api.project import open_project
from lifesigns.tables.people import Identity, Together
from lifesigns.tables.people.records import SQUASHED
from lifesigns.tables.people.resolve import resolve

DAY = 86_400
NAMES = {
    "lava": ("lava", "1+lava@users.noreply.github.com", 2),
    "ikko": ("ikko", "ikko@corvo.io", 6),
    "moss": ("moss", "moss@quill.pe", 4),
    "gorse": ("gorse", "2+gorse@users.noreply.github.com", 2),
    "busy": ("hazel", "hazel@fern.net", 90),
    "ann": ("Ann Bellweather", "ann@home.org", 2),
    "carl": ("Carl Dietz", "carl@dietz.de", 3),
    "nobody": ("Your Name", "you@example.com", 2),
}
NUMBERS = {call: number for number, call in enumerate(NAMES)}


def persons_of(*squashed: tuple[str, str, int]) -> set[frozenset[str]]:
    """Return the persons of more than one account, by (asker, author of the head, requests)."""
    rows = [
        Identity(number, *NAMES[call], 1000 * number, 9000 * number)
        for call, number in NUMBERS.items()
    ]
    together = [
        Together(NUMBERS[a], NUMBERS[b], role_b=SQUASHED, n_commits=n) for a, b, n in squashed
    ]
    persons = resolve(rows, together=together).persons
    calls = [frozenset(list(NAMES)[i] for i in person.identities) for person in persons]
    return {person for person in calls if len(person) > 1}


def test_one_request_joins_two_who_meet_nowhere_else() -> None:
    """A handle whose only request has a head by another handle alone is that one."""
    assert persons_of(("lava", "ikko", 1)) == {frozenset({"lava", "ikko"})}


def test_an_asker_with_heads_of_two_people_is_neither() -> None:
    """Somebody who carries on the branches of others writes under a name of their own."""
    assert persons_of(("lava", "ikko", 1), ("lava", "moss", 1)) == set()
    assert persons_of(("lava", "ikko", 1), ("lava", "lava", 1)) == set()


def test_an_author_whose_heads_landed_as_two_people_is_neither() -> None:
    """A maintainer who pushes last to other people's branches is none of them."""
    assert persons_of(("lava", "moss", 1), ("gorse", "moss", 1)) == set()
    assert persons_of(("lava", "moss", 1), ("moss", "moss", 1)) == set()


def test_full_names_that_differ_are_two_people() -> None:
    """Who lands a friend's branch under a name of their own stays themselves."""
    assert persons_of(("ann", "carl", 2)) == set()


def test_one_request_says_little_of_who_is_known_by_much_else() -> None:
    """One squash among ninety commits, on either side, joins nobody."""
    assert persons_of(("busy", "ikko", 1)) == set()
    assert persons_of(("lava", "busy", 1)) == set()


def test_what_git_was_never_told_is_nobodys() -> None:
    """The name and address of an example stay apart, since the next who leaves them is another."""
    assert persons_of(("lava", "nobody", 1)) == set()


def test_heads_are_read_from_the_clone(tmp_path: Path) -> None:
    """The asker of a squash is joined with its head's author, not with that of a head that landed.

    Nor of one pushed after the squash, or of one that ends in a merge.
    """
    script, begin = Script(tmp_path / "lantern"), epoch("2022-01-10")
    people = [Person(name, f"{name}@{name}.org") for name in ("zoril", "wexby", "quarn", "plist")]
    ada = Person("Ada Ng", "ada@acme.example")
    asker = [Person(f"{n}lav{n}", f"{n}lav{n}@users.noreply.github.com") for n in "abcd"]

    def tell(call: str, day: int, by: Person, on: str, after: list[str], title: str = "") -> None:
        files = {} if len(after) > 1 else {f"{call}.py": f"x = {day}\n"}
        script.commit(
            call, title or f"Do {call}", files, by=by, at=begin + day * DAY, on=on, after=after
        )

    tell("base", 0, ada, "refs/heads/main", [])
    for n, author in enumerate(people):
        tell(f"head{n}", 5 if n == 1 else 1, author, f"refs/pull/{n + 1}/head", ["base"])
    tell("touched", 2, ada, "refs/pull/3/head", ["head2", "base"])
    last = "base"
    for n, person in enumerate(asker[:3]):
        tell(f"landed{n}", 3, person, "refs/heads/main", [last], f"Try (#{n + 1})")
        last = f"landed{n}"
    tell("merged", 4, ada, "refs/heads/main", [last, "head3"])
    tell("landed3", 6, asker[3], "refs/heads/main", ["merged"], "Try (#4)")
    script.write()
    clock = datetime(2022, 6, 1, tzinfo=UTC)
    with open_project(
        str(tmp_path / "lantern"), workspace=tmp_path / "store", clock=clock
    ) as project:
        found = people_of(project)
    joined = {frozenset(person.emails) for person in found if len(person.emails) > 1}
    assert joined == {frozenset({people[0].email, asker[0].email})}
