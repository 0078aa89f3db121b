"""`lifesigns ask … --issues FILE`: issues from files and pipes, alone and beside a history."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from referencing import Registry, Resource

from lifesigns.doors.cli import run
from lifesigns.present import json as present_json

Ask = Callable[..., tuple[int, str, str]]

WHOLE = """\
Saving fails: the last line is gone.

### Steps to reproduce

1. Open the editor and type two lines
2. Press Save

### Expected behavior

Both lines are kept.

### Version

4.2.1 on Ubuntu 24.04
"""
BARE = "It crashed with an error. Nothing works any more."
FOREIGN = "Программа падает с ошибкой, раньше всё работало без проблем."


def issue(number: int, title: str, body: str, label: str = "bug") -> dict[str, Any]:
    """An issue as `gh issue list --json number,title,body,labels,createdAt` gives it."""
    labels = [{"id": "x", "name": label, "color": "d73a4a"}]
    created = f"2024-0{number}-01T00:00:00Z"
    return {
        "number": number, "title": title, "body": body, "labels": labels, "createdAt": created,
    }  # fmt: skip


ISSUES = [
    issue(1, "Last line is lost", WHOLE),
    issue(2, "Last line is lost again", WHOLE),
    issue(3, "Last line is lost on Windows", WHOLE),
    issue(4, "Crash", BARE),
    issue(5, "It crashes", "1. Open a note\n2. Press Save twice\n\nThe app crashes with an error."),
    issue(6, "Падение", FOREIGN),
    issue(7, "Dark mode", "It would be great to have a dark mode.", "enhancement"),
]


@pytest.fixture(name="ask")
def fixture_ask(
    tmp_path_factory: pytest.TempPathFactory,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Ask:
    """Return a function that asks with something on standard input: (exit code, stdout, stderr)."""
    workspace = tmp_path_factory.getbasetemp() / "cli-workspace"

    def ask(*arguments: str, piped: bytes = b"") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(piped)))
        code = run(["ask", *arguments, "--workspace", str(workspace)])
        out, err = capfd.readouterr()
        return code, out, err

    return ask


@pytest.fixture(name="listed")
def fixture_listed(tmp_path: Path) -> str:
    """Return the path of a forge's list of seven issues."""
    path = tmp_path / "issues.json"
    path.write_text(json.dumps(ISSUES), "utf-8")
    return str(path)


def validated(text: str) -> dict[str, Any]:
    """Parse an answer and hold it against the published schema."""
    parsed: dict[str, Any] = json.loads(text)
    registry = Registry[Any]().with_resource(
        "records.schema.json", Resource.from_contents(present_json.schema("records"))
    )
    jsonschema.Draft202012Validator(present_json.schema("answer"), registry=registry).validate(
        parsed
    )
    return parsed


def test_many_issues_alone(ask: Ask, listed: str) -> None:
    """Five of six bug reports can be judged, three of them reproduced; the Russian one lowers
    coverage and never counts as lacking steps."""
    code, out, err = ask("issue_quality", "--issues", listed, "--format", "json")
    assert code == 0, err
    found = validated(out)
    assert (found["question"], found["answer"], found["confidence"]) == (
        "issue_quality", "mostly", "low",
    )  # fmt: skip
    share, partly, steps = found["evidence"][:3]
    assert (share["value"], share["n"]) == (0.6, 5)
    assert share["low"] < 0.6 < share["high"]
    assert share["coverage"][0]["share"] == pytest.approx(5 / 6)
    assert (partly["value"], partly["n"]) == (0.2, 5)
    assert (steps["label"], steps["value"], steps["n"]) == (
        "Bug reports without steps to reproduce", 0.2, 5,
    )  # fmt: skip
    assert found["coverage"][0]["share"] == pytest.approx(6 / 7)
    assert found["evidence"][-1]["value"] == pytest.approx(1 / 7)


def test_each_issue_says_what_it_holds_and_what_to_ask(ask: Ask, listed: str) -> None:
    """Type with its reason and probabilities, elements with their quotes, questions in order."""
    _, out, _ = ask("issue_quality", "--issues", listed, "--format", "json")
    first, *_, bare, _, foreign, wish = validated(out)["issues"]
    assert (first["issue"], first["title"]) == ("#1", "Last line is lost")
    assert (first["type"], first["type_is_declared"], first["reproducible"]) == ("bug", True, "yes")
    assert sum(first["probability"].values()) == pytest.approx(1, abs=1e-3)
    assert {part["element"]: part["found"] for part in first["elements"]} == {
        "steps_to_reproduce": "present",
        "observed_behaviour": "present",
        "expected_behaviour": "present",
        "environment": "present",
        "trace": "absent",
        "minimal_example": "absent",
    }
    assert first["elements"][0]["quote"] == "Open the editor and type two lines"
    assert bare["reproducible"] == "no"
    assert bare["ask"][0].startswith("What exactly do you do, step by step")
    assert (foreign["language"], foreign["reproducible"]) == ("other", "cannot tell")
    assert (wish["type"], wish["reproducible"], wish["ask"]) == ("feature", "not applicable", [])


