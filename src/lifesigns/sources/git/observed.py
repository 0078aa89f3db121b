"""Until when a clone has looked at its project: a stale clone is not a dead project."""

import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from lifesigns.sources.git.locate import Layout

# A reflog line: old id, new id, who, seconds, offset, tab, what was done.
_ENTRY = re.compile(rb"> (?P<seconds>\d{1,10}) [+-]\d{4}\t(?P<what>[^\n]*)")
_FROM_OUTSIDE = re.compile(rb"clone|fetch|pull|update by push")
_LOG_BYTES = 4 * 1024 * 1024
_MOST_LOGS = 2_000


@dataclass(frozen=True, slots=True)
class Observed:
    """The last moment at which the clone heard from its project, and how we know."""

    at: datetime
    how: str


def observed(layout: Layout) -> Observed | None:
    """Return the last fetch a clone records; None when it records none.

    Best is what git wrote down: the reflog of a clone, fetch or pull, and FETCH_HEAD.
    A bare snapshot without either shows at least when its refs were written;
    the older of two files is taken, because housekeeping rewrites one of them.
    """
    told = [*_reflogs(layout), *_fetch_head(layout)]
    if told:
        return max(told, key=lambda one: one.at)
    if layout.work_tree is not None:
        return None
    stamps = [_stamp(layout.common_dir / name) for name in ("HEAD", "packed-refs")]
    known = [stamp for stamp in stamps if stamp is not None]
    return Observed(min(known), "the time its refs were written") if known else None


def _fetch_head(layout: Layout) -> list[Observed]:
    stamp = _stamp(layout.git_dir / "FETCH_HEAD")
    return [Observed(stamp, "its last fetch")] if stamp else []


def _reflogs(layout: Layout) -> list[Observed]:
    found = []
    for path in _logs(layout.common_dir / "logs"):
        for entry in _ENTRY.finditer(_tail(path)):
            if _FROM_OUTSIDE.match(entry["what"]):
                moment = datetime.fromtimestamp(int(entry["seconds"]), UTC)
                found.append(Observed(moment, "its record of clones, fetches and pulls"))
    return found


def _logs(folder: Path) -> list[Path]:
    paths = [folder / "HEAD"]
    for place, _, names in os.walk(folder / "refs" / "remotes"):
        paths.extend(Path(place) / name for name in names)
        if len(paths) > _MOST_LOGS:
            break
    return paths[:_MOST_LOGS]


def _tail(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            file.seek(max(0, os.fstat(file.fileno()).st_size - _LOG_BYTES))
            return file.read(_LOG_BYTES)
    except OSError:
        return b""


def _stamp(path: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC).replace(microsecond=0)
    except OSError:
        return None
