"""Find which version or environment an issue speaks of."""

import re

_NUMBER = r"v?\d{1,4}(?:\.\d{1,6}){1,4}(?:[-+.]?[A-Za-z0-9]{1,20}){0,3}"
_UNIT = (
    r"(?![\w.]*\s?(?:%|hours?|hrs?|minutes?|mins?|seconds?|secs?|ms|days?|times|[kmgt]i?b|px|x)\b)"
)
_VERSION = re.compile(
    rf"(?:\b(?:versions?|ver|v|release|tag)\b\.?(?: is| was|[:=：])? ?|版本(?:号)?(?:是|为)?[:：]? ?)v?\d"
    rf"|\b[A-Za-z][\w+#.-]{{1,30}}[ @/:=-]{{1,2}}{_UNIT}{_NUMBER}\b"
    rf"|(?<![\w./])v\d{{1,4}}(?:\.\d{{1,6}}){{0,4}}(?![\w/])"
    rf"|(?<![\w.])\d{{1,3}}\.\d{{1,4}}\.\d{{1,6}}(?![\w.]*\.\d)"
    r"|\b(?:python|node(?:\.?js)?|java|jdk|php|ruby|go|rust|gcc|clang|react|vue|angular|django|rails"
    r"|chrome|firefox|safari|edge|postgres\w*|mysql|redis|cuda|docker|webpack|typescript|npm|yarn) ?v?\d{1,3}\b",
    re.IGNORECASE,
)
_SYSTEM = re.compile(
    r"\b(?:windows ?(?:xp|vista|7|8|8\.1|10|11|server|nt)|win ?(?:7|8|10|11)|mac ?os(?: ?x)?|os ?x|ubuntu|debian"
    r"|centos|fedora|arch(?: |-)?linux|manjaro|alpine|gentoo|nixos|freebsd|openbsd|rhel|red hat|suse|slackware|linux mint"
    r"|raspberry ?pi|raspbian|android \d|ios \d|ipados|wsl2?|kylin|openeuler|harmonyos|deepin|m1 (?:mac|pro)|apple (?:m\d|silicon)"
    r"|linux|x86_64|aarch64|arm64|amd64)\b|鸿蒙|麒麟|统信",
    re.IGNORECASE,
)
_REVISION = re.compile(
    r"\b(?:commit|revision|sha|build|hash)\b[ :#`]{1,3}[0-9a-f]{7,40}\b"
    r"|\b(?:latest|current|newest|on|from) (?:the )?(?:`?(?:master|main|nightly|dev|develop|trunk|head|insiders?)`?|commit|version|release|build)\b"
    r"|最新(?:的)?(?:版|版本|代码|分支|主分支)|(?:master|main|dev) ?分支",
    re.IGNORECASE,
)
_DIGIT_OR_NAME = re.compile(r"\d|[A-Za-z\u4e00-\u9fff]{2,}")


def version_in(text: str) -> re.Match[str] | None:
    """First mention of a version or a revision of some software in ``text``."""
    return _VERSION.search(text) or _REVISION.search(text)


def system_in(text: str) -> re.Match[str] | None:
    """First mention of an operating system or machine architecture in ``text``."""
    return _SYSTEM.search(text)


def answers_environment(text: str) -> re.Match[str] | None:
    """First character run that can answer a version or platform field."""
    return _DIGIT_OR_NAME.search(text)
