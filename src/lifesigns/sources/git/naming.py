"""What to call a repository: its address, the name it publishes under, its readme, its folder.

Nothing is guessed: each name comes with the place it was read from. Texts come from strangers,
so that only the beginning is read and only what looks like a name is taken.
"""

import configparser
import html
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lifesigns.kernel.toml import read_toml

_READ = 60_000
_LINES = 80
_TOP = 8_000
_LONGEST = 48
_MOST_WORDS = 5
_NAME = re.compile(r"[@\w][\w.+@/ -]{0,79}")
_VERSION = re.compile(r"v\d+")
_GENERIC = frozenset(
    (
        "repo", "repository", "git", "src", "source", "sources", "code", "clone", "checkout", "mirror",
        "root", "parent", "monorepo", "workspace", "workspaces", "main", "master", "trunk",
    )
)  # fmt: skip
_NO_TITLES = frozenset(
    (
        "readme", "introduction", "about", "overview", "description", "contents", "installation",
        "documentation", "welcome", "repository",
    )
)  # fmt: skip
_NOTICES = frozenset(
    (
        "unmaintained", "deprecated", "archived", "notice", "note", "warning", "caution", "important",
        "status",
    )
)  # fmt: skip
# A heading that speaks of the terms or gives notice of something is no name either.
_NO_NAME = re.compile(r"(?:.*\s)?(?:notice|licen[cs]e)", re.IGNORECASE)
_README = re.compile(
    r"readme(?:\.(?:md|markdown|rst|txt|adoc|asciidoc|asc|pod|rdoc|org))?", re.IGNORECASE
)
_IMAGE = re.compile(r"!\[([^\[\]]{0,200})\](?:\([^()]{0,500}\)|\[[^\[\]]{0,100}\])")
_LINK = re.compile(r"\[([^\[\]]{0,200})\](?:\([^()]{0,500}\)|\[[^\[\]]{0,100}\])")
_ALT = re.compile(r"\balt=[\"']([^\"'<>]{1,100})[\"']", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,500}>")
_H1 = re.compile(r"<h1\b[^<>]{0,300}>([^\0]{1,1000}?)</h1>", re.IGNORECASE)
_RELEASE = re.compile(r"\sv?\d{1,9}(?:\.\d{1,9}){1,3}$")
_SUBTITLE = re.compile(r"(?:\s[-–—|:｜]\s|:\s|：|\s\().*")
_GREETING = re.compile(r"(?:welcome to|about)\s+(?:the\s+)?", re.IGNORECASE)
_NO_PROSE = ("<", ">", "[", "!", ".. ", ":", "|", "---", "===", "***", "```")


@dataclass(frozen=True, slots=True)
class Naming:
    """A name and where it was read; `is_address` when people elsewhere call it so too.

    `is_telling` is False for a folder that is merely called repo, or the like.
    """

    name: str
    source: str
    is_address: bool = False
    is_telling: bool = True


def of_folder(folder: Path) -> Naming:
    """Name a repository after its folder, or the one above where that says nothing."""
    named = folder.parent if folder.name == ".git" else folder
    name = named.name.removesuffix(".git")
    if name.lower() not in _GENERIC and name:
        return Naming(name, "the name of its folder")
    above = named.parent.name
    return Naming(above or name or "project", "the name of the folder above it", is_telling=False)


def of_texts(texts: Iterable[tuple[str, str]], folder: Naming) -> Naming:
    """Name a repository without an address by its own texts, (path, text) of any folder.

    First comes a name that two places agree on, then the one it publishes under, then a
    telling folder, then the readme's heading.
    """
    held = dict(texts)
    stated = [
        Naming(name, f"the name stated in {path}")
        for path, read in _MANIFESTS.items()
        if path in held and (name := _checked(read(held[path][:_READ]))) is not None
    ]
    titles = [
        Naming(title, f"the first heading of {path}")
        for path in sorted(held, key=lambda path: (len(path), path))
        if _README.fullmatch(path) and (title := heading(held[path][:_READ])) is not None
    ]
    said = [*stated, *([folder] if folder.is_telling else []), *titles[:1]]
    agreed = (one for one in said if _agrees(one, [*said, folder]))
    return next(agreed, said[0] if said else folder)


def _agrees(one: Naming, others: Iterable[Naming]) -> bool:
    key = _keys(one.name)[-1]
    return any(key in _keys(other.name) for other in others if other.source != one.source)


def _keys(name: str) -> list[str]:
    """Return the parts of an owner/name, or of a folder named after one, for comparing."""
    return [re.sub(r"[\W_]+", "", part.lower()) for part in re.split(r"[/+]", name)]


