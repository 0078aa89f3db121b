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

from lifesigns.kernel.spec import ModelSpec

MODEL = ModelSpec(
    id="licence",
    title="Licence of a text",
    question="Which licence is this text?",
    method="Match against the SPDX texts, then look for added terms by their words.",
    source="licenseclassifier (BSD-3-Clause); categories from the SPDX and OSI lists.",
    accuracy="Not measured here beyond the licences of the repositories named in docs/accuracy.",
    fails_when=("Terms are added in words of their own.", "Only a file header names the licence."),
    abstains_when="No SPDX text covers three quarters of the file: the licence is unknown.",
)

VERSION = 1
"""Raised whenever a text may come out differently, so that stored answers are made anew."""

_LONGEST = 200_000
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
    """What a licence text is: SPDX ids found (empty = unknown), its category, added terms."""

    identifiers: tuple[str, ...]
    category: str
    added_terms: tuple[str, ...]


@cache
def identify(text: str) -> Licence:
    """Return what the text is. Category: permissive, weak_copyleft, copyleft,
    source_available or unknown (never guessed); the strictest one when several are found.
    """
    from licenseclassifier import identify_license

    cut = text[:_LONGEST]
    found = tuple(dict.fromkeys(_normal(match.id) for match in identify_license(cut)))
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
