"""The fields by which a package tells its registry that it has ended or moved.

After the registries' own documents: PyPI classifiers, Cargo `badges.maintenance`, composer
`abandoned`, Go `// Deprecated:` above the module, Maven `relocation`, publiccode.yml and
CodeMeta `developmentStatus`.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from lifesigns.kernel.toml import read_toml

_LARGEST = 200_000
_CARGO = {
    "deprecated": "archived",
    "as-is": "finished",
    "passively-maintained": "finished",
    "looking-for-maintainer": "seeking",
}
_REPOSTATUS = {
    "abandoned": "abandoned",
    "unsupported": "abandoned",
    "inactive": "finished",
    "moved": "moved",
    "suspended": "seeking",
}
_INACTIVE = re.compile(r"Development Status :: 7 - Inactive")
_GO = re.compile(r"^//\s*Deprecated:.*\n(?://.*\n)*module\s|^module\s.*//\s*Deprecated:", re.M)
_RELOCATION = re.compile(
    r"<distributionManagement>(?:(?!</distributionManagement>).){0,4000}?<relocation>", re.S
)
_OBSOLETE = re.compile(r"^developmentStatus:\s*[\"']?obsolete\b", re.M)


def manifest_notices(path: str, text: str) -> Iterator[tuple[str, int, str]]:
    """Yield (state, line number from 1, line) of every notice; nothing for other files.

    Damaged files yield nothing.
    """
    text = text[:_LARGEST]
    match path.lower():
        case "setup.py" | "setup.cfg" | "pyproject.toml":
            yield from _classifier(text)
        case "package.json":
            if (value := _json(text).get("deprecated")) and isinstance(value, str | bool):
                yield "archived", *_line(text, r'"deprecated"\s*:')
        case "composer.json":
            if (value := _json(text).get("abandoned")) and isinstance(value, str | bool):
                state = "moved" if isinstance(value, str) else "abandoned"
                yield state, *_line(text, r'"abandoned"\s*:')
        case "cargo.toml":
            yield from _cargo(text)
        case "codemeta.json":
            status = _json(text).get("developmentStatus")
            known = _REPOSTATUS.get(str(status).rsplit("/", 1)[-1].strip("# ").lower())
            if known:
                yield known, *_line(text, r'"developmentStatus"\s*:')
        case "go.mod":
            yield from _matched("archived", _GO, text)
        case "pom.xml":
            yield from _matched("moved", _RELOCATION, text)
        case "publiccode.yml" | "publiccode.yaml":
            yield from _matched("archived", _OBSOLETE, text)


def _classifier(text: str) -> Iterator[tuple[str, int, str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if _INACTIVE.search(line) and not line.lstrip().startswith("#"):
            yield "abandoned", number, line.strip()
            return


def _cargo(text: str) -> Iterator[tuple[str, int, str]]:
    try:
        badges = read_toml(text).get("badges")
    except (ValueError, RecursionError):
        return
    maintenance = badges.get("maintenance") if isinstance(badges, dict) else None
    status = maintenance.get("status") if isinstance(maintenance, dict) else None
    if isinstance(status, str) and status in _CARGO:
        yield _CARGO[status], *_line(text, rf"[\"']{status}[\"']")


def _matched(state: str, pattern: re.Pattern[str], text: str) -> Iterator[tuple[str, int, str]]:
    if match := pattern.search(text):
        number = text.count("\n", 0, match.start()) + 1
        yield state, number, match.group().splitlines()[0].strip()


def _line(text: str, pattern: str) -> tuple[int, str]:
    match = re.search(pattern, text)
    start = match.start() if match else 0
    number = text.count("\n", 0, start) + 1
    lines = text.splitlines()
    return number, lines[number - 1].strip() if number <= len(lines) else ""


def _json(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