def heading(text: str) -> str | None:
    """Return the title of a readme without markup and subtitle; None when there is none.

    A title stands above the first paragraph; a heading below it names a part.
    """
    for line in _headings(_without_comments(text)):
        title = _title(line)
        said = title.lower().strip(":!. ")
        if said in _NOTICES or _NO_NAME.fullmatch(said):
            continue
        is_short = 1 < len(title) <= _LONGEST and len(title.split()) <= _MOST_WORDS
        is_name = (
            is_short
            and title.lower() not in _NO_TITLES
            and title[-1] != "?"
            and any(map(str.isalpha, title))
        )
        return title if is_name else None
    return None


def _title(line: str) -> str:
    """Return a heading's words without the release; those of its picture if it has no others."""
    bare = _TAG.sub("", _LINK.sub(r"\1", _IMAGE.sub("", line)))
    if not any(map(str.isalpha, bare)):
        pictures = [*_ALT.findall(line), *_IMAGE.findall(line)]
        bare = next(filter(None, pictures), "")
    plain = _GREETING.sub("", " ".join(html.unescape(bare).split()), count=1)
    return _RELEASE.sub("", _SUBTITLE.sub("", plain).strip("*_`~# "))


def _without_comments(text: str) -> str:
    parts = text.split("<!--")
    return parts[0] + "".join(part.partition("-->")[2] for part in parts[1:])


def _headings(text: str) -> Iterator[str]:
    """Yield headings of the first level above any paragraph: Markdown, AsciiDoc, RST or HTML."""
    lines = [line[:1000].strip() for line in text.split("\n", _LINES)[:_LINES]]
    found = _H1.search("\n".join(lines)[:_TOP])
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        if line.startswith(("# ", "= ")):
            yield line[2:].rstrip("#= ")
        elif line and set(below) == {"="} and len(below) > max(2, len(line) // 2):
            yield line
        elif found and "</h1>" in line.lower():
            yield found[1]
        elif line and not line.startswith(_NO_PROSE) and not line.endswith(">"):
            return


def _checked(name: Any) -> str | None:
    if not isinstance(name, str) or not _NAME.fullmatch(name.strip()):
        return None
    plain = name.strip()
    return None if plain.lower() in _GENERIC and plain.lower() != "git" else plain


def _json(text: str) -> Any:
    try:
        read = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return read.get("name") if isinstance(read, dict) and not read.get("private") else None


def _toml(*places: tuple[str, ...]) -> Callable[[str], Any]:
    def stated(text: str) -> Any:
        try:
            read: Any = read_toml(text)
        except (ValueError, RecursionError):
            return None
        for place in places:
            found = read
            for key in place:
                found = found.get(key) if isinstance(found, dict) else None
            if found is not None:
                return found
        return None

    return stated


def _setup_cfg(text: str) -> Any:
    parser = configparser.RawConfigParser(strict=False)
    try:
        parser.read_string(text)
    except (configparser.Error, ValueError):
        return None
    return parser.get("metadata", "name", fallback=None)


def _go_module(text: str) -> Any:
    """Read a module's path as owner/name: without the host and the major version."""
    found = re.search(r"^module[ \t]+\"?([^\s\"]{1,300})", text, re.MULTILINE)
    words = [word for word in found[1].split("/") if word] if found else []
    if not words:
        return None
    host, *rest = words
    if rest and _VERSION.fullmatch(rest[-1]):
        rest.pop()
    parts = rest if "." in host and rest else [host, *rest]
    return re.sub(r"\.v\d+$", "", "/".join(parts[:2]))


def _maven(text: str) -> Any:
    before, _, rest = text.partition("<parent>")
    found = re.search(r"<artifactId>([^<]{1,100})<", before + rest.partition("</parent>")[2])
    return found[1].strip().removesuffix("-parent") if found else None


def _matched(pattern: str) -> Callable[[str], Any]:
    compiled = re.compile(pattern, re.MULTILINE)

    def stated(text: str) -> Any:
        found = compiled.search(text)
        return found[1] if found else None

    return stated


_MANIFESTS: dict[str, Callable[[str], Any]] = {
    "go.mod": _go_module,
    "Cargo.toml": _toml(("package", "name")),
    "pyproject.toml": _toml(("project", "name"), ("tool", "poetry", "name")),
    "setup.cfg": _setup_cfg,
    "setup.py": _matched(r"\bname[ \t]*=[ \t]*[\"']([^\"'\n]{1,80})[\"']"),
    "pom.xml": _maven,
    "composer.json": _json,
    "package.json": _json,
    "CMakeLists.txt": _matched(r"^[ \t]*project[ \t]*\([ \t]*([\w.+-]{1,80})"),
    "meson.build": _matched(r"^project\([ \t\n]{0,40}'([^'\n]{1,80})'"),
}
"""How the name is stated, by the path of the manifest, those first that say it best."""
