"""The kind of one file's part in a change, and whether its contents must be read to tell."""

from functools import lru_cache
from typing import NamedTuple

from lifesigns.models.contribution_kind.judging import BlobPair, Judgement, Nature, Purpose
from lifesigns.models.contribution_kind.manifests import is_all_dependencies
from lifesigns.models.contribution_kind.records import ContributionKind, FileEdit, FileKind
from lifesigns.models.contribution_kind.spelling import Wording
from lifesigns.models.contribution_kind.syntax import TEXT, syntax_for
from lifesigns.tables.file_areas import Area, FileArea, classify_path

K = ContributionKind

KIND_OF_AREA = {
    Area.CORE_CODE: K.CORE_CODE,
    Area.TESTS: K.TESTS,
    Area.DOCUMENTATION: K.DOCUMENTATION,
    Area.EXAMPLE: K.DOCUMENTATION,
    Area.TRANSLATION: K.TRANSLATION,
    Area.DEPENDENCIES: K.DEPENDENCY_BUMP,
    Area.BUILD: K.BUILD,
    Area.CI: K.CI,
    Area.CONFIGURATION: K.CONFIGURATION,
    Area.GENERATED: K.GENERATED,
    Area.VENDORED: K.GENERATED,
    Area.LICENCE: K.LICENCE,
    Area.ASSET: K.ASSET,
    Area.DATA: K.ASSET,
}
_NEVER_READ = frozenset((Area.GENERATED, Area.VENDORED, Area.ASSET, Area.DATA, Area.LICENCE))
_PROSE = frozenset((Area.DOCUMENTATION, Area.TRANSLATION))
_SOURCE = frozenset((Area.CORE_CODE, Area.TESTS, Area.EXAMPLE))
_TEXT_ONLY = frozenset((K.CORE_CODE, K.CONFIGURATION, K.BUILD))
_COMPARED = frozenset(("M", "R", "C"))
_READ_AS_MANIFESTS = frozenset(("setup.py", "setup.cfg", "dist.ini", "makefile.pl", "build.pl"))
"""Parts of the build whose lines name dependencies and the version, beside much else."""
_HOLDS_VERSIONS = frozenset((K.CONFIGURATION, K.BUILD))
_USES_ONLY = "HCL"
"""The language in which no project tells a version of its own, but those of what it uses."""
_PLAIN_KINDS = {Nature.SAME: K.EMPTY, Nature.GENERATED: K.GENERATED}
_NOTHING: tuple[ContributionKind, ...] = ()


class Spot(NamedTuple):
    """All that a path says: looked up once for each file of a change.

    `kind` is what a change there is unless its content says otherwise; `compared` are
    language, purpose and manifest name by which contents are compared, None where nothing
    in them could decide.
    """

    area: Area
    language: str | None
    reason: str
    kind: ContributionKind
    compared: tuple[str | None, Purpose, str] | None
    is_changelog: bool
    goes_with_release: bool


@lru_cache(maxsize=65_536)
def spot_of(path: str) -> Spot:
    """Return what a path says."""
    area = classify_path(path)
    name = path.rpartition("/")[2].lower()
    compared = None
    if area.area is Area.DEPENDENCIES:
        if not is_all_dependencies(name):
            compared = area.language, Purpose.MANIFEST, name
    elif area.area is Area.BUILD and name in _READ_AS_MANIFESTS:
        compared = area.language, Purpose.MANIFEST, name
    elif area.area not in _NEVER_READ:
        compared = area.language, _purpose(area), ""
    is_changelog = name.startswith(("change", "release", "news", "history", "whatsnew"))
    is_version = name.partition(".")[0].strip("_") == "version"
    return Spot(
        area.area,
        area.language,
        area.reason,
        KIND_OF_AREA[area.area],
        compared,
        is_changelog,
        is_changelog or is_version,
    )


def blob_pair(edit: FileEdit, spot: Spot) -> BlobPair | None:
    """Return the two versions worth comparing; None where nothing in them could decide."""
    _, status, _, _, _, old, new, is_binary, is_submodule = edit
    if spot.compared is None or is_binary or is_submodule or not old or not new or old == new:
        return None
    return BlobPair(old, new, *spot.compared) if status in _COMPARED else None


