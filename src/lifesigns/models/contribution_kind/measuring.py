"""The size of the real change: lines that are new or gone, and not moved, re-indented or generated."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain

from lifesigns.models.contribution_kind.comparing import plain
from lifesigns.models.contribution_kind.judging import (
    changed_lines,
    generated_mark,
    unreadable,
)
from lifesigns.models.contribution_kind.records import Change, FileEdit
from lifesigns.models.contribution_kind.regions import differing_region, lines_in
from lifesigns.tables.file_areas import Area, classify_path

Load = Callable[[str], bytes | None]

MOST_BYTES = 16_000_000
SHORTEST_MOVED = 4
_NO_LETTERS = bytes(byte for byte in range(128) if not chr(byte).isalnum())
_NOT_WRITTEN = frozenset((Area.GENERATED, Area.VENDORED))


@dataclass(frozen=True, slots=True)
class FileSize:
    """Lines that only the new and only the old version of one file has; None where unreadable."""

    path: str
    additions: int | None
    deletions: int | None


@dataclass(frozen=True, slots=True)
class RealSize:
    """Line counts of one change; all over the `n_measured` of its `n_files` that could be read.

    additions, deletions   lines that only one side has, blank ones left out
    moved                  lines taken from one place and put, re-indented or not, in another
    generated              lines in generated or vendored files (as git counts)
    per_file               the same before moves between files are taken out
    added                  the stripped lines that only the new side has, files in path order
    """

    additions: int
    deletions: int
    moved: int
    generated: int
    n_files: int
    n_measured: int
    per_file: tuple[FileSize, ...]
    added: tuple[bytes, ...]


@dataclass(slots=True)
class _Totals:
    gone: Counter[bytes]
    fresh: Counter[bytes]
    added: dict[str, list[bytes]]
    generated: int = 0
    n_measured: int = 0
    n_bytes: int = 0


def blobs_to_measure(change: Change) -> tuple[str, ...]:
    """Return the blob ids that `real_size` will ask for."""
    wanted: dict[str, None] = {}
    for edit in change.files:
        if not _is_counted_only(edit):
            wanted.update((blob, None) for blob in (edit.old_blob, edit.new_blob) if blob)
    return tuple(wanted)


def real_size(change: Change, load: Load) -> RealSize:
    """Measure a change. Unreadable files (missing, binary, larger than 1 MB) are not measured.

    A line counts as moved when it left one place and arrived in another of the
    same change; lines without four letters or digits (braces, blank ones) never do.
    """
    totals = _Totals(Counter(), Counter(), {})
    per_file = tuple(_measure(edit, load, totals) for edit in change.files)
    put = totals.fresh.get
    moved = sum(
        min(n, put(line, 0))
        for line, n in totals.gone.items()
        if line in totals.fresh and len(line[:80].translate(None, _NO_LETTERS)) >= SHORTEST_MOVED
    )
    return RealSize(
        additions=totals.fresh.total() - moved,
        deletions=totals.gone.total() - moved,
        moved=moved,
        generated=totals.generated,
        n_files=len(change.files),
        n_measured=totals.n_measured,
        per_file=per_file,
        added=tuple(chain.from_iterable(totals.added[path] for path in sorted(totals.added))),
    )


def _is_counted_only(edit: FileEdit) -> bool:
    return edit.is_binary or edit.is_submodule or classify_path(edit.path).area in _NOT_WRITTEN


def _measure(edit: FileEdit, load: Load, totals: _Totals) -> FileSize:
    if _is_counted_only(edit):
        totals.generated += edit.lines
        totals.n_measured += not edit.is_binary
        return FileSize(edit.path, None if edit.is_binary else 0, None if edit.is_binary else 0)
    sides = _sides(edit, load, totals)
    if sides is None:
        return FileSize(edit.path, None, None)
    totals.n_measured += 1
    if generated_mark(sides[1] or sides[0]):
        totals.generated += edit.lines
        return FileSize(edit.path, 0, 0)
    gone, fresh = _lines(*sides)
    totals.gone.update(gone)
    totals.fresh.update(fresh)
    totals.added[edit.path] = fresh
    return FileSize(edit.path, len(fresh), len(gone))


def _lines(old: bytes, new: bytes) -> tuple[list[bytes], list[bytes]]:
    if not old or not new:
        return [line for line in lines_in(old, 0, len(old)) if line], [
            line for line in lines_in(new, 0, len(new)) if line
        ]
    old, new = plain(old), plain(new)
    return changed_lines(old, new, differing_region(old, new))


def _sides(edit: FileEdit, load: Load, totals: _Totals) -> tuple[bytes, bytes] | None:
    """Return both versions, b"" for the side that does not exist; None if one is unreadable."""
    sides = []
    for blob, exists in (
        (edit.old_blob, edit.status != "A"),
        (edit.new_blob, edit.status != "D"),
    ):
        data = (load(blob) if blob else None) if exists else b""
        if data is None or unreadable(data):
            return None
        totals.n_bytes += len(data)
        sides.append(data)
    if totals.n_bytes > MOST_BYTES:
        return None
    return sides[0], sides[1]
