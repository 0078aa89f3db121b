"""A small project as they are: people come and go, a bot bumps versions, work lands in three ways.

What a reader can count on:

- six people; Ana also commits from a second address (the .mailmap joins the two), Chen
  from a GitHub no-reply address; dependabot and an AI agent as a co-author;
- main, started 2021-03-01, last commit 2023-02-20; a stale branch and a release branch;
- change requests 1-12 with heads under refs/pull/N/head: merged by a merge commit (1, 2, 5),
  squashed (3, 4, 6, 8, 9: subject ends in "(#N)"), rebased (7), open (11, 12, with
  refs/pull/N/merge), closed (10);
- tags v0.1.0, v0.2.0 (annotated), v1.0.0 (annotated), v1.1.0, and nightly (lightweight);
- a rename with an edit, an exact rename, a deletion, an executable, a symbolic link, a binary file.
"""

from pathlib import Path
from typing import Any

from tests.projects.script import Person, Script, epoch, link, script

ANA = Person("Ana Souza", "ana@corvo.example", "-0300")
ANA_HOME = Person("ana", "ana.souza@mail.example", "-0300")
BEN = Person("Ben Okafor", "ben@lume.example", "+0100")
CHEN = Person("Chen Wei", "4242+chenwei@users.noreply.github.com", "+0800")
DITA = Person("Dita Nováková", "dita@univ.example", "+0200")
EMIL = Person("Emil Berg", "emil@berg.example", "+0100")
FAY = Person("Fay Lindqvist", "fay@lume.example", "+0100")
BOT = Person("dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com")
FORGE = Person("GitHub", "noreply@github.com")

MAIN = "refs/heads/main"


def build_story(folder: Path) -> Path:
    """Build the project; return its folder (a work tree on branch main)."""
    story = Script(folder)
    _beginning(story)
    _first_helpers(story)
    _company(story)
    _slowing(story)
    _open_requests(story)
    story.write()
    return folder


def _head(number: int) -> str:
    return f"refs/pull/{number}/head"


def _lines(word: str, n: int) -> str:
    return "".join(f"{word} {i}\n" for i in range(n))


def _beginning(story: Script) -> None:
    at = epoch("2021-03-01T13:00")
    files = {
        "README.md": "# Lantern\n\nA small lamp for long nights.\n",
        "LICENSE": _LICENCE,
        "src/lamp.py": _lines("light", 40),
        ".gitignore": "*.pyc\n",
    }
    story.commit("start", "Start the lamp", files, by=ANA, at=at)
    for day, (call, subject, path, text) in enumerate(
        (
            ("wick", "Add the wick", "src/wick.py", _lines("wick", 25)),
            ("oil", "Add the oil", "src/oil.py", _lines("oil", 30)),
            ("oil2", "Burn less oil", "src/oil.py", _lines("oil", 24) + "frugal\n"),
            ("test", "Test the wick", "tests/test_wick.py", _lines("assert", 15)),
            ("doc", "Explain the lamp", "docs/guide.md", _lines("Read", 12)),
        )
    ):
        story.commit(call, subject, {path: text}, by=ANA, at=at + (day + 1) * 86_400)
    ci = {".github/workflows/test.yml": "on: push\njobs: {}\n"}
    story.commit("ci", "Run the tests on every push", ci, by=ANA_HOME, at=at + 9 * 86_400)
    story.ref("refs/tags/v0.1.0", "ci")