def test_the_forms_agree(ask: Ask, listed: str, tmp_path: Path) -> None:
    """JSON Lines, CSV and a pipe say the same as the list; Markdown and text show every issue."""
    _, expected, _ = ask("issue_quality", "--issues", listed, "--format", "json")
    lines = "\n".join(json.dumps(one) for one in ISSUES).encode()
    assert ask("issue_quality", "--issues", "-", "--format", "json", piped=lines)[1] == expected
    table = tmp_path / "t.csv"
    cells = [
        [str(one["number"]), one["title"], one["body"], one["labels"][0]["name"]] for one in ISSUES
    ]
    quoted = [",".join(f'"{cell}"' for cell in row) for row in cells]
    table.write_text("\n".join(["number,title,body,labels", *quoted]), "utf-8")
    assert ask("issue_quality", "--issues", str(table), "--format", "json")[1] == expected
    _, text, _ = ask("issue_quality", "--issues", listed)
    _, marked, _ = ask("issue_quality", "--issues", listed, "--format", "md")
    for number in range(1, 8):
        assert f"#{number} " in text
        assert f"\\#{number} " in marked
    assert "What exactly do you do" in marked
    assert max(map(len, text.splitlines())) <= 80


def test_one_issue_from_a_pipe(ask: Ask) -> None:
    """A piped text is one issue: its first line the title, its verdict the answer."""
    piped = f"# [Bug] Last line is lost\n\n{WHOLE}".encode()
    code, out, _ = ask("issue_quality", "--issues", "-", piped=piped)
    assert code == 0
    assert "✓ yes" in out
    assert "“Open the editor and type two lines”" in " ".join(out.split())
    assert ask("issue_quality", "--issues", "-", piped=b"\xef\xbb\xbf" + piped)[1] == out
    wide = piped.decode().encode("utf-16")
    assert ask("issue_quality", "--issues", "-", piped=wide)[1] == out


def test_the_reporter_is_asked_in_chinese(ask: Ask) -> None:
    """Questions to the writer of a Chinese issue are in Chinese."""
    piped = "[缺陷] 导出的报表文件为空\n\n报表是空的，没有任何内容。".encode()
    _, out, _ = ask("issue_quality", "--issues", "-", "--format", "json", piped=piped)
    assert validated(out)["issues"][0]["ask"][0].startswith("请逐步写出")


def test_under_five_bug_reports_no_share(ask: Ask) -> None:
    """Four judged reports are shown one by one, without a share over them."""
    piped = json.dumps(ISSUES[:4]).encode()
    code, out, _ = ask("issue_quality", "--issues", "-", "--format", "json", piped=piped)
    found = validated(out)
    assert code == 0
    assert (found["answer"], found["confidence"]) == ("cannot tell", "none")
    assert found["evidence"][0]["missing"]["reason"] == "too_few"
    assert all(item["label"] != "Bug reports reproducible in part" for item in found["evidence"])
    assert len(found["issues"]) == 4


def test_real_work_reads_issues_beside_the_history(ask: Ask, story: Path, listed: str) -> None:
    """The verdict takes the issues as evidence and no longer calls them missing."""
    arguments = ("real_work", str(story), "--as-of", "2024-12-31", "--format", "json")
    _, without, _ = ask(*arguments)
    code, out, err = ask(*arguments, "--issues", listed)
    assert code == 0, err
    before, found = validated(without), validated(out)
    assert "issues" not in before
    assert len(found["issues"]) == 7
    labels = [item["label"] for item in found["evidence"]]
    assert "Bug reports a stranger could reproduce" in labels
    assert found["coverage"][-1]["table"] == "issues"


def test_later_issues_are_left_out(ask: Ask, listed: str) -> None:
    """As of March two issues existed; as of a day before all of them there is nothing to judge."""
    asked = ("issue_quality", "--issues", listed, "--format", "json")
    found = validated(ask(*asked, "--as-of", "2024-02-20")[1])
    assert [one["issue"] for one in found["issues"]] == ["#1", "#2"]
    assert "5 later than the moment" in found["coverage"][0]["how"]
    code, _, err = ask(*asked, "--as-of", "2020-01-01")
    assert (code, len(err.splitlines())) == (4, 1)
    assert "2020-01-01" in err


