"""What a change to a manifest changes: dependencies, the project's own version, or the rest."""

import json
import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import lru_cache
from typing import Any

from lifesigns.kernel.toml import read_toml

LARGEST = 300_000
DEEPEST = 60


class ManifestPart(StrEnum):
    """The part of a manifest that a change concerns."""

    DEPENDENCIES = "dependencies"
    VERSION = "version"
    REST = "rest"


_JSON_NAMES = frozenset(
    (
        "package.json",
        "composer.json",
        "bower.json",
        "deno.json",
        "dub.json",
        "elm.json",
        "vcpkg.json",
    )
)
_DEPENDENCY_KEY = re.compile(
    r"(?:.*-)?(?:dev|peer|optional|bundled?|build|test|direct|indirect)*[_-]?dependenc(?:y|ies)(?:[_-].*|meta)?"
    r"|require(?:s|-dev)?|requires-python|rust-version|resolutions|overrides|pnpm|packagemanager|engines"
    r"|depends|suggests?|enhances|compat|weakdeps|targets|patch|linkingto|remotes|roxygennote|config/needs/.*"
    r"|imports|(?:dev-)?packages|build-system|(?:optional-)?dependency-groups|volta|catalogs?|deps|extras",
    re.IGNORECASE,
)
_VERSION_KEY = re.compile(r"version|version-string|date", re.IGNORECASE)

# Files in which every line concerns dependencies.
_ALL_DEPENDENCIES = re.compile(
    r".*\.lock(?:b|file|\.json|\.hcl|\.yaml)?|.*-lock\.(?:json|yaml)|go\.(?:sum|work|work\.sum)|npm-shrinkwrap\.json"
    r"|packages\.(?:config|lock\.json)|gemfile|gems\.rb|podfile|cartfile.*|package\.resolved|pnpm-workspace\.yaml"
    r"|(?:.*[-_.])?(?:requirements|constraints)(?:[-_.].*)?|libs\.versions\.toml|\.gitmodules|paket\.dependencies"
    r"|environment\.ya?ml|directory\.packages\.props|gradle-wrapper\.properties|cpanfile|deps\.bzl|go\.mod"
    r"|global\.json|cabal\.project\.freeze|requirements\.yaml|conanfile\.txt|\.tool-versions"
    r"|dotnet-tools\.json|deps\.nix|paket\.references|brewfile|rust-toolchain(?:\.toml)?|go\.toolchain|.*\.wrap"
    r"|\.nvmrc|\.(?:bazel|crystal|go|java|node|php|python|ruby|swift|terraform)-?version|requirements\.yml|version\.details\.xml|(?:dependencies|deps|libs|libraries|versions)\.(?:kt|kts|java|groovy|gradle)"
).fullmatch
_DEPENDENCY_LINE = re.compile(
    r"</?(?:dependenc(?:y|ies)|(?:dependency|plugin)Management|artifactId|groupId|scope|exclusions?|classifier|optional|type|plugins?)\b"
    r"|<[\w.-]*version[\w.-]*>|<PackageReference|PackageVersion|<parent>|</parent>"
    r"|\b(?:implementation|api|compileOnly|runtimeOnly|testImplementation|testRuntimeOnly|annotationProcessor|kapt|ksp"
    r"|classpath|compile|testCompile|platform|enforcedPlatform|developmentOnly)\b[ (]"
    r"|\bid[ (]['\"].*\bversion\b|%%? *\"|\bgem ['\"]|\{:\w+, |\.package\(|\{applications, *\[|^\s*\w[\w.-]*: *[\^~>=<]*\d[\w.+-]*\s*$"
    r"|^\s*\"?[\w@./-]+\"?\s*[:=]\s*[\[{]?.{0,40}\d+\.\d+|\bversion *[=:]? *['\"]|build-depends|s\.add_\w*dependency"
    r"|^\s*\.(?:url|hash|lazy|path|minimum_zig_version) *=|^\s*\.(?:[\w-]+|@\"[\w.-]+\") *= *\.\{"  # Zig
    r"|^\s*source *= *\"[\w.-]+(?:/[\w.-]+)+\"|^\s*[\w-]+ *= *\{ *$|^\s*required_providers\b"  # Terraform
    r"|\[[\w.-]+(?:/[\w.-]+)?\s+\"[^\"]*\d|:mvn/version|:git/(?:sha|tag|url)"  # Clojure
    r"|^\s*\w+(?:::\w+)+\s*=\s*[<>=! ]*v?\d|^\s*(?:\w+_)?requires\b.*['\"][\w:]+['\"]"  # Perl
    r"|^\s*['\"]?[\w.-]+(?:\[[\w,]+\])?\s*(?:[<>=~!^]=?|@)\s*v?\d|^\s*(?:(?:const +)?va[lr] +|def +|ext\.)?[\w.-]*[vV]ersion[\w.-]*\s*[=:]"
    r"|^\s*(?:prefer|strictly)\b"  # Gradle
).search


