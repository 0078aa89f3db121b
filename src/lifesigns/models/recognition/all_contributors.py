"""The all-contributors file: written, and updated without losing what others put there."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from lifesigns.kernel.errors import UsageError
from lifesigns.models.recognition.acts import KINDS_DATA, Kind

FILE_NAME = ".all-contributorsrc"


class ContributorsFileError(UsageError):
    """The all-contributors file cannot be read."""


@dataclass(frozen=True, slots=True)
class Credit:
    """Whom to credit for which kinds; `login` and `account_id` are those of the forge."""

    name: str
    kinds: tuple[Kind, ...]
    login: str | None = None
    account_id: int | None = None


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

    Entries are found by login, whatever its case, or by name where the credit has no login.
    Kinds are added, never taken away; entries, settings and keys we do not know stay as they
    are, in their order. Credits with neither login nor name are passed over. Raises ContributorsFileError where the text is not such a file.
    """
    document = _parse(text)
    entries = document.setdefault("contributors", [])
    if not isinstance(entries, list):
        raise ContributorsFileError(
            "The contributors of the all-contributors file are not a list.",
            "Mend the file and try again.",
        )
    for credit in credits_given:
        if not (credit.login or credit.name.strip()):
            continue
        entry = _find(entries, credit)
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


def _find(entries: Sequence[Any], credit: Credit) -> dict[str, Any] | None:
    key, wanted = ("login", credit.login) if credit.login else ("name", credit.name)
    for entry in entries:
        known = entry.get(key) if isinstance(entry, dict) else None
        if isinstance(known, str) and known.casefold() == wanted.casefold():
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