def _first_helpers(story: Script) -> None:
    """Change requests 1 to 4: merge, merge, squash, squash."""
    at = epoch("2021-04-10T09:30")
    story.commit(
        "pr1", "Fix a typo", {"README.md": _README_2}, by=BEN, at=at, on=_head(1), after=["ci"]
    )
    _merge(story, 1, "pr1", "ci", at + 7_200, "ben/typo")
    part = {"src/glass.py": _lines("glass", 50)}
    story.commit("pr2a", "Add glass", part, by=CHEN, at=at + 86_400, on=_head(2), after=["pr1"])
    part = {"src/glass.py": _lines("glass", 45), "tests/test_glass.py": _lines("assert", 10)}
    story.commit("pr2b", "Test the glass", part, by=CHEN, at=at + 2 * 86_400, on=_head(2))
    _merge(story, 2, "pr2b", "merge1", at + 9 * 86_400, "chen/glass")
    _squash(
        story, 3, BEN, at + 12 * 86_400, "Turn up the light", {"src/lamp.py": _lines("LIGHT", 44)}
    )
    moved = {"src/oil.py": None, "src/fuel/oil.py": _lines("oil", 22) + "frugal\nclean\nslow\n"}
    signed = "Move the oil into fuel\n\nIt will not be alone.\n\nCo-authored-by: Ana Souza <ana@corvo.example>"
    _squash(story, 4, DITA, at + 20 * 86_400, signed, moved)
    note = {"CHANGELOG.md": "# Changes\n\n## 0.2.0\n", ".mailmap": _MAILMAP}
    story.commit("notes", "Write down what changed", note, by=ANA, at=at + 30 * 86_400)
    story.tag("v0.2.0", "notes", "Lantern 0.2.0", by=ANA, at=at + 30 * 86_400 + 60)
    story.ref("refs/heads/release-0.x", "notes")


def _company(story: Script) -> None:
    """A company takes part: Emil and Fay; change requests 5 to 8; version 1.0."""
    at = epoch("2021-09-06T08:00")
    for week in range(10):
        person = EMIL if week % 3 else FAY
        part = {"src/bulb.py": _lines("bulb", 20 + 3 * week), f"docs/week{week}.md": _lines("w", 4)}
        story.commit(
            f"bulb{week}",
            f"Make the bulb brighter, part {week}",
            part,
            by=person,
            at=at + week * 604_800,
        )
    at = epoch("2021-11-29T10:00")
    part = {"src/switch.py": _lines("switch", 60)}
    story.commit("pr5", "Add a switch", part, by=FAY, at=at, on=_head(5), after=["bulb8"])
    _merge(story, 5, "pr5", "bulb9", at + 3 * 86_400, "fay/switch")
    bump = "Bump oil from 1.0 to 1.1\n\nSigned-off-by: dependabot[bot] <support@github.com>"
    _squash(story, 6, BOT, at + 5 * 86_400, bump, {"requirements.txt": "oil==1.1\n"})
    exact = {"docs/guide.md": None, "docs/index.md": _lines("Read", 12)}
    story.commit(
        "pr7",
        "Rename the guide",
        exact,
        by=DITA,
        at=at + 6 * 86_400,
        on=_head(7),
        after=["squash6"],
    )
    story.commit(
        "rebased7", "Rename the guide", exact, by=DITA, at=at + 6 * 86_400,
        committed_by=EMIL, committed_at=at + 8 * 86_400,
    )  # fmt: skip
    agent = (
        "Guard the wick against wind\n\nReviewed-by: Emil Berg <emil@berg.example>\n"
        "Co-authored-by: Claude <noreply@anthropic.com>"
    )
    _squash(story, 8, FAY, at + 20 * 86_400, agent, {"src/wick.py": _lines("wick", 25) + "guard\n"})
    release: dict[str, Any] = {
        "CHANGELOG.md": "# Changes\n\n## 1.0.0\n\n## 0.2.0\n",
        "bin/lantern": script("#!/bin/sh\necho light\n"),
        "docs/latest.md": link("index.md"),
        "docs/lamp.png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0",
        ".github/CODEOWNERS": "* @ana @emil\n",
        "SECURITY.md": "Write to security@corvo.example.\n",
    }
    story.commit("one", "Release 1.0", release, by=EMIL, at=epoch("2022-02-01T12:00"))
    story.tag("v1.0.0", "one", "Lantern 1.0.0", by=EMIL, at=epoch("2022-02-01T12:05"))


