"""What people see on standard error while they wait."""

import pytest

from lifesigns.doors.progress import TerminalProgress


def test_shown_lines_stand_above_the_progress_until_cleared(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Lines stay while work goes on below them; clearing takes back as many lines as were shown."""
    progress = TerminalProgress(enabled=True)
    progress.start("Reading", 10)
    progress.show("one\ntwo\n")
    progress.start("Reading on", 10)
    progress.finish()
    progress.clear()
    progress.clear()
    written = capsys.readouterr().err
    assert "one\ntwo\n" in written
    assert written.endswith("\r\x1b[2A\x1b[J")
    assert written.count("\x1b[J") == 1


def test_nobody_watching_sees_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """A progress that is switched off writes nothing."""
    progress = TerminalProgress(enabled=False)
    progress.start("Reading", 10)
    progress.show("one")
    progress.clear()
    progress.finish()
    assert capsys.readouterr().err == ""


def test_what_is_shown_takes_the_place_of_what_was_shown_before(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Answers grow one by one: the lines shown before go first."""
    progress = TerminalProgress(enabled=True)
    progress.show("one")
    progress.show("one\ntwo")
    assert capsys.readouterr().err.endswith("one\n\r\x1b[1A\x1b[J\r\x1b[Kone\ntwo\n")
