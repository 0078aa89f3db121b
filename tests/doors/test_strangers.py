"""What strangers try first: odd days, terminals, endings and mistakes, each with a plain answer."""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from lifesigns.doors.cli import run
from tests.projects import build_empty

Ask = Callable[..., tuple[int, str, str]]


@pytest.fixture(name="ask")
def fixture_ask(tmp_path_factory: pytest.TempPathFactory, capfd: pytest.CaptureFixture[str]) -> Ask:
    """Return a function that runs one command line: (exit code, stdout, stderr)."""
    workspace = tmp_path_factory.getbasetemp() / "strangers-workspace"

    def ask(*arguments: str) -> tuple[int, str, str]:
        code = run([*arguments, "--workspace", str(workspace)])
        out, err = capfd.readouterr()
        return code, out, err

    return ask


def commits(ask: Ask, story: Path, *arguments: str) -> int:
    """Return how many commits `show` counts."""
    code, out, err = ask("show", "code_changes_commits", str(story), *arguments, "--format", "json")
    assert code == 0, err
    rows = json.loads(out)["rows"]
    return sum(int(row["value"]) for row in rows)


def test_a_window_of_days_takes_in_its_first_and_its_last(ask: Ask, story: Path) -> None:
    """Day by day and in one window of bare dates the same commits are counted: none falls out."""
    code, out, _ = ask(
        "show", "code_changes_commits", str(story), "--by", "day", "--format", "csv",
        "--since", "1970-01-02", "--until", "2023-03-01",
    )  # fmt: skip
    assert code == 0
    worked = [row for row in csv.DictReader(io.StringIO(out)) if int(row["value"] or 0)]
    first, last = worked[0], worked[-1]
    assert commits(ask, story, "--since", first["slice"], "--until", last["slice"]) == sum(
        int(row["value"]) for row in worked
    )
    alone = commits(ask, story, "--since", first["slice"], "--until", first["slice"])
    assert alone == int(first["value"]) > 0
    _, text, _ = ask(
        "show", "code_changes_commits", str(story),
        "--since", first["slice"], "--until", last["slice"],
    )  # fmt: skip
    assert f"{first['slice']} to {last['slice']}" in text


@pytest.mark.parametrize(
    ("window", "said"),
    [
        (("--until", "1999-01-01"), "before the project's first commit"),
        (("--as-of", "1999-01-01"), "before the project's first commit"),
    ],
)
def test_a_pulse_of_nothing_is_no_zero(
    ask: Ask, story: Path, window: tuple[str, ...], said: str
) -> None:
    """Before the first commit nothing is counted, and the sentence says so."""
    code, out, _ = ask("pulse", str(story), *window, "--format", "json")
    found = json.loads(out)
    assert code == 0
    assert said in found["sentence"]
    counts = ("commits_default_branch", "authors", "bots", "files_changed", "gross_additions")
    assert {found[name] for name in counts} == {None}
    for form in ("text", "md", "csv"):
        code, out, _ = ask("pulse", str(story), *window, "--format", form)
        assert code == 0
        assert said in " ".join(out.split())
        assert "None" not in out


def test_a_pulse_of_an_empty_repository_is_no_zero(ask: Ask, tmp_path: Path) -> None:
    """A copy without commits has nothing to count, and the table names no branch."""
    empty = build_empty(tmp_path / "void")
    _, out, _ = ask("pulse", str(empty), "--format", "json")
    assert json.loads(out)["authors"] is None
    _, out, _ = ask("pulse", str(empty))
    assert "holds no commits" in out
    assert "Commits to the default branch" in out


def test_what_came_after_the_evidence_is_not_nothing(ask: Ask, story: Path, tmp_path: Path) -> None:
    """Past the end of a stale clone the Pulse, a metric and who is who say that nobody looked."""
    stale = tmp_path / "stale.git"
    subprocess.run(["git", "clone", "-q", "--bare", str(story), str(stale)], check=True)
    for path in [stale, *stale.rglob("*")]:
        os.utime(path, (1_700_000_000, 1_700_000_000))  # 2023-11-14
    _, out, _ = ask("pulse", str(stale), "--until", "2024-06-01", "--format", "json")
    assert json.loads(out)["commits_all_branches"] is None
    for ends in ((), ("--until", "2024-06-01")):
        code, out, err = ask(
            "show", "code_changes_commits", str(stale), "--since", "2024-01-01", *ends,
            "--format", "json",
        )  # fmt: skip
        assert code == 0, err
        missing = json.loads(out)["missing"]
        assert missing["reason"] == "not_collected"
        assert "2023-11-14" in missing["detail"]
    code, _, err = ask("people", str(stale), "--since", "2024-01-01")
    assert code == 2
    assert "Nothing after 2023-11-14" in err


def test_a_store_of_an_earlier_program_is_told(
    capfd: pytest.CaptureFixture[str], story: Path, tmp_path: Path
) -> None:
    """`status` names it and says what happens next; the next run reads it anew."""

    def asked(*arguments: str) -> tuple[int, str, str]:
        code = run([*arguments, "--workspace", str(tmp_path)])
        return code, *capfd.readouterr()

    assert asked("collect", str(story), "--quiet")[0] == 0
    (manifest,) = tmp_path.glob("projects/*/manifest.json")
    written = json.loads(manifest.read_text("utf-8"))
    written["format"] = written["state"]["format"] = 1
    manifest.write_text(json.dumps(written), "utf-8")
    for form in ("text", "json", "csv"):
        code, out, err = asked("status", "--format", form)
        assert code == 0, err
        assert "An earlier lifesigns collected this. The next run reads it anew." in out
    assert asked("collect", str(story), "--quiet")[0] == 0
    assert "An earlier lifesigns" not in asked("status")[1]


def test_a_terminal_that_lacks_signs_shows_others(story: Path, tmp_path: Path) -> None:
    """Where standard output cannot show a sign, a ? stands for it, and JSON stays UTF-8."""
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1"}
    for form in ("text", "json"):
        done = subprocess.run(
            [
                sys.executable, "-m", "lifesigns", "ask", "governed", str(story),
                "--format", form, "--workspace", str(tmp_path),
            ],
            env=environment, capture_output=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert form == "json" or b"?" in done.stdout
        if form == "json":
            json.loads(done.stdout.decode("utf-8"))
