"""Trailers by git's rule, and person lines that squash merges leave in the middle."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lifesigns.sources.git.trailers import find_said, find_trailers

BODIES = [
    "",
    "Just text.",
    "Signed-off-by: A <a@x>",
    "Text.\n\nSigned-off-by: A <a@x>\nReviewed-by: B <b@x>",
    "Text.\n\nnote: this\nis not a block",
    "Text.\n\nsome words\nSigned-off-by: A <a@x>\nand others",
    "Text.\n\na\nb\nc\nd\nSigned-off-by: nobody",
    "Text.\n\na\nb\nc\nSigned-off-by: nobody",
    "Text.\n\nKey: folded\n  over\n  lines\nOther:none",
    "Text.\n\n(cherry picked from commit 123)\nKey: v",
    "Text.\n\nKey : v\nNo-Space:v\nBad key: v",
    "Text.\n\n: empty\nKey: v",
    "Text.\n\nKey: v\n\n\n",
    "Text.\n\nKey: of an earlier block\n\nOther: v",
    "Text.\n\n# comment\nKey: v",
    "A: b",
    "Text.\n\nhttps://example.org/x",
    "Text.\n\n  leading: space\nKey: v",
]


def git_trailers(body: str) -> list[str]:
    """Return what git interpret-trailers parses from a message with this body."""
    done = subprocess.run(
        ["git", "interpret-trailers", "--parse", "--no-divider"],
        input=f"Title\n\n{body}\n".encode(),
        capture_output=True,
        check=True,
        cwd=Path("/"),
        env={
            "PATH": "/usr/bin:/bin:/usr/local/bin",
            "GIT_CONFIG_GLOBAL": "/dev/null",
            "LC_ALL": "C",
        },
    )
    return [line for line in done.stdout.decode().splitlines() if line]


@pytest.mark.parametrize("body", BODIES)
def test_same_as_git(body: str) -> None:
    """The block at the end of a message is the one that git takes."""
    ours = [(key, value) for key, value, _, _ in find_trailers(f"\n{body}\n")]
    theirs = [line.partition(":") for line in git_trailers(body)]
    assert ours == [(key.strip().lower(), value.strip()) for key, _, value in theirs]


def test_people_in_the_middle_of_a_squash() -> None:
    """Lines that name a person by a role count wherever a squash merge left them."""
    body = (
        "\n* first\n\nSigned-off-by: A <a@x>\n\n* second\n\n> Signed-off-by: Quoted <q@x>\n\n"
        "Co-authored-by: B <b@x>\n\nCo-authored-by: C <c@x>\n"
    )
    assert find_trailers(body) == [
        ("signed-off-by", "A <a@x>", "A", "a@x"),
        ("co-authored-by", "B <b@x>", "B", "b@x"),
        ("co-authored-by", "C <c@x>", "C", "c@x"),
    ]


@pytest.mark.parametrize(
    ("line", "name", "email"),
    [
        ("Co-authored-by: ana@example.net", "ana", "ana@example.net"),
        ("Assisted-by: Claude:claude-opus-4-6 [clang-tidy] [sparse]", "Claude:claude-opus-4-6", ""),
        ("Assisted-by: Opus 4.7", "Opus 4.7", ""),
        ("Assisted-by: Ana <ana@example.net>", "Ana", "ana@example.net"),
        ("Assisted-by: [sparse]", None, None),
        ("Co-authored-by: Ana", None, None),
        ("Message-Id: 1234.abc@mail.example.net", None, None),
        ("Reported-by: @ana", None, None),
    ],
)
def test_who_is_named_without_brackets(line: str, name: str | None, email: str | None) -> None:
    """An address alone after "-by" is somebody's, and helpers are declared without one."""
    (found,) = find_trailers(f"\n{line}\n")
    assert found[2:] == (name, email)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="aA:-# \n<>@\tSigned-off-by: ", max_size=200))
def test_any_text_is_survived(body: str) -> None:
    """No message breaks the reading; keys are lower case and values bounded."""
    for key, value, name, email in find_trailers(body):
        assert key == key.lower()
        assert len(value) <= 500
        assert (name is None) == (email is None)


@pytest.mark.parametrize(
    ("message", "closed"),
    [
        ("LAMP-7: Trim\nAuthor: ann\n\nCloses #2415 from ann/LAMP-7", ["#2415"]),
        ("Trim the wick, fixes #12\n\nThis closes #13.", ["#12", "#13"]),
        ("Trim\n\nPR #1250", ["#1250"]),
        ("Trim\n\nFixes: #9", ["#9"]),
        ("Trim\n\nresolved pull request #9", ["#9"]),
        ("Trim\n\nFollows PR #1250 and #3; fixes lamp/wick#4; fixes 5; prefixes #6", []),
    ],
)
def test_requests_that_a_message_closes(message: str, closed: list[str]) -> None:
    """Closing words before a number of this project count; a mention of one does not."""
    assert find_said(message) == [("closes", number, None, None) for number in closed]


