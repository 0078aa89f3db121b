"""Where collected evidence is kept on this machine."""

import os
from pathlib import Path

import platformdirs


def workspace(given: str | None = None) -> Path:
    """Return the workspace: as given, else LIFESIGNS_WORKSPACE, else the user's data folder."""
    chosen = given or os.environ.get("LIFESIGNS_WORKSPACE")
    return Path(chosen).expanduser() if chosen else platformdirs.user_data_path("lifesigns")
