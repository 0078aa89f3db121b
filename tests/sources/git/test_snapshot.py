"""The tree of one commit and the papers in it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from lifesigns.sources.git import open_repository
from lifesigns.sources.git.documents import document_kind
from tests import projects
from tests.projects.script import Person, Script, link, run_git
from tests.sources.git.oracle import git

LATER = datetime(2100, 1, 1, tzinfo=UTC)

ANY = Person("A", "a@example.org")


def test_files_equal_ls_tree(tmp_path: Path) -> None:
    """Paths, modes, sizes and ids are those that git ls-tree prints."""
    for build in (projects.build_story, projects.build_exact, projects.build_submodules):
        folder = build(tmp_path / build.__name__)
        modes = {
            "100644": "file",
            "100755": "executable",
            "120000": "symlink",
            "160000": "submodule",
        }
        with open_repository(str(folder), tmp_path / "cache") as repository:
            for tip in git(folder, "rev-list", "main").decode().split()[::4]:
                files, _ = repository.snapshot(tip)
                expected = []
                for line in git(folder, "ls-tree", "-r", "-l", "-z", tip).split(b"\0")[:-1]:
                    meta, path = line.split(b"\t", 1)
                    mode, _, blob, size = meta.decode().split()
                    n_bytes = None if size == "-" else int(size)
                    expected.append(
                        (tip, path.decode("utf-8", "backslashreplace"), modes[mode], n_bytes, blob)
                    )
                assert sorted(zip(*files.columns, strict=True)) == sorted(expected)


def test_as_of_law(tmp_path: Path) -> None:
    """A commit's tree is the same read from the whole clone and from one that ends there."""
    folder = projects.build_story(tmp_path / "repository")
    tip = git(folder, "rev-parse", "v1.0.0^{commit}").decode().strip()
    run_git(tmp_path, "init", "--quiet", "--bare", "ends.git")
    run_git(tmp_path / "ends.git", "fetch", "--quiet", str(folder), f"{tip}:refs/heads/main")
    found = []
    for clone in (folder, tmp_path / "ends.git"):
        with open_repository(str(clone), tmp_path / "cache") as repository:
            found.append(
                [list(zip(*batch.columns, strict=True)) for batch in repository.snapshot(tip)]
            )
    assert found[0] == found[1]


def test_documents_of_the_story(tmp_path: Path) -> None:
    """The papers of the project are found, told by kind, with their text."""
    folder = projects.build_story(tmp_path / "repository")
    with open_repository(str(folder), tmp_path / "cache") as repository:
        tip = repository.tip_at(None, LATER)
        assert tip is not None
        _, documents = repository.snapshot(tip)
    kinds = dict(zip(documents.columns[1], documents.columns[2], strict=True))
    assert kinds == {
        ".github/CODEOWNERS": "owners",
        ".github/workflows/test.yml": "ci",
        ".mailmap": "mailmap",
        "CHANGELOG.md": "changelog",
        "CONTRIBUTING.md": "contributing",
        "LICENSE": "licence",
        "README.md": "readme",
        "SECURITY.md": "security",
        "requirements.txt": "manifest",
    }
    texts = dict(zip(documents.columns[1], documents.columns[3], strict=True))
    assert texts["SECURITY.md"] == "Write to security@corvo.example.\n"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("README", "readme"),
        ("README.md", "readme"),
        ("README.zh-CN.md", "readme"),
        ("README_zh.md", "readme"),
        ("docs/README.md", "readme"),
        ("readme.rst", "readme"),
        ("README.asc", "readme"),
        ("LICENSE", "licence"),
        ("LICENSE-APACHE", "licence"),
        ("LICENSE.txt", "licence"),
        ("COPYING.LESSER", "licence"),
        ("LICENSES/MIT.txt", "licence"),
        ("MIT-LICENSE", "licence"),
        ("UNLICENSE", "licence"),
        ("doc/license.txt", "licence"),
        ("MIT and GPL2 licenses.md", "licence"),
        ("NOTICE", "notice"),
        (".github/CODE_OF_CONDUCT.md", "code_of_conduct"),
        ("CODE-OF-CONDUCT.md", "code_of_conduct"),
        ("docs/CONTRIBUTING.md", "contributing"),
        ("CONTRIBUTING_zh.md", "contributing"),
        ("CONTRIBUTING.pod", "contributing"),
        ("Documentation/HOWTO-CONTRIBUTING.md", "contributing"),
        ("Documentation/SubmittingPatches", "contributing"),
        ("README-hacking", "contributing"),
        ("README.pod", "readme"),
        (".github/SECURITY.md", "security"),
        ("GOVERNANCE.md", "governance"),
        ("MAINTAINERS", "maintainers"),
        ("MAINTAINERS.md", "maintainers"),
        ("OWNERS", "owners"),
        ("pkg/api/OWNERS", "owners"),
        (".github/CODEOWNERS", "owners"),
        ("CHANGELOG.md", "changelog"),
        ("NEWS", "changelog"),
        ("ROADMAP.md", "roadmap"),
        ("SUPPORT.md", "support"),
        (".github/FUNDING.yml", "funding"),
        ("CITATION.cff", "citation"),
        (".mailmap", "mailmap"),
        ("AUTHORS", "authors"),
        (".all-contributorsrc", "authors"),
        (".github/ISSUE_TEMPLATE/bug.yml", "template"),
        (".github/PULL_REQUEST_TEMPLATE.md", "template"),
        (".github/pull_request_template.md", "template"),
        (".github/workflows/ci.yaml", "ci"),
        (".gitlab-ci.yml", "ci"),
        ("package.json", "manifest"),
        ("datapackage.json", "manifest"),
        ("pyproject.toml", "manifest"),
        ("thing.gemspec", "manifest"),
        ("ADOPTERS.md", "adopters"),
        ("CLA.md", "cla"),
        ("doc/source/devel/governance.rst", "governance"),
        ("docs/source/roadmap.rst", "roadmap"),
        ("docs/about/code_of_conduct.md", "code_of_conduct"),
        ("docs/dev/contributing-guide.rst", "contributing"),
        ("CONTRIBUTING_GUIDELINES.md", "contributing"),
        ("贡献指南.md", "contributing"),
        ("docs/行为准则.md", "code_of_conduct"),
        ("许可证", "licence"),
        ("LGPL-2.1-or-later", "licence"),
        ("GPLv3.txt", "licence"),
        ("epl-v20", "licence"),
        ("epl-2.0.html", "licence"),
        ("MPL-2.0", "licence"),
        ("更新日志.md", "changelog"),
        ("CHANGELOG/CHANGELOG-1.3.md", "changelog"),
        ("release-notes/2.1.10/README_ZH.md", "changelog"),
        ("docs/changelogs/v2.4.0.md", "changelog"),
        ("packages/core/CHANGELOG.md", "changelog"),
        ("docs/about/release-notes.md", "changelog"),
        ("doc/developer/release.rst", None),
        ("vendor/core/CHANGELOG.md", None),
        ("changelog/1234.bugfix.rst", None),
        ("releases/charts/v1.2.0.yaml", None),
        ("api/releases/1.2.0.md", None),
        ("CITATION.rst", "citation"),
        ("inst/CITATION", "citation"),
        (".asf.yaml", "other"),
        (".github/ISSUE_TEMPLATE/config.yml", "other"),
        ("docs/users.md", None),
        ("docs/dev/security.md", None),
        ("docs/source/api/roadmap.rst", None),
        ("gpl.c", None),
        ("epl-2020.csv", None),
        ("epl-2020", None),
        ("src/main.c", None),
        ("src/README.md", None),
        ("vendor/x/LICENSE", None),
        ("readme_test.go", None),
        ("licenses.go", None),
        ("x" * 500, None),
    ],
)
def test_document_kinds(path: str, kind: str | None) -> None:
    """A path tells what a paper is; source files and vendored papers are none."""
    assert document_kind(path) == kind


