"""Check that this machine has what lifesigns needs."""

import shutil
import sys
import tempfile
from importlib import metadata
from pathlib import Path

from lifesigns.kernel.holdings import Check
from lifesigns.sources.git import git_version

_PACKAGES = ("duckdb", "numpy", "click", "jinja2")
_NEEDED_GIT = (2, 30)
_NEEDED_BYTES = 200 * 1024 * 1024


def checks(workspace: Path) -> list[Check]:
    """Return one record a check, the most important first."""
    return [_python(), _git(), *_packages(), _folder(workspace), _room(workspace)]


def _python() -> Check:
    found = sys.version.split()[0]
    return Check("Python 3.11 or newer", sys.version_info >= (3, 11), found, "Install a newer one.")


def _git() -> Check:
    version = git_version()
    found = ".".join(map(str, version)) if version else "not found"
    needed = ".".join(map(str, _NEEDED_GIT))
    return Check(
        f"git {needed} or newer",
        bool(version and version >= _NEEDED_GIT),
        found,
        "Install git and put it on the PATH.",
    )


def _packages() -> list[Check]:
    found = []
    for name in _PACKAGES:
        try:
            found.append(Check(name, True, metadata.version(name)))
        except metadata.PackageNotFoundError:
            found.append(Check(name, False, "not found", "Install lifesigns again."))
    return found


def _folder(workspace: Path) -> Check:
    advice = "Choose another with --workspace or LIFESIGNS_WORKSPACE."
    try:
        workspace.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=workspace):
            return Check("the workspace can be written", True, str(workspace))
    except OSError as error:
        return Check(
            "the workspace can be written", False, f"{workspace}: {error.strerror}", advice
        )


def _room(workspace: Path) -> Check:
    place = next((p for p in (workspace, *workspace.parents) if p.exists()), Path("/"))
    free = shutil.disk_usage(place).free
    return Check(
        "200 MB of room",
        free >= _NEEDED_BYTES,
        f"{free // (1024 * 1024):,} MB free",
        "Free some room, or choose another --workspace.",
    )
