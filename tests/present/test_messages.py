"""The table of fixed words is complete, and nothing in it is dead."""

import re
from pathlib import Path

import pytest

from lifesigns import present
from lifesigns.kernel.answer import Confidence, FigureKind, Tone
from lifesigns.kernel.missing import Reason
from lifesigns.kernel.shape import Shape
from lifesigns.present.messages import MESSAGES, say

ROOM = Path(present.__file__).parent
SOURCES = "\n".join(
    path.read_text(encoding="utf-8")
    for pattern in ("*.py", "*.j2")
    for path in sorted(ROOM.rglob(pattern))
    if path.name != "messages.py"
)
BUILT = (
    *(f"missing_{reason.value}" for reason in Reason),
    *(f"missing_{reason.value}_long" for reason in Reason),
    *(f"confidence_{level.value}" for level in Confidence),
    *(f"tone_{tone.value}" for tone in Tone),
    *(f"kind_{kind.value}" for kind in FigureKind),
    *(f"key_{shape.value}" for shape in Shape),
    *(f"theme_{choice}" for choice in ("auto", "light", "dark")),
)


def test_every_text_that_is_asked_for_exists() -> None:
    """Each key named in the code or a template, or built from a vocabulary, is in the table."""
    named = set(re.findall(r"""say\(\s*["'](\w+)["']\s*[,)]""", SOURCES))
    assert (named | set(BUILT)) - MESSAGES.keys() == set()


def test_no_text_is_dead() -> None:
    """Each text in the table is asked for somewhere."""
    quoted = set(re.findall(r"""["'](\w+)["']""", SOURCES))
    prefixes = ("ledger_", "people_", "catalogue_")
    built = {
        key
        for key in MESSAGES
        for prefix in prefixes
        if key.startswith(prefix) and key.removeprefix(prefix) in quoted
    }
    assert set(MESSAGES) - quoted - set(BUILT) - built == set()


def test_an_unknown_text_is_a_defect() -> None:
    """A key that is not there raises, it does not show an empty place."""
    with pytest.raises(KeyError):
        say("no_such_text")
