"""What a shell is offered when it asks how a line goes on."""

import pytest

from lifesigns.doors.cli import run


@pytest.mark.parametrize(
    ("line", "offered", "not_offered"),
    [
        ("as", "plain,ask", "plain,show"),
        ("ask ca", "plain,carried", "plain,alive"),
        ("show contributor_abs", "plain,contributor_absence_factor", "plain,contributors"),
        ("show contributors . --by mo", "plain,month", "plain,year"),
        ("explain git", "plain,git", "plain,alive"),
        ("list met", "plain,metrics", "plain,tables"),
        ("report ", "dir,", "plain,"),
    ],
)
def test_words_are_completed(
    line: str,
    offered: str,
    not_offered: str,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Commands, questions, metrics, slices, ids and kinds by their beginning; targets as folders."""
    words = f"lifesigns {line}"
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", str(words.count(" ")))
    monkeypatch.setenv("_LIFESIGNS_COMPLETE", "bash_complete")
    with pytest.raises(SystemExit):
        run([])
    out = capfd.readouterr().out
    assert offered in out.splitlines()
    assert not_offered not in out.splitlines()