def _slowing(story: Script) -> None:
    """Fewer people, longer pauses."""
    for month, person in ((3, EMIL), (4, EMIL), (5, FAY), (7, EMIL), (10, ANA)):
        part = {"src/bulb.py": _lines("bulb", 60 - month), f"docs/month{month}.md": _lines("m", 3)}
        at = epoch(f"2022-{month:02}-15T15:00")
        story.commit(
            f"month{month}", f"Look after the bulb in month {month}", part, by=person, at=at
        )
    _squash(
        story,
        9,
        BEN,
        epoch("2022-11-03T18:20"),
        "Say how to help",
        {"CONTRIBUTING.md": _lines("Help", 8)},
    )
    gone = {f"docs/week{week}.md": None for week in range(5)}
    story.commit("tidy", "Remove old diaries", gone, by=EMIL, at=epoch("2022-12-20T09:00"))
    story.ref("refs/tags/v1.1.0", "tidy")
    story.commit(
        "stale", "Try a candle", {"src/candle.py": _lines("wax", 9)}, by=DITA,
        at=epoch("2021-08-01T20:00"), on="refs/heads/candle", after=["notes"],
    )  # fmt: skip
    last = {"README.md": _README_2 + "\nLooking for somebody to hold the lamp.\n"}
    story.commit("last", "Ask for help", last, by=ANA_HOME, at=epoch("2023-02-20T22:15"))
    story.ref("refs/tags/nightly", "last")


def _open_requests(story: Script) -> None:
    """Change requests 10 (closed), 11 and 12 (open)."""
    for number, person, when in (
        (10, DITA, "2022-03-01T10:00"),
        (11, CHEN, "2022-12-28T03:00"),
        (12, BOT, "2023-02-21T05:00"),
    ):
        at, call = epoch(when), f"pr{number}"
        part = {f"src/idea{number}.py": _lines("idea", number)}
        base = "one" if number == 10 else "tidy"
        story.commit(call, f"Idea {number}", part, by=person, at=at, on=_head(number), after=[base])
        if number > 10:
            story.commit(
                f"try{number}", f"Merge {call} into main", part, by=person, at=at + 60,
                committed_by=FORGE, on=f"refs/pull/{number}/merge", after=["last", call],
            )  # fmt: skip


def _merge(story: Script, number: int, head: str, base: str, at: int, branch: str) -> None:
    """Merge a change request with a merge commit, by Ana, on the forge."""
    message = f"Merge pull request #{number} from {branch}\n\nThank you."
    files = _CARRIED[number]
    story.commit(
        f"merge{number}", message, files, by=ANA, at=at, after=[base, head], committed_by=FORGE
    )


def _squash(
    story: Script, number: int, person: Person, at: int, message: str, files: dict[str, str | None]
) -> None:
    """Land a change request as one commit; its head keeps the commit as it was opened."""
    subject, _, body = message.partition("\n")
    base = _BASES[number]
    story.commit(
        f"pr{number}",
        message,
        dict(files),
        by=person,
        at=at - 3_600,
        on=_head(number),
        after=[base],
    )
    text = f"{subject} (#{number})\n{body}"
    story.commit(f"squash{number}", text, dict(files), by=person, at=at, committed_by=FORGE)


_BASES = {3: "merge2", 4: "squash3", 6: "merge5", 8: "rebased7", 9: "month10"}
_README_2 = "# Lantern\n\nA small lamp for long, dark nights.\n"
_MAILMAP = "Ana Souza <ana@corvo.example> <ana.souza@mail.example>\n"
_LICENCE = (
    "MIT License\n\nCopyright (c) 2021 Ana Souza\n\n"
    "Permission is hereby granted, free of charge, to any person obtaining a copy\n"
    'of this software and associated documentation files (the "Software"), to deal\n'
    "in the Software without restriction, including without limitation the rights\n"
    "to use, copy, modify, merge, publish, distribute, sublicense, and/or sell\n"
    "copies of the Software, and to permit persons to whom the Software is\n"
    "furnished to do so, subject to the following conditions:\n\n"
    "The above copyright notice and this permission notice shall be included in all\n"
    "copies or substantial portions of the Software.\n\n"
    'THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR\n'
    "IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,\n"
    "FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE\n"
    "AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER\n"
    "LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,\n"
    "OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE\n"
    "SOFTWARE.\n"
)
_CARRIED = {
    1: {"README.md": _README_2},
    2: {"src/glass.py": _lines("glass", 45), "tests/test_glass.py": _lines("assert", 10)},
    5: {"src/switch.py": _lines("switch", 60)},
}
