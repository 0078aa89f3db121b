"""The command line: exit codes, one-line errors with advice, forms of output."""

import csv
import io
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import duckdb
import jsonschema
import pytest
from referencing import Registry, Resource

from lifesigns.doors.cli import COMMANDS, run
from lifesigns.present import json as present_json
from tests.projects import build_corrupt_pack, build_empty, build_hostile_text
from tests.projects.odd import build_pages

Ask = Callable[..., tuple[int, str, str]]


@pytest.fixture(name="ask")
def fixture_ask(tmp_path_factory: pytest.TempPathFactory, capfd: pytest.CaptureFixture[str]) -> Ask:
    """Return a function that runs one command line: (exit code, stdout, stderr)."""
    workspace = tmp_path_factory.getbasetemp() / "cli-workspace"

    def ask(*arguments: str) -> tuple[int, str, str]:
        code = run([*arguments, "--workspace", str(workspace)])
        out, err = capfd.readouterr()
        return code, out, err

    return ask


def test_report_writes_the_page_and_prints_one_screen(
    ask: Ask, story: Path, tmp_path: Path
) -> None:
    """The main job: a page at --out, a summary within 24 lines on standard output, exit 0."""
    page = tmp_path / "x.html"
    code, out, err = ask("report", str(story), "--out", str(page), "--as-of", "2023-03-01")
    assert code == 0
    assert page.read_text("utf-8").startswith("<!doctype html>")
    assert len(out.splitlines()) <= 24
    assert str(page) in err


@pytest.mark.parametrize(("name", "start"), [("r.json", "{"), ("r.md", "# ")])
def test_the_ending_of_out_chooses_the_form(
    ask: Ask, story: Path, tmp_path: Path, name: str, start: str
) -> None:
    """`--out r.json` writes JSON without saying so twice."""
    code, out, _ = ask("report", str(story), "--out", str(tmp_path / name), "--quiet")
    assert (code, out) == (0, "")
    assert (tmp_path / name).read_text("utf-8").startswith(start)


def validated(name: str, text: str) -> object:
    """Parse JSON and hold it against the published schema of that name."""
    parsed = json.loads(text)
    registry = Registry[Any]().with_resource(
        "records.schema.json", Resource.from_contents(present_json.schema("records"))
    )
    jsonschema.Draft202012Validator(present_json.schema(name), registry=registry).validate(parsed)
    return parsed


def test_pulse_json_keeps_its_contract(ask: Ask, story: Path) -> None:
    """All promised fields are there and the schema holds."""
    code, out, _ = ask(
        "pulse", str(story), "--until", "2022-12-21", "--period", "1mo", "--format", "json"
    )
    assert code == 0
    found = validated("pulse", out)
    assert isinstance(found, dict)
    assert {
        "period_days", "since", "until", "default_branch", "commits_default_branch",
        "commits_all_branches", "authors", "authors_people", "bots", "files_changed", "additions",
        "deletions", "gross_additions", "gross_deletions", "sentence",
    } <= found.keys()  # fmt: skip
    assert found["commits_default_branch"] == 1


def test_alive_json_carries_the_forecast(ask: Ask, story: Path) -> None:
    """`ask alive` has the two forecasts of the contract, with interval and abstention."""
    code, out, _ = ask("ask", "alive", str(story), "--as-of", "2022-12-31", "--format", "json")
    assert code == 0
    found = validated("answer", out)
    assert isinstance(found, dict)
    for name in ("any_commit_12m", "active_months_12m"):
        assert {"p", "low", "high", "abstained"} <= found["forecast"][name].keys()


def test_people_json_keeps_its_contract(ask: Ask, story: Path) -> None:
    """People are merged, bots flagged, shares add up to one."""
    code, out, _ = ask("people", str(story), "--format", "json")
    assert code == 0
    found = validated("people", out)
    assert isinstance(found, list)
    ana = next(entry for entry in found if entry["person"] == "Ana Souza")
    assert len(ana["emails"]) == 2
    assert [entry["person"] for entry in found if entry["is_bot"]] == ["dependabot[bot]"]
    assert sum(entry["share_of_change_requests"] for entry in found) == pytest.approx(1)


def test_anonymise_hides_every_name(ask: Ask, story: Path, tmp_path: Path) -> None:
    """No name and no address of a person survives on the page or in the people list."""
    page = tmp_path / "a.html"
    ask("report", str(story), "--anonymise", "--out", str(page), "--quiet")
    _, listed, _ = ask("people", str(story), "--anonymise", "--format", "json")
    for secret in ("Ana Souza", "Okafor", "chenwei", "Dita", "Lindqvist", "corvo.example", "emil@"):
        assert secret not in page.read_text("utf-8")
        assert secret not in listed


