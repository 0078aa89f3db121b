"""Which part of a project a path belongs to, and in which language it is written.

Source of the method: the path rules of GitHub Linguist (vendored, generated and
documentation patterns, language by file name and extension; data in
`data/linguist`, with its licence) after rules of our own (`areas.json` there)
for what Linguist does not tell apart: tests, translations, dependencies, build,
CI, configuration, licences, assets, examples and data. Only the path is read:
a test file in an unusual place, or a hand-written file under `vendor/`, is
misread, and the `reason` says by which rule.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from lifesigns.tables.file_area_rules import Area, rules

__all__ = ["Area", "FileArea", "classify_path"]

LONGEST_PATH = 1024
"""Characters read of a path; of longer ones only the tail, which bounds every pattern."""


RULES_VERSION = 5
"""Raised whenever a path may come out differently, so that stored answers are made anew."""


@dataclass(frozen=True, slots=True)
class FileArea:
    """The area of one path, the language Linguist names (None: unknown), and the rule that said so."""

    area: Area
    language: str | None
    reason: str


SCRIPT_LANGUAGES = frozenset(
    ("Shell", "Python", "Perl", "JavaScript", "TypeScript", "Ruby", "PowerShell", "Batchfile")
)
_NEVER_CODE = frozenset((Area.ASSET, Area.DATA))
_WEAK_DIRECTORIES = frozenset((Area.BUILD, Area.CONFIGURATION))
_LOCALE = r"[a-z]{2,3}(?:[-_](?:r?[a-z]{2}|[a-z]{4}|419))?"
_IS_LOCALE = re.compile(rf"(?:[a-z]+[-_.])?{_LOCALE}(?:\.[a-z]+)?").fullmatch
_LOCALE_FOLDER = re.compile(rf"(?:values-)?{_LOCALE}(?:\.lproj)?").fullmatch
_LICENCE_CODE = frozenset(("programming", "data"))
_SOURCE_ROOTS = frozenset(("src", "internal", "pkg", "lib", "cmd", "app"))
_FIXTURES = frozenset(("testdata", "fixtures", "__fixtures__", "test-data", "test_data"))
_SHELLS = frozenset(("Shell", "PowerShell", "Batchfile"))
_MODULES = frozenset(("psm1", "psd1"))  # of PowerShell: a product, with its manifest
_TOOL_FOLDERS = frozenset(("utils", "tools", "util", "contrib"))
_BUILD_ROOTS = frozenset(("hack", "build", "scripts", "script", "tools"))
_SCRIPTS = frozenset(("hack", "scripts", "script"))
# Beside the languages of scripts: those that games and mods put their own scripts in are left out.
_TOOL_LANGUAGES = frozenset(("Clojure", "Crystal", "Dart", "Elixir", "Go", "Rust", "Swift"))
_NIX_ROOTS = frozenset(("lib", "modules", "overlays", "pkgs", "src"))
_ROLE_PARTS = frozenset(("tasks", "handlers"))
_GRADLE_FOLDERS = frozenset(("buildsrc", "build-logic"))
_GRADLE_VERSIONS = frozenset(("dependencies", "deps", "libs", "libraries", "versions"))
_ANDROID_SCREENS = re.compile(
    r"(?:layout|menu|navigation|anim|animator|transition|color|drawable|values)(?:-[a-z0-9-]+)?"
).fullmatch
_GITHUB_TEXTS = ("issue_template", "pull_request_template", "discussion_template")


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
        table = rules()
        self.text = text
        folder, _, self.original = text.rpartition("/")
        self.folders = tuple(folder.lower().split("/")) if folder else ()
        self.name = self.original.lower()
        self.stem, dot, extension = self.name.rpartition(".")
        self.extension = extension if dot else ""
        self.stem = self.stem if dot else self.name
        self.language = _language(self.name)
        self.type = table.types.get(self.language or "", "")


def _language(name: str) -> str | None:
    """Return the language by file name, else by the longest known extension."""
    table = rules()
    known = table.languages_by_name.get(name)
    rest = name
    while known is None and "." in rest:
        rest = rest.partition(".")[2]
        known = table.languages_by_extension.get(rest)
    return known


_Found = tuple[Area, str] | None


def _hard_folder(path: _Path) -> _Found:
    """Folders whose content is not this project's own work, whatever it is."""
    directories = rules().directories
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
    known = rules().extensions.get(path.extension)
    if known is Area.ASSET:
        return Area.ASSET, "picture under .github/"
    return Area.CI, "under .github/"


