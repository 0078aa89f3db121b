"""Values as machines read them: the same in every language."""

import math
from datetime import UTC, datetime


def stamp(at: datetime | None) -> str:
    """Return an instant for machines, ISO 8601 in UTC with a Z; "" when not known."""
    if at is None:
        return ""
    return f"{at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def plain(value: float) -> str:
    """Return a number for machines: no grouping, whole ones without a point; "" when not finite."""
    if not math.isfinite(value):
        return ""
    return str(int(value)) if value == int(value) and abs(value) < 2**53 else repr(value)
