"""Repositories of unusual shape: empty, several roots, octopus, sha256, remotes, odd files."""

from pathlib import Path
from typing import Any

from tests.projects.script import Entry, Person, Script, epoch, link, run_git, script, submodule

MIA = Person("Mia Lang", "mia@example.org", "+0100")
LATIN = Person("Jos\xe9 Mu\xf1oz".encode("latin-1"), "jose@example.org", "+0200")
START = epoch("2020-01-01T12:00")
DAY = 86_400

Files = dict[Any, bytes | str | Entry | None]

_MODULE_1, _MODULE_2 = "1" * 40, "2" * 40


def build_empty(folder: Path) -> Path:
    """Build a repository without a commit."""
    Script(folder)
    return folder


def build_unborn(folder: Path) -> Path:
    """Build a repository whose HEAD names a branch that does not exist; `other` does."""
    made = Script(folder)
    made.commit("one", "One", {"a": "1\n"}, by=MIA, at=START, on="refs/heads/other")
    made.commit("two", "Two", {"a": "2\n"}, by=MIA, at=START + DAY, on="refs/heads/other")
    made.commit("old", "Old", {"b": "1\n"}, by=MIA, at=START - DAY, on="refs/heads/aged")
    made.write()
    return folder


def build_many_roots(folder: Path) -> Path:
    """Build three roots: two that were merged into one history, one pages branch apart."""
    made = Script(folder)
    made.commit("a1", "Begin a", {"a": "1\n"}, by=MIA, at=START)
    made.commit(
        "b1", "Begin b", {"b": "1\n"}, by=MIA, at=START - 9 * DAY, on="refs/heads/b", after=[]
    )
    made.commit("b2", "Go on with b", {"b": "2\n"}, by=MIA, at=START - 8 * DAY, on="refs/heads/b")
    made.commit("join", "Join b", {"b": "2\n"}, by=MIA, at=START + DAY, after=["a1", "b2"])
    made.commit(
        "pages", "Pages", {"i": "1\n"}, by=MIA, at=START, on="refs/heads/gh-pages", after=[]
    )
    made.commit("last", "Last", {"a": "2\n"}, by=MIA, at=START + 2 * DAY)
    made.write()
    return folder


def build_octopus(folder: Path) -> Path:
    """Build a merge of three parents."""
    made = Script(folder)
    made.commit("base", "Base", {"a": "1\n"}, by=MIA, at=START)
    for place, name in enumerate("xyz"):
        made.commit(
            name, f"Add {name}", {name: "1\n"}, by=MIA, at=START + place * DAY,
            on=f"refs/heads/{name}", after=["base"],
        )  # fmt: skip
    merged = {"y": "1\n", "z": "1\n"}
    made.commit("all", "Merge all", merged, by=MIA, at=START + 5 * DAY, after=["x", "y", "z"])
    made.commit("last", "Last", {"a": "2\n"}, by=MIA, at=START + 6 * DAY)
    made.write()
    return folder


def build_sha256(folder: Path) -> Path:
    """Build a repository with SHA-256 object ids: a change, a rename with an edit, a tag."""
    made = Script(folder, "sha256")
    text = "".join(f"line {i}\n" for i in range(30))
    made.commit("one", "One", {"a": text, "b": b"\0\1"}, by=MIA, at=START)
    made.commit("two", "Two", {"a": text + "more\n"}, by=MIA, at=START + DAY)
    moved = {"a": None, "c": text + "more\nstill\n"}
    made.commit("three", "Three", moved, by=MIA, at=START + 2 * DAY)
    made.tag("v1", "three", "One", by=MIA, at=START + 3 * DAY)
    made.write()
    return folder


def build_submodules(folder: Path) -> Path:
    """Build the life of a submodule: added, moved on, renamed, turned into a file, back, removed."""
    made = Script(folder, is_bare=True)
    first, second = submodule(_MODULE_1), submodule(_MODULE_2)
    days: tuple[Files, ...] = (
        {"lib": first, "a": "1\n"},
        {"lib": second},
        {"lib": None, "vendor/lib": second},
        {"vendor/lib": "now a file\nof two lines\n"},
        {"vendor/lib": first},
        {"vendor/lib": None},
    )
    for day, files in enumerate(days):
        made.commit(f"c{day}", f"Day {day}", files, by=MIA, at=START + day * DAY)
    made.write()
    return folder


