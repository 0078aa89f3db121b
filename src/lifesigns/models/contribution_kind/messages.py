"""The little that a commit message may decide: reverts, releases, spelling, dependency bumps.

Messages support what the diff shows; none of these patterns makes core code of
documentation or the reverse.
"""

import re
from functools import lru_cache

LONGEST_SUBJECT = 400

_REVERT = re.compile(
    r"^(?:\w+(?:\([^)]{0,60}\))?!?: ?)?revert(?:s|ed|ing)? ?[\"“'`]|^(?:back out |backout )?revert(?:\([^)]{0,60}\))?!?:"
    r"|^(?:this )?revert(?:s|ed|ing)?\b|^back(?:ed)? ?out\b",
    re.IGNORECASE,
)
_REVERT_BODY = re.compile(
    r"^This reverts (?:commit|pull request|merge|PR) "
    r"|^(?:This reverts|Reverts?) (?:commits? )?(?:[0-9a-f]{7,64}\b|[\w./-]{0,200}#[0-9])"
)
_PREFIX = r"^(?:\w+(?:\([^)]{0,60}\))?!?: ?)?"
_RELEASE = re.compile(
    _PREFIX
    + r"(?:\[?(?:maven-)?release(?:[- ]plugin)?\]?(?![- ]?notes?)|releas(?:e|ing)(?![- ]?notes?)|publish"
    r"|prepare (?:for )?(?:the )?(?:next )?(?:release|version|development|v?\d+\.\d+)"
    r"|bump(?:ing|ed|s)? (?:to )?(?:the )?(?:next )?(?:version|v?\d|snapshot|(?:alpha|beta|rc)[-. ]?\d)"
    r"|bump(?:ing|ed|s)? (?:up )?(?:the )?(?:tiny|micro|patch|minor|major|package|gem|crate) version"
    r"|version(?: bump)?|(?:set|(?:updat|chang|upgrad)(?:e[ds]?|ing)|increment(?:ed|s|ing)?) (?:the )?(?:project )?version|new release|cut )\b"
    r"|^\[[^\]]{1,40}\] ?(?:(?:cut|prepare) .{0,40}\b(?:release|version|\d+\.\d+)|release v?\d|bump version)\b"
    r"|^[\w./-]{1,60}: (?:bump )?version (?:to )?v?\d+\.\d+\b"
    r"|^(?:chore|build|ci)\((?:\w+[-_])?release[^)]{0,30}\)|^bump: version|(?:development|snapshot) versions?$"
    r"|"
    + _PREFIX
    + r"(?:release|bump version|[\w@./-]{1,60} (?=v)|v)? ?[vV]?\d+\.\d+(?:\.\d+)*(?:[-.+]?\w+){0,3}(?: release)?(?: \(#\d+\))?$",
    re.IGNORECASE,
)
_SPELLING = re.compile(
    r"\btypos?\b|\btypo(?:s|graphic|graphical)?\b|spelling|misspel|grammar|wording|punctuation|capitali[sz]"
    r"|错别字|拼写|笔误|错字|語法|语法错误",
    re.IGNORECASE,
)
_SPELLING_WORDS = (
    "typo", "spelling", "misspel", "grammar", "wording", "punctuation", "capitali",
)  # fmt: skip
_DEPENDENCY = re.compile(
    r"\bbumps? .{1,120}\b(?:from|to) |\((?:\w+[-_/])?deps?(?:[-_]?\w+)?\)|\bupdate (?:dependency|module|\w+ (?:docker )?tag|all )"
    r"|\bdependenc(?:y|ies)\b|\bupgrade .{1,60} to v?\d|\bupdate .{1,60} to v?\d",
    re.IGNORECASE,
)


def subject(message: str) -> str:
    """Return the first line of a message, cut to a bounded length."""
    return message.lstrip().partition("\n")[0][:LONGEST_SUBJECT].strip()


@lru_cache(maxsize=8_192)
def says_revert(message: str) -> bool:
    """Tell whether the message is git's own for a revert, or begins with the word.

    The body counts only where it begins so: squashed messages list reverted steps, too.
    """
    first, _, rest = message.lstrip()[:4_000].partition("\n")
    return bool(_REVERT.match(first[:LONGEST_SUBJECT]) or _REVERT_BODY.match(rest.lstrip()))


def says_release(message: str) -> bool:
    """Tell whether the subject announces a version."""
    return _RELEASE.match(subject(message)) is not None


def says_spelling(message: str) -> bool:
    """Tell whether the subject speaks of spelling or wording."""
    first = subject(message)
    # The pattern is slow to search with, and hardly any subject has one of its words.
    if first.isascii() and not any(map(first.lower().__contains__, _SPELLING_WORDS)):
        return False
    return _SPELLING.search(first) is not None


def says_dependency(message: str) -> bool:
    """Tell whether the subject speaks of a dependency's new version."""
    return _DEPENDENCY.search(subject(message)) is not None
