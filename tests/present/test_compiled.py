"""Compiled templates kept beside the program."""

import sys
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from lifesigns.present.html.compiled import CompiledTemplates


def render(folder: Path) -> str:
    """Render a template in a fresh environment that keeps what it compiled in `folder`."""
    loader = DictLoader({"page": "Hello {{ who }}"})
    environment = Environment(
        loader=loader, autoescape=True, bytecode_cache=CompiledTemplates(folder)
    )
    return environment.get_template("page").render(who="<you>")


def test_kept_and_mended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A template is kept once, and a damaged file is written again, never shown or fatal."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    folder = tmp_path / "kept"
    assert render(folder) == "Hello &lt;you&gt;"
    (file,) = folder.iterdir()
    whole = file.read_bytes()
    for damaged in (b"", whole[:3], whole[:20], whole[:-9]):
        file.write_bytes(damaged)
        assert render(folder) == "Hello &lt;you&gt;"
        assert file.read_bytes() == whole


def test_read_only_installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can be written the page is drawn all the same."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    assert render(blocked) == "Hello &lt;you&gt;"
    assert blocked.read_text() == "not a folder"
