"""Which git this machine has."""

import re
import subprocess


def git_version() -> tuple[int, ...] | None:
    """Return the version of the git on the PATH, such as (2, 39, 5); None when there is none."""
    try:
        done = subprocess.run(["git", "--version"], capture_output=True, check=False, timeout=10)
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = re.search(rb"(\d+)\.(\d+)(?:\.(\d+))?", done.stdout)
    return tuple(int(part) for part in found.groups() if part is not None) if found else None
