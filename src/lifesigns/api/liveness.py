"""Feed the models of liveness from a project's views: its notices, landings, turns and people."""

from dataclasses import replace
from datetime import UTC, datetime

from lifesigns.api.standpoint import Standpoint
from lifesigns.models.change_points import ChangePoint, change_points
from lifesigns.models.declared_state import DeclaredState, declared_state, notices
from lifesigns.models.ending import Ending
from lifesigns.models.expectation import Expectations, expectations
from lifesigns.models.survival.outcomes import DAY, PART, YEAR
from lifesigns.models.survival.outlook import Outlook, outlook
from lifesigns.tables.known import on_branches_still_there

_SPEAKING = """
SELECT path, kind, text FROM held.documents
WHERE text IS NOT NULL AND (
  (kind = 'readme' AND (path NOT LIKE '%/%' OR path LIKE '.github/%'))
  OR (kind IN ('manifest', 'citation', 'other') AND path NOT LIKE '%/%')
)
ORDER BY kind <> 'readme', length(path), path
"""

_VERSIONS = """
SELECT c.commit_id, epoch(c.at)::BIGINT, f.new_blob, f.old_path
FROM raw.file_changes AS f JOIN held.commits AS c USING (commit_id)
WHERE f.path = ? AND c.is_default AND c.at IS NOT NULL AND f.status <> 'D'
ORDER BY c.landing_index DESC, c.committed_at DESC, c.commit_id
LIMIT 400
"""

_NOTICE = """
WITH notice AS (
  SELECT commit_id, landed_by, landing_index FROM held.commits WHERE commit_id = ?
), together AS (
  SELECT c.commit_id FROM held.commits AS c JOIN notice USING (landed_by)
  QUALIFY count(*) OVER () <= 10
), own AS (
  SELECT f.commit_id
  FROM held.file_changes AS f JOIN held.commits AS c USING (commit_id), notice
  WHERE c.is_default AND c.landing_index >= notice.landing_index
  GROUP BY f.commit_id HAVING bool_and(f.path = ?)
), work AS (
  SELECT commit_id FROM notice UNION SELECT commit_id FROM together UNION SELECT commit_id FROM own
), merges AS (
  SELECT landed_by AS commit_id FROM held.commits AS c LEFT JOIN work USING (commit_id)
  WHERE c.is_default AND NOT c.is_merge AND c.landed_by <> c.commit_id
  GROUP BY landed_by HAVING bool_and(work.commit_id IS NOT NULL)
)
SELECT commit_id FROM work UNION SELECT commit_id FROM merges
"""

_LANDINGS = """
SELECT epoch(c.at)::BIGINT FROM held.commits AS c
WHERE c.is_default AND c.kind = 'person' AND c.at IS NOT NULL
  AND NOT list_contains(?::VARCHAR[], c.commit_id)
ORDER BY 1
"""

_REQUESTS = """
WITH brought AS (
  SELECT *, epoch(last_pushed_at) AS pushed, NOT is_landed AND kind = 'person' AS waits
  FROM held.change_requests WHERE has_head
)
SELECT count(*),
       count(*) FILTER (waits AND pushed > $1::BIGINT),
       count(DISTINCT person) FILTER (waits AND pushed > $1::BIGINT),
       count(*) FILTER (kind = 'person' AND pushed BETWEEN $1::BIGINT - 31536000 AND $1::BIGINT)
FROM brought
"""

_ELSEWHERE = """
SELECT count(*), count(*) FILTER (epoch(c.committed_at) > $1::BIGINT) FROM raw.commits AS c
JOIN raw.identities AS i ON i.name = c.author_name AND i.email = c.author_email
LEFT JOIN held.commits AS h USING (commit_id)
WHERE list_contains($2::VARCHAR[], c.commit_id) AND h.is_default IS NOT TRUE
  AND c.n_parents < 2 AND c.committed_at > $3 AND c.committed_at <= $4
  AND i.kind = 'person' AND i.person IN (
    SELECT integrator FROM held.commits AS c
    WHERE is_default AND integrator_kind = 'person' AND epoch(c.at) > $1::BIGINT - 63072000
  )
"""

_LARGEST_TEXT = 400_000
_AT_ONCE = 16
_MOST_RENAMES = 4
_PEOPLE_SHOWN = 5