def build_exact(folder: Path) -> Path:
    """Build one commit for every kind of change whose lines are easily counted wrong."""
    made = Script(folder, is_bare=True)
    at = START
    for place, (subject, files) in enumerate(_exact_commits()):
        at += DAY
        by = LATIN if place % 3 else MIA
        made.commit(f"c{place}", subject, files, by=by, at=at)
    base = f"c{len(_exact_commits()) - 1}"
    ours = {"conflict": "top\nours\nbottom\n"}
    made.commit("ours", "Ours", ours, by=MIA, at=at + DAY)
    theirs = {"conflict": "top\ntheirs\nbottom\n"}
    made.commit("theirs", "Theirs", theirs, by=MIA, at=at, on="refs/heads/t", after=[base])
    both = {"conflict": "top\nboth\nand more\nbottom\n", "evil": "only in the merge\n"}
    made.commit("both", "Merge, by hand", both, by=MIA, at=at + 2 * DAY, after=["ours", "theirs"])
    made.write()
    return folder


def _text(n: int, word: str = "line") -> str:
    return "".join(f"{word} {i}\n" for i in range(n))


def _exact_commits() -> list[tuple[bytes | str, Files]]:
    late = b"a" * 8000 + b"\0\nstill text\n"
    early = b"a" * 7999 + b"\0\nbinary\n"
    many: Files = {f"many/{i:04}": f"{i}\n" * 3 for i in range(1100)}
    moved: Files = dict.fromkeys(many)
    moved |= {f"moved/{i:04}": f"{i}\n" * 3 + "x\n" for i in range(1100)}
    return [
        ("Root with an empty file", {"empty": "", "text": _text(20), "no-end": "one\ntwo"}),
        ("Finish the last line", {"no-end": "one\ntwo\n"}),
        ("Unfinish it", {"no-end": "one\ntwo\nthree"}),
        ("CRLF", {"crlf": "a\r\nb\r\nc\r\n", "cr": "a\rb\rc"}),
        ("To LF", {"crlf": "a\nb\nc\n"}),
        ("Binary", {"bin": b"\0\1\2", "late": late, "early": early}),
        ("More binary", {"bin": b"\0\1\2\3", "late": late + b"more\n", "early": early + b"x\n"}),
        ("Move a binary", {"bin": None, "moved.bin": b"\0\1\2\3"}),
        ("Binary to text", {"moved.bin": "now\ntext\n"}),
        ("Mode only", {"text": script(_text(20)), "moved.bin": script("now\ntext\n")}),
        ("Mode only, binary", {"early": Entry("100755", early + b"x\n")}),
        ("Mode and edit", {"text": _text(21)}),
        ("File to link", {"no-end": link("text"), "dangling": link("nowhere")}),
        ("Link to file", {"no-end": "a file\nagain\n", "dangling": link("elsewhere")}),
        ("Rename with an edit", {"text": None, "renamed": _text(21) + "tail\n"}),
        ("Exact rename", {"renamed": None, "dir/renamed": _text(21) + "tail\n"}),
        ("Swap two files", {"crlf": "a\rb\rc", "cr": "a\nb\nc\n"}),
        ("Copy", {"dir/copy": _text(21) + "tail\n"}),
        ("File to folder", {"dir/copy": None, "dir/copy/inner": _text(5)}),
        ("Folder to file", {"dir/copy/inner": None, "dir/copy": _text(6)}),
        ("Nothing", {}),
        ("Odd names", {b"tab\there": "1\n", b"new\nline": "1\n2\n", b'quo"te\\back': "1\n"}),
        ("Bytes", {b"latin-\xe9": "1\n", "unic\u00f6de/\u6587": "1\n2\n3\n", b":100644 x": "1\n"}),
        ("Colliding case", {"Case": "1\n", "case": "2\n3\n"}),
        ("Move the odd", {b"tab\there": None, b"new\nline": None, b"tab\tnew\n": "1\n", b"\xff\xfe": "1\n2\n"}),
        ("Empty again", {"empty": None, "empty2": "", "conflict": "top\nbottom\n"}),
        (b"Latin subject \xe9\n\nand \xff body", {"late": None, "early": None}),
        ("Module", {"mod": submodule(_MODULE_1)}),
        ("Move the module", {"mod": None, "sub/mod": submodule(_MODULE_1)}),
        ("Module on", {"sub/mod": submodule(_MODULE_2)}),
        ("Very long line", {"long": "x" * 70_000 + "\n"}),
        ("Very long line, changed", {"long": "y" + "x" * 69_999 + "\nmore"}),
        ("Many files", many),
        ("More renames than git looks for", moved),
    ]  # fmt: skip


