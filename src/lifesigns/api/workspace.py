"""Where collected evidence is kept on this machine."""

import os
from pathlib import Path

import platformdirs

from lifesigns.kernel.errors import UsageError


def workspace(given: str | None = None) -> Path:
    """Return the workspace: as given, else LIFESIGNS_WORKSPACE, else the user's data folder.

    Raises UsageError for `~user` of a user who is not there.
    """
    chosen = given or os.environ.get("LIFESIGNS_WORKSPACE")
    if not chosen:
        return platformdirs.user_data_path("lifesigns")
    try:
        return Path(chosen).expanduser()
    except RuntimeError:
        raise UsageError(
            f"{chosen} begins with the home folder of a user nobody knows.",
            "Choose another workspace with --workspace.",
        ) from None
