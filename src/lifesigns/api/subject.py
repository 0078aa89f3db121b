"""What a project is called and what of it was seen."""

from datetime import UTC
from typing import TYPE_CHECKING

from lifesigns.kernel.answer import Subject

if TYPE_CHECKING:
    from lifesigns.api.project import Project

_COUNTS_SQL = """
SELECT min(c.at) FILTER (is_default), count(*), count(*) FILTER (is_default),
       count(DISTINCT person) FILTER (kind = 'person'),
       count(DISTINCT person) FILTER (kind <> 'person')
FROM held.commits AS c
"""


def subject_of(project: "Project") -> Subject:
    """Return the project's name with its source, and the extent of what was read."""
    first, commits, landed, people, automation = project.session.rows(_COUNTS_SQL)[0]
    repository = project.repository
    naming = repository.naming((paper.path, paper.text) for paper in project.documents)
    return Subject(
        name=naming.name,
        origin=repository.origin,
        default_branch=repository.default_branch or "",
        as_of=project.as_of,
        seen_until=project.seen_until,
        first_at=first.replace(tzinfo=UTC) if first else None,
        n_commits=commits,
        n_commits_default=landed,
        n_people=people,
        n_automation=automation,
        notes=tuple(repository.notes),
        named_by=naming.source,
    )