def _licence(path: _Path) -> _Found:
    if any(rules().directories.get(folder) is Area.TESTS for folder in path.folders):
        return None
    if path.type not in _LICENCE_CODE and rules().names["licence"](path.name):
        return Area.LICENCE, f"file {path.name}"
    if any(f in ("licenses", "licences") for f in path.folders) and path.type not in _LICENCE_CODE:
        return Area.LICENCE, "folder licenses/"
    return None


def _translation(path: _Path) -> _Found:
    if rules().extensions.get(path.extension) is Area.TRANSLATION:
        return Area.TRANSLATION, f"extension .{path.extension}"
    if path.extension not in rules().locale_files:
        return None
    for position, folder in enumerate(path.folders):
        if rules().directories.get(folder) is Area.TRANSLATION:
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
    area = rules().filenames.get(path.name)
    if area is not None:
        return area, f"file {path.name}"
    if rules().names["requirements"](path.name) or (
        "requirements" in path.folders and path.extension == "txt"
    ):
        return Area.DEPENDENCIES, "requirements file"
    if rules().names["community"](path.name) and path.type != "programming":
        return Area.DOCUMENTATION, f"file {path.name}"
    if rules().names["build"](path.name):
        return Area.BUILD, f"file {path.name}"
    if rules().names["configuration"](path.name):
        return Area.CONFIGURATION, f"file {path.name}"
    return None


def _manifest(path: _Path) -> _Found:
    """A manifest is one wherever it lies, except among the fixtures of tests."""
    is_named = rules().filenames.get(path.name) is Area.DEPENDENCIES
    # What a Gradle build names its dependencies in before it has a catalogue of versions.
    is_gradle = path.stem in _GRADLE_VERSIONS and not _GRADLE_FOLDERS.isdisjoint(path.folders)
    if not is_named and not is_gradle:
        return None
    return (
        None if _FIXTURES.intersection(path.folders) else (Area.DEPENDENCIES, f"file {path.name}")
    )


def _ci(path: _Path) -> _Found:
    for position, folder in enumerate(path.folders):
        is_top = position == 0 or (position == 1 and path.folders[0] in _BUILD_ROOTS)
        top = rules().top_directories.get(folder) if is_top else None
        if Area.CI in (rules().directories.get(folder), top):
            return Area.CI, f"folder {folder}/"
    return None


def _test_or_document(path: _Path) -> _Found:
    """Tests and documentation by the first such folder from the root, then examples.

    A README inside tests stays documentation; tests of an example are tests.
    """
    table = rules()
    wanted = (Area.TESTS, Area.DOCUMENTATION, Area.EXAMPLE)
    example: _Found = None
    for position, folder in enumerate(path.folders):
        area = table.directories.get(folder)
        if position == 0 and area is None:
            area = table.top_directories.get(folder)
        if area is None and table.directories.get(folder.rpartition(".")[2]) is Area.TESTS:
            area = Area.TESTS  # as .NET calls its projects: Product.Tests
        if area not in wanted:
            continue
        if area is Area.DOCUMENTATION and rules().names["configuration"](path.name):
            return Area.CONFIGURATION, f"file {path.name}"
        if area is Area.TESTS and rules().names["community"](path.name):
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
    if rules().extensions.get(path.extension) in _NEVER_CODE:
        return True
    return path.type == "programming" and not _SOURCE_ROOTS.isdisjoint(path.folders[:position])


