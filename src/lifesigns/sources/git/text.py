"""Bytes of a repository as text, dates and offsets that a table can hold."""

import hashlib
from functools import lru_cache

LAST_SECOND = 7_258_118_400
"""1 January 2200: clocks that show later, or nothing after 1970, are absurd."""

_WEST, _EAST = -12 * 60, 14 * 60
_MOST_CHARACTERS = 500
_LONGEST_PATH = 4096


def words(raw: bytes, limit: int = _MOST_CHARACTERS) -> str:
    """Decode names and messages; undecodable bytes become U+FFFD, NUL a space."""
    return raw.decode("utf-8", "replace")[:limit].replace("\0", " ")


def path_text(raw: bytes) -> str:
    """Decode a path or ref name; undecodable bytes are written as \\xNN.

    One longer than any system opens (4,096 bytes) ends in a digest of itself.
    """
    if len(raw) > _LONGEST_PATH:
        digest = hashlib.sha256(raw).hexdigest()[:16]
        raw = raw[:_LONGEST_PATH] + f"\u2026{digest}".encode()
    return raw.decode("utf-8", "backslashreplace")


def seconds(raw: bytes) -> int | None:
    """Read epoch seconds; None when they are no number or lie outside 1970-2200."""
    if not raw.isdigit() or len(raw) > 11:
        return None
    value = int(raw)
    return value if 0 < value < LAST_SECOND else None


@lru_cache(maxsize=1024)
def offset_minutes(raw: bytes) -> int | None:
    """Read the five characters of a UTC offset, +0530; None when no place on earth keeps it."""
    if raw[:1] not in b"+-" or not raw[1:].isdigit():
        return None
    hours, minutes = int(raw[1:3]), int(raw[3:])
    if minutes >= 60:
        return None
    total = hours * 60 + minutes
    total = -total if raw[:1] == b"-" else total
    return total if _WEST <= total <= _EAST else None


def ident(raw: bytes) -> tuple[str, str]:
    """Split `Name <address>` as git does; missing parts are empty."""
    name, _, rest = raw.partition(b"<")
    return words(name).strip(), words(rest.partition(b">")[0]).strip()


def clock(raw: bytes) -> tuple[int | None, int | None]:
    """Read `1700000000 +0200`, what follows the address: (epoch seconds, offset in minutes)."""
    stamp, _, zone = raw.strip().partition(b" ")
    # Looked at before it is remembered: what stands there may be megabytes.
    return seconds(stamp), offset_minutes(zone) if len(zone) == 5 else None
