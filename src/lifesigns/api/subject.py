"""What a project is called and what of it was seen."""

from collections.abc import Iterable
from datetime import UTC, datetime

from lifesigns.engine.local import Session
from lifesigns.kernel.answer import Subject
from lifesigns.kernel.findings import Document
from lifesigns.sources.git import Repository

_COUNTS_SQL = """
SELECT (SELECT count(*) FROM held.change_requests WHERE has_head), min(c.at) FILTER (is_default), count(*), count(*) FILTER (is_default),
       count(DISTINCT person) FILTER (kind = 'person'),
       count(DISTINCT person) FILTER (kind <> 'person')
FROM held.commits AS c
"""
_RELEASED_SQL = "SELECT min(r.at) FROM held.releases AS r"

_NO_HEADS = "No heads of change requests are in this copy."
_NO_HEADS_THEN = "No heads of change requests pushed by then are in this copy."


def subject_of(
    session: Session,
    repository: Repository,
    documents: Iterable[Document],
    as_of: datetime,
    seen: tuple[datetime | None, datetime | None],
    *,
    is_now: bool,
) -> Subject:
    """Return the project's name with its source, and the extent of what was read.

    `seen` says from when on history is whole (None: from its beginning), and until when.
    """
    heads, first, commits, landed, people, automation = session.rows(_COUNTS_SQL)[0]
    released = session.rows(_RELEASED_SQL)[0][0]
    naming = repository.naming((paper.path, paper.text or "") for paper in documents)
    return Subject(
        name=naming.name,
        origin=repository.origin,
        default_branch=repository.default_branch or "",
        as_of=as_of,
        seen_until=seen[1],
        first_at=first.replace(tzinfo=UTC) if first and seen[0] is None else None,
        n_commits=commits,
        n_commits_default=landed,
        n_people=people,
        n_automation=automation,
        notes=(*repository.notes, *(() if heads else (_NO_HEADS if is_now else _NO_HEADS_THEN,))),
        named_by=naming.source,
        seen_since=seen[0],
        released_since=released.replace(tzinfo=UTC) if released else None,
    )
