"""Finding the git directory behind a path, without asking git and without trusting it."""

import os
from dataclasses import dataclass
from errno import EACCES
from pathlib import Path

from lifesigns.kernel.errors import (
    CorruptSourceError,
    NotARepositoryError,
    PermissionDeniedError,
    UsageError,
)

_POINTER_BYTES = 65_536


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a repository keeps things: `git_dir` has HEAD, `common_dir` objects and refs.

    They differ only for linked work trees. `work_tree` is None for bare repositories.
    """

    git_dir: Path
    common_dir: Path
    work_tree: Path | None

    @property
    def folder(self) -> Path:
        """The folder a person would name."""
        return self.work_tree or self.git_dir


def locate(path: Path) -> Layout:
    """Find the repository that `path` is, or lies in.

    Raises UsageError (no such path), NotARepositoryError, PermissionDeniedError,
    CorruptSourceError (a `.git` that leads nowhere).
    """
    try:
        return _locate(path)
    except PermissionError as error:
        raise PermissionDeniedError(
            f"{error.filename or path} may not be read.",
            "Ask for read permission, or copy the repository.",
        ) from None


def _locate(path: Path) -> Layout:
    if not os.path.lexists(path):
        raise UsageError(f"There is no {path}.", "Check the path.")
    start = Path(os.path.realpath(path))  # unlike resolve, never fails on links in a circle
    if not start.is_dir():
        kind = "a file, not a repository"
        if not start.is_file():
            kind = "no folder" if start.exists() else "a link that leads nowhere"
        raise NotARepositoryError(f"{path} is {kind}.", "Name the folder of a git repository.")
    os.listdir(start)  # noqa: PTH208 - raises PermissionError where iterdir would wait
    for folder in (start, *start.parents):
        dot_git = folder / ".git"
        if dot_git.is_dir() and (found := _layout(dot_git, folder)):
            return found
        if dot_git.is_file():
            return _pointed(dot_git, folder)
        if found := _layout(folder, None):
            return found
    raise NotARepositoryError(
        f"{path} is not a git repository.",
        "Name a folder with a git repository in it, a URL, or owner/name.",
    )


def _pointed(pointer: Path, work_tree: Path) -> Layout:
    text = _small(pointer)
    if text.startswith("gitdir:"):
        git_dir = (work_tree / text.removeprefix("gitdir:").strip()).resolve()
        if git_dir.is_dir() and (found := _layout(git_dir, work_tree)):
            return found
    raise CorruptSourceError(
        f"{pointer} leads to no repository.", "Repair it with `git worktree repair`."
    )


def _layout(git_dir: Path, work_tree: Path | None) -> Layout | None:
    common = git_dir
    pointer = git_dir / "commondir"
    if pointer.is_file():
        common = (git_dir / _small(pointer).strip()).resolve()
    if not (common / "objects").is_dir():
        return None
    if not ((common / "refs").is_dir() or (common / "packed-refs").is_file()):
        return None
    os.listdir(common / "objects")  # noqa: PTH208 - raises PermissionError at once
    _check_readable(git_dir, common)
    return Layout(git_dir, common, work_tree)


def _check_readable(git_dir: Path, common: Path) -> None:
    """Raise PermissionError for what git would take as missing or damaged when it is refused."""
    needed = [git_dir / "HEAD", common / "refs", common / "packed-refs"]
    needed += (common / "objects" / "pack").glob("*.pack")
    for path in needed:
        if path.exists() and not os.access(path, os.R_OK):
            raise PermissionError(EACCES, os.strerror(EACCES), str(path))
    _check_no_pipes(common)


def _check_no_pipes(common: Path) -> None:
    """Refuse pipes and devices where git reads files: it would wait for ever."""
    places = [common / "packed-refs"]
    folders = [os.fspath(common / "refs"), os.fspath(common / "objects")]
    while folders:
        if not os.path.isdir(folder := folders.pop()):  # noqa: PTH112 - thousands of them
            continue
        for entry in os.scandir(folder):
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry.path)
            elif not entry.is_file(follow_symlinks=False):
                places.append(Path(entry.path))
    for path in places:
        if path.exists() and not (path.is_file() or path.is_dir()):
            raise CorruptSourceError(f"{path} is no file.", "Remove it, or clone it afresh.")


def _small(path: Path) -> str:
    with path.open("rb") as file:
        return os.fsdecode(file.read(_POINTER_BYTES))
