"""Whose issue it is, as an export or the origin of a clone says it: owner/name at GitHub.

Nothing is guessed from the text. What cannot be read as an address or a name says nothing; an
address anywhere else says that the issue is of no project at GitHub.
"""

import re
from collections.abc import Mapping

ELSEWHERE = "elsewhere"
_FIELDS = ("repository_url", "html_url", "url", "repository", "repo")
"""As forges export them, those first that nobody fills in by hand."""
_WHOLE_NAMES = ("full_name", "nameWithOwner")
_LONGEST = 500
_OWNER_NAME = r"\w[\w-]{0,99}/[\w.-]{1,100}?"
_NAMED = re.compile(_OWNER_NAME, re.ASCII)
_AT_GITHUB = re.compile(
    r"(?:(?:https?|ssh|git)://)?(?:[\w.+-]{1,100}@)?"
    r"(?:api\.github\.com/repos/|(?:www\.|ssh\.)?github\.com(?::\d{1,5}/|[:/]/?))"
    rf"({_OWNER_NAME})(?:\.git)?(?:/issues/\d{{1,12}})?/?(?:[?#]\S*)?",
    re.ASCII | re.IGNORECASE,
)
_ANYWHERE = re.compile(r"[a-z][a-z+]{1,9}://|[\w.+-]{1,100}@[\w.-]{1,253}:", re.ASCII | re.I)


def of_fields(cells: Mapping[str, object]) -> str | None:
    """The project that the first readable field of an issue names, ``ELSEWHERE`` or None."""
    for field in _FIELDS:
        value = cells.get(field)
        if isinstance(value, dict):
            value = next((value[name] for name in _WHOLE_NAMES if name in value), None)
        if isinstance(value, str):
            named = field in ("repository", "repo") and _NAMED.fullmatch(value)
            found = value if named else of_address(value)
            if found is not None:
                return found
    return None


def of_address(text: str) -> str | None:
    """The project at an address of the web or of git, ``ELSEWHERE``, or None where it is none."""
    if len(text) > _LONGEST:
        return None
    found = _AT_GITHUB.fullmatch(text)
    if found is not None:
        return found[1]
    return ELSEWHERE if _ANYWHERE.match(text) else None
