"""What all tests share. `projects` builds repositories: `from projects import build_story`."""

import signal
from pathlib import Path

import pytest

from tests.projects import build_story


@pytest.fixture(scope="session", name="story")
def fixture_story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the story, built once; tests must not change it."""
    return build_story(tmp_path_factory.mktemp("projects") / "lantern")


@pytest.fixture(scope="session", autouse=True)
def interruptible() -> None:
    """Let Ctrl-C arrive, here and in child processes, also where a shell runs us in the background."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
