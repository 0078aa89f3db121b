"""Which part of a project a path belongs to, and in which language it is written.

Source of the method: the path rules of GitHub Linguist (vendored, generated and
documentation patterns, language by file name and extension; data in
`data/linguist`, with its licence) after rules of our own (`areas.json` there)
for what Linguist does not tell apart: tests, translations, dependencies, build,
CI, configuration, licences, assets, examples and data. Only the path is read:
a test file in an unusual place, or a hand-written file under `vendor/`, is
misread, and the `reason` says by which rule.
"""

import json
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Any

LONGEST_PATH = 1024
"""Characters read of a path; of longer ones only the tail, which bounds every pattern."""


RULES_VERSION = 1
"""Raised whenever a path may come out differently, so that stored answers are made anew."""


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


@dataclass(frozen=True, slots=True)
class FileArea:
    """The area of one path, the language Linguist names (None: unknown), and the rule that said so."""

    area: Area
    language: str | None
    reason: str


_SEGMENT_START = ("(^|/)", r"(^|\/)", r"(?:^|\/)")


class _PathPatterns:
    """Linguist's unanchored patterns, sorted by where they may begin.

    Most begin at a path segment; tried there only, the set is an order of
    magnitude cheaper than one alternation searched at every character.
    """

    __slots__ = ("anywhere", "at_root", "at_segment")

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
        self.at_segment = _either(segment)
        self.at_root = _either(root)
        self.anywhere = _either(anywhere)

    def match(self, path: str) -> bool:
        """Tell whether any pattern is found in the path."""
        if self.at_root.match(path) or self.anywhere.search(path):
            return True
        match = self.at_segment.match
        begin = 0
        while True:
            if match(path, begin):
                return True
            begin = path.find("/", begin) + 1
            if begin == 0:
                return False


def _either(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns) or r"(?!)")


@dataclass(frozen=True, slots=True)
class _Rules:
    directories: dict[str, Area]
    top_directories: dict[str, Area]
    filenames: dict[str, Area]
    extensions: dict[str, Area]
    locale_files: frozenset[str]
    languages_by_name: dict[str, str]
    languages_by_extension: dict[str, str]
    types: dict[str, str]
    vendored: "_PathPatterns"
    generated: "_PathPatterns"
    documentation: "_PathPatterns"


