"""TOML that strangers wrote."""

import tomllib
from typing import Any

_MOST_DOTS = 500


def read_toml(text: str) -> dict[str, Any]:
    """Return what the text says; raise ValueError or RecursionError where it says nothing.

    A key of n dotted parts takes memory by the square of n: 100,000 of them, a small file, more
    than a machine has. A line with that many dots is refused, whatever they stand for.
    """
    if any(line.count(".") > _MOST_DOTS for line in text.split("\n")):
        raise ValueError(f"A line has more than {_MOST_DOTS} dots")
    return tomllib.loads(text)
