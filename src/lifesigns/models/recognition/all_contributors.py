"""The all-contributors file: written, and updated without losing what others put there."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from lifesigns.kernel.errors import UsageError
from lifesigns.models.recognition.acts import KINDS_DATA, Kind
from lifesigns.tables.people.scripts import strip_marks

FILE_NAME = ".all-contributorsrc"


class ContributorsFileError(UsageError):
    """The all-contributors file cannot be read."""


@dataclass(frozen=True, slots=True)
class Credit:
    """Whom to credit for which kinds; `login` and `account_id` are those of the forge.

    `other_logins` are those that the same person goes or went by.
    """

    name: str
    kinds: tuple[Kind, ...]
    login: str | None = None
    account_id: int | None = None
    other_logins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Project:
    """Where the project lives; used only where the file does not say yet."""

    name: str
    owner: str
    host: str = "https://github.com"
    host_type: str = "github"


def update_all_contributors(
    text: str | None, credits_given: Iterable[Credit], project: Project
) -> str:
    """Return the file's new text; `text` is the present one, None or empty when there is none.

    Entries are found by any login of the credit, whatever its case; else by a name that is the
    entry's name or login, accents aside, unless the entry is another credit's by login. Of a credit
    with a login the name must have several words. Kinds are added, never taken away; entries, settings and keys we do not know stay as they
    are, in their order. Credits with neither login nor name are passed over. Raises ContributorsFileError where the text is not such a file.
    """
    document = _parse(text)
    entries = document.setdefault("contributors", [])
    if not isinstance(entries, list):
        raise ContributorsFileError(
            "The contributors of the all-contributors file are not a list.",
            "Mend the file and try again.",
        )
    credited = [one for one in credits_given if one.login or one.name.strip()]
    taken = {login for one in credited for login in _logins(one)}
    for credit in credited:
        entry = _by_login(entries, credit) or _by_name(entries, credit, taken)
        if entry is None:
            entry = _new_entry(credit, project)
            entries.append(entry)
        _add_kinds(entry, credit.kinds)
    _fill_settings(document, project)
    return _dump(document, _indent(text)) + "\n"


def _parse(text: str | None) -> dict[str, Any]:
    if not (text or "").strip():
        return {}
    try:
        document = json.loads((text or "").removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise ContributorsFileError(
            f"The all-contributors file is not valid JSON: {error}.", "Mend the file and try again."
        ) from error
    if not isinstance(document, dict):
        raise ContributorsFileError(
            "The all-contributors file holds no JSON object.", "Mend the file and try again."
        )
    return document


def _dump(document: dict[str, Any], indent: int | str) -> str:
    """Write readable letters, escaped where half a surrogate pair could not be encoded."""
    written = json.dumps(document, indent=indent, ensure_ascii=False)
    if any("\ud800" <= letter <= "\udfff" for letter in written):
        return json.dumps(document, indent=indent)
    return written


def _indent(text: str | None) -> int | str:
    """Return the indentation the file uses, two spaces for a new one."""
    for line in (text or "").splitlines()[1:]:
        space = line[: len(line) - len(line.lstrip())]
        if line.strip() and space:
            return "\t" if space.startswith("\t") else len(space)
    return 2


def _logins(credit: Credit) -> list[str]:
    return [login.casefold() for login in (credit.login, *credit.other_logins) if login]


def _said(entry: Any, key: str) -> str:
    """Return what an entry says under a key, whatever its case, "" for what is no text."""
    known = entry.get(key) if isinstance(entry, dict) else None
    return known.casefold() if isinstance(known, str) else ""


def _by_login(entries: Sequence[Any], credit: Credit) -> dict[str, Any] | None:
    for login in _logins(credit):
        for entry in entries:
            if _said(entry, "login") == login:
                found: dict[str, Any] = entry
                return found
    return None


def _by_name(entries: Sequence[Any], credit: Credit, taken: set[str]) -> dict[str, Any] | None:
    name = strip_marks(credit.name)
    if not name.strip() or (credit.login and " " not in name.strip()):
        return None
    for entry in entries:
        login = _said(entry, "login")
        if name in (strip_marks(_said(entry, "name")), login) and login not in taken:
            found: dict[str, Any] = entry
            return found
    return None


def _new_entry(credit: Credit, project: Project) -> dict[str, Any]:
    if not credit.login:
        return {"name": credit.name, "avatar_url": "", "profile": "", "contributions": []}
    is_github = project.host_type == "github"
    avatar = f"{project.host}/{credit.login}.png"
    if is_github and credit.account_id is not None:
        avatar = f"https://avatars.githubusercontent.com/u/{credit.account_id}?v=4"
    return {
        "login": credit.login,
        "name": credit.name,
        "avatar_url": avatar,
        "profile": f"{project.host}/{credit.login}",
        "contributions": [],
    }


def _add_kinds(entry: dict[str, Any], kinds: Iterable[Kind]) -> None:
    """Add what is missing; a kind may stand there as a word or as an object with a `type`."""
    present = entry.get("contributions")
    listed: list[Any] = present if isinstance(present, list) else [present] if present else []
    words = (item.get("type") if isinstance(item, dict) else item for item in listed)
    known = {word for word in words if isinstance(word, str)}
    for kind in kinds:
        word = KINDS_DATA[kind]["all_contributors"]
        if word not in known:
            known.add(word)
            listed.append(word)
    entry["contributions"] = listed


def _fill_settings(document: dict[str, Any], project: Project) -> None:
    for key, value in (
        ("files", ["README.md"]),
        ("imageSize", 100),
        ("contributorsPerLine", 7),
        ("projectName", project.name),
        ("projectOwner", project.owner),
        ("repoType", project.host_type),
        ("repoHost", project.host),
    ):
        document.setdefault(key, value)
