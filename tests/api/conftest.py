"""Projects opened over the story, once per session."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lifesigns.api.project import Project, open_project

CLOCK = datetime(2023, 3, 1, tzinfo=UTC)


@pytest.fixture(scope="session", name="lantern")
def fixture_lantern(story: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """Return the story opened a week after its last commit."""
    with open_project(
        str(story), workspace=tmp_path_factory.mktemp("workspace"), clock=CLOCK
    ) as project:
        yield project
