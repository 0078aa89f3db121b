"""What several changes in a row come to: one change, from before the first to after the last."""

from collections.abc import Iterable, Sequence

from lifesigns.models.contribution_kind.records import FileEdit


def net_edits(steps: Iterable[Sequence[FileEdit]]) -> tuple[FileEdit, ...]:
    """Return the files that differ after all steps, by path; `steps` come oldest first.

    Files are followed through renames; what a later step undoes is gone. A file that something
    else changed between two steps, such as a merge, stands once for each stretch of them. The lines
    of what several steps made are not known (None): they have to be counted between its contents.
    """
    found: list[FileEdit | None] = []
    standing: dict[str, int] = {}
    for step in steps:
        # All are looked up before any is put down: one step may swap two names.
        places = [standing.get(_from(edit)) for edit in step]
        for edit in step:
            standing.pop(_from(edit), None)
        for edit, at in zip(step, places, strict=True):
            before = None if at is None else found[at]
            if at is None or before is None or before.new_blob != edit.old_blob:
                standing[edit.path] = len(found)
                found.append(edit)
            else:
                standing[edit.path] = at
                found[at] = _joined(before, edit)
    return tuple(sorted(filter(None, found), key=lambda edit: edit.path))


def _from(edit: FileEdit) -> str:
    """Return the path that an edit goes on from; a copy begins anew."""
    return edit.old_path or edit.path if edit.status == "R" else edit.path


def _joined(first: FileEdit, last: FileEdit) -> FileEdit | None:
    """Return two edits of one file as one; None where the second undoes the first."""
    old, new = first.old_blob, last.new_blob
    is_fresh = old is None or first.status == "C"
    origin = first.old_path or first.path
    if new is None and is_fresh:
        return None
    if new is None:
        return _edit(last, origin, "D", old, None)
    if is_fresh:
        return _edit(last, last.path, first.status, old, new, first.old_path)
    if origin != last.path:
        return _edit(last, last.path, "R", old, new, origin)
    return None if old == new else _edit(last, origin, "M", old, new)


def _edit(
    last: FileEdit,
    path: str,
    status: str,
    old: str | None,
    new: str | None,
    origin: str | None = None,
) -> FileEdit:
    if last.is_submodule:
        added, deleted = int(new is not None), int(old is not None)
        return FileEdit(path, status, added, deleted, origin, old, new, is_submodule=True)
    if old == new:
        return FileEdit(path, status, 0, 0, origin, old, new)
    return FileEdit(path, status, None, None, origin, old, new)
