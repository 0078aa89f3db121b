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