SCRIPT_LANGUAGES = frozenset(
    ("Shell", "Python", "Perl", "JavaScript", "TypeScript", "Ruby", "PowerShell", "Batchfile")
)
_NEVER_CODE = frozenset((Area.ASSET, Area.DATA))
_WEAK_DIRECTORIES = frozenset((Area.BUILD, Area.CONFIGURATION))
_LOCALE = r"[a-z]{2,3}(?:[-_](?:r?[a-z]{2}|[a-z]{4}|419))?"
_IS_LOCALE = re.compile(rf"(?:[a-z]+[-_.])?{_LOCALE}(?:\.[a-z]+)?").fullmatch
_LOCALE_FOLDER = re.compile(rf"(?:values-)?{_LOCALE}(?:\.lproj)?").fullmatch
_IS_TEST_NAME = re.compile(
    r"test_.*\.py|.*_tests?\.[a-z+]+|.*[-_.](?:test|spec|e2e|bench|cy|stories)\.[a-z+]+"
    r"|.*_(?:spec|bench|benchmark|unittest)\.[a-z+]+|tests?\.[a-z+]+|.*\.test-d\.ts"
    r"|(?:test|mock)[-_].*\.(?:sh|js|ts|c|cc|cpp|h|lua|vim|rs|go|rb|php)|.*_mock\.go|.*_testing\.go"
).fullmatch
_IS_CAMEL_TEST = re.compile(
    r"\w*[a-z0-9](?:Tests?|TestCase|IT|ITCase|Spec|Specs|Benchmark)"
    r"\.(?:java|kt|kts|scala|groovy|cs|fs|vb|swift|php|m|mm|dart|cpp|cc|h|hs)"
    r"|(?:Test|Mock)[A-Z]\w*\.(?:java|kt|scala|cpp|h)"
).fullmatch
_IS_GENERATED_NAME = re.compile(
    r".*\.(?:pb|pb\.gw|pb\.validate|pulsar|twirp|connect|capnp|thrift)\.(?:go|cc|h|rs|swift|ts|js|dart|c)"
    r"|.*_pb2(?:_grpc)?\.pyi?|.*_grpc\.pb\.go|.*_pb\.(?:js|ts|rb|d\.ts)|zz_generated.*"
    r"|.*[._-](?:gen|g|freezed|gr)\.(?:go|dart|rs|ts|tsx|js|py|cs|h|c|cpp|swift|java|graphql|json)"
    r"|(?:.*[._-])?(?:generated|autogen)\.[a-z]+"
    r"|.*\.min\.(?:js|css|mjs)|.*\.(?:js|css|mjs|ts)\.map|moc_.*\.cpp|ui_.*\.h|wire_gen\.go"
    r"|bindata\.go|.*\.designer\.(?:cs|vb)|parsetab\.py|.*\.resources\.dll|swagger\.(?:json|ya?ml)"
).fullmatch
_IS_REQUIREMENTS = re.compile(
    r"(?:.*[-_.])?(?:requirements|constraints)(?:[-_.].*)?\.(?:txt|in|lock)"
).fullmatch
_IS_BUILD_NAME = re.compile(
    r"(?:dockerfile|makefile|containerfile|jenkinsfile)[-._].*|.*\.(?:dockerfile|makefile)"
    r"|(?:webpack|rollup|vite|babel|esbuild|tsup|snowpack|metro|gulpfile|build|unbuild|tsdown|postcss|tailwind|next|nuxt|svelte|vue|astro|swc)"
    r"[-.]?\w*\.?config.*\.[cm]?[jt]s(?:on)?"
    r"|tsconfig.*\.json|\.?babelrc.*|cmakepresets\.json|.*\.cmake\.in|.*\.pc\.in|.*\.(?:spec|rpm)\.in"
).fullmatch
_IS_CONFIGURATION_NAME = re.compile(
    r"(?:docker-)?compose[-._].*\.ya?ml|\.[a-z-]+rc(?:\.\w+)?|\.[a-z-]*ignore|\.env.*|.*\.code-workspace"
    r"|(?:eslint|prettier|stylelint|commitlint|lint-staged)[-.].*"
).fullmatch
_IS_COMMUNITY_NAME = re.compile(
    r"(?:readme|changelog|changes|contributing|security|authors|maintainers|contributors|install|upgrad(?:e|ing)|news"
    r"|history|todo|releases?|code[_-]of[_-]conduct|support|governance|roadmap|migration|adopters|hacking)"
    r"(?:(?:[-_.][\w-]+){0,2}\.(?:md|txt|rst|adoc|markdown|html|org|pod)|[-_][\w-]+)?"
).fullmatch
_IS_LICENCE_NAME = re.compile(
    r"(?:licen[cs]e|copying|unlicense)s?(?:[-_.].*)?|(?:notice|copyright)(?:-binary)?(?:\.txt)?|.*\.licen[cs]e"
).fullmatch
_LICENCE_CODE = frozenset(("programming", "data"))
_SOURCE_ROOTS = frozenset(("src", "internal", "pkg", "lib", "cmd", "app"))
_FIXTURES = frozenset(("testdata", "fixtures", "__fixtures__", "test-data", "test_data"))
_SHELLS = frozenset(("Shell", "PowerShell", "Batchfile"))
_TOOL_FOLDERS = frozenset(("utils", "tools", "util", "contrib"))
_GITHUB_TEXTS = ("issue_template", "pull_request_template", "discussion_template")


def _load_rules() -> _Rules:
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
    return _Rules(
        directories=by_word("directories"),
        top_directories=by_word("top_directories"),
        filenames=by_word("filenames"),
        extensions=by_word("extensions"),
        locale_files=frozenset(areas["locale_files"]),
        languages_by_name=by_name,
        languages_by_extension=by_extension,
        types={name: kind for kind, names in languages["types"].items() for name in names},
        vendored=_PathPatterns([p for p in paths["vendored"] if p not in areas["not_vendored"]]),
        generated=_PathPatterns(paths["generated"]),
        documentation=_PathPatterns(paths["documentation"]),
    )


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    return _load_rules()


@lru_cache(maxsize=131_072)
def classify_path(path: str | bytes) -> FileArea:
    """Return the area and language of one path inside a repository.

    Bytes are decoded as UTF-8, undecodable ones escaped. Directories are joined
    by "/". The first rule that fits decides, in the order of `_AREA_RULES`.
    """
    text = path.decode("utf-8", "backslashreplace") if isinstance(path, bytes) else path
    parts = _Path(text[-LONGEST_PATH:])
    for rule in _AREA_RULES:
        found = rule(parts)
        if found is not None:
            area, reason = found
            return FileArea(area, parts.language, reason)
    return FileArea(Area.DATA, parts.language, "unknown type of file")