def test_documents_are_bounded(tmp_path: Path) -> None:
    """Long texts are cut and marked, binary ones left out, numbers limited."""
    made = Script(tmp_path / "repository")
    files: dict[str, str | bytes] = {f"a{i}/b/OWNERS": f"{i}\n" for i in range(500)}
    files |= {
        "README.md": "x" * 300_000,
        "LICENSE": b"\0\1",
        "NEWS": "\xe9".encode("latin-1"),
        "OWNERS": "me\n",
    }
    made.commit("c", "c", files, by=ANY, at=1_600_000_000)
    made.write()
    with open_repository(str(made.folder), tmp_path / "cache") as repository:
        tip = repository.tip_at(None, LATER)
        assert tip is not None
        _, documents = repository.snapshot(tip)
    rows = {row[1]: row[2:] for row in zip(*documents.columns, strict=True)}
    assert rows["README.md"] == ("readme", "x" * 200_000, True)
    assert rows["NEWS"] == ("changelog", "\ufffd", False)
    assert "LICENSE" not in rows
    assert rows["OWNERS"] == ("owners", "me\n", False)
    assert sum(row[0] == "owners" for row in rows.values()) == 60


def test_papers_that_are_links(tmp_path: Path) -> None:
    """A link to a file of the tree is the paper it leads to; nothing else is ever followed.

    Not what lies outside, a folder, another link, what is missing, nor a mailmap, as in git.
    """
    made = Script(tmp_path / "repository")
    (tmp_path / "secret").write_text("not of the project\n")
    files: dict[str, Any] = {
        "axum/README.md": "# axum\n",
        "README.md": link("axum/README.md"),
        "docs/CONTRIBUTING.md": link("../guide.txt"),
        "guide.txt": "Build it.\n",
        "SECURITY.md": link(str(tmp_path / "secret")),
        "GOVERNANCE.md": link("../secret"),
        "NEWS": link("axum"),
        "CODE_OF_CONDUCT.md": link("README.md"),
        "ROADMAP.md": link("gone.md"),
        ".mailmap": link("guide.txt"),
    }
    made.commit("c", "c", files, by=ANY, at=1_600_000_000)
    made.write()
    with open_repository(str(made.folder), tmp_path / "cache") as repository:
        tip = repository.tip_at(None, LATER)
        assert tip is not None
        _, documents = repository.snapshot(tip)
    assert {row[1]: row[2:4] for row in zip(*documents.columns, strict=True)} == {
        "README.md": ("readme", "# axum\n"),
        "docs/CONTRIBUTING.md": ("contributing", "Build it.\n"),
    }


def test_blobs_in_order_with_a_limit(tmp_path: Path) -> None:
    """Contents come in the order asked; missing and too long ones are None."""
    folder = projects.build_story(tmp_path / "repository")
    long = git(folder, "rev-parse", "main:src/lamp.py").decode().strip()
    short = git(folder, "rev-parse", "main:requirements.txt").decode().strip()
    with open_repository(str(folder), tmp_path / "cache") as repository:
        asked = [short, long, "1" * 40, short]
        assert list(repository.blobs(asked, 100)) == [
            (short, b"oil==1.1\n"), (long, None), ("1" * 40, None), (short, b"oil==1.1\n"),
        ]  # fmt: skip
