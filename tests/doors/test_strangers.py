"""What strangers try first: odd days, terminals, endings and mistakes, each with a plain answer."""

import csv
import io
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from lifesigns.doors.cli import COMMANDS, run
from lifesigns.present.json import schema
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


def test_every_example_of_the_help_runs_as_it_stands(
    ask: Ask,
    story: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """In a clone, each line under Examples ends with exit 0; but for addresses and histories."""
    clone = tmp_path / "my clone"
    subprocess.run(["git", "clone", "-q", str(story), str(clone)], check=True)
    (clone / "issues.json").write_text('[{"title": "It crashes", "body": "It does."}]', "utf-8")
    monkeypatch.chdir(clone)
    tried = 0
    for command in ("", *COMMANDS):
        assert run([command, "--help"] if command else ["--help"]) == 0
        told = capfd.readouterr().out
        examples = told.partition("Examples:\n")[2].splitlines()
        assert examples, command
        for line in examples:
            asked = shlex.split(line.partition("    this ")[0])
            assert asked[0] == "lifesigns"
            if {"apache/apisix", "path/to/clone", "histories"} & {*asked}:
                continue
            code, _, err = ask(*asked[1:])
            assert code == 0, (line, err)
            tried += 1
    assert tried > 20
    assert (clone / "contributors.svg").read_text("utf-8").startswith("<svg")
    assert (clone / "candidates.csv").read_text("utf-8").startswith("person,")
    thanks = (clone / "thanks.md").read_text("utf-8")
    assert " to thank since " in thanks.splitlines()[0]
    assert "| person | newcomer | gave |" in thanks


@pytest.mark.parametrize(
    ("arguments", "name", "start"),
    [
        (("ask", "governed", "{story}"), "x.json", "{"),
        (("show", "contributors", "{story}"), "x.csv", "metric,"),
        (("people", "{story}"), "x.mailmap", ""),
        (("list",), "x.CSV", "id,"),
        (("show", "contributors", "{story}", "--format", "json"), "x.csv", "{"),
        (("report", "{story}", "--format", "html"), "x.json", "<!doctype html>"),
        (("pulse", "{story}"), "x", "Pulse"),
    ],
)
def test_the_ending_of_out_chooses_the_form_unless_it_is_given(
    ask: Ask, story: Path, tmp_path: Path, arguments: tuple[str, ...], name: str, start: str
) -> None:
    """Every command writes what the file's name promises; --format has the last word."""
    given = [part.format(story=story) for part in arguments]
    code, _, err = ask(*given, "--out", str(tmp_path / name))
    assert code == 0, err
    assert (tmp_path / name).read_text("utf-8").startswith(start)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("report", "{story}", "--out", "x.csv"), "report does not give csv"),
        (("report", "{story}", "--out", "{story}"), "is a folder"),
        (("report", "{story}", "--out", "no/x.html"), "There is no folder no"),
        (("show", "contributors", "{story}", "--by", "monht"), "Did you mean month?"),
        (("list", "foo"), "'foo' is not one of"),
        (("report", "{story}", "--fromat", "json"), "'--fromat'. Did you mean '--format'"),
        (("pulse", "a" * 5_000), "…"),
    ],
)
def test_a_mistake_is_one_short_line_before_any_work(
    ask: Ask, story: Path, arguments: tuple[str, ...], said: str
) -> None:
    """Wrong places, slices, kinds and options: exit 2, one line of bounded length, what to do."""
    code, out, err = ask(*(part.format(story=story) for part in arguments))
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert said in err
    assert len(err) < 1_200


@pytest.mark.parametrize(
    ("release", "said"),
    [
        ("v0.1", "Did you mean v0.1.0"),
        ("pkg/client/v0.1.0", "Did you mean v0.1.0"),
        ("spring", "The latest are: "),
    ],
)
def test_a_release_nobody_made_offers_the_nearest(
    ask: Ask, story: Path, release: str, said: str
) -> None:
    """What is mistyped is corrected; where nothing is near, the latest ones are named."""
    code, _, err = ask("thanks", str(story), "--since-release", release)
    assert code == 2
    assert f"There is no release '{release}'. {said}" in err


def test_questions_are_listed_by_that_name(ask: Ask) -> None:
    """`list questions` and `list question` are `list verdicts`."""
    listed = {ask("list", kind)[1] for kind in ("verdicts", "questions", "question", "Verdict")}
    assert len(listed) == 1


def test_a_branch_may_have_its_full_name(ask: Ask, story: Path) -> None:
    """`--branch refs/heads/main` is main."""
    told = [ask("pulse", str(story), "--branch", name)[1] for name in ("main", "refs/heads/main")]
    assert told[0].splitlines()[2:5] == told[1].splitlines()[2:5]


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("thanks", ("thanks", "{story}")),
        ("thanks", ("thanks", "{story}", "--since-release", "v0.1.0", "--anonymise")),
        ("candidates", ("candidates", "{story}")),
        ("candidates", ("candidates", "{story}", "--as-of", "2022-06-01")),
        ("catalogue", ("list",)),
        ("catalogue", ("explain", "bus_factor")),
        ("status", ("collect", "{story}")),
        ("checks", ("doctor",)),
    ],
)
def test_json_fits_its_published_schema(
    ask: Ask, story: Path, name: str, arguments: tuple[str, ...]
) -> None:
    """What the lists of thanks, candidates, entries and checks say is what is published."""
    code, out, err = ask(*(part.format(story=story) for part in arguments), "--format", "json")
    assert code == 0, err
    shared = Registry[Any]().with_resource(
        "records.schema.json", Resource.from_contents(schema("records"))
    )
    Draft202012Validator.check_schema(schema(name))
    Draft202012Validator(schema(name), registry=shared).validate(json.loads(out))


def test_every_schema_has_its_line_in_the_documentation() -> None:
    """docs/json.md names every schema there is, and no other."""
    folder = Path(__file__).parents[2]
    told = set(re.findall(r"schemas/(\w+)\.schema", (folder / "docs/json.md").read_text("utf-8")))
    held = {path.name for path in (folder / "src/lifesigns/present/schemas").glob("*.schema.json")}
    assert {f"{name}.schema.json" for name in told} == held


def test_a_page_may_go_to_standard_output(
    ask: Ask, story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`report --out -` is the page alone, and no file is left."""
    monkeypatch.chdir(tmp_path)
    code, out, err = ask("report", str(story), "--out", "-")
    assert (code, err) == (0, "")
    assert out.startswith("<!doctype html>")
    assert list(tmp_path.iterdir()) == []


def test_a_mailmap_of_some_years_is_refused(ask: Ask, story: Path) -> None:
    """A mailmap names all accounts: a window is refused and not passed over in silence."""
    code, out, err = ask("people", str(story), "--format", "mailmap", "--since", "2020-01-01")
    assert (code, out) == (2, "")
    assert "--since" in err
