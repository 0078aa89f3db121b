"""The git source: from any repository to commits, file changes, refs, files and documents.

Nothing of the repository is executed or changed: see `glass`.
"""

from lifesigns.kernel.spec import SourceSpec
from lifesigns.sources.git.changes import LineChange
from lifesigns.sources.git.collecting import Step
from lifesigns.sources.git.history import NetDiff
from lifesigns.sources.git.progress import Progress
from lifesigns.sources.git.repository import Repository, open_repository
from lifesigns.sources.git.version import git_version

__all__ = [
    "SOURCE",
    "LineChange",
    "NetDiff",
    "Progress",
    "Repository",
    "Step",
    "git_version",
    "open_repository",
]

SOURCE = SourceSpec(
    id="git",
    title="Git history",
    doc=(
        "Every commit that a branch, tag or change request head leads to, what it did to each "
        "file, and the tree at any moment. Read from a clone on disk, or cloned first. It cannot "
        "know deleted branches, issues, reviews on a forge, stars, or who clicked merge."
    ),
    needs="a git repository: a folder, a URL, or owner/name",
    fills=(
        "commits",
        "trailers",
        "landings",
        "refs",
        "diffs",
        "file_changes",
        "files",
        "documents",
        "coverage",
    ),
)
