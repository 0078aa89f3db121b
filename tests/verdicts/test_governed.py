"""What the answer about written rules says of projects whose texts are known."""

from pathlib import Path

from tests.verdicts.living import Life, opened


def test_a_single_text_is_told_in_the_singular(tmp_path: Path) -> None:
    """With a readme alone one of the six basic texts is there; with a licence two are."""
    for files, told in (
        ({"README.md": "# p\n"}, "1 of 6 basic texts is there; missing: licence"),
        ({"README.md": "# p\n", "LICENSE": "MIT\n"}, "2 of 6 basic texts are there"),
    ):
        life = Life(tmp_path / str(len(files)))
        life.land("texts", 10, files)
        life.write()
        with opened(life.folder, tmp_path / "kept") as project:
            assert project.ask("governed").sentence.startswith(told)