def _purpose(area: FileArea) -> Purpose:
    if area.area in _PROSE or (area.area is Area.EXAMPLE and _is_text(area.language)):
        return Purpose.PROSE
    return Purpose.SOURCE if area.area in _SOURCE else Purpose.SETTINGS


def _is_text(language: str | None) -> bool:
    syntax = syntax_for(language)
    return syntax is not None and syntax.lines == TEXT


def file_kind(
    edit: FileEdit, spot: Spot, judgement: Judgement | None, *, spelling_named: bool
) -> FileKind:
    """Return the kind of one file's part; `spelling_named`: the message speaks of spelling."""
    path, status, additions, deletions, _, old, new, is_binary, is_submodule = edit
    kind, also, reason = spot.kind, _NOTHING, spot.reason
    if is_submodule:
        kind, reason = K.DEPENDENCY_BUMP, "submodule"
    elif old is not None and old == new and status in _COMPARED:
        if status == "M":
            kind, reason = K.EMPTY, "only the file mode changed"
        else:
            kind, also = K.RENAME_ONLY, (kind,)
            reason = f"moved, content unchanged ({reason})"
    elif is_binary and kind in _TEXT_ONLY:
        kind, reason = K.ASSET, "binary content"
    if judgement is not None and kind is spot.kind:
        kind, also, reason = _of_content(spot, judgement, spelling_named=spelling_named)
    lines = (additions or 0) + (deletions or 0)
    return FileKind(path, spot.area, spot.language, kind, also, reason, lines, judgement)


def as_dependency(part: FileKind) -> FileKind:
    """Return a setting's new version as that of a dependency, which the message says it is."""
    if part.kind is not K.RELEASE or KIND_OF_AREA[part.area] not in _HOLDS_VERSIONS:
        return part
    if spot_of(part.path).goes_with_release:
        return part
    return part._replace(kind=K.DEPENDENCY_BUMP, reason="a version, of a dependency by the message")


_Found = tuple[ContributionKind, tuple[ContributionKind, ...], str]


def _of_content(area: Spot, judgement: Judgement, *, spelling_named: bool) -> _Found:
    kind, nature, reason = area.kind, judgement.nature, judgement.reason
    corrected = judgement.wording is Wording.CORRECTED or (
        judgement.wording is Wording.SMALL and spelling_named
    )
    if nature is Nature.UNKNOWN:
        return K.UNKNOWN, (kind,), reason
    if nature in _PLAIN_KINDS:
        return _PLAIN_KINDS[nature], (), reason
    if nature is Nature.WHITE_SPACE:
        return K.WHITESPACE_ONLY, (kind,), reason
    if corrected:
        also = (K.COMMENT_ONLY,) if nature is Nature.COMMENT else ()
        return K.TYPO, (*also, kind), "a misspelt word became a known one"
    if nature is Nature.LICENCE_HEADER:
        return K.LICENCE, (), reason
    if nature is Nature.COMMENT and area.area not in _PROSE:
        return K.COMMENT_ONLY, (kind,), reason
    if nature is Nature.DEPENDENCY and area.area not in _SOURCE and area.area not in _PROSE:
        also = () if kind is K.DEPENDENCY_BUMP else (kind,)
        return K.DEPENDENCY_BUMP, also, reason
    if nature is Nature.VERSION and (area.area is Area.CI or area.language == _USES_ONLY):
        user = "a workflow" if area.area is Area.CI else "Terraform"
        return K.DEPENDENCY_BUMP, (kind,), f"a version that {user} uses"
    if nature is Nature.VERSION and area.area not in _PROSE and area.area is not Area.TESTS:
        return K.RELEASE, (kind,), reason
    if nature is Nature.PROSE and area.area is Area.CORE_CODE:
        return K.DOCUMENTATION, (), reason
    if kind is K.DEPENDENCY_BUMP:
        return K.BUILD, (), "manifest: not its dependencies"
    return kind, (), area.reason
