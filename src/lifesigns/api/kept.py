"""A report asked for again: kept while neither the evidence nor the program has changed.

Windows end where the evidence ends, so a clone that met its original once gives the same
answers until it meets it again. Only the age of that evidence goes on counting, in days.
"""

import contextlib
import hashlib
import io
import os
import pickle
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from enum import Enum
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import lifesigns
from lifesigns.api.catalogue import Entry
from lifesigns.api.project import Project
from lifesigns.api.standpoint import end_of_evidence
from lifesigns.kernel.answer import PulseResult, Report

_AT_MOST = 8
_MOST_PERIODS = 8
_DIGEST_SIZE = hashlib.sha256().digest_size
# All that reading a damaged pickle can raise.
_UNREADABLE = (
    pickle.UnpicklingError,
    ArithmeticError,
    AttributeError,
    EOFError,
    ImportError,
    LookupError,
    MemoryError,
    TypeError,
    ValueError,
)
_PLAIN = {("datetime", kind.__name__): kind for kind in (date, datetime, timedelta, timezone)}


@dataclass(frozen=True, slots=True)
class Kept:
    """A report, the definitions of what it shows, and when it holds.

    `newest_at` is the date of the newest commit held (None without commits): before that
    moment the project looked different. `pulses` has the Pulse of each period asked for;
    nothing else in a report hangs on the period.
    """

    report: Report
    definitions: Mapping[str, Entry]
    newest_at: datetime | None
    pulses: Mapping[str, PulseResult]


def find(project: Project) -> Kept | None:
    """Return the report of an earlier run if it is still true, dated to this moment."""
    try:
        written = _path(project).read_bytes()
        digest, content = written[:_DIGEST_SIZE], written[_DIGEST_SIZE:]
        if hashlib.sha256(content).digest() != digest:
            return None
        kept = _Reader(io.BytesIO(content)).load()
    except (OSError, *_UNREADABLE):
        return None
    if not isinstance(kept, Kept) or not _holds(project, kept):
        return None
    subject = replace(kept.report.subject, as_of=project.as_of)
    return replace(kept, report=replace(kept.report, subject=subject))


def keep(project: Project, kept: Kept) -> None:
    """Write a report down, with the Pulse of the last eight periods, if it can be true again.

    A place that cannot be written costs the next run its time, no more.
    """
    if not _holds(project, kept):
        return
    kept = replace(kept, pulses=dict([*kept.pulses.items()][-_MOST_PERIODS:]))
    content = io.BytesIO()
    _Writer(content, protocol=pickle.HIGHEST_PROTOCOL).dump(kept)
    digest = hashlib.sha256(content.getbuffer()).digest()
    path = _path(project)
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    with contextlib.suppress(OSError):
        path.parent.mkdir(exist_ok=True)
        try:
            fresh.write_bytes(digest + content.getbuffer())
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)
        for old in sorted(path.parent.iterdir(), key=lambda one: one.stat().st_mtime)[:-_AT_MOST]:
            old.unlink()


def _holds(project: Project, kept: Kept) -> bool:
    before = kept.report.subject
    seen = end_of_evidence(project.repository.seen_until, kept.newest_at, project.clock)
    if seen is None or seen != before.seen_until or seen > min(project.as_of, before.as_of):
        return False
    if kept.newest_at is not None and kept.newest_at > min(project.as_of, before.as_of):
        return False
    same_day = project.as_of.date() == before.as_of.date()
    return same_day and (project.as_of - seen).days == (before.as_of - seen).days


def _path(project: Project) -> Path:
    store, repository = project.store, project.repository
    told = (
        _program(),
        sorted(store.manifest.parts.items()),
        (repository.name, repository.default_branch, repository.notes),
        project.anonymous,
        project.knows_branches,
    )
    digest = hashlib.sha256(repr(told).encode("utf-8", "surrogateescape")).hexdigest()
    return store.folder / "kept" / f"report-{digest[:32]}"


@cache
def _program() -> str:
    """Return a digest of the program as installed: its files with sizes and times."""
    root = Path(lifesigns.__file__).parent
    found = []
    for folder, _, names in os.walk(root):
        if not folder.endswith("__pycache__"):
            for name in names:
                stat = os.stat(os.path.join(folder, name))  # noqa: PTH116, PTH118 - 300 times
                found.append((folder[len(str(root)) :], name, stat.st_size, stat.st_mtime_ns))
    return hashlib.sha256(repr((lifesigns.__version__, sorted(found))).encode()).hexdigest()


class _Writer(pickle.Pickler):
    """Writes members of enumerations by value: some versions of Python write a call of getattr."""

    def reducer_override(self, obj: Any) -> Any:
        """Return how to make a member again; leave everything else as it is."""
        return (type(obj), (obj.value,)) if isinstance(obj, Enum) else NotImplemented


class _Reader(pickle.Unpickler):
    """Reads records of ours and plain dates, and refuses whatever else a file may name."""

    def find_class(self, module: str, name: str) -> Any:
        """Return the class named, if it is one that a report is made of."""
        if (module, name) in _PLAIN:
            return _PLAIN[module, name]
        found = getattr(import_module(module), name) if _is_ours(module) else None
        if not isinstance(found, type):
            raise pickle.UnpicklingError(f"{module}.{name} is no part of a report")
        return found


def _is_ours(module: str) -> bool:
    return module == __name__ or module.startswith("lifesigns.kernel.")