def test_anonymise_hides_what_people_wrote(ask: Ask, listed: str) -> None:
    """Titles and quotes are gone, the judgement stays."""
    _, out, _ = ask("issue_quality", "--issues", listed, "--anonymise", "--format", "json")
    for one in validated(out)["issues"]:
        assert one["title"] is None
        assert {part["quote"] for part in one["elements"]} == {None}
    for form in ("text", "md"):
        _, out, _ = ask("issue_quality", "--issues", listed, "--anonymise", "--format", form)
        assert "Last line" not in out
        assert "Open the editor" not in out


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("issue_quality", "--issues", "{none}"), 2, "No such file"),
        (("issue_quality", "--issues", "{folder}"), 2, "directory"),
        (("issue_quality", "--issues", "a\0b"), 2, "cannot be read"),
        (("issue_quality", "--issues", ""), 2, "cannot be read"),
        (("issue_quality", "--issues", "{empty}"), 4, "holds no issue"),
        (("issue_quality", "--issues", "-"), 4, "holds no issue"),
        (("issue_quality", "--issues", "{cut}"), 4, "Line 1"),
        (("issue_quality", "--issues", "{prose}"), 4, "JSON"),
        (("issue_quality", "--issues", "{binary}"), 4, "not text"),
        (("issue_quality",), 2, "--issues"),
        (("issue_quality", "{folder}", "--issues", "{cut}"), 2, "real_work"),
        (("alive", "--issues", "{cut}"), 2, "real_work"),
        (("isue_quality", "--issues", "-"), 2, "issue_quality"),
    ],
)
def test_bad_files_are_one_clear_line(
    ask: Ask, tmp_path: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    """What cannot be read has its exit code and says what to do, on one line."""
    (tmp_path / "empty.json").write_bytes(b" \n")
    (tmp_path / "cut.json").write_bytes(b'[{"title": "One", "bo')
    (tmp_path / "prose.json").write_bytes(b"One\n\nbody")
    (tmp_path / "binary").write_bytes(bytes(range(256)) * 40)
    places = {
        "none": tmp_path / "none", "folder": tmp_path, "empty": tmp_path / "empty.json",
        "cut": tmp_path / "cut.json", "prose": tmp_path / "prose.json", "binary": tmp_path / "binary",
    }  # fmt: skip
    found, out, err = ask(*(part.format(**places) for part in arguments))
    assert found == code, err
    assert words in err
    assert (out, len(err.splitlines())) == ("", 1)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_forbidden_file_is_a_source_error(ask: Ask, tmp_path: Path) -> None:
    """A file that may not be read is exit 3."""
    path = tmp_path / "secret.json"
    path.write_text("[]")
    path.chmod(0)
    assert ask("issue_quality", "--issues", str(path))[0] == 3


HOSTILE_TITLE = "\x1b]0;owned\x07<script>alert(1)</script> | `x` @all \u202egnp.exe =cmd()"


def test_hostile_text_comes_out_inert(ask: Ask) -> None:
    """Escape sequences, markup, mentions and bidi controls of an issue do nothing anywhere."""
    evil = issue(4, HOSTILE_TITLE, f"When I click \x1b[2J{HOSTILE_TITLE} it crashes\x00.")
    piped = json.dumps([*ISSUES[:3], evil, *ISSUES[4:]]).encode()
    for form in ("text", "md"):
        _, out, _ = ask("issue_quality", "--issues", "-", "--format", form, piped=piped)
        single = ask("issue_quality", "--issues", "-", "--format", form,
                     piped=json.dumps(evil).encode())[1]  # fmt: skip
        for character in out + single:
            assert character in "\n\xa0\u202f\u2060" or character.isprintable(), ascii(character)
        if form == "md":
            assert "<script" not in out + single
            assert "@all" not in out + single
    _, out, _ = ask("issue_quality", "--issues", "-", "--format", "json", piped=piped)
    assert validated(out)["issues"][3]["title"] == HOSTILE_TITLE
    assert "\u202e" not in out


@pytest.mark.parametrize(
    "piped",
    [
        b"x" * 10_000_000,
        json.dumps({"title": "T" * 1_000_000, "body": "when i click " * 400_000}).encode(),
        b"title: x\n" + b"a: \n" * 500_000 + b"((" * 100_000,
        b'title,body\nCrash,"' + b"a,b\n" * 1_000_000,
    ],
    ids=["line", "body", "fields", "quote"],
)
def test_enormous_issues_are_read_to_a_limit(ask: Ask, piped: bytes) -> None:
    """Ten million characters, five megabytes of body and unclosed quotes give a small answer."""
    code, out, err = ask("issue_quality", "--issues", "-", "--format", "json", piped=piped)
    assert code == 0, err
    assert len(out) < 20_000
    assert len(validated(out)["issues"]) == 1


@pytest.mark.parametrize("bait", ["a-", "<b", "at x.y(", "a b c ... "])
def test_bait_for_patterns_is_read(ask: Ask, bait: str) -> None:
    """A hundred thousand characters of what pattern matchers stumble over are read like any text."""
    body = (bait * 100_000)[:100_000]
    piped = json.dumps({"title": body[:500], "body": body}).encode()
    assert ask("issue_quality", "--issues", "-", "--format", "json", piped=piped)[0] == 0


@pytest.mark.parametrize(
    ("piped", "code"),
    [
        (b"Crash\n\nIt crashes with \x00 in the log when I press Save.", 0),
        ("Crash\n\nPas de café après la mise à jour, il plante.".encode("latin-1"), 0),
        (b"\xff\xfe" + "Crash\n\nIt fails.".encode("utf-16-le") + b"\x00", 0),
        (b'{"title": "\\ud800", "body": "\\udfff when i run it, it fails"}', 0),
        (b'[{"a": ' * 200_000, 4),
        (b'[{"title": ' + b"9" * 5_000 + b"}]", 4),
        (b'[{"title": "a"}]' * 2, 4),
    ],
)
def test_broken_characters_and_data(ask: Ask, piped: bytes, code: int) -> None:
    """A stray byte is read around; data that cannot be parsed is one line with exit 4."""
    found, out, err = ask("issue_quality", "--issues", "-", "--format", "json", piped=piped)
    assert found == code, err
    assert validated(out)["issues"] if code == 0 else len(err.splitlines()) == 1


def test_too_many_issues_are_refused(ask: Ask) -> None:
    """More than fifty thousand issues are asked for in parts."""
    piped = b'{"title": "t"}\n' * 50_001
    code, _, err = ask("issue_quality", "--issues", "-", piped=piped)
    assert code == 4
    assert "in parts" in err


def test_a_real_pipe(tmp_path: Path) -> None:
    """The program itself reads standard input and needs no repository around it."""
    done = subprocess.run(
        [sys.executable, "-m", "lifesigns", "ask", "issue_quality", "--issues", "-", "--quiet"],
        input=json.dumps(ISSUES).encode(),
        capture_output=True,
        check=False,
        cwd=tmp_path,
        env={**os.environ, "LIFESIGNS_WORKSPACE": str(tmp_path / "w"), "PYTHONUTF8": "1"},
    )
    assert done.returncode == 0, done.stderr
    assert b"mostly" in done.stdout
    assert not (tmp_path / "w").exists()


def house(labelled: int) -> bytes:
    """A project that calls everything about colours a question; the last issue has no label."""
    known = [
        {
            "title": f"Colours of view {at}" if at % 2 else f"View {at} fails",
            "body": "The colours are off again." if at % 2 else "It fails with an error.",
            "labels": [{"name": "question" if at % 2 else "bug"}],
        }
        for at in range(labelled)
    ]
    return json.dumps([*known, {"title": "Colours", "body": "The colours are wrong."}]).encode()


def test_types_are_learnt_from_the_labels_of_the_project(ask: Ask) -> None:
    """Forty labels decide what an issue without one is called, and say how far they are right."""
    code, out, _ = ask("issue_quality", "--issues", "-", "--format", "json", piped=house(40))
    assert code == 0
    answer = json.loads(out)
    last = answer["issues"][-1]
    assert (last["type"], last["type_is_declared"]) == ("question", False)
    assert "labels on other issues" in last["type_why"]
    learnt, before = (one for one in answer["evidence"] if "as labelled" in one["label"])
    assert (learnt["n"], learnt["value"], before["n"]) == (40, 1.0, 40)
    assert before["value"] < learnt["value"]


def test_few_labels_teach_nothing(ask: Ask) -> None:
    """With ten labels the text alone speaks, and no evidence claims anything else."""
    code, out, _ = ask("issue_quality", "--issues", "-", "--format", "json", piped=house(10))
    assert code == 0
    answer = json.loads(out)
    assert "labels on other issues" not in answer["issues"][-1]["type_why"]
    assert not [one for one in answer["evidence"] if "as labelled" in one["label"]]
