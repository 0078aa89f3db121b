"""Changes that came more than once: landed twice, or nearly alike from several people."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from lifesigns.api.change_requests import Request
from lifesigns.api.sizes import fingerprints
from lifesigns.engine.local import Session
from lifesigns.models.contribution_kind import Alike, Repeated, similar_groups
from lifesigns.sources.git import Repository

NEARLY_ALIKE = 0.9
_MOST_CANDIDATES = 1_000
_LEAST_LINES = 3

_LOOK_ALIKES = """
WITH shapes AS (
  SELECT f.commit_id, hash(list((f.path, f.additions, f.deletions) ORDER BY f.path)) AS shape,
         sum(f.additions + f.deletions) AS n_lines
  FROM held.file_changes AS f
  JOIN held.commits AS c USING (commit_id)
  WHERE c.is_default AND NOT c.is_merge
  GROUP BY f.commit_id
)
SELECT commit_id FROM (
  SELECT s.commit_id, c.at, c.landing_index, max(c.at) OVER (PARTITION BY s.shape) AS newest,
         count(*) OVER (PARTITION BY s.shape) AS n
  FROM shapes AS s JOIN held.commits AS c USING (commit_id)
  WHERE s.n_lines >= ?
)
WHERE n > 1 AND newest > ?
ORDER BY landing_index DESC, commit_id
LIMIT ?
"""

_DATED = """
SELECT c.commit_id, c.at FROM held.commits AS c
WHERE c.commit_id IN (SELECT unnest(?::VARCHAR[])) ORDER BY c.at, c.commit_id
"""


def landed_twice(session: Session, repository: Repository, since: datetime) -> tuple[Repeated, ...]:
    """Return the changes whose same patch landed more than once, the last time after `since`.

    Patch ids (`git patch-id --stable`) are computed only of landed commits that touch
    the same files by the same numbers of lines as another, three lines at least.
    """
    rows = session.rows(_LOOK_ALIKES, (_LEAST_LINES, since, _MOST_CANDIDATES))
    candidates = [commit for (commit,) in rows]
    commits_of: dict[str, list[str]] = defaultdict(list)
    for commit, patch in repository.patch_ids(candidates).items():
        commits_of[patch].append(commit)
    groups = [commits for commits in commits_of.values() if len(commits) > 1]
    named = [commit for commits in groups for commit in commits]
    at = dict(session.rows(_DATED, (named,)))
    found = []
    for commits in groups:
        ordered = sorted(commits, key=lambda commit: (at[commit], commit))
        if at[ordered[-1]] > since:
            found.append(Repeated(tuple(ordered)))
    return tuple(sorted(found, key=lambda one: (-one.n, one.commits)))


def repeating(session: Session, repeated: Sequence[Repeated]) -> list[str]:
    """Return the commits that land a patch again, of which an earlier landing stands.

    What was taken back in between is put in again, and no repeat.
    """
    gone = {commit for (commit,) in session.rows("SELECT t.commit_id FROM held.taken_back AS t")}
    found = []
    for one in repeated:
        stands = False
        for commit in one.commits:
            if stands:
                found.append(commit)
            stands = stands or commit not in gone
    return found


def nearly_alike(session: Session, requests: Sequence[Request]) -> tuple[Alike, ...]:
    """Return groups of change requests of several people that add nearly the same text.

    Groups by number of requests. It is evidence of copies, not of who copied whom or why. Requests
    alike in several of their commits are one group, and none lies within another.
    """
    number_of = {commit: one.number for one in requests for commit in one.commits}
    rows = session.rows(
        "SELECT c.commit_id, c.person FROM held.commits AS c "
        "WHERE c.kind = 'person' AND c.commit_id IN (SELECT unnest(?::VARCHAR[]))",
        (list(number_of),),
    )
    author = dict(rows)
    groups = similar_groups(fingerprints(session, list(author)), NEARLY_ALIKE)
    authors: dict[frozenset[int], set[str]] = defaultdict(set)
    for commits in groups:
        people = {author[commit] for commit in commits}
        numbers = frozenset(number_of[commit] for commit in commits)
        if len(people) > 1 and len(numbers) > 1:
            authors[numbers] |= people
    found = [
        Alike(tuple(sorted(numbers)), len(people))
        for numbers, people in authors.items()
        if not any(numbers < others for others in authors)
    ]
    return tuple(sorted(found, key=lambda one: (-len(one.numbers), one.numbers)))
