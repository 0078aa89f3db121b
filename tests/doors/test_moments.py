"""Windows that cannot be, and windows beside --as-of."""

import json
from pathlib import Path

import pytest

from lifesigns.doors.cli import run


@pytest.mark.parametrize(
    "arguments",
    [
        ("pulse", "{story}", "--until", "2022-03-01", "--as-of", "2022-02-01"),
        ("show", "contributors", "{story}", "--until", "2022-03-01", "--as-of", "2022-02-01"),
        ("people", "{story}", "--until", "2022-03-01", "--as-of", "2022-02-01"),
        ("people", "{story}", "--since", "2022-03-01", "--until", "2022-02-01"),
        ("people", "{story}", "--since", "2190-01-01"),
        ("pulse", "{story}", "--until", "2190-01-01"),
        ("show", "contributors", "{story}", "--until", "2190-01-01", "--by", "month"),
        ("ask", "alive", "{story}", "--as-of", ""),
        ("ask", "issue_quality", "--issues", "-", "--as-of", "2190-01-01"),
        ("candidates", "{story}", "--limit", "-5"),
        ("candidates", "{story}", "--limit", "many"),
        ("show", "contributors", "{story}", "--format", "xml"),
        ("show", "contributors", "{story}", "--actors", "robots"),
        ("pulse", "{story}", "--nope"),
        ("pulse", "{story}", "more"),
        ("nope",),
        ("ask",),
    ],
)
def test_what_cannot_be_asked_is_one_line(
    story: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    """Later than --as-of, reversed, future, empty, unknown options and values: exit 2, one line."""
    given = [part.format(story=story) for part in arguments]
    code = run([*given, "--workspace", str(tmp_path)])
    out, err = capfd.readouterr()
    assert (code, out, len(err.splitlines())) == (2, "", 1), err
    assert err.startswith("lifesigns: ")
    assert err.rstrip().endswith((".", "`"))


def test_a_pulse_as_of_a_moment_ends_there(
    story: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """`pulse --as-of T` is that of the period before T: on the branch the same as `--until T`.

    What other branches held then only `--until` tells, from those of now.
    """
    told = []
    for option in ("--as-of", "--until"):
        arguments = ["pulse", str(story), option, "2022-02-01T12:00", "--format", "json"]
        assert run([*arguments, "--workspace", str(tmp_path)]) == 0
        told.append(json.loads(capfd.readouterr().out))
    assert told[0]["until"] == "2022-02-01T12:00:00Z"
    over_all = {"commits_all_branches", "authors", "authors_people", "bots", "branches_seen"}
    differing = {key for key, value in told[0].items() if value != told[1][key]}
    assert differing == over_all | {"sentence", "notes"}
    assert {told[0][key] for key in over_all} == {None}
    assert "--until" in told[0]["notes"][-1]


@pytest.mark.parametrize(
    ("arguments", "advice"),
    [
        (("ask", "bus_factor", "."), "show contributor_absence_factor"),
        (("show", "alive", "."), "ask alive"),
        (("ask", "contributors", "."), "show contributors"),
    ],
)
def test_a_metric_is_no_question_and_the_other_way_round(
    capfd: pytest.CaptureFixture[str], arguments: tuple[str, ...], advice: str
) -> None:
    """Whoever takes the one for the other is told the command that fits."""
    assert run([*arguments]) == 2
    assert f"`lifesigns {advice}`" in capfd.readouterr().err
