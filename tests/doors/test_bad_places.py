"""Places that cannot be read or written: one clear line, the right exit code, nothing left over."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from lifesigns.doors.cli import run

REFUSES_ROOT = pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")


def refused(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """Run a command line that must fail in one line; return exit code and that line."""
    code = run([*arguments])
    out, err = capfd.readouterr()
    assert out == ""
    assert err.startswith("lifesigns: "), err
    assert len(err.splitlines()) == 1, err
    return code, err


@pytest.mark.parametrize("place", ["file", "file/below", "x" * 300, "/proc/none/ws"])
def test_a_workspace_that_cannot_be_is_the_users_mistake(
    story: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], place: str
) -> None:
    """A file, a name too long or a place where no folder can be made: exit 2 and what to do."""
    (tmp_path / "file").write_text("x", "utf-8")
    code, err = refused(capfd, "pulse", str(story), "--workspace", str(tmp_path / place))
    assert (code, "--workspace" in err) == (2, True)


@pytest.mark.parametrize("damage", ["part", "state", "manifest", "gone", "newer"])
def test_a_damaged_store_says_how_to_mend_it(
    story: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], damage: str
) -> None:
    """Wrong bytes, a lost part, a broken state or a newer format: exit 4, never a defect."""
    workspace = ("--workspace", str(tmp_path))
    assert run(["collect", str(story), *workspace]) == 0
    capfd.readouterr()
    (manifest,) = tmp_path.glob("projects/*/manifest.json")
    held = json.loads(manifest.read_text("utf-8"))
    for part in manifest.parent.glob("commits-*.parquet"):
        if damage == "part":
            part.write_bytes(b"no Parquet at all")
        if damage == "gone":
            part.unlink()
    if damage == "state":
        held["state"] = {"format": held["state"]["format"]}
    if damage == "newer":
        held["format"] = 99
    if damage in ("state", "newer"):
        manifest.write_text(json.dumps(held), "utf-8")
    if damage == "manifest":
        manifest.write_text("[]", "utf-8")
    code, err = refused(capfd, "pulse", str(story), *workspace)
    assert code == 4
    assert "Update" in err if damage == "newer" else "collect again" in err


@pytest.mark.parametrize("form", ["csv", "parquet"])
@pytest.mark.parametrize("place", ["", "no/such/x", "x" * 300])
def test_an_answer_that_cannot_be_written(
    story: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], form: str, place: str
) -> None:
    """A folder, a missing folder or a name too long: exit 2 whatever the form, and no remains."""
    out = tmp_path / "out"
    out.mkdir()
    code, err = refused(
        capfd, "show", "contributors", str(story), "--format", form,
        "--out", str(out / place), "--workspace", str(tmp_path / "ws"),
    )  # fmt: skip
    assert (code, "--out" in err, "workspace" in err) == (2, True, False)
    assert list(out.iterdir()) == []


def test_a_name_of_the_longest_kind_is_written(story: Path, tmp_path: Path) -> None:
    """The file on the way has a short name of its own; a link stays a link."""
    target = tmp_path / ("x" * 251 + ".csv")
    (tmp_path / "link.csv").symlink_to(target)
    arguments = ["show", "contributors", str(story), "--format", "csv", "--quiet"]
    where = ["--out", str(tmp_path / "link.csv"), "--workspace", str(tmp_path / "ws")]
    assert run([*arguments, *where]) == 0
    assert (tmp_path / "link.csv").is_symlink()
    assert target.read_text("utf-8").startswith("metric,")


def test_a_pipe_is_written_to_and_not_replaced(story: Path, tmp_path: Path) -> None:
    """--out may name a pipe; it is still one afterwards."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        code = run(["pulse", str(story), "--format", "json", "--out", str(pipe),
                    "--workspace", str(tmp_path / "ws"), "--quiet"])  # fmt: skip
        assert reader.stdout is not None
        assert (code, "sentence" in json.loads(reader.stdout.read())) == (0, True)
    assert pipe.is_fifo()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize(("stream", "code"), [(">/dev/full", 4), (">&-", 0), ("2>&-", 0)])
def test_standard_output_that_is_full_or_closed(stream: str, code: int) -> None:
    """A full standard output is exit 4; closed streams are nobody's mistake."""
    done = subprocess.run(
        ["/bin/sh", "-c", f'"{sys.executable}" -m lifesigns list verdicts {stream}'],
        check=False, capture_output=True,
    )  # fmt: skip
    assert done.returncode == code, done.stderr
    assert b"defect" not in done.stderr


@pytest.mark.parametrize("kind", ["folder", "bytes", "text", "list"])
def test_an_all_contributors_file_that_is_none(
    story: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], kind: str
) -> None:
    """What cannot be read as such a file stays as it is; the line names the option."""
    given = tmp_path / "given"
    match kind:
        case "folder":
            given.mkdir()
        case "bytes":
            given.write_bytes(b"\xff\xfe\0")
        case "text":
            given.write_text("Thanks!", "utf-8")
        case _:
            given.write_text("[1]", "utf-8")
    before = given.is_file() and given.read_bytes()
    workspace = ("--workspace", str(tmp_path / "ws"))
    code, err = refused(capfd, "thanks", str(story), "--all-contributors", str(given), *workspace)
    assert (code, "all-contributors" in err) == (2, True)
    assert (given.is_file() and given.read_bytes()) == before


