"""Read affiliations in the formats of the two gitdm programs.

A developers file (CNCF gitdm) has a line `login: name!host, name!host` (`!` or `@`), followed by
indented lines `Company [from DATE] [until DATE]`. A map file (LWN gitdm) has lines
`address-or-domain Company [< DATE]`. Both may stand in one text; `#` starts a comment.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from lifesigns.tables.people.records import Employment, Problem

_DEVELOPER = re.compile(r"([^\s:][^:]*):\s*(\S.*)")
_STINT = re.compile(
    r"\s*(.+?)(?:\s+from\s+(\d{4}-\d{2}-\d{2}))?(?:\s+until\s+(\d{4}-\d{2}-\d{2}))?\s*"
)
_MAPPED = re.compile(r"(\S+)\s+(.+?)(?:\s*<\s*(\d{4}-\d{2}-\d{2}))?\s*")
_NOBODY = frozenset({"notfound", "(unknown)", "unknown", "?", "-"})


@dataclass(slots=True)
class AffiliationFile:
    """Stints by folded address or domain, in order of time."""

    stints: dict[str, list[Employment]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def add(self, key: str, stint: Employment) -> None:
        """Add a stint of an address or domain."""
        if stint.organisation.lower() not in _NOBODY:
            self.stints.setdefault(key.strip().lower().replace("!", "@"), []).append(stint)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _addresses(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if "!" in part or "@" in part]


def read_affiliations(text: str, source: str = "affiliations") -> AffiliationFile:
    """Return what the text says; lines that make no sense become problems."""
    found = AffiliationFile()
    owners: list[str] = []
    for number, line in _lines(text):
        try:
            owners = _read_line(found, line, owners, f"{source}, line {number}")
        except ValueError:
            found.problems.append(Problem(source, number, "not an affiliation"))
    for stints in found.stints.values():
        stints.sort(key=lambda s: (s.from_on or date.min, s.to_on or date.max))
    return found


def _lines(text: str) -> Iterator[tuple[int, str]]:
    # Some editors begin every file with a mark.
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        cut = line.split("#", 1)[0].rstrip()
        if cut.strip():
            yield number, cut


def _read_line(found: AffiliationFile, line: str, owners: list[str], where: str) -> list[str]:
    """Take one line in; return the addresses that the following indented lines speak of."""
    if line[0] in " \t" and owners:
        match = _STINT.fullmatch(line)
        if match is None:
            raise ValueError(line)
        for owner in owners:
            found.add(owner, Employment(match[1], _day(match[2]), _day(match[3]), where))
        return owners
    developer = _DEVELOPER.fullmatch(line)
    if developer and _addresses(developer[2]):
        return _addresses(developer[2])
    mapped = _MAPPED.fullmatch(line)
    if mapped is None or "." not in mapped[1]:
        raise ValueError(line)
    until = _day(mapped[3])
    earlier = found.stints.get(mapped[1].lower(), [])
    found.add(
        mapped[1], Employment(mapped[2], earlier[-1].to_on if earlier else None, until, where)
    )
    return []
