"""What of each table was captured, as of the moment of a project."""

from datetime import datetime

from lifesigns.engine.local import Session
from lifesigns.kernel.answer import Coverage

_LEDGER = "SELECT source, table_id, aspect, captured, known, how FROM raw.coverage ORDER BY ALL"

_THEN = """
SELECT 'commits compared', count(*) FILTER (d.commit_id IS NOT NULL AND d.problem IS NULL), count(*)
FROM held.commits AS c LEFT JOIN raw.diffs AS d USING (commit_id)
WHERE NOT c.is_merge
UNION ALL
SELECT 'line counts', count(*) FILTER (NOT is_unknown), count(*) FROM held.file_changes
"""

READS = {
    "change_points": ("commits", "landings"),
    "contribution_kinds": ("commits", "file_changes"),
    "declared_state": ("commits", "documents"),
    "issue_quality": (),
    "licence": ("documents", "files"),
    "line_survival": ("commits", "file_changes"),
    "recognition_order": ("commits", "file_changes", "trailers"),
    "rhythm": ("commits", "landings", "refs"),
    "survival": ("commits", "landings"),
    "truck_factor": ("commits", "file_changes", "files"),
}
"""The collected tables that each model is fed from: what they lack its estimates lack, too."""


def coverage_of(session: Session, until: datetime, *, is_now: bool) -> tuple[Coverage, ...]:
    """Return the ledger, with the shares of what was known at the moment.

    Unless that `is_now`, what the copy lacks of later times takes nothing from them.
    """
    then = {} if is_now else {aspect: counts for aspect, *counts in session.rows(_THEN)}
    found = []
    for source, table, aspect, captured, known, how in session.rows(_LEDGER):
        n, of = (
            then.get(aspect, (captured, known)) if table == "file_changes" else (captured, known)
        )
        found.append(Coverage(source, table, n / of if of else None, until, f"{aspect}: {how}"))
    return tuple(found)
