"""Is there a small piece of code, configuration or data that shows the fault, or a link to one?"""

import re

from lifesigns.models.issue_quality.markup import Block, BlockKind
from lifesigns.models.issue_quality.record import Element, Excerpt, Finding, Presence
from lifesigns.models.issue_quality.report import Report, is_prose

_PLAYGROUND = re.compile(
    r"https?://[\w.-]{0,60}(?:codesandbox\.io|csb\.app|stackblitz\.(?:com|io)|jsfiddle\.net|jsbin\.com|codepen\.io|plnkr\.co"
    r"|glitch\.(?:com|me)|replit\.com|repl\.it|colab\.research\.google\.com|kaggle\.com|godbolt\.org|play\.rust-lang\.org"
    r"|go\.dev/play|play\.golang\.org|typescriptlang\.org/play|gist\.github\.com|dartpad\.dev|onlinegdb\.com|rextester\.com"
    r"|sqlfiddle\.com|dbfiddle\.uk|snack\.expo\.dev|play\.vuejs\.org|svelte\.dev/repl|jsrun\.net|code\.juejin\.cn)\S{0,400}",
    re.IGNORECASE,
)
_DEPLOYED = re.compile(
    r"https?://[\w.-]{0,60}(?:vercel\.app|netlify\.app|herokuapp\.com|github\.io)\S{0,400}",
    re.IGNORECASE,
)
_REPOSITORY = re.compile(
    r"https?://(?:github\.com|gitlab\.com|gitee\.com|bitbucket\.org)/[\w.-]{1,100}/[\w.-]{1,100}/?(?:tree/\S{1,300})?(?=[\s)\]>\"',。]|$)",
    re.IGNORECASE,
)
_ATTACHED = re.compile(
    r"\]\(https?://\S{1,300}\.(?:zip|tar\.gz|tgz|ipynb|json|ya?ml|onnx|pdf|py|js|cpp|java|7z|rar)\)",
    re.IGNORECASE,
)
_ANY_LINK = re.compile(
    r"https?://(?!localhost|127\.0\.0\.1)(?!\S{0,200}/(?:issues|pull|discussions|actions/runs|jobs?|task)/)\S{4,400}",
    re.IGNORECASE,
)
_DIFF = re.compile(r"^(?:diff --git|@@ |[-+]{3} )", re.MULTILINE)
_CODE_SIGN = re.compile(
    r"[;{}]\s*$|^\s*(?:import |from \w|def |class |const |let |var |using |#include|function |public |private |package |fn |func "
    r"|async |await |return |print|select |insert |create |<\?|<[a-zA-Z/!])|=>|->|::|</|\w\([^)]{0,200}\)|[\w\])] ?= ?\S"
    r"|^\s*[\w.-]+\s*[:=]\s*\S|^\s*- \w+:",
    re.IGNORECASE,
)
_SURE_SIGN = re.compile(
    r"[;{}]\s*$|^\s*(?:import [\w{*]|from \w+ import|#include|using \w+;|</?[a-zA-Z][\w-]*[ />]|def \w+\(|class \w+|const \w+ =)"
    r"|^\s*\w+(?:\.\w+)*\([^)\n]{0,200}\);?\s*$|^\s*\w[\w.]* = \S|^\s*@\w+(?:\(|$)|^\s*(?:public|private|protected) \w"
    r"|^\s*(?:select|insert into|create table) \S",
    re.IGNORECASE,
)
_PROGRAM = re.compile(
    r"^\s*(?:import |from \w+ import|#include|using |package |require\(|const .{1,60}require\(|<!doctype|<html|<template|<script"
    r"|int main|fn main|func main|public class|version: ?['\"]?\d|apiVersion:|FROM \w|>>> |\$ |@(?:entity|table|test)\b"
    r"|<(?:virtualhost|directory|location)\b|[\w.<>\[\], ]{1,60} \w{1,40} = new \w)",
    re.IGNORECASE | re.MULTILINE,
)
_WHOLE = 4
_OUTPUT_INFO = frozenset({"log", "logs", "txt", "text", "console", "output", "stacktrace", "diff"})
_SILENT = frozenset({"environment", "trace", "checklist", "proposal", "type"})


def find_example(report: Report) -> Finding:
    """The finding on a minimal example."""
    sample = code_sample(report)
    if sample is not None:
        return Finding(Element.EXAMPLE, Presence.PRESENT, "code_sample", sample)
    link = runnable_link(report)
    if link is not None:
        return Finding(Element.EXAMPLE, Presence.PRESENT, "runnable_link", link)
    if "example" in report.sections.asked:
        excerpt = report.excerpt(report.sections.asked["example"])
        return Finding(Element.EXAMPLE, Presence.ABSENT, "section_left_empty", excerpt)
    return Finding(Element.EXAMPLE, Presence.ABSENT, "nothing_found")


def code_sample(report: Report, to_run: bool = False) -> Excerpt | None:
    """The first block of code or configuration that is neither output, nor a patch, nor prose.

    ``to_run``: outside the sections meant for it, the code must begin a program of its own or be
    announced as the way to the fault; code quoted to explain a fault does not count.
    """
    announced = any("reproduction" in sentence.cues for sentence in report.sentences)
    for passage in report.sections.passages:
        block = passage.block
        meant = announced or passage.slot in ("example", "steps")
        meant = meant or (
            len(block.lines) >= _WHOLE and _PROGRAM.search(block.text[:4000]) is not None
        )
        if passage.slot in _SILENT or not _may_hold_code(block, meant):
            continue
        if to_run and not meant and _PROGRAM.search(block.text[:4000]) is None:
            continue
        if _is_code(report, block):
            return report.excerpt(block.start)
    return None


def runnable_link(report: Report, code_only: bool = False) -> Excerpt | None:
    """The first address of a playground, a demonstration repository or an attached file.

    Without ``code_only`` also of a deployed program, or any address given as the example.
    """
    for passage in report.sections.passages:
        if passage.slot in _SILENT:
            continue
        for offset, line in passage.block.lines:
            found = _PLAYGROUND.search(line) or _ATTACHED.search(line)
            if found is None and not code_only:
                found = (_ANY_LINK if passage.slot == "example" else _DEPLOYED).search(line)
            if found is None and passage.slot in ("steps", "observed", "description", None):
                found = _demonstration(line)
            if found is not None:
                return report.excerpt(offset + found.start(), len(found[0]))
    return None


_DEMONSTRATES = re.compile(
    r"repro|demo|example|sample|minimal|复现|重现|示例|demo|工程", re.IGNORECASE
)


def _demonstration(line: str) -> re.Match[str] | None:
    found = _REPOSITORY.search(line)
    return found if found is not None and _DEMONSTRATES.search(line) else None


def _may_hold_code(block: Block, meant: bool) -> bool:
    if block.kind is BlockKind.CODE:
        return True
    return meant and block.kind is BlockKind.PROSE and len(block.lines) > 1


def _is_code(report: Report, block: Block) -> bool:
    lines = [(offset, line[:300]) for offset, line in block.lines[:80] if line.strip()]
    if not lines or block.info in _OUTPUT_INFO or _DIFF.search(block.text[:4000]):
        return False
    machine = sum(report.machine.get(offset, 0) > 0 for offset, _ in lines)
    sign = _CODE_SIGN if block.kind is BlockKind.CODE else _SURE_SIGN
    signs = sum(sign.search(line) is not None for _, line in lines)
    if machine * 4 > len(lines):
        return False
    return signs * 2 >= len(lines) and not is_prose(block.text)
