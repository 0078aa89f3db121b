"""The records of the model: a change as it comes in, and its kinds as they go out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from lifesigns.models.contribution_kind.judging import Judgement
from lifesigns.tables.file_areas import Area


class ContributionKind(StrEnum):
    """What a change changes.

    A duplicate is known by its neighbours alone (its patch landed before and stands), so whoever
    sees the whole history tells it.
    """

    CORE_CODE = "core_code"
    TESTS = "tests"
    DOCUMENTATION = "documentation"
    COMMENT_ONLY = "comment_only"
    WHITESPACE_ONLY = "whitespace_only"
    TYPO = "typo"
    TRANSLATION = "translation"
    DEPENDENCY_BUMP = "dependency_bump"
    BUILD = "build"
    CI = "ci"
    CONFIGURATION = "configuration"
    GENERATED = "generated"
    LICENCE = "licence"
    ASSET = "asset"
    RELEASE = "release"
    REVERT = "revert"
    EMPTY = "empty"
    DUPLICATE = "duplicate"
    RENAME_ONLY = "rename_only"
    MERGE = "merge"
    UNKNOWN = "unknown"


class Depth(StrEnum):
    """How much is read: paths alone, what decides the kind, or every changed text."""

    PATHS = "paths"
    DECIDE = "decide"
    FULL = "full"


class FileEdit(NamedTuple):
    """One file in a change, as `git log --raw --numstat` tells it.

    `status` is A, M, D, R, C or T. Line counts are None where git counts none
    (binary, or a blob is missing: then `is_binary` is False). Blob ids are None
    on the side that does not exist and where they are not known. A tuple, because
    histories make hundreds of thousands of them.
    """

    path: str
    status: str
    additions: int | None
    deletions: int | None
    old_path: str | None = None
    old_blob: str | None = None
    new_blob: str | None = None
    is_binary: bool = False
    is_submodule: bool = False

    @property
    def lines(self) -> int:
        """Lines added and deleted; 0 where git counts none."""
        return (self.additions or 0) + (self.deletions or 0)


@dataclass(frozen=True, slots=True)
class Change:
    """A commit, or a change request as one change, before it is classified.

    `is_bot`: its author is no person, which supports a dependency bump.
    """

    files: Sequence[FileEdit]
    message: str = ""
    parents: int = 1
    is_bot: bool = False


class FileKind(NamedTuple):
    """The kind of one file's part in a change; `judgement` is None where only the path spoke."""

    path: str
    area: Area
    language: str | None
    kind: ContributionKind
    also: tuple[ContributionKind, ...]
    reason: str
    lines: int
    judgement: Judgement | None = None


@dataclass(frozen=True, slots=True)
class CommitKind:
    """The kinds of a change: the main one, all of them (main first), and why.

    `weights` are its lines by kind, plus one for each file; generated ones are capped.
    """

    main: ContributionKind
    kinds: tuple[ContributionKind, ...]
    reason: str
    per_file: tuple[FileKind, ...]
    depth: Depth
    weights: Mapping[ContributionKind, int] = field(default_factory=dict)
