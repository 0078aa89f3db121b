"""Repositories that wish their reader ill: programs to run, text to break pages with."""

from pathlib import Path

from tests.projects.script import Person, Script, epoch, run_git

CANARY = "CANARY"
"""Any program that the hostile repository gets to run makes a file of this name beside it."""

EVE = Person("Eve", "eve@example.org")
START = epoch("2022-01-01T00:00")
DAY = 86_400

_HOOKS = (
    "post-checkout", "post-index-change", "fsmonitor-watchman", "reference-transaction",
    "pre-auto-gc", "post-rewrite", "pre-push", "update", "pre-receive", "post-update",
)  # fmt: skip


def build_hostile(folder: Path) -> Path:
    """Build a repository whose configuration, hooks, attributes and filters all run a program.

    It also sets every option that would change what git log prints. Its files and
    commits are harmless: three commits, nine files changed, 24 additions, 1 deletion.
    """
    made = Script(folder)
    text = "".join(f"line {i}\n" for i in range(5))
    attributes = "* filter=evil diff=evil merge=evil\n*.txt -diff\n"
    files = {
        "a.txt": text,
        "b.c": text,
        ".gitattributes": attributes,
        ".mailmap": "X <eve@example.org>\n",
    }
    made.commit("one", "One", dict(files), by=EVE, at=START)
    made.commit("two", "Two", {"a.txt": text + "more\n", "b.c": text[:-7]}, by=EVE, at=START + DAY)
    moved = {"a.txt": None, "z.txt": text + "more\nend\n", "sub/b.c": text, "c": "1\n2\n3\n4\n"}
    made.commit("three", "Three", dict(moved), by=EVE, at=START + 2 * DAY)
    made.write()
    canary = folder.parent / CANARY
    program = folder / ".git" / "evil"
    program.write_text(f"#!/bin/sh\ntouch '{canary}'\ncat\n")
    program.chmod(0o755)
    hooks = folder / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    for hook in _HOOKS:
        (hooks / hook).write_text(f"#!/bin/sh\ntouch '{canary}'\n")
        (hooks / hook).chmod(0o755)
    (folder / ".git" / "info").mkdir(exist_ok=True)
    (folder / ".git" / "info" / "attributes").write_text(attributes)
    included = folder / ".git" / "included"
    included.write_text(f"[core]\n\tpager = {program}\n[alias]\n\tlog = !{program}\n")
    with (folder / ".git" / "config").open("a") as config:
        config.write(_CONFIG.format(program=program, hooks=hooks, included=included))
    return folder


_CONFIG = """
[core]
	fsmonitor = {program}
	hooksPath = {hooks}
	pager = {program}
	editor = {program}
	sshCommand = {program}
	gitProxy = {program}
	askPass = {program}
	bigFileThreshold = 1
	quotePath = true
	abbrev = 4
	untrackedCache = true
[filter "evil"]
	clean = {program}
	smudge = {program}
	process = {program}
	required = true
[diff]
	external = {program}
	renames = false
	renameLimit = 1
	algorithm = patience
	noprefix = true
	ignoreSubmodules = all
	relative = true
	orderFile = {program}
	suppressBlankEmpty = true
[diff "evil"]
	command = {program}
	textconv = {program}
	binary = true
	cachetextconv = true
[merge "evil"]
	driver = {program} %O %A %B
[log]
	showSignature = true
	showRoot = false
	mailmap = true
	follow = true
	date = relative
	excludeDecoration = refs
[gpg]
	program = {program}
[gpg "ssh"]
	program = {program}
	defaultKeyCommand = {program}
[format]
	pretty = evil
[pretty]
	evil = %an %ae
[color]
	ui = always
[pager]
	log = {program}
	diff-tree = {program}
[credential]
	helper = !{program}
[uploadpack]
	packObjectsHook = {program}
[uploadpackfilter]
	allow = true
[alias]
	log = !{program}
	rev-list = !{program}
	diff-tree = !{program}
	cat-file = !{program}
[remote "origin"]
	url = ext::{program} %S
	promisor = true
	partialclonefilter = blob:none
	uploadpack = {program}
	vcs = {program}
[extensions]
	partialClone = origin
	worktreeConfig = true
[protocol]
	allow = always
[protocol "ext"]
	allow = always
[include]
	path = {included}
[trace2]
	eventTarget = {program}.trace
[gc]
	recentObjectsHook = {program}
[submodule]
	recurse = true
"""


def build_hostile_text(folder: Path) -> Path:
    """Build a repository whose names, subjects, paths and refs try to break out of any page."""
    made = Script(folder, is_bare=True)
    for place, text in enumerate(EVIL_TEXTS):
        raw = text.encode()
        name = raw.replace(b"<", b"").replace(b">", b"").replace(b"\n", b" ").strip() or b"x"
        by = Person(name, b"evil%d@example.org" % place)
        path = raw.replace(b"/", b"_").replace(b"\0", b"")[:200] or b"x"
        message = raw.replace(b"\0", b"") + b"\n\nSigned-off-by: " + name + b" <e@example.org>\n"
        made.commit(
            f"c{place}", message, {b"d/" + path: text.encode()}, by=by, at=START + place * DAY
        )
    ids = made.write()
    for place, ref in enumerate(EVIL_REFS):
        run_git(folder, "update-ref", f"refs/heads/{ref}", ids[f"c{place}"])
    return folder


EVIL_TEXTS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</title></style></textarea><svg onload=alert(1)>",
    "\u202eRTL override\u202c and \u2066isolate",
    "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x1b[2J",
    "=cmd|'/c calc'!A1",
    "+1+1",
    "-2+3",
    "@SUM(A1:A9)",
    "\tleading tab",
    "| table | cell |\r\n|---|---|",
    "[link](javascript:alert(1)) ![x](//example.org/x)",
    "`code` **bold** __init__ ~~~",
    "&lt;b&gt; &amp; &#x27;",
    "'; DROP TABLE commits; --",
    "{{ 7*7 }} {% raw %} ${7*7}",
    "\u200b\u200d\ufeffzero width",
    "a" * 5000,
    "Z\u0351\u0360a\u0337\u030al\u0334go\u0321",
    "\x7f\x08\x08\x0c\x0b control",
)

EVIL_REFS = (
    "<script>alert(1)</script>",
    "=1+1",
    "\u202egnp.exe",
    "$(touch${IFS}CANARY)",
    "-rf",
    "a'b\"c`d",
)