class _Path:
    """A path taken apart once: lower-case folders, name, extensions, language and its type."""

    __slots__ = ("extension", "folders", "language", "name", "original", "stem", "text", "type")

    def __init__(self, text: str) -> None:
        rules = _rules()
        self.text = text
        folder, _, self.original = text.rpartition("/")
        self.folders = tuple(folder.lower().split("/")) if folder else ()
        self.name = self.original.lower()
        self.stem, dot, extension = self.name.rpartition(".")
        self.extension = extension if dot else ""
        self.stem = self.stem if dot else self.name
        self.language = _language(self.name)
        self.type = rules.types.get(self.language or "", "")


def _language(name: str) -> str | None:
    """Return the language by file name, else by the longest known extension."""
    rules = _rules()
    known = rules.languages_by_name.get(name)
    rest = name
    while known is None and "." in rest:
        rest = rest.partition(".")[2]
        known = rules.languages_by_extension.get(rest)
    return known


_Found = tuple[Area, str] | None


def _hard_folder(path: _Path) -> _Found:
    """Folders whose content is not this project's own work, whatever it is."""
    directories = _rules().directories
    for folder in path.folders:
        area = directories.get(folder)
        if area is Area.VENDORED or (area is Area.GENERATED and folder != "dist"):
            return area, f"folder {folder}/"
    return None


def _github(path: _Path) -> _Found:
    if ".github" not in path.folders and ".gitee" not in path.folders:
        return None
    if path.type == "prose" or path.extension in ("md", "txt"):
        return Area.DOCUMENTATION, "text under .github/"
    if any(word in path.text.lower() for word in _GITHUB_TEXTS):
        return Area.CONFIGURATION, "template under .github/"
    if path.name in ("codeowners", "funding.yml"):
        return Area.CONFIGURATION, "settings under .github/"
    known = _rules().extensions.get(path.extension)
    if known is Area.ASSET:
        return Area.ASSET, "picture under .github/"
    return Area.CI, "under .github/"


def _licence(path: _Path) -> _Found:
    if any(_rules().directories.get(folder) is Area.TESTS for folder in path.folders):
        return None
    if path.type not in _LICENCE_CODE and _IS_LICENCE_NAME(path.name):
        return Area.LICENCE, f"file {path.name}"
    if any(f in ("licenses", "licences") for f in path.folders) and path.type not in _LICENCE_CODE:
        return Area.LICENCE, "folder licenses/"
    return None


def _translation(path: _Path) -> _Found:
    if _rules().extensions.get(path.extension) is Area.TRANSLATION:
        return Area.TRANSLATION, f"extension .{path.extension}"
    if path.extension not in _rules().locale_files:
        return None
    for position, folder in enumerate(path.folders):
        if _rules().directories.get(folder) is Area.TRANSLATION:
            below = path.folders[position + 1 :]
            named = _IS_LOCALE(path.stem) or any(_LOCALE_FOLDER(inner) for inner in below)
            if path.type != "programming" or named:
                return Area.TRANSLATION, f"folder {folder}/"
        if folder in ("lang", "langs", "languages", "language", "messages") and (
            position == len(path.folders) - 1 and _IS_LOCALE(path.stem)
        ):
            return Area.TRANSLATION, f"locale file in {folder}/"
    if path.name in ("strings.xml", "localizable.strings", "infoplist.strings") and path.folders:
        return Area.TRANSLATION, f"file {path.name}"
    if path.extension in ("properties", "resx") and re.search(r"_[a-z]{2}(_[a-z]{2})?$", path.stem):
        return Area.TRANSLATION, "locale in the file name"
    return None


def _named(path: _Path) -> _Found:
    area = _rules().filenames.get(path.name)
    if area is not None:
        return area, f"file {path.name}"
    if _IS_REQUIREMENTS(path.name) or ("requirements" in path.folders and path.extension == "txt"):
        return Area.DEPENDENCIES, "requirements file"
    if _IS_COMMUNITY_NAME(path.name) and path.type != "programming":
        return Area.DOCUMENTATION, f"file {path.name}"
    if _IS_BUILD_NAME(path.name):
        return Area.BUILD, f"file {path.name}"
    if _IS_CONFIGURATION_NAME(path.name):
        return Area.CONFIGURATION, f"file {path.name}"
    return None


def _manifest(path: _Path) -> _Found:
    """A manifest is one wherever it lies, except among the fixtures of tests."""
    if _rules().filenames.get(path.name) is not Area.DEPENDENCIES:
        return None
    return (
        None if _FIXTURES.intersection(path.folders) else (Area.DEPENDENCIES, f"file {path.name}")
    )


def _ci(path: _Path) -> _Found:
    for position, folder in enumerate(path.folders):
        top = _rules().top_directories.get(folder) if position == 0 else None
        if Area.CI in (_rules().directories.get(folder), top):
            return Area.CI, f"folder {folder}/"
    return None


