"""The start of a metric, as `just new-metric` writes it."""

import shutil
from pathlib import Path

import pytest
import yaml

from lifesigns.api.catalogue import read_metric
from lifesigns.engine.lint import lint
from lifesigns.engine.local import Session

from .new import ROOT, start


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A place with one focus and one metric in it."""
    metrics = tmp_path / "src" / "lifesigns" / "metrics" / "people"
    metrics.mkdir(parents=True)
    shutil.copy(ROOT / "src/lifesigns/metrics/people/committers.sql", metrics)
    (tmp_path / "tests" / "metrics" / "cases").mkdir(parents=True)
    return tmp_path


def test_start_lacks_only_words(root: Path) -> None:
    """What is written is a metric whose SELECT is lawful; the law asks for the words alone."""
    definition, case = start("people/mentors", root)
    spec = read_metric("people", definition.stem, definition.read_text())
    with Session() as session:
        complaints = lint(session, [spec])
    asked = ("question", "definition", "reading", "missing_when", "example", "since")
    assert all(any(word in complaint for complaint in complaints) for word in asked)
    assert not any("SELECT" in complaint or "column" in complaint for complaint in complaints)
    assert yaml.safe_load(case.read_text())[0]["name"] == "worked example"


@pytest.mark.parametrize(
    "name", ["people/committers", "weather/rain", "people/Mentors!", "mentors"]
)
def test_start_refuses(root: Path, name: str) -> None:
    """A metric that exists, an unknown focus and an id that is none are refused, nothing written."""
    before = sorted(root.rglob("*"))
    with pytest.raises(ValueError, match=r"metric committers|FOCUS/ID"):
        start(name, root)
    assert sorted(root.rglob("*")) == before
