"""Tell the making of a version from the changes that go into it."""

from collections.abc import Mapping, Sequence

from lifesigns.models.contribution_kind.filing import spot_of
from lifesigns.models.contribution_kind.messages import says_release
from lifesigns.models.contribution_kind.records import Change, ContributionKind, FileKind
from lifesigns.tables.file_areas import Area

K = ContributionKind

_RELEASE_ALONE = frozenset((K.RELEASE, K.DOCUMENTATION, K.DEPENDENCY_BUMP, K.GENERATED))
_MOST_LINES_OF_OWN_LOCK = 4
_BESIDE_RELEASE = frozenset(
    (
        *(K.RELEASE, K.DOCUMENTATION, K.DEPENDENCY_BUMP, K.BUILD, K.CONFIGURATION, K.GENERATED),
        *(K.CI, K.CORE_CODE, K.TESTS, K.ASSET),
    )
)
_MOST_CODE_LINES = 60


def is_release(
    change: Change, per_file: Sequence[FileKind], lines: Mapping[ContributionKind, int]
) -> bool:
    """Return whether a change makes a version: its files say so, or its message beside such files.

    `lines` holds the weight of each kind in it. A message alone is believed up to so many lines of
    code and tests.
    """
    is_said = K.RELEASE in lines
    if is_said and lines.keys() <= _RELEASE_ALONE and all(map(_goes_along, per_file)):
        return True
    if not lines.keys() <= _BESIDE_RELEASE:
        return False
    if lines.get(K.CORE_CODE, 0) + lines.get(K.TESTS, 0) > _MOST_CODE_LINES:
        return False
    is_shown = is_said or any(
        part.area is Area.DEPENDENCIES or spot_of(part.path).goes_with_release for part in per_file
    )
    return is_shown and says_release(change.message)


def _goes_along(part: FileKind) -> bool:
    """Tell whether a file follows from a new version: a changelog, or the lock that names it."""
    if part.kind is K.DOCUMENTATION:
        return spot_of(part.path).is_changelog
    is_lock = part.area is Area.DEPENDENCIES and part.judgement is None
    return part.kind is not K.DEPENDENCY_BUMP or (is_lock and part.lines <= _MOST_LINES_OF_OWN_LOCK)