def _test_or_document(path: _Path) -> _Found:
    """Tests and documentation by the first such folder from the root, then examples.

    A README inside tests stays documentation; tests of an example are tests.
    """
    rules = _rules()
    wanted = (Area.TESTS, Area.DOCUMENTATION, Area.EXAMPLE)
    example: _Found = None
    for position, folder in enumerate(path.folders):
        area = rules.directories.get(folder)
        if position == 0 and area is None:
            area = rules.top_directories.get(folder)
        if area not in wanted:
            continue
        if area is Area.DOCUMENTATION and _IS_CONFIGURATION_NAME(path.name):
            return Area.CONFIGURATION, f"file {path.name}"
        if area is Area.TESTS and _IS_COMMUNITY_NAME(path.name):
            return Area.DOCUMENTATION, f"file {path.name}"
        if area is Area.DOCUMENTATION and position > 1 and path.type == "programming":
            continue
        if area is Area.EXAMPLE and _is_no_example(path, position):
            continue
        if area is Area.EXAMPLE:
            example = example or (area, f"folder {folder}/")
            continue
        return area, f"folder {folder}/"
    return (_test_name(path) or example) if example else None


def _is_no_example(path: _Path, position: int) -> bool:
    """Pictures stay assets, and a package of the product may be called `demo`."""
    if _rules().extensions.get(path.extension) in _NEVER_CODE:
        return True
    return path.type == "programming" and not _SOURCE_ROOTS.isdisjoint(path.folders[:position])


def _test_name(path: _Path) -> _Found:
    if path.type in ("prose", "") and path.extension not in ("t", "snap"):
        return None
    if _IS_TEST_NAME(path.name) or _IS_CAMEL_TEST(path.original):
        return Area.TESTS, "named as a test"
    return None


def _generated(path: _Path) -> _Found:
    if (
        "dist" in path.folders
        or _IS_GENERATED_NAME(path.name)
        or _rules().generated.match(path.text)
    ):
        return Area.GENERATED, "named as generated"
    if _rules().vendored.match(path.text):
        return Area.VENDORED, "path of a known third-party file"
    return None


def _weak_folder(path: _Path) -> _Found:
    """Build and configuration folders: at the root, and only for what is not a program itself."""
    for position, folder in enumerate(path.folders):
        area = _rules().directories.get(folder)
        if position == 0 and area is None:
            area = _rules().top_directories.get(folder)
        if area not in _WEAK_DIRECTORIES or area is None:
            continue
        if path.type == "prose":
            return Area.DOCUMENTATION, "prose"
        scripted = path.language in SCRIPT_LANGUAGES and area is Area.BUILD
        if scripted or path.type not in ("programming", "markup"):
            if _rules().extensions.get(path.extension) in _NEVER_CODE:
                continue
            return area, f"folder {folder}/"
    return None


def _shell(path: _Path) -> _Found:
    """Shell at the root, or in a folder of tools there, serves the build."""
    if path.language not in _SHELLS or (path.folders and path.folders[0] not in _TOOL_FOLDERS):
        return None
    return Area.BUILD, "shell script at the root"


def _by_extension(path: _Path) -> _Found:
    area = _rules().extensions.get(path.extension)
    return (area, f"extension .{path.extension}") if area is not None else None


def _by_language(path: _Path) -> _Found:
    if path.language is None:
        return None
    if path.type in ("programming", "markup"):
        if path.language == "Jupyter Notebook":
            return Area.EXAMPLE, "notebook"
        return Area.CORE_CODE, f"{path.language} source"
    if path.type == "prose":
        return Area.DOCUMENTATION, "prose"
    if path.language in ("SQL", "GraphQL", "Protocol Buffer", "Thrift", "Cap'n Proto", "PLSQL"):
        return Area.CORE_CODE, f"{path.language} schema"
    return Area.CONFIGURATION, f"{path.language} file"


def _linguist_documentation(path: _Path) -> _Found:
    if path.type != "programming" and _rules().documentation.match(path.text):
        return Area.DOCUMENTATION, "documentation by Linguist"
    return None


def _nameless(path: _Path) -> _Found:
    """By convention: no extension under bin/ is a program, a dotfile is a setting."""
    if path.extension == "" and path.folders and path.folders[-1] in ("bin", "sbin", "libexec"):
        return Area.CORE_CODE, "program in bin/"
    if path.name.startswith((".", "version")):
        return Area.CONFIGURATION, f"file {path.name}"
    return None


_AREA_RULES = (
    _hard_folder,
    _github,
    _licence,
    _ci,
    _manifest,
    _translation,
    _test_or_document,
    _named,
    _generated,
    _test_name,
    _weak_folder,
    _shell,
    _by_extension,
    _by_language,
    _linguist_documentation,
    _nameless,
)
