"""How many columns a text takes on a terminal, and cutting and wrapping by that measure."""

import unicodedata
from collections.abc import Sequence

from lifesigns.present import safe


def width_of(text: str) -> int:
    """Return the columns `text` takes: two for wide characters, none for combining marks."""
    if text.isascii():
        return len(text)
    return sum(_width(character) for character in text)


def cell(text: str, limit: int) -> str:
    """Return `text` inert and at most `limit` columns wide."""
    return clip(safe.line(text, max(1, limit) * 2), limit)


def clip(text: str, limit: int) -> str:
    """Return `text` cut to `limit` columns, with an ellipsis when something was cut."""
    if width_of(text) <= limit:
        return text
    taken = 0
    for at, character in enumerate(text):
        taken += _width(character)
        if taken > limit - 1:
            return text[:at].rstrip() + "…" if limit > 0 else ""
    return text


def clip_words(text: str, limit: int) -> str:
    """Return `text` cut to `limit` columns after a whole word, where one fits."""
    cut = clip(text, limit)
    if cut == text or text[len(cut) - 1 : len(cut)] == " ":
        return cut
    return (cut.rpartition(" ")[0].rstrip(",;:") or cut.removesuffix("…")) + "…"


def pad(text: str, width: int, *, right: bool = False) -> str:
    """Return `text` filled with spaces to `width` columns."""
    gap = " " * max(0, width - width_of(text))
    return gap + text if right else text + gap


def wrap(text: str, width: int) -> list[str]:
    """Return `text` inert, in lines of at most `width` columns; words too long are cut."""
    lines: list[str] = []
    current = ""
    for word in safe.line(text, 4000).split(" "):
        whole = f"{current} {word}" if current else word
        if width_of(whole) <= width:
            current = whole
            continue
        if current:
            lines.append(current)
        current = clip(word, width)
    return [*lines, current] if current else lines


def wrap_most(text: str, width: int, most: int) -> list[str]:
    """Return `text` wrapped in at most so many lines, with an ellipsis where more would follow."""
    lines = wrap(text, width)
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], clip_words(" ".join(lines[most - 1 :]), width)]


def columns(rows: Sequence[tuple[str, str]], width: int) -> list[str]:
    """Labels and values in two columns; a value that is too long stands below its label."""
    short = [row for row in rows if width_of(row[0]) + width_of(row[1]) + 2 <= width]
    left = max((width_of(label) for label, _ in short), default=0)
    right = max((width_of(value) for _, value in short), default=0)
    lines = []
    for label, value in rows:
        if width_of(label) + width_of(value) + 2 > width:
            lines += [*wrap(label, width), *(f"    {line}" for line in wrap(value, width - 4))]
            continue
        reach = min(width, max(left + 2 + right, width_of(label) + 2 + width_of(value)))
        lines.append(f"{label}{pad(value, reach - width_of(label), right=True)}")
    return lines


def _width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1