FULL, OTHER = "0a1b2c3d4e" * 4, "f9e8d7c6b5" * 4


@pytest.mark.parametrize(
    ("message", "reverted"),
    [
        (f'Revert "Trim"\n\nThis reverts commit {FULL}.', [FULL]),
        (f"Trim less\n\nIt went out.\n\nThis reverts commit {FULL}, which was rash.", [FULL]),
        (
            f'Revert "Merge x"\n\nThis reverts commit {FULL}, reversing\nchanges made to {OTHER}.',
            [FULL],
        ),
        (f"Trim (#3)\n\n* Revert the wick\n\nThis reverts commit {FULL}.\n\n* Oil it", [FULL]),
        (
            f"Trim\n\n    This reverts commit {FULL}.\n    This reverts commit {OTHER}.",
            [FULL, OTHER],
        ),
        (f"Trim\r\n\r\nThis reverts commit {FULL}\r\n", [FULL]),
        (
            f"Undo\n\nThis reverts commits\n{FULL},\n{OTHER[:9]} and 1234567.",
            [FULL, OTHER[:9], "1234567"],
        ),
        (f"Trim\n\nThis reverts {FULL[:7]} (Trim the wick, 2011-10-16)", [FULL[:7]]),
        (f"Trim\n\nreverts commit {FULL.upper()}", [FULL]),
        (f"Revert {FULL[:8]} and {OTHER[:8]}", [FULL[:8], OTHER[:8]]),
        ("fix: revert #12, drop #13 (#14)", ["#12"]),
        ("git-wick/oil: Revert #12 #13 and #14 (#15)", ["#12", "#13", "#14"]),
        ("Trim\n\nThis reverts pull request #12.", ["#12"]),
        ("Trim\n\nReverts lamp/wick#12\n", ["#12"]),
        # Nothing is reverted here, or nobody can tell what.
        (f"Trim\n\n(cherry picked from commit {FULL})", []),
        (f"Trim\n\nThis partially reverts commit {FULL}.", []),
        (f"Trim\n\nIt was broken since we did not revert {FULL}", []),
        (f"Trim\n\n{FULL[:8]} Revert the wick\n{OTHER[:8]} Oil it", []),
        (f"Trim\n\nThis reverts commit 12\n{FULL} is another line", []),
        (f"Trim\n\nThis reverts commit {FULL[:6]}.", []),
        (f"Trim\n\nThis reverts commit {FULL[:8]}xyz.", []),
        ("Revert oil/can#12", []),
        ("Trim\n\nReverts lamp/wick#12 in part", []),
        ("Trim\n\nReverts deadbee/deadbee#12 and more", []),
        ("Revert to 12", []),
    ],
)
def test_what_a_message_says_to_revert(message: str, reverted: list[str]) -> None:
    """Ids of commits and numbers of change requests, as git and GitHub write them, or people."""
    assert find_said(message) == [("reverts", each, None, None) for each in reverted]


def test_a_message_may_revert_fifty_at_most() -> None:
    """Whoever lists thousands of ids, in lines of their own or in one, fills no table."""
    ids = [f"{number:07x}" for number in range(10_000)]
    for message in ("\n".join(f"Revert {one}" for one in ids), f"Revert {' '.join(ids)}"):
        assert find_said(message) == [("reverts", one, None, None) for one in ids[:50]]


def test_reviewers_that_a_message_lists() -> None:
    """Each of a list is one review, known by an address; whoever was only asked gave none."""
    message = "Trim\n\nReviewers: Ben <b@x>, cem7, Led by some other person <l@x>\nReviewed By: dia"
    assert find_said(message) == [
        ("reviewed-by", "Ben <b@x>", "Ben", "b@x"),
        ("reviewed-by", "cem7", None, None),
        ("reviewed-by", "Led by some other person <l@x>", None, None),
        ("reviewed-by", "dia", None, None),
    ]
    asked = "Trim\n\nReviewers: ben, cem\n\nReviewed By: cem\n\nDifferential Revision: D12"
    assert find_said(asked) == [("reviewed-by", "cem", None, None)]


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="closefixRviwrdt: #12,\n<>@", max_size=200))
def test_any_message_is_survived(message: str) -> None:
    """Whatever stands there, few and bounded values come out."""
    assert all(len(value) <= 500 for _, value, _, _ in find_said(message))
