"""The kind of one file's part in a change, and whether its contents must be read to tell."""

from functools import lru_cache

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


def blob_pair(edit: FileEdit) -> BlobPair | None:
    """Return the two versions worth comparing; None where nothing in them could decide."""
    if edit.is_binary or edit.is_submodule or not edit.old_blob or not edit.new_blob:
        return None
    if edit.status not in ("M", "R", "C") or edit.old_blob == edit.new_blob:
        return None
    place = _place(edit.path)
    return BlobPair(edit.old_blob, edit.new_blob, *place) if place else None


@lru_cache(maxsize=65_536)
def _place(path: str) -> tuple[str | None, Purpose, str] | None:
    """Return language, purpose and manifest name by which a path's contents are compared."""
    area = classify_path(path)
    if area.area in _NEVER_READ:
        return None
    name = path.rpartition("/")[2].lower()
    if area.area is not Area.DEPENDENCIES:
        return area.language, _purpose(area), ""
    return None if is_all_dependencies(name) else (area.language, _purpose(area), name)


def _purpose(area: FileArea) -> Purpose:
    if area.area is Area.DEPENDENCIES:
        return Purpose.MANIFEST
    if area.area in _PROSE or (area.area is Area.EXAMPLE and _is_text(area.language)):
        return Purpose.PROSE
    return Purpose.SOURCE if area.area in _SOURCE else Purpose.SETTINGS


def _is_text(language: str | None) -> bool:
    syntax = syntax_for(language)
    return syntax is not None and syntax.lines == TEXT


def file_kind(edit: FileEdit, judgement: Judgement | None, *, spelling_named: bool) -> FileKind:
    """Return the kind of one file's part; `spelling_named`: the message speaks of spelling."""
    area = classify_path(edit.path)
    kind, also, reason = _of_path(edit, area)
    if judgement is not None and kind is KIND_OF_AREA[area.area]:
        kind, also, reason = _of_content(area, kind, judgement, spelling_named=spelling_named)
    return FileKind(edit.path, area.area, area.language, kind, also, reason, edit.lines, judgement)


_Found = tuple[ContributionKind, tuple[ContributionKind, ...], str]


def _of_path(edit: FileEdit, area: FileArea) -> _Found:
    kind = KIND_OF_AREA[area.area]
    if edit.is_submodule:
        return K.DEPENDENCY_BUMP, (), "submodule"
    if edit.status in ("R", "C") and edit.old_blob is not None and edit.old_blob == edit.new_blob:
        return K.RENAME_ONLY, (kind,), f"moved, content unchanged ({area.reason})"
    if edit.status == "M" and edit.old_blob is not None and edit.old_blob == edit.new_blob:
        return K.EMPTY, (), "only the file mode changed"
    if edit.is_binary and kind in (K.CORE_CODE, K.CONFIGURATION, K.BUILD):
        return K.ASSET, (), "binary content"
    return kind, (), area.reason


def _of_content(
    area: FileArea, kind: ContributionKind, judgement: Judgement, *, spelling_named: bool
) -> _Found:
    nature, reason = judgement.nature, judgement.reason
    corrected = judgement.wording is Wording.CORRECTED or (
        judgement.wording is Wording.SMALL and spelling_named
    )
    if nature is Nature.UNKNOWN:
        return K.UNKNOWN, (kind,), reason
    if nature is Nature.SAME:
        return K.EMPTY, (), reason
    if nature is Nature.GENERATED:
        return K.GENERATED, (), reason
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
    if nature is Nature.VERSION and area.area is Area.CI:
        return K.DEPENDENCY_BUMP, (kind,), "a version that a workflow uses"
    if nature is Nature.VERSION and area.area not in _PROSE and area.area is not Area.TESTS:
        return K.RELEASE, (kind,), reason
    if kind is K.DEPENDENCY_BUMP:
        return K.BUILD, (), "manifest: not its dependencies"
    return kind, (), area.reason
