"""Tables for terminals: columns side by side, or one record below the other where they do not fit."""

from collections.abc import Sequence

from lifesigns.present.cells import cell, clip, pad, width_of, wrap

_GAP = 2
_LEAST = 8
"""Columns a shortened text keeps at least."""

_NAME = 20
"""Columns the first text keeps, which says whom or what a row is about, while others can give way."""

_NARROW = 60
"""Columns under which nothing is shortened: a record takes several lines instead."""


def grid(
    rows: Sequence[Sequence[str]],
    width: int,
    *,
    right: tuple[int, ...] = (),
    head: bool = False,
) -> list[str]:
    """Return rows of plain strings as lines of at most `width` columns.

    `right` names columns of numbers; with `head` the first row names all columns. Where rows could
    no longer be told apart by their first texts, nothing is shortened.
    """
    if not rows:
        return []
    cleaned = [[cell(text, 200) for text in row] for row in rows]
    natural = [max(width_of(row[at]) for row in cleaned) for at in range(len(cleaned[0]))]
    widths, spare = list(natural), width - _GAP * (len(natural) - 1)
    least = [min(natural[0], _NAME), *[_LEAST] * (len(natural) - 1)]
    while sum(widths) > spare and max(widths) > _LEAST:
        room = [at for at, kept in enumerate(least) if widths[at] > kept] or [0]
        widths[max(room, key=widths.__getitem__)] -= 1
    is_short = widths != natural
    is_unclear = is_short and _are_confused([row[0] for row in cleaned], widths[0])
    if head and (sum(widths) > spare or is_unclear or (is_short and width < _NARROW)):
        return _records(cleaned[0], cleaned[1:], width)
    return [
        (" " * _GAP)
        .join(
            pad(clip(text, widths[at]), widths[at], right=at in right)
            for at, text in enumerate(row)
        )
        .rstrip()
        for row in cleaned
    ]


def _are_confused(texts: Sequence[str], width: int) -> bool:
    """Tell whether texts that differ would look the same once they are cut, as pseudonyms do."""
    different = set(texts)
    return len({clip(text, width) for text in different}) < len(different)


def _records(names: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """Each row as its first text, and below it every other one beside its column's name."""
    left = max(map(width_of, names[1:]), default=0)
    lines = [clip(names[0], width)]
    for first, *others in rows:
        lines.append(clip(first, width))
        for name, text in zip(names[1:], others, strict=True):
            told = wrap(text, max(_LEAST, width - left - 4))
            heads = [name, *[""] * len(told)]
            lines += [
                f"  {pad(head, left)}  {line}" for head, line in zip(heads, told, strict=False)
            ]
    return lines
