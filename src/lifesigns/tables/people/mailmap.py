"""Read, apply and write `.mailmap` files with the semantics of git itself.

Source of the method: gitmailmap(5) and git's mailmap.c. Lookups ignore ASCII case; an entry
with a commit name wins over one without; later lines win field by field; a line without a
`<...>` pair is ignored by git and reported here as a problem.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from lifesigns.tables.people.records import Problem

_SPACE = " \t\n\r"
_UPPER_TO_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


def ascii_fold(text: str) -> str:
    """Lower ASCII letters only, as git's strcasecmp does."""
    return text.translate(_UPPER_TO_LOWER)


@dataclass(slots=True)
class _Entry:
    name: str | None = None
    email: str | None = None
    by_name: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)


def _take_pair(text: str, *, may_be_empty: bool) -> tuple[str | None, str, str] | None:
    """Return (name, email, rest) of the first `name <email>` of the text, or None."""
    left = text.find("<")
    right = text.find(">", left + 1) if left >= 0 else -1
    if right < 0 or (right == left + 1 and not may_be_empty):
        return None
    return text[:left].strip(_SPACE) or None, text[left + 1 : right], text[right + 1 :]


class Mailmap:
    """A mailmap that answers for one (name, email) at a time."""

    def __init__(self, text: str = "", source: str = ".mailmap") -> None:
        """Parse the text; unusable lines end up in `problems`."""
        self._entries: dict[str, _Entry] = {}
        self.problems: list[Problem] = []
        for number, line in enumerate(text.split("\n"), start=1):
            if not line.startswith("#") and not self._add_line(line) and line.strip(_SPACE):
                self.problems.append(Problem(source, number, "no name and address to map"))

    def __bool__(self) -> bool:
        """Return whether there is any entry."""
        return bool(self._entries)

    def _add_line(self, line: str) -> bool:
        first = _take_pair(line, may_be_empty=False)
        if first is None:
            return False
        new_name, new_email, rest = first
        second = _take_pair(rest, may_be_empty=True) if rest else None
        if second is None:
            self._add(new_name, None, None, new_email)
        else:
            self._add(new_name, new_email, second[0], second[1])
        return True

    def _add(
        self, new_name: str | None, new_email: str | None, old_name: str | None, old_email: str
    ) -> None:
        entry = self._entries.setdefault(ascii_fold(old_email), _Entry())
        if old_name is not None:
            entry.by_name[ascii_fold(old_name)] = (new_name, new_email)
            return
        entry.name = new_name or entry.name
        entry.email = new_email or entry.email

    def lookup(self, name: str, email: str) -> tuple[str, str]:
        """Return the proper (name, email) of a commit's (name, email)."""
        if not self._entries:
            return name, email
        entry = self._entries.get(ascii_fold(email))
        if entry is None:
            return name, email
        found = entry.by_name.get(ascii_fold(name)) if entry.by_name else None
        new_name, new_email = found if found is not None else (entry.name, entry.email)
        return new_name or name, new_email or email

    def covers(self, name: str, email: str) -> bool:
        """Return whether some entry speaks about this (name, email)."""
        if not self._entries:
            return False
        entry = self._entries.get(ascii_fold(email))
        if entry is None:
            return False
        return bool(entry.name or entry.email) or ascii_fold(name) in entry.by_name


def _clean(text: str) -> str:
    """Return the text without what ends a name or line; git keeps spaces inside as they are."""
    return "".join(" " if c in "\0\r\n" else c for c in text if c not in "<>").strip(_SPACE)


def write_mailmap(people: Iterable[tuple[tuple[str, str], Iterable[tuple[str, str]]]]) -> str:
    """Return mailmap text for (proper (name, email), its (name, email)s) pairs.

    Every line has the full form, so that git maps exactly these pairs and no other.
    Pairs that git could not read back (an angle bracket or newline inside) are cleaned first;
    those without a name or an address have no full form and are left out.
    """
    lines: set[str] = set()
    for (name, email), aliases in people:
        proper = f"{' '.join(_clean(name).split())} <{_clean(email)}>"
        for alias_name, alias_email in aliases:
            alias = f"{_clean(alias_name)} <{_clean(alias_email)}>"
            if alias != proper and _clean(email) and _clean(alias_name) and _clean(alias_email):
                lines.add(f"{proper} {alias}".lstrip("#"))
    return "".join(f"{line}\n" for line in sorted(lines))
