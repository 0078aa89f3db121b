#!/usr/bin/env python3
"""Run lifesigns, or its tests, on a machine that has only git and Python 3.11 or newer.

    python3 start.py report PATH     the main job (any lifesigns command works)
    python3 start.py test            everything continuous integration checks

The first call makes a virtual environment in .venv and installs the pinned
dependencies of uv.lock into it; later calls start at once. Standard library only.
"""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ENVIRONMENT = HERE / ".venv"
SCRIPTS = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def main() -> int:
    """Prepare the environment, then run the tests or the given command."""
    if sys.version_info < (3, 11):  # noqa: UP036  this file must run on the Python it finds
        print("lifesigns needs Python 3.11 or newer.", file=sys.stderr)
        return 2
    if len(sys.argv) < 2:
        print(__doc__)
        return 2
    if sys.argv[1] == "test":
        prepare("--group", "dev")
        return test(sys.argv[2:])
    prepare("--no-dev")
    return subprocess.run([SCRIPTS / "lifesigns", *sys.argv[1:]]).returncode


def prepare(*groups: str) -> None:
    """Bring .venv to exactly what uv.lock says; nothing is done when it is there already."""
    stamp = ENVIRONMENT / f"ready{'-'.join(groups)}"
    pins = HERE / "uv.lock"
    newest = max(pins.stat().st_mtime, (HERE / "pyproject.toml").stat().st_mtime)
    if stamp.exists() and stamp.stat().st_mtime >= newest:
        return
    print("Preparing the environment (first call only) …", file=sys.stderr)
    uv, python = shutil.which("uv"), sys.executable
    if uv is None:
        # A uv inside the environment must keep the environment's Python: for any other one
        # it would make the environment anew, and be gone itself.
        uv, python = str(SCRIPTS / "uv"), str(SCRIPTS / "python")
        if not Path(uv).exists():
            venv.create(ENVIRONMENT, with_pip=True, clear=True, symlinks=os.name != "nt")
            run(python, "-m", "pip", "install", "--quiet", "uv")
    # --inexact: a development environment keeps what the other groups brought.
    # --compile-bytecode: the first command starts as fast as the later ones.
    flags = ["--quiet", "--frozen", "--inexact", "--compile-bytecode"]
    run(uv, "sync", *flags, "--python", python, *groups)
    run(SCRIPTS / "python", "-m", "compileall", "-q", HERE / "src")
    stamp.touch()


def test(arguments: list[str]) -> int:
    """Run every check in the order in which a failure is cheapest to find."""
    ensure_browser()
    checks: list[list[str]] = [
        ["ruff", "format", "--check", "--quiet", "src", "tests", "bench", "start.py"],
        ["ruff", "check", "--quiet", "src", "tests", "bench", "start.py"],
        ["mypy"],
        ["lint-imports"],
        ["pytest", *arguments],
    ]
    if arguments:
        checks = checks[-1:]
    for check in checks:
        print(f"— {check[0]}", flush=True)
        done = subprocess.run([SCRIPTS / check[0], *check[1:]], cwd=HERE)
        if done.returncode:
            return done.returncode
    return 0


def ensure_browser() -> None:
    """Install Chromium for the browser tests where we may; say what to do where we may not."""
    if any(shutil.which(name) for name in BROWSERS):
        return
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        print("Installing Chromium for the browser tests …", file=sys.stderr)
        quiet = {
            "stdout": subprocess.DEVNULL,
            "env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
        }
        subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], check=False, **quiet)
    if not any(shutil.which(name) for name in BROWSERS):
        print("The browser tests need Chromium on the PATH: please install it.", file=sys.stderr)
        raise SystemExit(3)


def run(*command: object) -> None:
    """Run a preparing command and stop with its exit code when it fails."""
    done = subprocess.run([str(part) for part in command], cwd=HERE)
    if done.returncode:
        raise SystemExit(done.returncode)


if __name__ == "__main__":
    raise SystemExit(main())
