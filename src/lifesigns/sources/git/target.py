"""What a user may name: a folder, a URL or owner/name. Nothing that git could take as an option."""

import os
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

from lifesigns.kernel.errors import UsageError

_SCHEMES = ("https", "http", "ssh", "git", "file")
_SCP = re.compile(r"(?:(?P<user>[\w.+-]+)@)?(?P<host>[\w.-]+|\[[0-9a-fA-F:]+\]):(?P<path>[^:].*)")
_OWNER_NAME = re.compile(r"(?P<owner>[\w.-]+)/(?P<name>[\w.-]+)")
_HOST_PATH = re.compile(r"(?P<host>[\w-]+(?:\.[\w-]+)+)/(?P<path>[\w.~-]+(?:/[\w.~-]+)+)")
_ADVICE = "Name a folder, a URL (https, ssh, git, file) or owner/name."


@dataclass(frozen=True, slots=True)
class Target:
    """A folder on this machine, or an address to clone from: one of the two is None."""

    path: Path | None
    url: str | None


def read_target(text: str) -> Target:
    """Tell folders from addresses.

    A folder that exists wins over owner/name. Raises UsageError for anything
    that git might run or read as an option.
    """
    if not text or "\0" in text:
        raise UsageError("The target is empty or has a NUL character in it.", _ADVICE)
    if text.startswith("-"):
        raise UsageError(f"{text[:80]!r} looks like an option, not a repository.", _ADVICE)
    if re.match(r"[A-Za-z0-9+.-]+::", text):
        raise UsageError(f"{text[:80]!r} would run a program; that is refused.", _ADVICE)
    if "://" in text:
        scheme, _, rest = text.partition("://")
        return Target(None, _checked(f"{scheme.lower()}://{rest}"))
    path = Path(os.path.expanduser(text))  # noqa: PTH111 - leaves users alone that nobody has
    if os.path.lexists(path):
        return Target(path, None)
    if found := _OWNER_NAME.fullmatch(text):
        if found["owner"] in (".", "..") or found["name"] in (".", ".."):
            return Target(path, None)
        return Target(None, f"https://github.com/{text}")
    if _HOST_PATH.fullmatch(text):
        return Target(None, f"https://{text}")
    if (found := _SCP.fullmatch(text)) and not text.startswith((".", "/", "~")):
        return Target(None, _checked_scp(text, found["host"], found["path"]))
    return Target(path, None)


def _checked(url: str) -> str:
    scheme = url.partition("://")[0]
    if any(ord(character) <= 32 for character in url):
        raise UsageError("The URL has a space or a line break in it.", _ADVICE)
    if scheme not in _SCHEMES:
        raise UsageError(f"{scheme[:40]!r} is not a way to reach a repository.", _ADVICE)
    try:
        parts = urlsplit(url)
        host, user = parts.hostname or "", parts.username or ""
        parts.port  # noqa: B018 - raises ValueError when it is no number
    except ValueError:
        raise UsageError(f"{without_credentials(url)[:200]!r} is not a URL.", _ADVICE) from None
    if scheme == "file" and not parts.path.strip("/"):
        raise UsageError(f"{url[:200]!r} names no folder.", _ADVICE)
    if scheme != "file" and not host:
        raise UsageError(f"{without_credentials(url)[:200]!r} names no host.", _ADVICE)
    if unquote(host).startswith("-") or unquote(user).startswith("-"):
        raise UsageError(f"The host of {url[:80]!r} looks like an option.", _ADVICE)
    if unquote(parts.path).lstrip("/").startswith("-") or unquote(parts.path).startswith("/-"):
        raise UsageError(
            f"The path of {without_credentials(url)[:80]!r} looks like an option.", _ADVICE
        )
    return url


def _checked_scp(text: str, host: str, path: str) -> str:
    if host.startswith("-") or path.startswith("-"):
        raise UsageError(f"{text[:80]!r} looks like an option, not a repository.", _ADVICE)
    return text


def local_path(address: str) -> Path | None:
    """Return the folder that git takes `address` for; None for one that is reached by network.

    A colon before the first slash is what makes a host of it, as git has it.
    """
    scheme, mark, rest = address.partition("://")
    if mark:
        path = "/" + unquote(rest.partition("/")[2])
        return Path(path) if scheme.lower() == "file" and path.strip("/") else None
    if not address or ":" in address.partition("/")[0]:
        return None
    return Path(address)


def without_credentials(url: str) -> str:
    """Drop the password, and the user of web addresses, from a URL."""
    if "://" not in url:
        return url
    scheme, _, rest = url.partition("://")
    authority, slash, path = rest.partition("/")
    user, at, host = authority.rpartition("@")
    keeps_user = scheme.lower() == "ssh" and ":" not in user
    authority = f"{user}{at}{host}" if keeps_user else host
    cleaned = f"{scheme}://{authority}{slash}{path}"
    try:
        return urlunsplit(urlsplit(cleaned)._replace(query="", fragment=""))
    except ValueError:
        return cleaned


def short_name(place: str) -> str:
    """Return owner/name, or the last part, of a URL or path: how people call the project."""
    path = place
    if "://" in place:
        path = urlsplit(without_credentials(place)).path
    elif found := _SCP.fullmatch(place):
        path = found["path"]
    parts = [part for part in path.rstrip("/").removesuffix(".git").split("/") if part]
    return "/".join(parts[-2:]) or place
