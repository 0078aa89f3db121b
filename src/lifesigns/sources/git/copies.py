"""Copies of copies: a clone of a folder on this machine knows no more than that folder."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from lifesigns.kernel.errors import LifesignsError
from lifesigns.sources.git.locate import Layout, locate
from lifesigns.sources.git.target import local_path

_MOST = 8


@dataclass(frozen=True, slots=True)
class Remote:
    """A remote by its own name and its address; both empty where there is none."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Descent:
    """A repository and the folders it was cloned from, nearest first.

    `remote` is that of the last of them; None when it is a folder that cannot be followed:
    gone, on another machine, a copy of its own copy.
    """

    layouts: tuple[Layout, ...]
    remote: Remote | None


def descent(layout: Layout, remote: Remote, remote_of: Callable[[Layout], Remote]) -> Descent:
    """Follow remotes that are folders of this machine to the copy that met another one last."""
    layouts = [layout]
    while (folder := local_path(remote.address)) is not None:
        above = _repository(layouts[-1].folder / folder)
        if above is None or above in layouts or len(layouts) == _MOST:
            return Descent(tuple(layouts), None)
        layouts.append(above)
        remote = remote_of(above)
    return Descent(tuple(layouts), remote)


def _repository(folder: Path) -> Layout | None:
    """Return the repository that git would find at exactly this path."""
    for path in (folder, Path(f"{folder}.git")):
        try:
            found = locate(path)
        except (LifesignsError, OSError, ValueError):
            continue
        if Path(os.path.realpath(path)) in (found.folder, found.git_dir, found.folder / ".git"):
            return found
    return None