def build_replaced(folder: Path) -> Path:
    """Build a history with a replace ref and a graft that both claim another past."""
    made = Script(folder)
    for day in range(4):
        made.commit(f"c{day}", f"Day {day}", {"a": f"{day}\n"}, by=MIA, at=START + day * DAY)
    lie = {"a": "a lie\n", "b": "another\n"}
    made.commit("lie", "A lie", lie, by=MIA, at=START, on="refs/heads/lie", after=[])
    ids = made.write()
    run_git(folder, "replace", ids["c1"], ids["lie"])
    run_git(folder, "update-ref", "-d", "refs/heads/lie")
    (folder / ".git" / "info").mkdir(exist_ok=True)
    (folder / ".git" / "info" / "grafts").write_text(f"{ids['c3']} {ids['c0']}\n")
    return folder


def build_remote_branches(folder: Path) -> Path:
    """Build what people have at home: a clone on a branch of its own, one remote more, requests.

    HEAD is on `mine`; origin has main (one commit ahead of the local main), next and
    HEAD -> main; the remote `fork` has main too; refs/remotes/origin/pr/7 is a change request.
    """
    made = Script(folder)
    made.commit("one", "One", {"a": "1\n"}, by=MIA, at=START)
    made.commit(
        "two",
        "Two",
        {"a": "2\n"},
        by=MIA,
        at=START + DAY,
        on="refs/remotes/origin/main",
        after=["one"],
    )
    made.commit(
        "next", "Next", {"n": "1\n"}, by=MIA, at=START, on="refs/remotes/origin/next", after=["one"]
    )
    made.commit(
        "fork", "Fork", {"f": "1\n"}, by=MIA, at=START, on="refs/remotes/fork/main", after=["one"]
    )
    made.commit(
        "pr",
        "Request",
        {"p": "1\n"},
        by=MIA,
        at=START,
        on="refs/remotes/origin/pr/7",
        after=["one"],
    )
    made.commit(
        "mine",
        "Mine",
        {"m": "1\n"},
        by=MIA,
        at=START + 3 * DAY,
        on="refs/heads/mine",
        after=["one"],
    )
    made.commit("note", "Note", {"x": "1\n"}, by=MIA, at=START, on="refs/notes/commits", after=[])
    made.commit("stash", "Stash", {"s": "1\n"}, by=MIA, at=START, on="refs/stash", after=["one"])
    made.write()
    run_git(folder, "symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main")
    run_git(folder, "remote", "add", "origin", "https://user:secret@example.org/mia/thing.git")
    run_git(folder, "checkout", "--quiet", "mine")
    return folder


def build_worktree(folder: Path) -> Path:
    """Build a linked work tree (on branch `side`) of a repository beside it; return the work tree."""
    made = Script(folder.with_name(f"{folder.name}-main"))
    made.commit("one", "One", {"a": "1\n"}, by=MIA, at=START)
    made.commit("two", "Two", {"a": "2\n"}, by=MIA, at=START + DAY)
    made.commit("side", "Side", {"s": "1\n"}, by=MIA, at=START, on="refs/heads/side", after=["one"])
    made.write()
    run_git(made.folder, "worktree", "add", "--quiet", str(folder), "side")
    return folder


def build_pages(folder: Path, n_pages: int) -> dict[str, str]:
    """Write two commits on main, and pages apart with one change request merged among them."""
    script = Script(folder)
    script.commit("one", "Begin", {"a.py": "x = 1\n"}, by=MIA, at=START)
    script.commit("two", "Go on", {"a.py": "x = 2\n"}, by=MIA, at=START + DAY)
    pages = "refs/heads/gh-pages"
    script.commit("page", "Publish", {"p.html": "0\n"}, by=MIA, at=START, on=pages, after=())
    for i in range(n_pages):
        script.commit(f"p{i}", "Publish", {"p.html": f"{i}\n"}, by=MIA, at=START + i, on=pages)
    aside = "refs/heads/fix"
    script.commit(
        "fix",
        "Mend a page",
        {"q.html": "q\n"},
        by=MIA,
        at=START + 5,
        on=aside,
        after=("page",),
    )
    merged = (f"p{n_pages - 1}", "fix")
    script.commit("merge", "Merge", {}, by=MIA, at=START + DAY, on=pages, after=merged)
    ids = script.write()
    run_git(folder, "branch", "-D", "fix")
    return ids
