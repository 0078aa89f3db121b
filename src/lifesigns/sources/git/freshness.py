"""Until when a copy of a repository was kept up with the original."""

import re
from pathlib import Path

from lifesigns.sources.git.locate import Layout
from lifesigns.sources.git.text import seconds

_TAIL = 1 << 16
_MOST_LOGS = 500
_CAME_FROM_OUTSIDE = re.compile(rb"> (\d{1,11}) [+-]\d{4}\t(?:clone|fetch|pull|remote)\b")


def last_contact(layout: Layout) -> tuple[int | None, str]:
    """Return (epoch seconds, how we know) of the last time the copy met its original.

    Read from the reflogs and from the time of FETCH_HEAD; None when neither tells.
    """
    fetched = [_modified(folder / "FETCH_HEAD") for folder in {layout.git_dir, layout.common_dir}]
    logs = [layout.git_dir / "logs" / "HEAD"]
    remotes = layout.common_dir / "logs" / "refs" / "remotes"
    if remotes.is_dir():
        logs += [path for path, _ in zip(remotes.rglob("*"), range(_MOST_LOGS), strict=False)]
    times = [(t, "the last fetch") for t in fetched if t]
    times += [(t, "the reflog") for log in logs if (t := _last_contact(log))]
    return max(times) if times else _written(layout)


def _written(layout: Layout) -> tuple[int | None, str]:
    """A bare copy without logs shows at least when its refs were written.

    The older of two files counts, because housekeeping rewrites one of them.
    """
    if layout.work_tree is None:
        stamps = [_modified(layout.common_dir / name) for name in ("HEAD", "packed-refs")]
        known = [stamp for stamp in stamps if stamp]
        if known:
            return min(known), "the writing of its refs"
    return None, "the newest commit"


def _modified(path: Path) -> int | None:
    try:
        return int(path.stat().st_mtime)
    except OSError:
        return None


def _last_contact(log: Path) -> int | None:
    try:
        if not log.is_file():
            return None
        with log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - _TAIL))
            found = _CAME_FROM_OUTSIDE.findall(file.read(_TAIL))
    except OSError:
        return None
    return max((t for raw in found if (t := seconds(raw))), default=None)
