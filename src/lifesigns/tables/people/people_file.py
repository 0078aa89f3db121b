"""Read what a project itself says about its people: `.lifesigns/people.toml`.

    [[person]]
    name = "Ann Bell"                      # how she is called
    is = ["ann@x.org", "Ann B <a@y.org>", "@annb"]
    not = ["ann@z.org"]                    # somebody else, whatever it looks like
    kind = "person"                        # or "bot", "agent"
    hide = true                            # count her, never name her
    opt_out = true                         # the same, and no page, ranking or dossier
    employers = [ { organisation = "Corvo", from = 2020-01-01, to = 2022-03-01 } ]

A selector is an address, a `Name <address>` pair, or a forge login after an @. Statements that
contradict each other stop the program with both lines named; selectors that fit nobody are
reported and ignored, since the person may not have arrived yet.
"""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from lifesigns.kernel.errors import UsageError
from lifesigns.kernel.toml import read_toml
from lifesigns.tables.people.mailmap import ascii_fold
from lifesigns.tables.people.records import Employment, Kind

SOURCE = ".lifesigns/people.toml"
_KEYS = ("name", "is", "not", "kind", "hide", "opt_out", "employers")
_JOB_KEYS = ("organisation", "from", "to")
_HEADER = re.compile(r"\s*\[\[\s*person\s*\]\]")
_PAIR = re.compile(r"\s*(.*?)\s*<\s*([^<>]*?)\s*>\s*")


@dataclass(frozen=True, slots=True)
class Selector:
    """One way to point at identities, with the line it stands on."""

    text: str
    line: int

    @property
    def key(self) -> str:
        """Return the form under which equal selectors are equal."""
        pair = _PAIR.fullmatch(self.text)
        folded = f"{pair[1]} <{pair[2]}>" if pair else self.text.strip()
        return ascii_fold(folded)


@dataclass(frozen=True, slots=True)
class Statement:
    """What one `[[person]]` block says."""

    line: int
    name: str | None
    is_selectors: tuple[Selector, ...]
    not_selectors: tuple[Selector, ...]
    kind: Kind | None
    is_hidden: bool
    is_opted_out: bool
    employers: tuple[Employment, ...]


class _Lines:
    """Find the line on which something was written."""

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines()
        self.headers = [n for n, line in enumerate(self._lines, 1) if _HEADER.match(line)]

    def block(self, number: int) -> tuple[int, int]:
        if number >= len(self.headers):
            return 1, len(self._lines)
        last = len(self._lines)
        if number + 1 < len(self.headers):
            last = self.headers[number + 1] - 1
        return self.headers[number], last

    def find(self, number: int, wanted: str, *, after: int = 0) -> int:
        first, last = self.block(number)
        for line in range(max(first, after), last + 1):
            if wanted in self._lines[line - 1].split("#")[0]:
                return line
        return first


def _wrong(line: int, message: str) -> UsageError:
    end = "" if message.endswith("?") else "."
    return UsageError(f"{SOURCE}, line {line}: {message}{end}", "Correct the file and run again.")


def _clash(one: int, other: int, message: str) -> UsageError:
    first, second = sorted((one, other))
    return UsageError(
        f"{SOURCE}, lines {first} and {second} contradict each other: {message}.",
        "Keep one of the two.",
    )


def _unknown(line: int, key: str, known: Sequence[str]) -> UsageError:
    near = difflib.get_close_matches(key, known, 1)
    hint = f"; did you mean {near[0]!r}?" if near else f"; known are {', '.join(known)}"
    return _wrong(line, f"unknown key {key!r}{hint}")


def _texts(block: Mapping[str, Any], key: str, lines: _Lines, number: int) -> tuple[Selector, ...]:
    values = block.get(key, [])
    if not isinstance(values, list) or not all(isinstance(v, str) and v.strip() for v in values):
        raise _wrong(lines.find(number, key), f"{key!r} must be a list of texts")
    start = lines.find(number, f"{key} ") if values else 0
    return tuple(Selector(value, lines.find(number, value, after=start)) for value in values)


def _flag(block: Mapping[str, Any], key: str, lines: _Lines, number: int) -> bool:
    value = block.get(key, False)
    if not isinstance(value, bool):
        raise _wrong(lines.find(number, key), f"{key!r} must be true or false")
    return value


def _day(job: Mapping[str, Any], key: str, line: int) -> date | None:
    value = job.get(key)
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, date):
        return value
    raise _wrong(line, f"{key!r} must be a date such as 2024-05-01, without quotes")


