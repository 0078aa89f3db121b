"""Read who a project says its people are: AUTHORS, MAINTAINERS, all-contributors files.

A line that names one person by two of name, address and forge login ties the accounts that carry
them. Formats: lines of text, tables and lists with `Name <address>`, `@login` or a link to the
forge; the TOML of MAINTAINERS files; the JSON of `.all-contributorsrc`. Lines with several logins
or addresses speak of several people and are left alone.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from lifesigns.tables.people.addresses import parse_address
from lifesigns.tables.people.name_words import rarity
from lifesigns.tables.people.names import Name, parse_name
from lifesigns.tables.people.profiles import Profile
from lifesigns.tables.people.records import Kind
from lifesigns.tables.people.safe_links import Link

_CONFIDENCE = 0.97
_MOST_LINES = 20_000
_LONGEST_LINE = 500
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_LOGIN = re.compile(
    r"github\.com/([A-Za-z0-9-]{1,39})(?![\w/-])|(?<![\w.@/+-])@([A-Za-z0-9-]{1,39})\b"
)
_FIELD = re.compile(
    r"""^\s*["']?(name|email|github|login)["']?\s*[=:]\s*["']([^"']{1,200})["']""", re.I
)
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()\s]*\)")
_BETWEEN = re.compile(r"[|,;:<>()\[\]*\t`#=]|\s[-–—]+\s|^\s*[-+]\s|https?://\S*|\s@\S*")
_PARTICLES = frozenset(
    ("al", "bin", "da", "de", "del", "den", "der", "di", "du", "la", "van", "von")
)
_MOST_WORDS = 5


@dataclass(frozen=True, slots=True)
class Credit:
    """One person as a document names them; `login` and `email` folded, "" if not told."""

    name: Name | None
    email: str
    login: str
    source: str
    line: int

    @property
    def ties(self) -> bool:
        """Return whether two things are told that the history may hold apart."""
        return bool(self.login and (self.email or self.name)) or bool(self.email and self.name)


def _name_in(line: str) -> Name | None:
    """Return the one full name that stands by itself between the signs of a line."""
    found: dict[str, Name] = {}
    for piece in _BETWEEN.split(_ADDRESS.sub("|", _LINK.sub(r"|\1|", line))):
        words = piece.strip(" .'\"").split()
        is_name = 1 <= len(words) <= _MOST_WORDS and all(
            not word[0].islower() or word in _PARTICLES for word in words
        )
        if is_name:
            name = parse_name(" ".join(words))
            if name.is_full and not name.is_one_word and not name.is_forged:
                found.setdefault(name.key, name)
    return next(iter(found.values())) if len(found) == 1 else None


def _from_line(line: str, source: str, number: int) -> Credit | None:
    emails = {parse_address(text).key for text in _ADDRESS.findall(line)}
    logins = {(one or other).lower() for one, other in _LOGIN.findall(line)}
    if len(emails) > 1 or len(logins) > 1 or not (emails or logins):
        return None
    name = _name_in(line)
    return Credit(name, next(iter(emails), ""), next(iter(logins), ""), source, number)


def _from_fields(fields: dict[str, tuple[str, int]], source: str) -> Credit:
    name = parse_name(fields["name"][0]) if "name" in fields else None
    email = parse_address(fields["email"][0]).key if "email" in fields else ""
    login = fields["login"][0].strip(" @").lower() if "login" in fields else ""
    line = min(line for _, line in fields.values())
    return Credit(name if name and name.is_full else None, email, login, source, line)


def read_credits(source: str, text: str) -> Iterator[Credit]:
    """Yield what a document says of single people, in order; bounded for any text."""
    fields: dict[str, tuple[str, int]] = {}
    for number, raw in enumerate(text.split("\n", _MOST_LINES)[:_MOST_LINES], 1):
        line = raw[:_LONGEST_LINE]
        field = _FIELD.match(line)
        if field is None:
            if fields:
                yield _from_fields(fields, source)
                fields = {}
            found = _from_line(line, source, number)
            if found is not None:
                yield found
            continue
        key = field[1].lower().replace("github", "login")
        if key in fields:
            yield _from_fields(fields, source)
            fields = {}
        fields[key] = field[2], number
    if fields:
        yield _from_fields(fields, source)


def credit_links(documents: Iterable[tuple[str, str]], profiles: list[Profile]) -> list[Link]:
    """Return links between accounts that one line of a (path, text) document ties together.

    They give way to every constraint. A full name ties only if it is so rare that less than a
    tenth of a second bearer is expected among these identities (see `name_words`).
    """
    told = [credit for path, text in documents for credit in read_credits(path, text)]
    telling = [credit for credit in told if credit.ties]
    if not telling:
        return []
    n_people = sum(profile.kind is Kind.PERSON for profile in profiles)
    needed = math.log10(max(n_people, 1)) + 1
    by_login: dict[str, list[int]] = defaultdict(list)
    by_email: dict[str, list[int]] = defaultdict(list)
    by_name: dict[str, list[int]] = defaultdict(list)
    for position, profile in enumerate(profiles):
        if profile.address.login:
            by_login[profile.address.login].append(position)
        if not profile.proper_address.is_placeholder:
            by_email[profile.proper_address.key].append(position)
        if profile.proper.is_full and sum(map(rarity, profile.proper.tokens)) >= needed:
            by_name[profile.proper.key].append(position)
    links = []
    for credit in telling:
        members = [*by_login.get(credit.login, ())[:1], *by_email.get(credit.email, ())[:1]]
        members += by_name.get(credit.name.key, ())[:1] if credit.name else []
        for a, b in pairwise(dict.fromkeys(members)):
            reason = f"{credit.source}, line {credit.line}"
            links.append(Link(a, b, reason, _CONFIDENCE))
    return links