_OWN_VERSION_LINE = re.compile(
    # The properties of MSBuild are told from Maven's <version>, which is anything's, by their case.
    r"^\s*(?:(?:s\.|spec\.|\.)?version\s*[:=]|\{ *vsn *,|\(defproject\s"
    r"|(?:app|lib|library|mod|module|package|plugin|product|project|release)_?version\s*=|version_(?:name|code)\s*="
    r"|(?-i:<(?:Package|Assembly|File|AssemblyFile|Informational)?Version(?:Prefix|Suffix)?>))",
    re.IGNORECASE,
).match
# In Terraform `version =` is a provider's or a module's; of itself a module tells in the name that
# it gives to what it calls.
_OWN_TERRAFORM_LINE = re.compile(r"^\s*module_name *= *\".*/v\d").match


def is_all_dependencies(name: str) -> bool:
    """Tell whether every change to a file of this (lower-case) name concerns dependencies."""
    return _ALL_DEPENDENCIES(name) is not None


def manifest_part(
    name: str, old: bytes, new: bytes, changed: Callable[[], list[bytes]]
) -> ManifestPart:
    """Return what a change to the manifest `name` (lower case) concerns.

    `changed` gives the changed lines. Structured files are parsed and their keys
    compared; where that fails, and for other formats, the lines decide.
    """
    if is_all_dependencies(name):
        return ManifestPart.DEPENDENCIES
    keys = _changed_keys(name, old, new)
    if keys is None:
        return _by_lines(
            changed(), _OWN_TERRAFORM_LINE if name.endswith(".tf") else _OWN_VERSION_LINE
        )
    if not keys:
        return ManifestPart.REST
    concerned = {_concern(key) for key in keys}
    if ManifestPart.REST in concerned:
        return ManifestPart.REST
    if ManifestPart.DEPENDENCIES in concerned:
        return ManifestPart.DEPENDENCIES
    return ManifestPart.VERSION


def _concern(key: tuple[str, ...]) -> ManifestPart:
    if any(_DEPENDENCY_KEY.fullmatch(part) for part in key):
        return ManifestPart.DEPENDENCIES
    return ManifestPart.VERSION if _VERSION_KEY.fullmatch(key[-1]) else ManifestPart.REST


def _by_lines(changed: list[bytes], is_own: Callable[[str], re.Match[str] | None]) -> ManifestPart:
    texts = [line.decode("utf-8", "replace")[:400] for line in changed[:400]]
    texts = [text for text in texts if re.search(r"\w", text)]
    if texts and all(is_own(text) for text in texts):
        return ManifestPart.VERSION
    if texts and all(_DEPENDENCY_LINE(text) for text in texts):
        return ManifestPart.DEPENDENCIES
    return ManifestPart.REST


def _changed_keys(name: str, old: bytes, new: bytes) -> list[tuple[str, ...]] | None:
    """Return the key paths whose values differ; None where the files cannot be parsed."""
    if max(len(old), len(new)) > LARGEST:
        return None
    try:
        before, after = _parse(name, old), _parse(name, new)
    except (ValueError, RecursionError):
        return None
    if before is None or after is None:
        return None
    return list(_differences(before, after, ()))


@lru_cache(maxsize=4)  # what is new in one change is often old in the next
def _parse(name: str, data: bytes) -> dict[str, Any] | None:
    text = data.decode("utf-8", "replace")
    if name in _JSON_NAMES:
        value = json.loads(text) if text.strip() else {}
    elif name.endswith(".toml") or name == "pipfile":
        value = read_toml(text)
    elif name == "description":
        value = _fields(text)
    else:
        return None
    return value if isinstance(value, dict) else None


def _fields(text: str) -> dict[str, Any]:
    """Return the fields of a Debian control file, as packages of R have it: `Name: value`."""
    fields: dict[str, Any] = {}
    name = ""
    for line in text.splitlines():
        if not line[:1].isspace():
            name, _, line = line.partition(":")
        if line.strip():
            fields.setdefault(name, []).append(line.strip())
    return fields


def _differences(one: Any, two: Any, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if isinstance(one, dict) and isinstance(two, dict) and len(path) < DEEPEST:
        for key in one.keys() | two.keys():
            yield from _differences(one.get(key), two.get(key), (*path, str(key)))
    elif one != two:
        yield path