@REFUSES_ROOT
@pytest.mark.parametrize("part", ["HEAD", "refs", "objects", "packed-refs", "pack"])
def test_parts_that_may_not_be_read_are_no_damage(
    story: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], part: str
) -> None:
    """Whatever of a repository is refused, the line speaks of permission."""
    folder = tmp_path / "copy.git"
    subprocess.run(["git", "clone", "-q", "--mirror", str(story), str(folder)], check=True)
    subprocess.run(["git", "-C", str(folder), "gc", "-q"], check=True)
    places = list(folder.glob("objects/pack/*.pack")) if part == "pack" else [folder / part]
    for place in places:
        place.chmod(0)
    code, err = refused(capfd, "pulse", str(folder), "--workspace", str(tmp_path / "ws"))
    for place in places:
        place.chmod(0o755)
    assert (code, "may not be read" in err) == (3, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("list", "--workspace", "~nobody-of-that-name/ws"), "--workspace"),
        (("status", "--workspace", "{file}"), "--workspace"),
        (("report", "{none}", "--out", "page.pdf"), "does not give pdf"),
        (("show", "contributors", "{none}", "--out", "table.xlsx"), "does not give xlsx"),
        (("report", "--out"), "`lifesigns report --help`"),
        (("candidates", "--limit", "x"), "whole number from 1 on"),
    ],
)
def test_requests_that_cannot_be_met(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    """A place or an ending that cannot be, or half an option: exit 2, and the line says which."""
    (tmp_path / "file").write_text("x", "utf-8")
    places = {"file": str(tmp_path / "file"), "none": str(tmp_path / "none")}
    code, err = refused(capfd, *(word.format_map(places) for word in arguments))
    assert (code, said in err) == (2, True)


def test_no_standard_input_is_a_clear_line(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Issues are asked for from a standard input that was closed beforehand."""
    monkeypatch.setattr("sys.stdin", None)
    code, err = refused(capfd, "ask", "issue_quality", "--issues", "-")
    assert (code, "Standard input" in err) == (2, True)


def test_a_file_keeps_its_mode(tmp_path: Path) -> None:
    """Who keeps a list of people to themselves finds it as private after the next run."""
    place = tmp_path / "people.csv"
    place.touch(mode=0o600)
    assert run(["list", "--out", str(place)]) == 0
    assert (place.stat().st_mode & 0o777, place.stat().st_size > 0) == (0o600, True)


@REFUSES_ROOT
def test_a_file_that_may_not_be_written_is_left_alone(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """A new file would take the place of a protected one without asking."""
    place = tmp_path / "kept.csv"
    place.write_text("kept", "utf-8")
    place.chmod(0o444)
    code, err = refused(capfd, "list", "--out", str(place))
    assert (code, "may not be written" in err) == (2, True)
    assert place.read_text("utf-8") == "kept"


@REFUSES_ROOT
def test_a_folder_without_room_for_the_page_is_told_at_once(
    story: Path,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where the page would come into a folder that may not be written, nothing is collected."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o555)
    monkeypatch.chdir(closed)
    code, err = refused(capfd, "report", str(story), "--workspace", str(tmp_path / "ws"))
    assert (code, "--out" in err, (tmp_path / "ws").exists()) == (2, True, False)


@pytest.mark.skipif(not Path("/dev/fd").is_dir(), reason="needs names for open pipes")
def test_out_may_be_a_pipe(tmp_path: Path) -> None:
    """`--out >(gzip)` of a shell names a pipe by its number."""
    read, write = os.pipe()
    with os.fdopen(read, encoding="utf-8") as pipe:
        assert run(["list", "verdicts", "--format", "csv", "--out", f"/dev/fd/{write}"]) == 0
        os.close(write)
        assert pipe.readline() == "id,title\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_the_exit_code_stands_where_the_line_cannot_be_written() -> None:
    """1 is the code of a failed gate, which is not what happened."""
    command = [sys.executable, "-m", "lifesigns", "nothing"]
    with open("/dev/full", "w") as full:  # noqa: PTH123
        assert subprocess.run(command, stderr=full, check=False).returncode == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("report", "{story}", "--period", "0d"),
        ("show", "contributors", "{story}", "--by", "hour"),
        ("show", "contributors", "{story}", "--since", "2024-05-01", "--until", "2024-04-01"),
        ("thanks", "{story}", "--all-contributors", "{file}", "--out", "{file}"),
    ],
)
def test_what_cannot_be_is_said_before_any_work(
    story: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    """Nobody waits for a long history to be read to learn of a typing error."""
    places = {"story": str(story), "file": str(tmp_path / "file")}
    workspace = tmp_path / "ws"
    words = [word.format_map(places) for word in arguments]
    code, _ = refused(capfd, *words, "--workspace", str(workspace))
    assert (code, workspace.exists()) == (2, False)
