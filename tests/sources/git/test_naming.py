"""What a repository is called: what its address, its papers or its folder say, never a guess."""

from pathlib import Path

import pytest

from lifesigns.sources.git import open_repository
from lifesigns.sources.git.naming import Naming, heading, of_folder, of_texts
from tests.projects.script import run_git

PLAIN = of_folder(Path("/mirror/ory+kratos/repo"))
STATED = {
    "go.mod": ("module github.com/ory/kratos/v2\n\ngo 1.22\n", "ory/kratos"),
    "Cargo.toml": ('[package]\nname = "mdbook"\nversion = "1.0"\n', "mdbook"),
    "pyproject.toml": ('[tool.poetry]\nname = "poet"\n', "poet"),
    "setup.cfg": ("[metadata]\nname = inflection\n", "inflection"),
    "setup.py": ("from setuptools import setup\nsetup(\n    name='six',\n)\n", "six"),
    "pom.xml": (
        "<parent><artifactId>apache</artifactId></parent><artifactId>metrics-parent</artifactId>",
        "metrics",
    ),
    "composer.json": ('{"name": "erusev/parsedown"}', "erusev/parsedown"),
    "package.json": ('{"name": "@scope/thing", "version": "1.0.0"}', "@scope/thing"),
    "CMakeLists.txt": ("cmake_minimum_required(VERSION 3)\nproject(libuv C)\n", "libuv"),
    "meson.build": ("project('mpv', 'c')\n", "mpv"),
}


@pytest.mark.parametrize("path", STATED)
def test_each_manifest_states_a_name(path: str) -> None:
    """The name is read from the place where the ecosystem keeps it, and the source is told."""
    text, name = STATED[path]
    assert of_texts([(path, text)], PLAIN) == Naming(name, f"the name stated in {path}")


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("miniflux.app/v2", "miniflux.app"),
        ("go.uber.org/zap", "zap"),
        ("gopkg.in/yaml.v3", "yaml"),
        ("tool/v3", "tool"),
        ("example", "example"),
    ],
)
def test_a_go_module_is_named_without_host_and_version(module: str, name: str) -> None:
    """Where nothing but a host is left, that is the name."""
    assert of_texts([("go.mod", f"module {module}\n")], PLAIN).name == name


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("go.mod", "module /\n"),
        ("package.json", '{"name": "tooling", "private": true}'),
        ("package.json", '{"name": "root"}'),
        ("pom.xml", "<project><artifactId>parent</artifactId></project>"),
        ("package.json", '{"name": "<script>alert(1)</script>"}'),
        ("package.json", '{"name": "a\\u202eb\\u001b[31m"}'),
        ("package.json", '{"name": ' + "9" * 50_000 + "}"),
        ("package.json", "[" * 50_000),
        ("pyproject.toml", "a = " + "[" * 20_000),
        ("setup.cfg", "name = before any section\n"),
        ("pom.xml", "<parent>" * 5_000),
        ("CMakeLists.txt", "\n" * 50_000 + "project("),
        ("README.md", "[" * 50_000 + "\n# " + "![" * 50_000),
        ("README.md", "<h1" * 20_000),
        ("docs/package.json", '{"name": "elsewhere"}'),
    ],
)
def test_what_is_no_name_is_not_taken(path: str, text: str) -> None:
    """Private, generic, hostile, broken and endless manifests leave the folder's name."""
    assert of_texts([(path, text)], PLAIN) == PLAIN


def test_a_folder_called_repo_is_named_after_the_one_above() -> None:
    """So are a bare repo.git and the .git of a work tree in such a folder; others keep theirs."""
    assert (PLAIN.name, PLAIN.source) == ("ory+kratos", "the name of the folder above it")
    assert of_folder(Path("/mirror/kratos/repo.git")).name == "kratos"
    assert of_folder(Path("/mirror/kratos/.git")).name == "kratos"
    assert of_folder(Path("/mirror/kratos.git")) == Naming("kratos", "the name of its folder")


def test_two_places_that_agree_win_over_the_order() -> None:
    """A tool's manifest beside the real one does not rename the project."""
    texts = [
        ("Cargo.toml", '[package]\nname = "gitcore"\n'),
        ("meson.build", "project('git', 'c')\n"),
        ("README.md", "# Git - fast, scalable, distributed\n"),
    ]
    assert of_texts(texts, PLAIN).name == "git"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("<!--\n# Licensed to somebody\n-->\n\n# Apache APISIX ｜ AI Gateway\n", "Apache APISIX"),
        ("[![build](b.svg)](ci)\n\nKivy\n====\n", "Kivy"),
        ('<h1 align="center">\n  <img src="logo.svg" alt="Open Thing">\n</h1>\n', "Open Thing"),
        ("# [![ci](a)](b) [vuejs/core](c) ![x](d)\n", "vuejs/core"),
        ("# Welcome to Rails\n", "Rails"),
        ("= Unmaintained\n\n= Cancan\n", "Cancan"),
        ("# Deploy a Production Ready Kubernetes Cluster\n", None),
        ("Some words first.\n\n# Official Resources\n", None),
        ("# What is it?\n", None),
        ("# Introduction\n", None),
        ("## Install\n", None),
        ("", None),
        ("# lodash v4.18.1\n", "lodash"),
        ("# Deprecation notice\n\nIt is deprecated.\n", None),
        ("= Deprecation notice\n\n= Cancan\n", "Cancan"),
        ("Half Life 1 SDK LICENSE\n======================\n", None),
        ("# Bash 3\n", "Bash 3"),
    ],
)
def test_the_first_heading_of_a_readme(text: str, title: str | None) -> None:
    """Markup, badges, licence comments and subtitles go; what is no title is no name."""
    assert heading(text) == title


def test_a_remote_of_any_name_is_an_address(tmp_path: Path) -> None:
    """Without origin, upstream or whatever remote there is names the project; a folder does last."""
    folder = tmp_path / "repo"
    run_git(tmp_path, "init", "--quiet", "--bare", "repo")
    texts = [("package.json", '{"name": "thing"}')]
    with open_repository(str(folder), tmp_path / "cache") as repository:
        assert repository.naming(()).name == tmp_path.name
        assert repository.naming(texts).name == "thing"
    run_git(folder, "config", "remote.backup.url", "https://user:secret@forge.test/mia/copy.git")
    run_git(folder, "config", "remote.upstream.url", "https://forge.test/mia/thing.git")
    with open_repository(str(folder), tmp_path / "cache") as repository:
        naming = repository.naming(texts)
        assert (naming.name, naming.source) == ("mia/thing", "the address of remote upstream")
        assert repository.origin == "https://forge.test/mia/thing.git"
