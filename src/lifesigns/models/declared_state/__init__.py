"""What a project says of its own state in its readme: archived, moved, or nothing.

A notice is believed only near the top of the readme, where a reader would see it;
deeper down such words mostly speak of a feature or of another project.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from lifesigns.kernel.spec import ModelSpec

MODEL = ModelSpec(
    id="declared_state",
    title="Declared state",
    question="Does the project itself say that it has ended or moved?",
    method="Phrases in ten languages, looked for in the first lines of the readme.",
    source="Phrases of our own; the idea after Coelho et al., ESEM 2018, and Xu et al., 2025.",
    accuracy=(
        "Words in a readme find 5 to 7 of 17 repositories archived by their owners "
        "(docs/accuracy/forecast.md): silence here says nothing."
    ),
    fails_when=(
        "The notice stands only in the forge's archive flag, which a clone does not carry.",
        "A readme speaks of another project, or of one of its parts, near its top.",
    ),
    abstains_when="There is no readme.",
)

_TOP_LINES = 40
_TOP_CHARACTERS = 3_000
_GAP = r"(?:\W+\w+){0,4}?"


@dataclass(frozen=True, slots=True)
class DeclaredState:
    """`state` is archived, moved or "" (nothing declared); `quote` the line that says so."""

    state: str
    path: str
    quote: str


def declared_state(readmes: Iterable[tuple[str, str]]) -> DeclaredState | None:
    """Return what readmes (path, text) declare; None when there is no readme to read."""
    last = None
    for path, text in readmes:
        last = DeclaredState("", path, "")
        for line in text[:_TOP_CHARACTERS].splitlines()[:_TOP_LINES]:
            for state, pattern in _patterns():
                if pattern.search(line[:1000]):
                    return DeclaredState(state, path, line.strip()[:200])
    return last


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    text = resources.files(__name__).joinpath("notices.toml").read_text(encoding="utf-8")
    phrases = tomllib.loads(text)
    return tuple(
        (state, re.compile(phrase.replace("{gap}", _GAP), re.IGNORECASE))
        for state in ("moved", "archived")
        for phrase in phrases[state]
    )
