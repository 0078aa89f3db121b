"""Kinds of whole changes, and which contents are asked for."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lifesigns.models.contribution_kind import (
    BlobPair,
    Change,
    ContributionKind,
    Depth,
    FileEdit,
    Judgement,
    classify_change,
    classify_with,
    judge_pair,
    pairs_wanted,
)

K = ContributionKind
Edit = tuple[str, str, str]


def edits(*given: Edit) -> tuple[tuple[FileEdit, ...], dict[str, bytes]]:
    """Build file edits and their blobs from (path, old text, new text); "" is no file."""
    files = []
    blobs = {}
    for path, old, new in given:
        ids = [
            f"{path}@{side}:{hash(text)}" if text else None for side, text in enumerate((old, new))
        ]
        blobs.update({i: t.encode() for i, t in zip(ids, (old, new), strict=True) if i})
        status = "M" if old and new else "A" if new else "D"
        gone, fresh = old.splitlines(), new.splitlines()
        deletions = sum(line not in fresh for line in gone)
        additions = sum(line not in gone for line in fresh)
        files.append(FileEdit(path, status, additions, deletions, None, ids[0], ids[1]))
    return tuple(files), blobs


def kind(*given: Edit, message: str = "", parents: int = 1) -> ContributionKind:
    """Classify a change with all its contents at hand."""
    files, blobs = edits(*given)
    return classify_with(Change(files, message, parents), blobs.get).main


CODE = ("src/a.go", "a := 1\n", "a := 2\n")
DOCS = ("docs/a.md", "Old text.\n", "Quite another text.\n")
TEST = ("a_test.go", "t(1)\n", "t(2)\n")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ([CODE], K.CORE_CODE),
        ([CODE, DOCS, TEST], K.CORE_CODE),
        ([CODE, ("a_test.go", "", "t()\n" * 40)], K.CORE_CODE),
        ([CODE, ("docs/a.md", "", "text\n" * 200)], K.DOCUMENTATION),
        ([DOCS], K.DOCUMENTATION),
        ([TEST, DOCS], K.TESTS),
        ([("src/a.go", "a() // b\n", "a() // c d\n")], K.COMMENT_ONLY),
        ([("src/a.go", "a()\n", "a()  \n\n")], K.WHITESPACE_ONLY),
        ([("src/a.go", "a() // b\n", "a() // c d\n"), ("b.go", "c\n", " c\n")], K.COMMENT_ONLY),
        ([("src/a.go", "a() // recieve\n", "a() // receive\n")], K.TYPO),
        ([("examples/a.md", "We recieve it.\n", "We receive it.\n")], K.TYPO),
        ([("docs/a.md", "# A\ntext\n", "# A\n\ntext\n\n")], K.WHITESPACE_ONLY),
        ([("README.md", "We recieve it.\n", "We receive it.\n")], K.TYPO),
        ([("src/i18n/fr.json", '{"a": "b"}\n', '{"a": "c"}\n')], K.TRANSLATION),
        (
            [("go.mod", "require a v1\n", "require a v2\n"), ("go.sum", "1\n", "2\n")],
            K.DEPENDENCY_BUMP,
        ),
        ([(".github/workflows/a.yml", "- uses: a@v1\n", "- uses: a@v2\n")], K.DEPENDENCY_BUMP),
        ([(".github/workflows/a.yml", "on: push\n", "on: pull_request\n")], K.CI),
        ([("Makefile", "a:\n\tb\n", "a:\n\tc\n")], K.BUILD),
        ([("config/a.yaml", "a: 1\n", "a: 2\n")], K.CONFIGURATION),
        ([("api/a.pb.go", "a\n", "b\n")], K.GENERATED),
        ([("vendor/x/a.go", "a\n", "b\n")], K.GENERATED),
        ([("LICENSE", "a\n", "b\n")], K.LICENCE),
        ([("src/a.go", "a()\n", "// Copyright 2020 B\na()\n")], K.LICENCE),
        ([("version.go", 'Version = "1.0.0"\n', 'Version = "1.0.1"\n')], K.RELEASE),
        ([("package.json", '{"version": "1"}', '{"version": "2"}')], K.RELEASE),
        ([("package.json", '{"scripts": {}}', '{"scripts": {"a": "b"}}')], K.BUILD),
        ([], K.EMPTY),
    ],
)
def test_a_change_has_its_main_kind(change: list[Edit], expected: ContributionKind) -> None:
    """One small change of every kind that contents and paths tell."""
    assert kind(*change) is expected


def test_history_decides_before_contents() -> None:
    """Merges, reverts and empty changes are told without reading anything."""
    files, _ = edits(CODE)
    assert classify_change(Change(files, parents=2)).main is K.MERGE
    assert (
        classify_change(Change(files, 'Revert "add a"\n\nThis reverts commit 1.')).main is K.REVERT
    )
    assert classify_change(Change(files, "feat: revert to strings")).main is K.CORE_CODE
    for change in (Change(files, parents=2), Change(files, 'Revert "x"'), Change(())):
        assert pairs_wanted(change, {}) == ()


def test_a_bump_by_a_bot_takes_its_settings_along() -> None:
    """A manifest with a larger change of settings: a bump if a bot or the subject says so."""
    files, _ = edits(("go.mod", "a v1\n", "a v2\n"), ("Makefile", "", "a:\n\tb\n" * 30))
    assert classify_change(Change(files, "change things")).main is K.BUILD
    assert classify_change(Change(files, "change things", is_bot=True)).main is K.DEPENDENCY_BUMP
    assert classify_change(Change(files, "build: bump a from 1 to 2")).main is K.DEPENDENCY_BUMP


def test_a_bump_of_many_workflows_is_read() -> None:
    """As many as a bot lists under one subject; under another subject the paths are enough."""
    old = "".join(f"- uses: a/tool{n}@v1\n" for n in range(4))
    change = [(f".github/workflows/{n}.yml", old, old.replace("@v1", "@v2")) for n in range(12)]
    subject = "chore(deps): bump the actions group with 4 updates"
    assert kind(*change, message=subject) is K.DEPENDENCY_BUMP
    assert kind(*change, message="Tidy up") is K.CI


def test_a_version_that_workflows_use_is_a_dependency() -> None:
    """A workflow has no version of its own, whatever the name of the variable."""
    change = (
        ".github/workflows/a.yml",
        "env:\n  GO_VERSION: '1.24.6'\n",
        "env:\n  GO_VERSION: '1.25.3'\n",
    )
    makefile = ("Makefile", "GO ?= 1\n", "GO ?= 2\n")
    assert kind(change) is K.DEPENDENCY_BUMP
    assert kind(change, makefile, message="Update go from 1.24.6 to 1.25.3") is K.DEPENDENCY_BUMP


def test_a_version_in_a_file_of_its_own_is_a_release() -> None:
    """A file version.txt is no text about the product."""
    change = ("version.txt", "95.0.0-beta.1\n", "96.0.0-beta.1\n")
    assert kind(change, message="Update version.txt") is K.RELEASE


def test_a_release_may_come_with_any_documentation() -> None:
    """A subject that is a version decides, with the version in a manifest; else the text weighs."""
    change = [
        ("package.json", '{"version": "0.1.0"}', '{"version": "1.0.0"}'),
        ("README.md", "Lamps.\n", "Lamps and oil,\nand wicks.\n"),
    ]
    assert kind(*change, message="v1.0.0") is K.RELEASE
    assert kind(*change, message="Tell of oil") is K.DOCUMENTATION


def test_a_version_takes_the_lock_that_names_it_along() -> None:
    """Whatever the subject says; a lock in which more changes holds dependencies."""
    manifest = ("package.json", '{"version": "0.1.0"}', '{"version": "1.0.0"}')
    lock = ("package-lock.json", '"version": "0.1.0"\n', '"version": "1.0.0"\n')
    more = ("package-lock.json", "a\nb\nc\n", "d\ne\nf\n")
    assert kind(manifest, lock, message="Promote to v1.0.0") is K.RELEASE
    assert kind(manifest, more, message="Promote to v1.0.0") is K.DEPENDENCY_BUMP


def test_a_mass_of_locale_files_is_translation() -> None:
    """Beside a line of code, catalogues weigh as what they are, not as documentation."""
    catalogue = ("src/i18n/de.json", "", "text\n" * 200)
    assert kind(CODE, catalogue) is K.TRANSLATION
    assert kind(CODE, ("docs/a.md", "", "text\n" * 200)) is K.DOCUMENTATION


def test_what_was_not_read_is_not_taken_for_what_was_read_elsewhere() -> None:
    """Many sources laid out anew say nothing of a change to the build beside them."""
    spaces = [(f"src/{n}.go", f"a := {n}\n", f"a  :=  {n}\n") for n in range(40)]
    assert kind(*spaces) is K.WHITESPACE_ONLY
    assert kind(*spaces, ("Makefile", "a:\n\tb\n", "a:\n\tc\n")) is K.BUILD


def test_a_comment_beside_a_dependency_is_none_of_the_build() -> None:
    """Remarks in a manifest say nothing of what its change concerns."""
    old = "<project>\n<dependencies>\n</dependencies>\n</project>\n"
    new = old.replace(
        "</dep", "<!-- Until the wick\n is mended -->\n<optional>true</optional>\n</dep"
    )
    assert kind(("pom.xml", old, new)) is K.DEPENDENCY_BUMP
    assert kind(("setup.py", "f(\n)\n", "f(\n # why\n 'oil>=2',\n)\n")) is K.DEPENDENCY_BUMP


def test_prose_laid_out_anew_is_white_space_however_long() -> None:
    """As many lines gone as added may be the same words; where words differ it is prose."""
    old = "".join(f"Lamp {n} burns.  \n" for n in range(200))
    assert kind(("docs/a.md", old, old.replace("  \n", "\n"))) is K.WHITESPACE_ONLY
    assert kind(("docs/a.md", old, old.replace("burns.  ", "shines."))) is K.DOCUMENTATION
    large = old + "oil " * 300_000
    assert kind(("docs/a.md", large, large.replace("  \n", "\n"))) is K.DOCUMENTATION


def test_a_page_of_paragraphs_is_documentation_and_a_screen_is_code() -> None:
    """A manual may be the index.html at the root; what a program fills in stays its code."""
    manual = "<h1>Lamps</h1>\n" + "<p>They burn oil.</p>\n" * 30
    screen = "<h1>{{ lamp }}</h1>\n" + "<p>{{ oil }}</p>\n" * 30
    for page, expected in ((manual, K.DOCUMENTATION), (screen, K.CORE_CODE)):
        assert kind(("index.html", page, page + "<p>And wicks.</p>\n")) is expected
    assert kind(("index.html", manual, manual + "<p>Wicks.</p>\n"), CODE) is K.CORE_CODE
    misspelt = manual.replace("They burn", "They recieve", 1)
    assert kind(("index.html", misspelt, misspelt.replace("recieve", "receive"))) is K.TYPO


def test_a_mere_rename_is_rename_only_and_a_mode_change_empty() -> None:
    """Equal blobs decide by themselves."""
    rename = FileEdit("b.go", "R", 0, 0, "a.go", "1", "1")
    assert classify_change(Change((rename,))).main is K.RENAME_ONLY
    assert classify_change(Change((FileEdit("a.sh", "M", 0, 0, None, "1", "1"),))).main is K.EMPTY


def test_a_generated_file_does_not_outweigh_more_comments() -> None:
    """What a machine wrote follows from the rest, unless it is most of what changed."""
    head = "// Code generated by lamp. DO NOT EDIT.\n"
    made = ("src/made.go", head + "a()\n", head + "b()\n")
    comments = [(f"src/{n}.go", "a() // b\n", "a() // c d\n") for n in range(3)]
    assert kind(made, *comments) is K.COMMENT_ONLY
    assert kind(made) is K.GENERATED
    assert kind(made, comments[0]) is K.GENERATED


def test_a_release_takes_its_changelog_and_its_manifest_along() -> None:
    """The subject announces a version and nothing but what goes with one changed."""
    change = (
        ("CHANGELOG.md", "# 1\n", "# 2\nnews\n" * 30),
        ("pubspec.yaml", "version: 1.0.0\n", "version: 1.1.0\n"),
    )
    assert kind(*change, message="bloc v1.1.0") is K.RELEASE
    assert kind(*change, CODE, message="chore(release): 1.1.0") is K.RELEASE
    big = ("src/b.go", "", "b()\n" * 200)
    assert kind(*change, big, message="release 1.1.0") is K.CORE_CODE
    assert kind(DOCS, message="RELEASE-NOTES: synced") is K.DOCUMENTATION
    tiny = ("lib/lamp/version.rb", "TINY = 1\n", "TINY = 2\n")
    assert kind(tiny, message="bump up tiny version number to 2.2.2") is K.RELEASE
    assert kind(tiny, message="light the lamp") is K.CORE_CODE
    assert kind(CODE, message="fix: release the lock") is K.CORE_CODE
    assert kind(CODE, message="Release the lock") is K.CORE_CODE


def test_a_submodule_and_a_binary_need_no_content() -> None:
    """A new commit of a submodule is a dependency; a binary in the code folder is an asset."""
    module = FileEdit("sdk", "M", 1, 1, None, "1", "2", is_submodule=True)
    binary = FileEdit("src/tool.go", "M", None, None, None, "1", "2", is_binary=True)
    assert classify_change(Change((module,))).main is K.DEPENDENCY_BUMP
    assert classify_change(Change((binary,))).main is K.ASSET


def test_a_missing_blob_that_decides_makes_the_kind_unknown_with_the_reason() -> None:
    """Nothing is guessed where the content that decides is not in the clone."""
    files, _ = edits(CODE)
    found = classify_with(Change(files), lambda blob: None)
    assert found.main is K.UNKNOWN
    assert "not in this clone" in found.reason
    assert K.CORE_CODE in found.kinds


def test_the_message_supports_a_small_rewording_only() -> None:
    """ "fix typo" turns a small change of words into a typo, never code into anything."""
    reworded = ("README.md", "use github\n", "use GitHub\n")
    assert kind(reworded) is K.DOCUMENTATION
    assert kind(reworded, message="Fix typo") is K.TYPO
    assert kind(CODE, message="Fix typo") is K.CORE_CODE
    assert kind(CODE, message="docs: nothing but docs") is K.CORE_CODE


def test_one_pair_decides_most_changes_of_code() -> None:
    """The largest edit is asked for first; the rest only if it proves to be no code."""
    files, blobs = edits(
        ("a.go", "a\n", "b\n"), ("b.go", "a\n" * 9, "b1\nb2\nb3\n"), ("c.go", "a\n", "// x\na\n")
    )
    change = Change(files)
    (first,) = pairs_wanted(change, {})
    assert first.new_blob == files[1].new_blob
    real = judge_pair(first, blobs[first.old_blob], blobs[first.new_blob])
    assert pairs_wanted(change, {first: real}) == ()
    comment = judge_pair(first, b"a\n", b"// b\na\n")
    assert len(pairs_wanted(change, {first: comment})) == 2
    assert pairs_wanted(change, {}, Depth.PATHS) == ()
    assert len(pairs_wanted(change, {}, Depth.FULL)) == 3


def test_a_mass_change_is_read_in_part() -> None:
    """Of a hundred re-indented files the largest two dozen speak for the rest; one real one rules."""
    space = [(f"src/f{i}.go", "a()\nb()\n", "a()\n\tb()\n") for i in range(100)]
    files, blobs = edits(*space)
    reads: list[str] = []

    def load(blob: str) -> bytes | None:
        reads.append(blob)
        return blobs.get(blob)

    found = classify_with(Change(files), load)
    assert found.main is K.WHITESPACE_ONLY
    assert len(reads) <= 50
    assert {part.kind for part in found.per_file} == {K.WHITESPACE_ONLY}
    assert kind(*space, ("src/z.go", "a()\n" * 9, "b()\nc()\nd()\n" * 9)) is K.CORE_CODE


def test_new_code_asks_for_nothing() -> None:
    """An added source file is code by its path."""
    files, _ = edits(("a.go", "", "a()\n"), ("b.go", "b\n", "c\n"))
    assert pairs_wanted(Change(files), {}) == ()
    assert classify_change(Change(files)).main is K.CORE_CODE


def test_every_kind_present_is_listed_main_first() -> None:
    """A change has several kinds; the reason is in words."""
    files, blobs = edits(CODE, DOCS, TEST)
    found = classify_with(Change(files), blobs.get)
    assert found.kinds[0] is found.main
    assert set(found.kinds) == {K.CORE_CODE, K.DOCUMENTATION, K.TESTS}
    assert "core code" in found.reason
    assert [part.path for part in found.per_file] == ["src/a.go", "docs/a.md", "a_test.go"]


TEXTS = st.sampled_from(["", "a\n", "a // b\n", "b\n", " a\n", "// recieve\n", "\x00", "é\n"])
PATHS = st.sampled_from(
    [
        "a.go",
        "docs/a.md",
        "a_test.go",
        "go.mod",
        "x.qqq",
        "LICENSE",
        ".github/a.yml",
        "i18n/de.json",
    ]
)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(PATHS, TEXTS, TEXTS), max_size=6),
    st.text(max_size=60),
    st.integers(0, 3),
    st.sampled_from(Depth),
)
def test_any_change_is_classified_in_a_few_rounds(
    given: list[Edit], message: str, parents: int, depth: Depth
) -> None:
    """Asking ends after at most five rounds; the answer covers every file once, main first."""
    files, blobs = edits(*given)
    change = Change(files, message, parents)
    known: dict[BlobPair, Judgement] = {}
    rounds = 0
    while wanted := pairs_wanted(change, known, depth):
        rounds += 1
        known.update(_judged(wanted, blobs))
    found = classify_change(change, known, depth)
    assert rounds <= 5
    assert len(found.per_file) == len(files)
    assert found.kinds[0] is found.main
    assert len(set(found.kinds)) == len(found.kinds)
    assert found.reason


def _judged(wanted: tuple[BlobPair, ...], blobs: Mapping[str, bytes]) -> dict[BlobPair, Judgement]:
    return {p: judge_pair(p, blobs.get(p.old_blob), blobs.get(p.new_blob)) for p in wanted}


R_VERSION = ("DESCRIPTION", "Package: a\nVersion: 1.0.0\n", "Package: a\nVersion: 1.0.0.9000\n")
NEWS = ("NEWS.md", "# a 1.0.0\n", "# a (development version)\n\n# a 1.0.0\n")
MODULE = (
    "main.tf",
    'module "a" {\n  version = "1.0.0"\n}\n',
    'module "a" {\n  version = "1.1.0"\n}\n',
)
PLUGIN = ("settings.gradle", "id 'a' version '1.0.0'\n", "id 'a' version '1.1.0'\n")
CHART = ("deploy/version.yaml", "version: 1.0.0\n", "version: 1.1.0\n")


@pytest.mark.parametrize(
    ("change", "message", "expected"),
    [
        ([R_VERSION, NEWS], "Use development version", K.RELEASE),
        ([R_VERSION], "", K.RELEASE),
        ([MODULE], "", K.DEPENDENCY_BUMP),
        ([("main.tf", "a = 1\n", "a = 2\n")], "", K.CORE_CODE),
        ([PLUGIN], "Bump a from 1.0.0 to 1.1.0", K.DEPENDENCY_BUMP),
        ([PLUGIN], "", K.RELEASE),
        ([PLUGIN], "Bump version from 1.0.0 to 1.1.0", K.RELEASE),
        ([CHART], "Bump a from 1.0.0 to 1.1.0", K.RELEASE),
        (
            [(".config/dotnet-tools.json", '{"version": "1.0.0"}', '{"version": "1.1.0"}')],
            "Bump a from 1.0.0 to 1.1.0",
            K.DEPENDENCY_BUMP,
        ),
    ],
)
def test_whose_version_it_is(change: list[Edit], message: str, expected: ContributionKind) -> None:
    """R packages and files called version tell their own; Terraform that of what it uses; of
    settings the message tells."""
    assert kind(*change, message=message) is expected
