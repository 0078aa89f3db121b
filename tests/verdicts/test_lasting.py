"""Can I build on it for years: the company angle, from histories with known employers."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from lifesigns.kernel.window import Window
from tests.projects.script import Person
from tests.verdicts.living import Life, opened

VENDOR = (
    Person("Una Quist", "uquist@redhat.com"),
    Person("Viktor Tamm", "vtamm@redhat.com"),
    Person("Wim Zeller", "wzeller@redhat.com"),
)
GUEST = Person("Gil Amsel", "gil@gmail.com")


def test_the_vendors_share_its_trend_and_its_loss_are_shown(tmp_path: Path) -> None:
    """The share is told for now and for full years; without the vendor only the guest is left."""
    life = Life(tmp_path / "p")
    for day in range(2100, 1, -6):
        vendor_day = day < 700 or day // 6 % 4 == 0
        life.work([day], by=VENDOR[day // 6 % 3] if vendor_day else GUEST, path=f"src/{day % 7}.py")
    life.work(range(300, 1, -30), by=GUEST, path="src/guest.py")
    life.seen()
    life.write()
    with opened(life.folder, tmp_path / "w") as project:
        answer = project.ask("lasting")
        name = project.model("organisation_loss").organisation
    assert (
        f"3 people known to be at {name} made 86% of the last year's commits "
        "(25% to 100% in 2019, 86% to 100% in 2022: not every employer is known)" in answer.sentence
    )
    assert f"How much {name} does" in [figure.title for figure in answer.figures]
    (lost,) = (
        one for one in answer.evidence if one.label == f"Work of the last year without {name}"
    )
    rows = dict(lost.rows)
    assert rows["people"] == "1 of 4"
    assert rows["commits"].startswith("10 of ")
    assert rows["fewest people behind half of it"].startswith("1 ")
    (trend,) = (figure for figure in answer.figures if figure.id == "lasting_vendor")
    first, *_, last = [row.value for row in trend.results[0].rows if row.slice < "2023"]
    assert first is not None
    assert last is not None
    assert first < 0.6 < last
    # Ten of 70 commits are left, all of them by somebody whose employer is unknown.
    assert lost.low == 0
    assert lost.value == lost.high == pytest.approx(10 / 70)
    assert any("128 of 315 (41%)" in dict(one.rows).values() for one in answer.evidence)


def test_one_person_is_no_vendor_and_an_employer_left_behind_does_not_count(tmp_path: Path) -> None:
    """Work of one person at a company is not weighed as the company's; nor are old addresses."""
    lone, before, since = (
        Person("Lea Lone", "lea@redhat.com"),
        Person("Mia Moved", "mmoved@suse.com"),
        Person("Mia Moved", "mia.moved.private@gmail.com"),
    )
    life = Life(tmp_path / "p")
    life.work(range(1500, 1200, -10), by=before)
    life.work(range(1190, 1, -10), by=since)
    life.work(range(300, 1, -3), by=lone)
    life.write()
    with opened(life.folder, tmp_path / "w") as project:
        answer = project.ask("lasting")
        loss = project.model("organisation_loss")
        window = Window(datetime(2018, 1, 1, tzinfo=UTC), project.until)
        rows = project.metric("organizational_diversity", window=window, by="year").rows
    assert loss.organisation == "Red Hat"
    assert "Red Hat" not in answer.sentence
    held = {(row.slice, row.key): row.value for row in rows}
    mine = {year for year, organisation in held if organisation == "SUSE"}
    assert mine == {"2018", "2019", "2020"}
    assert (held["2022", "unknown"] or 0) >= 20


MIT = """MIT License

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and
associated documentation files (the "Software"), to deal in the Software without restriction,
including without limitation the rights to use, copy, modify, merge, publish, distribute,
sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or
substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT
NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM,
DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT
OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


def test_licences_of_a_reuse_folder_are_read(tmp_path: Path) -> None:
    """LICENSES/ counts where the root has no licence; what lies beside one file does not."""
    life = Life(tmp_path / "p")
    papers = {"LICENSES/MIT.txt": MIT, ".data.json.license": "SPDX-License-Identifier: CC0-1.0\n"}
    life.land("Begin", 400, papers)
    life.work(range(390, 1, -20), by=GUEST)
    life.write()
    with opened(life.folder, tmp_path / "w") as project:
        answer, carried = project.ask("lasting"), project.ask("carried")
    assert "he licence is MIT (permissive)" in answer.sentence
    for told in (answer, carried):
        behind = next(one for one in told.evidence if one.id == "elephant_factor")
        assert (behind.value, behind.text) == (None, "too many unknown employers")


def test_where_money_is_asked_for_and_what_is_to_be_signed(tmp_path: Path) -> None:
    """Ways with nothing behind them are not named, nor what no forge knows; nothing is weighed."""
    funding = (
        "# Sponsors\ngithub: [una, viktor]\npatreon: # nobody yet\nopen_collective: lantern\n"
        "tidelift:\n  - npm/lantern\nko_fi: []\nliberapay:\n<script>: x\nsomewhere: else\n"
    )
    for files, told in (
        ({".github/FUNDING.yml": funding}, [("funding", ".github/FUNDING.yml: github, open collective, tidelift")]),
        ({"CLA.md": "Sign here.\n"}, [("contributor agreement or certificate", "CLA.md")]),
        ({"README.md": "# p\n"}, None),
    ):  # fmt: skip
        life = Life(tmp_path / str(len(str(files))))
        life.land("Write", 10, files)
        life.write()
        with opened(life.folder, tmp_path / "w") as project:
            answer = project.ask("lasting")
        rows = [list(one.rows) for one in answer.evidence if one.label.startswith("Asked for")]
        assert rows == ([told] if told else [])


def test_a_licence_that_is_only_named_is_told(tmp_path: Path) -> None:
    """It stays a missing text, and the answer and the advice say where it is named."""
    life = Life(tmp_path / "p")
    life.land("Write", 10, {"README.md": "# Lamp\n", "package.json": '{"license": "MIT"}\n'})
    life.write()
    with opened(life.folder, tmp_path / "w") as project:
        lasting, governed = project.ask("lasting"), project.ask("governed")
    assert lasting.sentence == "No licence text was found, though package.json says MIT."
    advice = {row[0]: row[1] for one in governed.evidence for row in one.rows}
    assert advice["Licence"] == "package.json says MIT: add its text as LICENSE."


def test_code_that_was_never_released_is_no_low_exposure(tmp_path: Path) -> None:
    """After a year without any release tag that is said; of young code and of a list it is not."""
    told = "o release of its code is tagged in 30 months"
    for name, since, n_files, release, word in (
        ("old", 914, 5, "", "some exposure"),
        ("young", 300, 5, "", "low exposure"),
        ("list", 914, 4, "", "low exposure"),
        ("released", 914, 5, "v1.0", "low exposure"),
    ):
        life = Life(tmp_path / name)
        life.land("Begin", since, {"LICENSE": MIT, "list.md": "- one\n"})
        life.land("Code", since - 1, {f"src/{n}.py": "value = 0\n" for n in range(n_files)})
        call = life.land("Last", 1, {"src/0.py": "value = 1\n"})
        if release:
            life.ref(f"refs/tags/{release}", call)
        life.write()
        with opened(life.folder, tmp_path / f"w-{name}") as project:
            answer = project.ask("lasting")
        assert (answer.word, told in answer.sentence) == (word, word == "some exposure")