def _test_name(path: _Path) -> _Found:
    if path.type in ("prose", "") and path.extension not in ("t", "snap"):
        return None
    if rules().names["test"](path.name) or rules().names["test_class"](path.original):
        return Area.TESTS, "named as a test"
    return None


def _generated(path: _Path) -> _Found:
    if (
        "dist" in path.folders
        or rules().names["generated"](path.name)
        or rules().generated.match(path.text)
    ):
        return Area.GENERATED, "named as generated"
    if rules().vendored.match(path.text):
        return Area.VENDORED, "path of a known third-party file"
    return None


def _weak_folder(path: _Path) -> _Found:
    """Build and configuration folders: at the root, and only for what is not a program itself."""
    for position, folder in enumerate(path.folders):
        area = rules().directories.get(folder)
        if position == 0 and area is None:
            area = rules().top_directories.get(folder)
        if area not in _WEAK_DIRECTORIES or area is None:
            continue
        if path.type == "prose":
            return Area.DOCUMENTATION, "prose"
        scripted = area is Area.BUILD and (
            path.language in SCRIPT_LANGUAGES
            or folder in _GRADLE_FOLDERS
            or (folder in _SCRIPTS and path.language in _TOOL_LANGUAGES)
        )
        if scripted or path.type not in ("programming", "markup"):
            if rules().extensions.get(path.extension) in _NEVER_CODE:
                continue
            return area, f"folder {folder}/"
    return None


def _build_of_sbt(path: _Path) -> _Found:
    """The Scala under project/ is sbt's definition of the build."""
    if path.language != "Scala" or path.folders[:1] != ("project",):
        return None
    return Area.BUILD, "definition of the build under project/"


def _ansible(path: _Path) -> _Found:
    """Tasks and handlers of roles at the root are what such a project is made of."""
    if path.language != "YAML" or path.folders[:1] != ("roles",):
        return None
    return (Area.CORE_CODE, "Ansible tasks") if _ROLE_PARTS & {*path.folders[2:3]} else None


def _terraform(path: _Path) -> _Found:
    """Terraform at the root and under modules/ there is what a module is made of."""
    if path.extension != "tf" or path.folders[:1] not in ((), ("modules",)):
        return None
    return Area.CORE_CODE, "Terraform module"


def _nix(path: _Path) -> _Found:
    """Nix at the root describes the build; under modules/, pkgs/ and the like it is the product."""
    if path.extension != "nix" or not path.folders or path.folders[0] not in _NIX_ROOTS:
        return None
    return Area.CORE_CODE, "Nix module"


def _shell(path: _Path) -> _Found:
    """Shell at the root, or in a folder of tools there, serves the build."""
    if path.language not in _SHELLS or (path.folders and path.folders[0] not in _TOOL_FOLDERS):
        return None
    if path.extension in _MODULES:
        return None
    return Area.BUILD, "shell script at the root"


def _screen(path: _Path) -> _Found:
    """Screens of Android are XML under res/, as .ui and .xaml files are elsewhere."""
    if path.extension != "xml" or path.folders[-2:-1] != ("res",):
        return None
    return (Area.CORE_CODE, "screen under res/") if _ANDROID_SCREENS(path.folders[-1]) else None


def _by_extension(path: _Path) -> _Found:
    area = rules().extensions.get(path.extension)
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
    if path.type != "programming" and rules().documentation.match(path.text):
        return Area.DOCUMENTATION, "documentation by Linguist"
    return None


def _template(path: _Path) -> _Found:
    """What a configure script makes a file from is for what that file is for."""
    if path.extension != "in" or "." not in path.stem:
        return None
    made = classify_path(path.text.removesuffix(path.original) + path.original[: -len(".in")])
    return (made.area, f"template: {made.reason}") if made.area is not Area.DATA else None


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
    _nix,
    _named,
    _generated,
    _test_name,
    _build_of_sbt,
    _ansible,
    _terraform,
    _weak_folder,
    _shell,
    _screen,
    _by_extension,
    _by_language,
    _linguist_documentation,
    _template,
    _nameless,
)