def declared(standpoint: Standpoint) -> DeclaredState | None:
    """Return what the project says of itself at the moment, since when, and what came after."""
    found = declared_state(standpoint.session.rows(_SPEAKING))
    if found is None or not found.state:
        return found
    dated = _dated(standpoint, found)
    if dated.said_at is None:
        return dated
    until = int(standpoint.until.timestamp())
    after = [at for at in landings(standpoint, dated) if dated.said_at < at <= until]
    months = {(until - at) // PART for at in after if until - at < YEAR}
    return replace(dated, landed_after=len(after), months_after=len(months))


def _dated(standpoint: Standpoint, found: DeclaredState) -> DeclaredState:
    """Go back through the versions of the file for as long as they say the same."""
    path: str | None = found.path
    kind = "readme" if found.path.lower().rpartition("/")[2].startswith("readme") else "manifest"
    for _ in range(_MOST_RENAMES):
        if path is None:
            break
        versions = standpoint.session.rows(_VERSIONS, (path,))
        for start in range(0, len(versions), _AT_ONCE):
            part = versions[start : start + _AT_ONCE]
            texts = _texts(standpoint, [blob for _, _, blob, _ in part if blob])
            for commit, at, blob, _ in part:
                text = texts.get(blob)
                if text is None or not _says(found.state, path, kind, text):
                    return found
                found = replace(found, said_at=at, commit=commit)
        path = versions[-1][3] if versions else None
    return found


def _texts(standpoint: Standpoint, blobs: list[str]) -> dict[str, str]:
    """Return the content of the blobs that can be read."""
    read = standpoint.repository.blobs(list(dict.fromkeys(blobs)), _LARGEST_TEXT)
    return {blob: raw.decode("utf-8", "replace") for blob, raw in read if raw is not None}


def _says(state: str, path: str, kind: str, text: str) -> bool:
    return any(notice.state == state for notice in notices(path, kind, text))


def landings(standpoint: Standpoint, notice: DeclaredState | None) -> list[int]:
    """Return when commits by people landed, in order, without those that only bring the notice."""
    left_out: list[str] = []
    if notice is not None and notice.commit:
        rows = standpoint.session.rows(_NOTICE, (notice.commit, notice.path))
        left_out = [commit for (commit,) in rows]
    return [at for (at,) in standpoint.session.rows(_LANDINGS, (left_out,))]


def survival(standpoint: Standpoint, landed: list[int]) -> Outlook:
    """Forecast from the landings; a notice of the end is no sign of life."""
    return outlook(
        landed,
        int(standpoint.as_of.timestamp()),
        int(standpoint.until.timestamp()),
    )


def ending(standpoint: Standpoint, landed: list[int]) -> Ending:
    """Return how the work stands at the end of the evidence."""
    session = standpoint.session
    releases = session.rows(
        "SELECT name, epoch(r.at)::BIGINT FROM held.releases AS r WHERE NOT is_prerelease "
        "AND r.at IS NOT NULL ORDER BY r.at DESC, name DESC LIMIT 1"
    )
    release, released_at = releases[0] if releases else ("", None)
    last = landed[-1] if landed else None
    seen, waiting, people, before = session.rows(
        _REQUESTS, (last if last is not None else 1 << 40,)
    )[0]
    year = int(standpoint.until.timestamp()) - YEAR
    beside, elsewhere = _elsewhere(standpoint, last, year) if last is not None else (0, 0)
    return Ending(
        last_landed=last,
        release=release,
        released_at=released_at,
        unreleased=sum(released_at is None or at > released_at for at in landed),
        heads_seen=seen,
        waiting=waiting,
        waiting_people=people,
        brought_before=before,
        beside=beside,
        elsewhere=elsewhere,
        is_released_since=released_at is not None
        and last is not None
        and released_at > max(year, last + DAY),
    )


def _elsewhere(standpoint: Standpoint, last: int, since: int) -> tuple[int, int]:
    """Count the maintainers' commits on other branches, and those of them after the last landing.

    Heads of change requests are none. As of an earlier day those of the branches that are still
    there.
    """
    start, until = datetime.fromtimestamp(since, UTC), standpoint.until
    if standpoint.knows_branches:
        commits = standpoint.repository.branch_commits(start, until)
    else:
        commits = on_branches_still_there(standpoint.session)
    span = (start.replace(tzinfo=None), until.replace(tzinfo=None))
    beside, elsewhere = standpoint.session.rows(_ELSEWHERE, (last, commits, *span))[0]
    return beside, elsewhere


def turns(standpoint: Standpoint) -> tuple[tuple[str, ChangePoint], ...]:
    """Return the changes of level of commits a month, each with the month it began (2024-03).

    Whole months only, at most the last ten years. A commit counts when it was made, so that years
    of work merged in one day are no rise; what claims to be older than the project is left out.
    """
    until = standpoint.until
    rows = standpoint.session.rows(
        "WITH worked AS (SELECT c.at, least(c.at, c.committed_at) AS made FROM held.commits AS c "
        "WHERE is_default AND NOT is_merge AND kind = 'person' AND c.at IS NOT NULL) "
        "SELECT year(made)::INT * 12 + month(made)::INT - 1 AS place, count(*) FROM worked "
        "WHERE made >= (SELECT date_trunc('month', min(worked.at)) FROM worked) GROUP BY 1"
    )
    last = until.year * 12 + until.month - 1
    counts = dict(rows)
    known = [place for place in counts if place < last]
    if not known:
        return ()
    first = max(min(known), last - 120)
    found = change_points([float(counts.get(place, 0)) for place in range(first, last)])
    return tuple((_month(first + turn.index), turn) for turn in found)


def expected(standpoint: Standpoint) -> Expectations:
    """Return who carried the last two years, and whether they and the releases are overdue."""
    until = int(standpoint.until.timestamp())
    people = standpoint.session.rows(
        "SELECT person, count(*) FILTER (NOT is_merge AND epoch(c.at) > $1 - 63072000) AS recent, "
        "list(epoch(c.at)::BIGINT) FROM held.commits AS c "
        "WHERE is_default AND kind = 'person' AND c.at IS NOT NULL AND epoch(c.at) <= $1 "
        f"GROUP BY person HAVING recent > 0 ORDER BY recent DESC, person LIMIT {_PEOPLE_SHOWN}",
        (until,),
    )
    releases = standpoint.session.rows(
        "SELECT epoch(r.at)::BIGINT FROM held.releases AS r WHERE NOT is_prerelease AND r.at IS NOT NULL"
    )
    as_of = int(standpoint.as_of.timestamp())
    return expectations(people, [at for (at,) in releases], as_of, until)


def _month(place: int) -> str:
    return f"{datetime(place // 12, place % 12 + 1, 1, tzinfo=UTC):%Y-%m}"