def test_show_gives_csv_and_parquet(ask: Ask, story: Path, tmp_path: Path) -> None:
    """CSV has one header and a row a slice; Parquet goes to a file only."""
    code, out, _ = ask(
        "show", "code_changes_commits", str(story), "--by", "year", "--since", "2021-01-01",
        "--until", "2023-03-01", "--format", "csv",
    )  # fmt: skip
    assert code == 0
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["slice"] for row in rows] == ["2021", "2022", "2023"]
    assert ask("show", "contributors", str(story), "--format", "parquet")[0] == 2
    target = tmp_path / "x.parquet"
    assert (
        ask("show", "contributors", str(story), "--format", "parquet", "--out", str(target))[0] == 0
    )
    assert target.read_bytes()[:4] == b"PAR1"


def test_csv_and_parquet_say_coverage_and_why_nothing_is_known(
    ask: Ask, story: Path, tmp_path: Path
) -> None:
    """Beside a value stands its coverage; what is not known is one row without value and why."""
    target = str(tmp_path / "x.parquet")
    for options, value, why, words in (
        ((), 4, None, ""),
        (("--until", "2001-01-01"), None, "no_data", "Contributors: no data"),
    ):
        shown = ("show", "contributors", str(story), *options)
        assert ask(*shown, "--out", target)[0] == 0
        query = f"SELECT value, missing, coverage FROM '{target}'"
        (found,) = duckdb.connect().execute(query).fetchall()
        (row,) = csv.DictReader(io.StringIO(ask(*shown, "--format", "csv")[1]))
        assert found == (value, why, 1.0)
        assert (row["value"], row["coverage"]) == ("" if value is None else str(value), "1")
        assert row["missing"].startswith(words)


