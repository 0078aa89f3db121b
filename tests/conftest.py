"""What all tests share. `projects` builds repositories: `from projects import build_story`."""

from pathlib import Path

import pytest

from tests.projects import build_story


@pytest.fixture(scope="session", name="story")
def fixture_story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the story, built once; tests must not change it."""
    return build_story(tmp_path_factory.mktemp("projects") / "lantern")
