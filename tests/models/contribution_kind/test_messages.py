"""What a message may say."""

import pytest

from lifesigns.models.contribution_kind.messages import (
    says_dependency,
    says_release,
    says_revert,
    says_spelling,
)


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("chore(release): 1.2.3", True),
        ("Release v1.2.3", True),
        ("v3.0.0-rc.6", True),
        ("release: v3.0.0-rc.6", True),
        ("bump: version 1.2 → 1.3", True),
        ("Bump to version 0.24 (#1142)", True),
        ("angular_bloc v0.2.0", True),
        ("Bumping to snapshot versions (#3380)", True),
        ("[maven-release-plugin] prepare release a-1.0", True),
        ("Prepare 4.17.2. (#249)", True),
        ("bump up tiny version number to 2.2.2", True),
        ("[LAMP-22] Cut release including a fix", True),
        ("[LAMP-22] Prepare 2.10", True),
        ("[LAMP-22] Release the lock", False),
        ("[LAMP-22] Bump oil to 2.10", False),
        ("Prepare the lamp", False),
        ("RELEASE-NOTES: synced", False),
        ("chore(deps): bump a from 1.0.0 to 1.0.1", False),
        ("feat: release the lock", True),
        ("fix: a crash", False),
        ("Increment version number to 1.0.6.9000", True),
        ("New release 10.0.0 (#780)", True),
        ("lamp-cli: version to 0.1.0.1, update changelog.", True),
        ("lamp-cli: release the lock", False),
        ("use python 3.12", False),
    ],
)
def test_release_subjects(subject: str, expected: bool) -> None:
    """Announcements of versions; the files must agree before anything follows from them."""
    assert says_release(subject) is expected


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ('Revert "a"', True),
        ('fix: revert "a"', True),
        ("revert: feat: a", True),
        ("Drop a\n\nThis reverts commit 123.", True),
        ("This reverts commit 123, it broke a.", True),
        ("Drop a\n\nThis reverts 4d5520053 (add a), as nobody asked.", True),
        ("Drop a\n\nReverts commit 0a1b2c3d.", True),
        ("Drop a\n\nReverts lamp/wick#12", True),
        ("Drop a\n\nReverts to what was there in 2012.", False),
        ("feat: revert bytes.Buffer to strings.Builder", False),
        ("feat: a\n\n* step\n\nThis reverts commit 123.", False),
        ("avoid reverting state", False),
    ],
)
def test_revert_messages(message: str, expected: bool) -> None:
    """Git's own wording, and subjects that begin with the word."""
    assert says_revert(message) is expected


def test_spelling_and_dependency_subjects() -> None:
    """English and Chinese words for a typo; the bots' wording for a bump."""
    assert says_spelling("docs: fix typos")
    assert says_spelling("修复错别字")
    assert not says_spelling("feat: type system")
    assert says_dependency("build(deps): bump a from 1 to 2")
    assert says_dependency("chore(deps): update dependency b to v2")
    assert not says_dependency("fix: a crash")


@pytest.mark.parametrize(
    "bait", ["a(" * 200_000, "bump " * 200_000, "v" + "1." * 500_000, " " * 10**6]
)
def test_enormous_subjects_are_cut(bait: str) -> None:
    """Only the first 400 characters of a subject are read."""
    for says in (says_dependency, says_release, says_revert, says_spelling):
        assert says(bait) in (True, False)