def _jobs(block: Mapping[str, Any], lines: _Lines, number: int) -> tuple[Employment, ...]:
    jobs = block.get("employers", [])
    if not isinstance(jobs, list) or not all(isinstance(job, dict) for job in jobs):
        raise _wrong(lines.find(number, "employers"), "'employers' must be a list of tables")
    found: list[tuple[int, Employment]] = []
    for job in jobs:
        organisation = job.get("organisation")
        if not isinstance(organisation, str) or not organisation.strip():
            line = lines.find(number, "employers")
            raise _wrong(line, "every employer needs an organisation")
        line = lines.find(number, organisation)
        for key in job:
            if key not in _JOB_KEYS:
                raise _unknown(line, key, _JOB_KEYS)
        start, end = _day(job, "from", line), _day(job, "to", line)
        if start is not None and end is not None and end <= start:
            raise _wrong(line, "the time at an organisation ends before it begins")
        stint = Employment(
            organisation.strip(), start, end, f"people file, line {line}", is_over=end is not None
        )
        for other_line, other in found:
            if _overlap(stint, other):
                raise _clash(line, other_line, "two employers at one time")
        found.append((line, stint))
    return tuple(sorted((job for _, job in found), key=lambda job: job.from_on or date.min))


def _overlap(one: Employment, other: Employment) -> bool:
    begin = max(one.from_on or date.min, other.from_on or date.min)
    end = min(one.to_on or date.max, other.to_on or date.max)
    return begin < end


def _statement(block: Mapping[str, Any], lines: _Lines, number: int) -> Statement:
    line = lines.block(number)[0]
    for key in block:
        if key not in _KEYS:
            raise _unknown(lines.find(number, key), key, _KEYS)
    name, kind = block.get("name"), block.get("kind")
    if name is not None and (not isinstance(name, str) or not name.strip()):
        raise _wrong(lines.find(number, "name"), "'name' must be a text")
    if kind is not None and kind not in set(Kind):
        raise _wrong(lines.find(number, "kind"), "'kind' must be person, bot or agent")
    selectors = _texts(block, "is", lines, number)
    if not selectors:
        raise _wrong(line, "say whom you mean: 'is' must name at least one address or login")
    return Statement(
        line,
        name.strip() if name else None,
        selectors,
        _texts(block, "not", lines, number),
        Kind(kind) if kind else None,
        _flag(block, "hide", lines, number),
        _flag(block, "opt_out", lines, number),
        _jobs(block, lines, number),
    )


def _check(statements: Sequence[Statement]) -> None:
    """Refuse files that give one identity to two people, or say yes and no at once."""
    owner: dict[str, Selector] = {}
    for statement in statements:
        mine: dict[str, Selector] = {}
        for selector in statement.is_selectors:
            if selector.key in owner:
                message = f"{selector.text!r} belongs to two people"
                raise _clash(owner[selector.key].line, selector.line, message)
            mine[selector.key] = selector
        for selector in statement.not_selectors:
            if selector.key in mine:
                message = f"{selector.text!r} is and is not this person"
                raise _clash(mine[selector.key].line, selector.line, message)
        owner |= mine


def read_people_file(text: str) -> tuple[Statement, ...]:
    """Return the statements of a people file in order.

    Raises UsageError naming the line, or both lines of a contradiction.
    """
    text = text.removeprefix("\ufeff")  # some editors begin every file with it
    try:
        loaded = read_toml(text)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{SOURCE} is not valid TOML: {error}.", "Correct the file.") from error
    lines = _Lines(text)
    for key in loaded:
        if key != "person":
            raise _unknown(1, key, ("person",))
    blocks = loaded.get("person", [])
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        raise _wrong(1, "people are written as [[person]] blocks")
    statements = tuple(_statement(block, lines, n) for n, block in enumerate(blocks))
    _check(statements)
    return statements


def why_unmatched(selector: Selector) -> str:
    """Return why a selector may have fitted no identity, without repeating what it names."""
    if "@" in selector.text or _PAIR.fullmatch(selector.text):
        return "fits nobody in this history"
    return "is no address, no Name <address> and no @login"


def unmatched(statements: Sequence[Statement], matched: set[str]) -> Iterator[Selector]:
    """Yield the selectors that fitted no identity."""
    for statement in statements:
        for selector in statement.is_selectors + statement.not_selectors:
            if selector.key not in matched:
                yield selector
