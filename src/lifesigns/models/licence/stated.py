"""Which licence a project names without giving its text: in a manifest, or under a heading of the readme.

A name is no permission anybody could read, so that it never stands for the text; but who reads
"no licence text" should not look for what stands in plain sight.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_READ = 100_000
_NAME = r"([A-Za-z][\w .+()/-]{1,59})"
_PLACES = (
    # JSON, TOML, settings, Ruby, Python, Cabal, R: a key and a name, perhaps of a list or an object.
    re.compile(
        r"^[ \t{]*(?:\w+\.|s\.)?[\"']?licen[cs]es?[\"']?[ \t]*(?:[:=]|=>)\s*[\[{\s]{0,40}"
        rf"(?:[\"']?(?:name|text|type)[\"']?[ \t]*[:=]\s*)?[\"']?{_NAME}",
        re.IGNORECASE | re.MULTILINE,
    ),
    re.compile(rf"<licenses>\s*<license>\s*<name>\s*{_NAME}"),
)
_HEADING = re.compile(
    r"^(?:#{1,6}|={1,6})[ \t].{0,60}\blicen[cs](?:e|ing)\b|^.{0,60}\blicen[cs](?:e|ing)\b.{0,40}\n(?:-{3,}|={3,})",
    re.IGNORECASE | re.MULTILINE,
)
_NO_NAMES = frozenset(("file", "licence", "license", "see", "unlicensed", "none", "proprietary"))
_IN_CODE = re.compile(r"__|\.\w*licen", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stated:
    """Where a licence is spoken of, and under which name; "" where the readme has a part on it."""

    path: str
    name: str = ""

    @property
    def in_words(self) -> str:
        """Return "package.json says MIT", "README.md speaks of one"."""
        return f"{self.path} says {self.name}" if self.name else f"{self.path} speaks of one"


def stated_licence(papers: Iterable[tuple[str, str, str]]) -> Stated | None:
    """Return what papers (path, kind, text) say of the licence: manifests first, then the readme."""
    readme: Stated | None = None
    for path, kind, text in papers:
        cut = text[:_READ]
        if kind == "readme":
            if readme is None and _HEADING.search(cut):
                readme = Stated(path)
            continue
        for match in (place.search(cut) for place in _PLACES):
            name = match[1].strip(" .(/-") if match else ""
            if name and name.split()[0].lower() not in _NO_NAMES and not _IN_CODE.search(name):
                return Stated(path, name)
    return readme
