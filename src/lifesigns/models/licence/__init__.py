"""Which licence a text is, by its SPDX identifier, and what kind of terms that means.

Matching is licenseclassifier's (SPDX texts, coverage of 75% and more). Added terms
that take freedoms back (Commons Clause, extra conditions) are looked for by their
own words, because a matcher would still see the licence they are added to.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import islice

from lifesigns.kernel.spec import ModelSpec

MODEL = ModelSpec(
    id="licence",
    title="Licence of a text",
    question="Which licence is this text?",
    method=(
        "What the head of the file says of the whole, where all else in it is of third parties; else "
        "match against the SPDX texts; where none covers the file, the SPDX identifier or the Creative "
        "Commons address a short notice names, then the part above the first ruled line, or the part "
        "below it where a short preamble stands above, then the terms below a long list of holders. "
        "Added terms "
        "by their words. Of several files at the root the one with the plain name counts, all of them "
        "where each is named after its licence, and as a choice where the readme or one of the files "
        "says so. Where none is known, a short notice that grants the terms of a GNU licence and names no "
        "other."
    ),
    source="licenseclassifier (BSD-3-Clause); categories from the SPDX and OSI lists.",
    accuracy="Not measured here beyond the licences of the repositories named in docs/accuracy.",
    fails_when=("Terms are added in words of their own.", "Only a file header names the licence."),
    abstains_when="No SPDX text covers three quarters of the file: the licence is unknown.",
)

VERSION = 4
"""Raised whenever a text may come out differently, so that stored answers are made anew."""

_LONGEST = 200_000
_LONGEST_NOTICE = 2_000
_LONGEST_PREAMBLE = 1_000
_RULED = tuple(
    re.compile(rf"^[ \t]*([-=*_#])\1{{{least - 1},}}[ \t]*$", re.MULTILINE) for least in (20, 4)
)
# "X is licensed under the MIT License, except for the third-party components listed below".
_WHOLE = re.compile(
    r"\blicen[cs]ed\s+under\s+(?:the\s+)?(?:terms\s+of\s+the\s+)?([\w\s.,-]{3,60}?)[\s,]+"
    r"except\s+for\s+(?:the\s+)?third[-\s]party\b",
    re.IGNORECASE,
)
_NAMES = tuple(
    (name, re.compile(rf"(?:{pattern})(?:\s+licen[cs]e)?", re.IGNORECASE))
    for name, pattern in (
        ("Apache-2.0", r"apache(?:\s+licen[cs]e)?[,\s-]+(?:version\s+|v)?2(?:\.0)?"),
        ("MIT", "mit"),
        ("BSD-2-Clause", r"bsd\s+2-clause|2-clause\s+bsd|simplified\s+bsd"),
        ("BSD-3-Clause", r"bsd\s+3-clause|3-clause\s+bsd|(?:new|modified|revised)\s+bsd"),
        ("MPL-2.0", r"mozilla\s+public\s+licen[cs]e[,\s]+(?:version\s+|v)?2\.0"),
    )
)
# The words in which terms begin that ask for the names of all holders above them.
_TERMS = re.compile(
    r"^[ \t]*(?:Permission is hereby granted, free of charge|Permission to use, copy, modify"
    r"|Redistribution and use in source and binary forms)",
    re.MULTILINE,
)
_SPDX = re.compile(r"SPDX-License-Identifier:[ \t]*([^\n*/]{1,200})")
_COMMONS = re.compile(
    r"creativecommons\.org/licenses/(by(?:-n[cd]|-sa){0,2})/(\d\.\d)", re.IGNORECASE
)
# The words in which the licences of GNU ask to be granted; what follows the first is of parts.
_GRANT = re.compile(
    r"\bunder\s+the\s+terms\s+of\s+the\s+GNU\s+(Affero\s+|Lesser\s+|Library\s+)?General\s+Public\s+"
    r"License\b.{0,120}?\bversion\s+(\d)(\.\d)?",
    re.IGNORECASE | re.DOTALL,
)
_OTHER_TERMS = re.compile(r"\b(?:MIT|BSD|Apache|Mozilla|MPL|Artistic|commercial|proprietary)\b")
_GNU = {"": "GPL", "affero": "AGPL", "lesser": "LGPL", "library": "LGPL"}
_CHOICE = re.compile(
    r"\b(?:terms\s+of|under|choose)\s+either\b|\bdual(?:ly)?[-\s]licen[cs](?:e[ds]?|ing)\b"
    r"|\bMIT\W{0,20}\sor\s\W{0,20}Apache\b|\bApache\b[^.\n]{0,40}\sor\s\W{0,20}MIT\b",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"(?:un)?licen[cs]e(?:\.\w+)?|copying(?:\.\w+)?", re.IGNORECASE)
_OF_OTHERS = re.compile(
    r"third|3rd|vendor|bundled|depend|docs?\b|assets?|fonts?|logo", re.IGNORECASE
)
_VERSION_SUFFIX = re.compile(r"-(only|or-later)$")
_ADDED = {
    "Commons Clause": re.compile(r"commons clause", re.IGNORECASE),
    "additional terms": re.compile(
        r"(additional|supplementary) (terms|conditions)[^.\n]{0,80}"
        r"(commercial|multi-tenant|licen[cs]e)|multi-tenant (service|environment)",
        re.IGNORECASE,
    ),
}


@dataclass(frozen=True, slots=True)
class Licence:
    """What a licence text is: SPDX ids found (empty = unknown), its category, added terms.

    `is_choice`: whoever takes the work chooses one of them; the category is then the mildest.
    """

    identifiers: tuple[str, ...]
    category: str
    added_terms: tuple[str, ...]
    is_choice: bool = False


@cache
def identify(text: str) -> Licence:
    """Return what the text is. Category: permissive, weak_copyleft, copyleft,
    source_available or unknown (never guessed); the strictest one when several are found.
    """
    cut = text[:_LONGEST]
    whole = _of_whole(cut)
    found = whole or _matched(cut) or _noticed(cut) or _in_parts(cut) or _below_holders(cut)
    if whole:  # what parts of others ask for is no addition to it
        cut = cut[:_LONGEST_NOTICE]
    # The licence's own appendix ("additional conditions" of the GPL family) is not an addition.
    own = any(name.startswith(("GPL", "LGPL", "AGPL", "Apache")) for name in found)
    added = tuple(
        name
        for name, pattern in _ADDED.items()
        if pattern.search(cut[:4000] if own and name != "Commons Clause" else cut)
    )
    kinds = [_category(name) for name in found]
    category = next((kind for kind in _STRICTEST_FIRST if kind in kinds), "unknown")
    return Licence(found, "source_available" if added else category, added)


def _matched(text: str) -> tuple[str, ...]:
    from licenseclassifier import identify_license

    if not text:
        return ()
    return tuple(dict.fromkeys(_normal(match.id) for match in identify_license(text)))


def _of_whole(text: str) -> tuple[str, ...]:
    """Return the licence that the head of a file says everything is under but third parties' work.

    The texts that follow are then of those parts, and the project's is but one of them.
    """
    said = {
        next((name for name, known in _NAMES if known.fullmatch(match[1].strip(" \t\r\n,."))), "")
        for match in _WHOLE.finditer(text[:_LONGEST_NOTICE])
    }
    return tuple(said - {""}) if len(said) == 1 else ()


def _noticed(text: str) -> tuple[str, ...]:
    """Return what a short notice names without giving its terms."""
    if len(text) > _LONGEST_NOTICE:
        return ()
    named = [
        _normal(name)
        for match in _SPDX.finditer(text)
        for name in re.findall(r"[A-Za-z0-9][\w.+-]*", match[1])
        if name not in ("OR", "AND", "WITH")
    ]
    named += [f"CC-{match[1].upper()}-{match[2]}" for match in _COMMONS.finditer(text)]
    return tuple(dict.fromkeys(named))


def _in_parts(text: str) -> tuple[str, ...]:
    """Return what stands above the first ruled line, or below it where only a preamble is above.

    What follows are the licences of parts.
    """
    for ruled in _RULED:
        lines = [*islice(ruled.finditer(text), 2)]
        if not lines:
            continue
        first = text[: lines[0].start()]
        found = _matched(first)
        if not found and len(first) <= _LONGEST_PREAMBLE:
            end = lines[1].start() if lines[1:] else len(text)
            found = _matched(text[lines[0].end() : end])
        if found:
            return found
    return ()


def _below_holders(text: str) -> tuple[str, ...]:
    """Return the licence whose terms follow a list of holders that outweighs them."""
    begin = _TERMS.search(text)
    if begin is None or re.search("licen[cs]e", text[: begin.start()], re.IGNORECASE):
        return ()
    found = _matched(text[begin.start() :])
    return found if len(found) == 1 else ()


def of_project(files: Iterable[tuple[str, str, Licence]], readme: str) -> Licence | None:
    """Return the licence of a project from the files at its root and what its readme says.

    Files are (path, text, licence), the shortest path first. None where none is known by name or grant.
    """
    named = [one for one in files if not _OF_OTHERS.search(one[0])]
    known = [(path, licence) for path, _, licence in named if licence.identifiers]
    if not known:
        return next(filter(None, (_granted(text) for _, text, _ in named)), None)
    every = together(licence for _, licence in known)
    notices = [readme, *(text for _, text, licence in named if not licence.identifiers)]
    if every and len(every.identifiers) > 1 and any(map(_CHOICE.search, notices)):
        kinds = {_category(name) for name in every.identifiers}
        mildest = next((kind for kind in reversed(_STRICTEST_FIRST) if kind in kinds), "unknown")
        category = "source_available" if every.added_terms else mildest
        return Licence(every.identifiers, category, every.added_terms, is_choice=True)
    path, first = known[0]
    if first.identifiers == ("GPL-3.0",):  # the text that the LGPL's own refers to
        lesser = [one for _, one in known if one.identifiers == ("LGPL-3.0",)]
        return lesser[0] if lesser else first
    return first if _PLAIN.fullmatch(path) else every


def _granted(text: str) -> Licence | None:
    """Return the GNU licence whose terms a short notice grants for the whole."""
    grant = _GRANT.search(text) if len(text) <= _LONGEST_NOTICE else None
    if grant is None or _OTHER_TERMS.search(text) or _CHOICE.search(text):
        return None
    name = f"{_GNU[(grant[1] or '').strip().lower()]}-{grant[2]}{grant[3] or '.0'}"
    added = tuple(terms for terms, pattern in _ADDED.items() if pattern.search(text))
    return Licence((name,), "source_available" if added else _category(name), added)


def together(licences: Iterable[Licence]) -> Licence | None:
    """Return several licences of one project as one, of the strictest category known."""
    known = [licence for licence in licences if licence.identifiers]
    if not known:
        return None
    names = dict.fromkeys(name for licence in known for name in licence.identifiers)
    added = dict.fromkeys(terms for licence in known for terms in licence.added_terms)
    kinds = {licence.category for licence in known}
    category = next((kind for kind in _STRICTEST_FIRST if kind in kinds), "unknown")
    return Licence(tuple(names), category, tuple(added))


_STRICTEST_FIRST = ("source_available", "copyleft", "weak_copyleft", "permissive")


@cache
def _categories() -> dict[str, str]:
    text = resources.files(__name__).joinpath("categories.toml").read_text(encoding="utf-8")
    return {name: kind for kind, names in tomllib.loads(text).items() for name in names}


def _normal(identifier: str) -> str:
    return _VERSION_SUFFIX.sub("", identifier)


def _category(identifier: str) -> str:
    return _categories().get(identifier, "unknown")
