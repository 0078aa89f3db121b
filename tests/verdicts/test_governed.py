"""Is it run in the open: the texts that decide it, and advice that can be followed."""

from pathlib import Path

from lifesigns.kernel.answer import Answer
from tests.verdicts.living import Life, opened

BASIC = {
    "contribution guide": "CONTRIBUTING.md",
    "code of conduct": "CODE_OF_CONDUCT.md",
    "security policy": "SECURITY.md",
    "issue or change-request templates": ".github/ISSUE_TEMPLATE/bug.md",
}


def governed(folder: Path, *papers: str) -> Answer:
    """Ask a project that keeps a readme, a licence and these papers."""
    life = Life(folder / "p")
    for number, path in enumerate(("README.md", "LICENSE", *papers)):
        life.land("Write", 100 - number, {path: "text\n"})
    life.write()
    with opened(life.folder, folder / "w") as project:
        return project.ask("governed")


def test_following_the_advice_changes_the_word(tmp_path: Path) -> None:
    """As many of the named texts as are asked for give the next word, one fewer does not."""
    words = ["little written down", "partly written down", "openly run"]
    for start, needed in ((0, 1), (1, 2)):
        kept = list(BASIC.values())[:start]
        before = governed(tmp_path / f"{start}", *kept)
        named = list(BASIC)[start:]
        assert before.would_change == (f"Adding {needed} of these: {', '.join(named)}.",)
        added = [BASIC[name] for name in named[:needed]]
        after = governed(tmp_path / f"{start}-after", *kept, *added)
        short = governed(tmp_path / f"{start}-short", *kept, *added[1:], "ROADMAP.md")
        assert (before.word, short.word, after.word) == (
            words[start],
            words[start],
            words[start + 1],
        )


def test_what_would_undo_openness_is_counted(tmp_path: Path) -> None:
    """With all six texts two must go, with five one, before the word changes."""
    papers = list(BASIC.values())
    assert governed(tmp_path / "a", *papers).would_change == ("2 basic texts going.",)
    assert governed(tmp_path / "b", *papers[1:]).would_change == ("1 basic text going.",)
    assert governed(tmp_path / "c", *papers[2:]).word == "partly written down"


def test_a_translation_does_not_stand_for_the_text(tmp_path: Path) -> None:
    """Where a text is there in several languages, the one that names none is shown."""
    names = ("README.es.md", "docs/CODE_OF_CONDUCT-bn.md", "docs/CODE_OF_CONDUCT.md", "LICENSE-de")
    shown = dict(governed(tmp_path, *names).evidence[0].rows)
    assert (shown["Readme"], shown["Code of conduct"]) == ("README.md", "docs/CODE_OF_CONDUCT.md")


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


def test_a_workflow_that_starts_on_no_change_checks_none(tmp_path: Path) -> None:
    """Workflows run by the clock are no checks; one on change requests is shown before others."""
    asleep = {".github/workflows/a.yml": "on:\n  schedule:\n    - cron: 0 1 * * *\n"}
    late = {".github/workflows/b.yml": "on: [push]\n"}
    early = {".github/workflows/c.yml": "on:\n  pull_request:\n    branches: [main]\n"}
    elsewhere = {"Jenkinsfile": "pipeline {}\n"}
    for number, (papers, shown) in enumerate(
        (
            (asleep, None),
            (asleep | late, ".github/workflows/b.yml"),
            (asleep | late | early, ".github/workflows/c.yml"),
            (elsewhere, "Jenkinsfile"),
        )
    ):
        life = Life(tmp_path / f"p{number}")
        life.land("Write", 100, papers)
        life.write()
        with opened(life.folder, tmp_path / f"w{number}") as project:
            there = dict(project.ask("governed").evidence[0].rows)
        assert there.get("Checks on every change") == shown


def test_a_text_without_a_word_is_not_there(tmp_path: Path) -> None:
    """An empty licence grants nothing, and an empty guide guides nobody."""
    life = Life(tmp_path / "p")
    life.land("Write", 100, {"README.md": "text\n", "CONTRIBUTING.md": " \n", "LICENSE": ""})
    life.write()
    with opened(life.folder, tmp_path / "w") as project:
        assert project.ask("governed").sentence.startswith("1 of 6 basic texts is there")
