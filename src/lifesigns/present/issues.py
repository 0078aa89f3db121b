"""Judged issues one by one: a dossier of each when they are few, a table when they are many."""

from collections.abc import Iterable, Sequence

from lifesigns.kernel.holdings import IssueElement, IssueEntry
from lifesigns.present import markdown as md
from lifesigns.present import safe, terminal, words
from lifesigns.present.cells import wrap
from lifesigns.present.messages import say

FEW = 3
"""Issues shown whole on a terminal; more are shown as a table."""
ROWS = 40
MARKDOWN_ROWS = 500
_SIGNS = {"present": "✓", "absent": "!"}
_TITLE = 60
_LETTERS = "SOEVTM"


def text(entries: Sequence[IssueEntry], *, width: int = 80, colour: bool = True) -> str:
    """Return issues for a terminal: whole when few, else one line each."""
    if len(entries) <= FEW:
        return "\n".join("\n".join(_dossier(entry, width)) + "\n" for entry in entries)
    shown = entries[:ROWS]
    keys = ("issue_type", "issue_reproducible", "issue_holds", "issue")
    rows = [(_type(one), one.reproducible, _letters(one), _name(one)) for one in shown]
    table = terminal.table(list(map(say, keys)), rows, width=width, colour=colour)
    legend = wrap(say("issue_letters"), width)
    return "\n".join([table, *legend, *_rest(len(shown), len(entries))]) + "\n"


def markdown(entries: Sequence[IssueEntry]) -> str:
    """Return issues as Markdown: a table, then what to ask the reporter of each."""
    shown = entries[:MARKDOWN_ROWS]
    keys = ("issue", "issue_type", "issue_reproducible", "issue_present", "issue_missing")
    parts = [f"### {say('issues')}\n", md.table(list(map(say, keys)), map(_row, shown))]
    parts += [f"{line}\n" for line in _rest(len(shown), len(entries))]
    for entry in shown:
        if entry.ask:
            asked = "".join(f"- {safe.markdown(question)}\n" for question in entry.ask)
            head = say("issue_ask_of", issue=safe.markdown(_name(entry), safe.NAME_LIMIT))
            parts.append(f"{head}\n\n{asked}")
    return "\n".join(parts)


def _dossier(entry: IssueEntry, width: int) -> list[str]:
    lines = wrap(_name(entry), width)
    lines += _indented(f"{_type(entry)}, {entry.type_why}.", width)
    lines += _indented(f"{say('issue_question')} {entry.reproducible}.", width)
    for part in entry.elements:
        lines += _indented(_part(part), width)
    lines += [line for note in entry.notes for line in _indented(f"{note}.", width)]
    if entry.ask:
        lines += ["", *_indented(say("issue_ask"), width)]
        lines += [line for question in entry.ask for line in _indented(f"- {question}", width)]
    return lines


def _part(part: IssueElement) -> str:
    sign = _SIGNS.get(part.found, "?")
    quote = f": “{safe.line(part.quote, 120)}”" if part.quote else ""
    return f"{sign} {part.element.replace('_', ' ')}: {part.found}, {part.why}{quote}"


def _indented(content: str, width: int) -> list[str]:
    return [f"  {line}" for line in wrap(content, width - 2)]


def _row(entry: IssueEntry) -> tuple[str, ...]:
    return (
        _name(entry),
        _type(entry),
        entry.reproducible,
        _listed(entry.elements, "present"),
        "" if entry.reproducible == "not applicable" else _listed(entry.elements, "absent"),
    )


def _listed(elements: Iterable[IssueElement], found: str) -> str:
    named = [part.element.replace("_", " ") for part in elements if part.found == found]
    return ", ".join(named)


def _name(entry: IssueEntry) -> str:
    return f"{entry.issue} {safe.line(entry.title or '', _TITLE)}".strip()


def _type(entry: IssueEntry) -> str:
    """The type as declared, or with its probability, or the likeliest when none is told."""
    if entry.type is not None and entry.type_is_declared:
        return entry.type
    likeliest = max(entry.probability, key=lambda name: entry.probability[name])
    chance = words.percent(entry.probability[likeliest])
    if entry.type is None:
        return say("issue_untyped", likeliest=likeliest, chance=chance)
    return f"{entry.type} ({chance})"


def _letters(entry: IssueEntry) -> str:
    """One place an element: its letter when present, a dot when absent, ? when it cannot be told."""
    signs = {"present": _LETTERS, "absent": "." * len(_LETTERS)}
    unclear = "?" * len(_LETTERS)
    return "".join(
        signs.get(element.found, unclear)[at] for at, element in enumerate(entry.elements)
    )


def _rest(shown: int, total: int) -> list[str]:
    if shown == total:
        return []
    return [say("issues_more", shown=words.number(shown), total=words.number(total))]
