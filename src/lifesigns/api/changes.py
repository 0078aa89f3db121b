"""What commits changed, file by file with line counts and blobs, some commits at a time."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from lifesigns.engine.local import Session
from lifesigns.kernel.garbage import uncollected
from lifesigns.models.contribution_kind import Change, FileEdit

_COMMITS = """
CREATE OR REPLACE TEMP TABLE waiting_commits AS
SELECT row_number() OVER () - 1 AS place, w.commit_id, w.subject
FROM ({query}) AS w
"""

# Held once and in order: the tables of a whole history are read once and not for each part.
_FILES = """
CREATE OR REPLACE TEMP TABLE waiting_files AS
SELECT w.place, f.path, f.status, f.additions, f.deletions, f.old_path, f.old_blob, f.new_blob,
       coalesce(f.is_binary, false) AS is_binary, f.is_submodule
FROM raw.file_changes AS f JOIN waiting_commits AS w USING (commit_id)
ORDER BY w.place, f.path
"""

_PART = """
SELECT w.commit_id, w.subject, d.n_files IS NOT NULL AS is_compared
FROM waiting_commits AS w LEFT JOIN raw.diffs AS d USING (commit_id)
WHERE w.place >= ? AND w.place < ?
ORDER BY w.place
"""

_FILES_OF_PART = "SELECT * FROM waiting_files WHERE place >= ? AND place < ? ORDER BY place, path"


class Waiting:
    """Commits that wait to be read, in the order in which a query gives them.

    The query gives commit_id and subject. `n` is their number. One at a time in a session.
    """

    def __init__(self, session: Session, query: str, parameters: Sequence[Any] = ()) -> None:
        """Ask which commits wait, and hold their files in a table of the session."""
        self._session = session
        session.execute(_COMMITS.format(query=query), parameters)
        self.n: int = session.rows("SELECT count(*) FROM waiting_commits")[0][0]
        if self.n:
            session.execute(_FILES)

    def parts(self, size: int) -> Iterator[dict[str, Change | None]]:
        """Yield the changes by commit, at most `size` commits at a time.

        None where the trees could not be compared.
        """
        for start in range(0, self.n, size):
            with uncollected():
                part = self._part(start, start + size)
            yield part

    def _part(self, start: int, stop: int) -> dict[str, Change | None]:
        columns = self._session.columns(_FILES_OF_PART, (start, stop))
        places, *known = (column.tolist() for column in columns.values())
        # As `FileEdit._make` does, without a call for each of hundreds of thousands of rows.
        edits = tuple(map(partial(tuple.__new__, FileEdit), zip(*known, strict=True)))
        changes: dict[str, Change | None] = {}
        begin = 0
        commits = self._session.rows(_PART, (start, stop))
        for place, (commit, subject, is_compared) in enumerate(commits, start):
            end = bisect_right(places, place, begin)
            changes[commit] = Change(edits[begin:end], subject) if is_compared else None
            begin = end
        return changes
