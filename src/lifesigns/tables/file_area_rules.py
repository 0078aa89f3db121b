"""The tables behind the path rules: loaded from `data/linguist` once, and compiled."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Any


class Area(StrEnum):
    """The parts of a project."""

    CORE_CODE = "core_code"
    TESTS = "tests"
    DOCUMENTATION = "documentation"
    TRANSLATION = "translation"
    DEPENDENCIES = "dependencies"
    BUILD = "build"
    CI = "ci"
    CONFIGURATION = "configuration"
    GENERATED = "generated"
    VENDORED = "vendored"
    LICENCE = "licence"
    ASSET = "asset"
    EXAMPLE = "example"
    DATA = "data"


_SEGMENT_START = ("(^|/)", r"(^|\/)", r"(?:^|\/)")


class PathPatterns:
    """Linguist's unanchored patterns, sorted by where they may begin.

    Most begin at a path segment; tried there only, and only those with the
    segment's first character, they cost a small part of one alternation that is
    searched at every character.
    """

    __slots__ = ("anywhere", "at_root", "at_segment", "otherwise")

    def __init__(self, patterns: list[str]) -> None:
        segment: list[str] = []
        root: list[str] = []
        anywhere: list[str] = []
        for pattern in patterns:
            start = next((s for s in _SEGMENT_START if pattern.startswith(s)), None)
            if start is not None:
                segment.append(pattern[len(start) :])
            elif pattern.startswith("^"):
                root.append(pattern[1:])
            else:
                anywhere.append(pattern)
        by_first: dict[str, list[str]] = {}
        for pattern in segment:
            for first in _first_characters(pattern):
                by_first.setdefault(first, []).append(pattern)
        always = by_first.pop("", [])
        self.at_segment = {first: _either([*own, *always]) for first, own in by_first.items()}
        self.otherwise = _either(always)
        self.at_root = _either(root)
        self.anywhere = _either(anywhere)

    def match(self, path: str) -> bool:
        """Tell whether any pattern is found in the path."""
        if self.at_root.match(path) or self.anywhere.search(path):
            return True
        begin = 0
        while True:
            patterns = self.at_segment.get(path[begin : begin + 1], self.otherwise)
            if patterns.match(path, begin):
                return True
            begin = path.find("/", begin) + 1
            if begin == 0:
                return False


def _first_characters(pattern: str) -> list[str]:
    """Return the characters a match must begin with; [""] where the pattern does not tell."""
    bracket = re.match(r"\[(\w+)\](?![*?+{])", pattern)
    if bracket:
        return list(bracket.group(1))
    literal = re.match(r"\\?([\w.])(?![*?+{])", pattern)
    if literal and not re.match(r"\\\w|\.", pattern) and not re.search(r"^[^(]*\|", pattern):
        return [literal.group(1)]
    return [""]


def _either(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns) or r"(?!)")


@dataclass(frozen=True, slots=True)
class Rules:
    """What each folder, name, extension and pattern says, and the languages."""

    directories: dict[str, Area]
    top_directories: dict[str, Area]
    filenames: dict[str, Area]
    extensions: dict[str, Area]
    locale_files: frozenset[str]
    languages_by_name: dict[str, str]
    languages_by_extension: dict[str, str]
    types: dict[str, str]
    vendored: PathPatterns
    generated: PathPatterns
    documentation: PathPatterns
    names: dict[str, Callable[[str], re.Match[str] | None]]


@lru_cache(maxsize=1)
def rules() -> Rules:
    """Return the tables; read at the first call."""
    folder = files("lifesigns.tables") / "data" / "linguist"
    areas: dict[str, Any] = json.loads((folder / "areas.json").read_text("utf-8"))
    paths: dict[str, Any] = json.loads((folder / "paths.json").read_text("utf-8"))
    languages: dict[str, Any] = json.loads((folder / "languages.json").read_text("utf-8"))

    def by_word(section: str) -> dict[str, Area]:
        return {word: Area(area) for area, words in areas[section].items() for word in words}

    by_name: dict[str, str] = {}
    by_extension: dict[str, str] = {}
    for language, known in languages["languages"].items():
        by_name.update(dict.fromkeys(known["filenames"], language))
        by_extension.update((end[1:], language) for end in known["extensions"])
    return Rules(
        directories=by_word("directories"),
        top_directories=by_word("top_directories"),
        filenames=by_word("filenames"),
        extensions=by_word("extensions"),
        locale_files=frozenset(areas["locale_files"]),
        languages_by_name=by_name,
        languages_by_extension=by_extension,
        types={name: kind for kind, names in languages["types"].items() for name in names},
        vendored=PathPatterns(
            [*(p for p in paths["vendored"] if p not in areas["not_vendored"]), *areas["vendored"]]
        ),
        generated=PathPatterns(paths["generated"]),
        documentation=PathPatterns(paths["documentation"]),
        names={
            kind: re.compile("|".join(patterns)).fullmatch
            for kind, patterns in areas["name_patterns"].items()
        },
    )