@pytest.mark.parametrize("command", list(COMMANDS))
def test_every_command_has_help_of_its_own(ask: Ask, command: str) -> None:
    """`COMMAND --help` answers with usage and exit 0."""
    code, out, _ = ask(command, "--help")
    assert code == 0
    assert out.startswith(f"Usage: lifesigns {command}")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("report", "/no/such/path"), 2, "/no/such/path"),
        (("report", "{file}"), 2, "repository"),
        (("report", "{folder}"), 2, "not a git repository"),
        (("report", "{corrupt}"), 3, ""),
        (("pulse", "{story}", "--branch", "mian"), 2, "main"),
        (("pulse", "{story}", "--period", "8x"), 2, "7d"),
        (("pulse", "{story}", "--until", "31.12.2020"), 2, "2026-03-01"),
        (("report", "{story}", "--as-of", "2999-01-01"), 2, ""),
        (("report", "{story}", "--as-of", "tomorrow"), 2, "2026-03-01"),
        (("show", "contributers", "{story}"), 2, "contributors"),
        (("show", "contributors", "{story}", "--by", "area"), 2, "month"),
        (("ask", "alife", "{story}"), 2, "alive"),
        (("explain", "burstines"), 2, "burstiness"),
        (("report", "ext::sh -c touch% /tmp/x"), 2, ""),
        (("report", "--upload-pack=touch"), 2, ""),
        (("report", "https://127.0.0.1:9/x/y.git"), 3, ""),
        (("report", "https://127.0.0.1:9/x/y.git", "--offline"), 3, "offline"),
        (("report", "{story}", "--out", "/no/such/folder/x.html"), 2, "--out"),
        (("repot",), 2, "report"),
    ],
)
def test_bad_input_is_one_clear_line(
    ask: Ask, story: Path, tmp_path: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    """Every mistake has its exit code, says what to do, and leaves no traceback."""
    (tmp_path / "file").write_text("x", "utf-8")
    places = {
        "story": story, "file": tmp_path / "file", "folder": tmp_path / "none",
        "corrupt": tmp_path / "corrupt",
    }  # fmt: skip
    (tmp_path / "none").mkdir()
    if "{corrupt}" in arguments:
        build_corrupt_pack(tmp_path / "corrupt")
    given = [part.format(**places) for part in arguments]
    found, out, err = ask(*given)
    assert found == code, err
    assert words in err
    assert "Traceback" not in err
    assert out == ""
    if err.startswith("lifesigns:"):
        assert len(err.splitlines()) == 1


class _Guarded(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        """Refuse everybody."""
        self.send_response(401)
        self.send_header("WWW-Authenticate", 'Basic realm="x"')
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Stay silent."""


@pytest.fixture(name="guarded")
def fixture_guarded() -> Iterator[str]:
    """Return the address of a host that wants credentials."""
    with HTTPServer(("127.0.0.1", 0), _Guarded) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/owner/name.git"
        server.shutdown()


def test_wrong_credentials_are_told_apart_from_silence(ask: Ask, guarded: str) -> None:
    """A host that wants credentials gives exit 3 and says so; nothing asks on the terminal."""
    code, _, err = ask("report", guarded)
    assert code == 3
    assert "password" in err


def test_an_empty_repository_gets_a_page_without_zeros(ask: Ask, tmp_path: Path) -> None:
    """Nothing to judge is an answer, not an error, and not a row of noughts."""
    folder = build_empty(tmp_path / "empty")
    code, out, _ = ask("ask", "alive", str(folder), "--format", "json")
    assert code == 0
    assert json.loads(out)["answer"] == "cannot tell"
    assert ask("report", str(folder), "--out", str(tmp_path / "e.html"))[0] == 0


def test_hostile_names_reach_the_terminal_inert(ask: Ask, tmp_path: Path) -> None:
    """No control character, escape sequence or bidi override comes out of any text command."""
    folder = build_hostile_text(tmp_path / "evil")
    for arguments in (("people",), ("report", "--format", "text"), ("report", "--format", "md")):
        _, out, err = ask(arguments[0], str(folder), *arguments[1:])
        for character in out + err:
            assert character in "\n\xa0\u202f" or character.isprintable(), (arguments, character)


def test_help_imports_nothing_heavy() -> None:
    """The root help answers without the engine, numpy, or templates."""
    probe = (
        "import sys; from lifesigns.doors.cli import run; run(['--help']); "
        "print(sorted({'duckdb', 'numpy', 'scipy', 'jinja2'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", probe], check=True, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_no_color_and_files_get_no_escape_sequences(
    ask: Ask, story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """NO_COLOR wins over FORCE_COLOR; colour comes only when it is wanted."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in ask("ask", "alive", str(story))[1]
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in ask("ask", "alive", str(story))[1]


@pytest.mark.skipif(os.geteuid() != 0, reason="needs a small file system of its own")
def test_a_full_disk_is_a_clear_error(
    story: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """When the workspace has no room left: exit 4, advice, and the next run on a larger one works."""
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(small)],
        check=False,
        capture_output=True,
    )
    if mounted.returncode:
        pytest.skip("this machine does not let us mount")
    try:
        code = run(
            ["report", str(story), "--workspace", str(small), "--out", str(tmp_path / "x.html")]
        )
    finally:
        subprocess.run(["umount", str(small)], check=True)
    err = capfd.readouterr().err
    assert code == 4, err
    assert "room" in err
    assert not (tmp_path / "x.html").exists()


def test_status_and_doctor_answer(ask: Ask, story: Path) -> None:
    """What was collected is listed with its coverage; the machine check is machine-readable."""
    ask("collect", str(story), "--quiet")
    code, out, _ = ask("status", "--format", "json")
    held = validated("status", out)
    assert code == 0
    assert isinstance(held, list)
    assert any(entry["name"] == story.name for entry in held)
    code, out, _ = ask("doctor", "--format", "json")
    assert code == 0
    assert all(check["is_fine"] for check in json.loads(out))


def test_collect_compares_what_questions_leave_out(ask: Ask, tmp_path: Path) -> None:
    """Pages on a branch apart wait while a question is answered; `collect` reads them too."""
    ids = build_pages(tmp_path / "pages", 150)

    def n_compared() -> int:
        held = validated("status", ask("status", "--format", "json")[1])
        assert isinstance(held, list)
        (project,) = (entry for entry in held if entry["name"] == "pages")
        (rows,) = (table["rows"] for table in project["tables"] if table["table"] == "diffs")
        return int(rows)

    assert ask("ask", "alive", str(tmp_path / "pages"))[0] == 0
    assert n_compared() == 3
    assert ask("collect", str(tmp_path / "pages"), "--quiet")[0] == 0
    assert n_compared() == len(ids) - 1


def test_help_names_the_ten_questions(ask: Ask) -> None:
    """`ask --help` lists every question of the catalogue, in its order."""
    from lifesigns.api import catalogue
    from lifesigns.doors.commands.ask import QUESTIONS

    assert tuple(catalogue.verdicts()) == QUESTIONS
    assert run(["ask", "--help"]) == 0


def test_a_question_mistyped_is_corrected_to_a_question(ask: Ask, story: Path) -> None:
    """Nearest questions are offered and no metrics; without a near one all of them."""
    code, _, err = ask("ask", "aliv", str(story))
    assert (code, "Did you mean alive" in err, "activity" in err) == (2, True, False)
    code, _, err = ask("ask", "zz", str(story))
    assert (code, "There are alive, carried" in err) == (2, True)


def test_ctrl_c_while_the_program_is_loaded_is_one_line(tmp_path: Path) -> None:
    """Whoever stops at once sees no traceback, and exit 130."""
    (tmp_path / "click.py").write_text("import os, signal\nos.kill(os.getpid(), signal.SIGINT)\n")
    path = os.pathsep.join((str(tmp_path), *sys.path))
    done = subprocess.run(
        [sys.executable, "-m", "lifesigns", "--help"],
        env={**os.environ, "PYTHONPATH": path},
        check=False,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "Stopped.\n")
