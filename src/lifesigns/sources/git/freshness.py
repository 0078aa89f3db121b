"""Until when a copy of a repository was kept up with the original."""

import re
from pathlib import Path

from lifesigns.sources.git.copies import Descent
from lifesigns.sources.git.locate import Layout
from lifesigns.sources.git.text import seconds

_TAIL = 1 << 16
_MOST_LOGS = 500
_ONE_COPY = 600
"""Seconds that a copy may take from one file of a clone to another."""
_CAME_FROM_OUTSIDE = re.compile(rb"> (\d{1,11}) [+-]\d{4}\t(?:clone|fetch|pull|remote)\b")
_UNKNOWN: tuple[int | None, str] = (None, "the newest commit")


def last_contact(descent: Descent, logged: int | None) -> tuple[int | None, str]:
    """Return (epoch seconds, how we know) of the last time the copy met its original.

    A copy of a copy is as old as the oldest meeting on the way to the original. A work tree
    without a remote is taken for the original itself; a bare folder without one may be a snapshot.
    `logged` is what reflogs tell that are no files.
    """
    *nearer, last = descent.layouts
    is_original = descent.remote is not None and not descent.remote.address and last.work_tree
    first, *others = nearer if nearer and is_original else descent.layouts
    met = [_met(first, logged), *(_met(layout, None) for layout in others)]
    return min(met, key=lambda each: each[0] or 0)


def _met(layout: Layout, logged: int | None) -> tuple[int | None, str]:
    """Read from the reflogs and from the time of FETCH_HEAD when this copy met its remote."""
    logs = [layout.git_dir / "logs" / "HEAD"]
    remotes = layout.common_dir / "logs" / "refs" / "remotes"
    if remotes.is_dir():
        logs += [path for path, _ in zip(remotes.rglob("*"), range(_MOST_LOGS), strict=False)]
    logged = max((t for log in logs if (t := _last_contact(log))), default=logged)
    fetched = max(
        (t for f in {layout.git_dir, layout.common_dir} if (t := _modified(f / "FETCH_HEAD"))),
        default=None,
    )
    if logged and (fetched is None or fetched <= logged or _was_copied(layout, fetched)):
        return logged, "the reflog"
    return (fetched, "the last fetch") if fetched else _written(layout)


def _was_copied(layout: Layout, fetched: int) -> bool:
    """Whether FETCH_HEAD is as old as what is written once, when a clone is made.

    A copy (`cp -r`, an image, an archive) gives its own time to both.
    """
    made = [_modified(layout.common_dir / name) for name in ("description", "info/exclude")]
    return any(t is not None and abs(fetched - t) < _ONE_COPY for t in made)


def _written(layout: Layout) -> tuple[int | None, str]:
    """A bare copy without logs shows at least when its refs were written.

    The older of two files counts, because housekeeping rewrites one of them.
    """
    if layout.work_tree is None:
        stamps = [_modified(layout.common_dir / name) for name in ("HEAD", "packed-refs")]
        known = [stamp for stamp in stamps if stamp]
        if known:
            return min(known), "the writing of its refs"
    return _UNKNOWN


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
