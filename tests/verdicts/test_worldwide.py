"""Where in the world it is: what clocks at UTC do not tell."""

from pathlib import Path

from lifesigns.kernel.answer import Tone
from tests.projects.script import Person
from tests.verdicts.living import Life, opened

NAMES = (
    "Ada Abel", "Bea Bode", "Cid Corvo", "Dora Dahl", "Emil Ekko", "Fay Fuchs", "Gil Gram",
    "Hana Holm", "Ivo Imre", "Jana Jost", "Kai Kern", "Lea Lund",
)  # fmt: skip


def test_clocks_at_utc_are_no_place(tmp_path: Path) -> None:
    """Of twelve people five write from one zone and seven at UTC: no region is concluded."""
    life = Life(tmp_path / "p")
    for place, name in enumerate(NAMES):
        offset = "+0200" if place < 5 else "+0000"
        mail = f"{name.split()[1].lower()}@example.org"
        life.work(range(200 + place, 1, -40), by=Person(name, mail, offset))
    life.write()
    with opened(life.folder, tmp_path / "w") as project:
        answer = project.ask("worldwide")
    assert (answer.word, answer.tone) == ("cannot tell", Tone.UNKNOWN)
    assert "The clocks of 58% stand at UTC, as servers' do." in answer.sentence


def test_single_people_elsewhere_make_no_project_worldwide(tmp_path: Path) -> None:
    """Of twelve people nine, one, one and one are spread as over 2.3 bands, four, four, two and two as over 3.8."""
    words = []
    for folder, spread in (("nine", (9, 1, 1, 1)), ("four", (4, 4, 2, 2))):
        zones = zip(("+0200", "+0900", "-0500", "+1200"), spread, strict=True)
        offsets = [offset for offset, n in zones for _ in range(n)]
        life = Life(tmp_path / folder)
        for place, (name, offset) in enumerate(zip(NAMES, offsets, strict=True)):
            mail = f"{name.split()[1].lower()}@example.org"
            life.work(range(200 + place, 1, -40), by=Person(name, mail, offset))
        life.write()
        with opened(life.folder, tmp_path / f"w-{folder}") as project:
            answer = project.ask("worldwide")
        assert "4 " in answer.sentence, "all four bands are seen"
        words.append(answer.word)
    assert words == ["a few regions", "worldwide"]


def test_offsets_of_few_people_are_shown_together(tmp_path: Path) -> None:
    """Six people share an offset and are shown; two and three do not, and one is never told apart.

    The answer still sees all three bands of the world.
    """
    life = Life(tmp_path / "p")
    for place, name in enumerate(NAMES[:11]):
        offset = "+0200" if place < 6 else "+0900" if place < 8 else "-0500"
        mail = f"{name.split()[1].lower()}@example.org"
        life.work(range(200 + place, 1, -40), by=Person(name, mail, offset))
    life.write()
    with opened(life.folder, tmp_path / "w") as project:
        shown = [(row.key, row.value) for row in project.metric("utc_offsets").rows]
        alone = project.metric("utc_offsets", by="person").rows
        assert "people are seen in 3 of the world's 5 bands" in project.ask("worldwide").sentence
    assert shown == [("+02:00", 6), ("(withheld)", 5)]
    assert [(row.key, row.value) for row in alone] == [("(withheld)", None)] * 11


def test_few_people_are_not_told_by_what_is_left(tmp_path: Path) -> None:
    """Of ten people seven share an offset: a share of theirs would tell that three live elsewhere.

    With twelve people in three bands (six, five and one) the larger number may be told.
    """
    told, shown = {}, {}
    for folder, offsets in (
        ("ten", ["+0200"] * 7 + ["-0500"] * 3),
        ("twelve", ["+0200"] * 6 + ["+0900"] * 5 + ["-0500"]),
    ):
        life = Life(tmp_path / folder)
        for place, (name, offset) in enumerate(zip(NAMES, offsets, strict=False)):
            mail = f"{name.split()[1].lower()}@example.org"
            life.work(range(200 + place, 1, -40), by=Person(name, mail, offset))
        life.write()
        with opened(life.folder, tmp_path / f"w-{folder}") as project:
            told[folder] = project.ask("worldwide")
            shown[folder] = [(row.key, row.value) for row in project.metric("utc_offsets").rows]
    assert "Most of 10 people work on the clocks of Europe and Africa" in told["ten"].sentence
    assert told["ten"].evidence[0].rows == (
        ("Europe and Africa", "most people"), ("Americas", "fewer than 5 people"),
    )  # fmt: skip
    assert "50% of 12 people work on the clocks of Europe and Africa" in told["twelve"].sentence
    assert told["twelve"].evidence[0].rows == (
        ("Europe and Africa", "50%"), ("East and South-East Asia", "5 people and more"),
        ("Americas", "fewer than 5 people"),
    )  # fmt: skip
    assert shown["ten"] == [("(withheld)", 10)]
    assert shown["twelve"] == [("+02:00", 6), ("(withheld)", 6)]
