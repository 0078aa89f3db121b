"""Find what a machine wrote: stack traces, error messages, compiler output, logs.

Line patterns of some twenty languages and tools (`lexicon.toml`, section machine). One strong line
is enough; lines that are weak alone (a timestamp, a prompt) count from three in a row of five.
"""

from collections.abc import Iterable

from lifesigns.models.issue_quality.lexicon import lexicon

_LINES = 4_000
_WIDTH = 300
_WEAK = 3
_NEAR = 5


def machine_lines(lines: Iterable[tuple[int, str]]) -> list[tuple[int, int, str]]:
    """Return (offset, strength, line) of machine-written lines; strength 2 strong, 1 weak.

    Reads at most 4,000 lines and 300 characters of each.
    """
    words = lexicon()
    found: list[tuple[int, int, str]] = []
    for count, (offset, line) in enumerate(lines):
        if count >= _LINES:
            break
        cut = line[:_WIDTH]
        if words.strong_machine.match(cut):
            found.append((offset, 2, cut))
        elif words.weak_machine.match(cut):
            found.append((offset, 1, cut))
    return found


def first_trace(lines: list[tuple[int, str]]) -> tuple[int, str] | None:
    """Offset and text of the first trace, error message or log in ``lines``; None without one."""
    rows = {offset: row for row, (offset, _) in enumerate(lines)}
    recent: list[int] = []
    for offset, strength, line in machine_lines(lines):
        if strength > 1:
            return offset, line
        row = rows[offset]
        recent = [other for other in recent if row - other < _NEAR] + [row]
        if len(recent) >= _WEAK:
            return lines[recent[0]]
    return None
