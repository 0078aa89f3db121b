"""What people say about the type of an issue: the project's labels, the tag before a title.

Only a label or tag that names a type and nothing else counts (``bug``, ``kind/bug``, ``type: bug``,
``C-bug``); ``not a bug`` or ``help wanted`` do not. Own work, English and Chinese.
"""

import re
from collections.abc import Iterable

from lifesigns.models.issue_quality.record import IssueKind

_PREFIX = r"(?:(?:kind|type|category|issue|c|t) ?[-/:：_] ?)?"
_NAMES = {
    IssueKind.BUG: r"bugs?(?:[ -]reports?)?|defects?|regressions?|crash(?:es)?|缺陷|故障",
    IssueKind.FEATURE: (
        r"(?:new[ -])?features?(?:[ -]requests?)?|enhancements?(?:[ -]requests?)?|improvements?"
        r"|新?需求|新?功能|新特性|增强"
    ),
    IssueKind.QUESTION: r"questions?|support(?:[ -]requests?)?|疑问|咨询|提问",
}
_PATTERNS = {kind: re.compile(_PREFIX + f"(?:{names})") for kind, names in _NAMES.items()}
_ORNAMENT = re.compile(r"[^\w\s/:：-]+")
_LONGEST = 60
_TAG = re.compile(r"\s{0,3}(?:[\[(【]([^\])】\n]{1,30})[\])】]|([A-Za-z][A-Za-z ]{0,24}):)")


def tag_of(title: str) -> str:
    """The tag before a title, as in ``[Bug] …`` or ``Bug: …``; "" for none."""
    found = _TAG.match(title)
    return "" if found is None else found[1] or found[2]


def kind_of(labels: Iterable[str]) -> IssueKind | None:
    """The type that the labels name; None when they name none, or more than one."""
    plain = [_ORNAMENT.sub("", label[:_LONGEST]).strip().lower() for label in labels]
    found = {kind for kind, pattern in _PATTERNS.items() if any(map(pattern.fullmatch, plain))}
    return found.pop() if len(found) == 1 else None
