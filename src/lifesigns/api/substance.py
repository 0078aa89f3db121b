"""Put together what is known of the substance of a project's work."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from lifesigns.api.change_requests import Request, change_requests
from lifesigns.api.kinds import UNREAD, read_landed
from lifesigns.api.repeats import nearly_alike, repeating
from lifesigns.api.request_kinds import RequestKind, kinds_of_requests, read_requests
from lifesigns.api.sizes import measure
from lifesigns.engine.local import Session
from lifesigns.models.contribution_kind import (
    ContributionKind,
    Group,
    KindCount,
    Repeated,
    RequestCount,
    Size,
    Substance,
)
from lifesigns.sources.git import Repository
from lifesigns.tables.readings import READINGS, fill
from lifesigns.tables.store import Store

_YEAR = timedelta(days=365)

_LANDED_SINCE = """
SELECT c.commit_id FROM held.commits AS c
WHERE c.is_default AND NOT c.is_merge AND c.kind = 'person' AND c.at > ? AND c.at <= ?
ORDER BY c.at DESC, c.commit_id
"""

_REPEATS = "CREATE OR REPLACE TABLE held.repeats AS SELECT unnest(?::VARCHAR[]) AS commit_id"

_READ = """
SELECT k.commit_id, CASE WHEN a.commit_id IS NULL THEN k.main ELSE 'duplicate' END AS main,
       s.additions, s.deletions, s.moved, s.generated, s.n_files, s.n_measured
FROM held.kinds AS k
LEFT JOIN held.sizes AS s USING (commit_id)
LEFT JOIN held.repeats AS a USING (commit_id)
"""

_LANDED = """
CREATE OR REPLACE TABLE held.landed_kinds AS
SELECT c.commit_id, c.at, c.person, coalesce(c.organisation, '') AS organisation,
       strftime(c.at, '%Y-%m') AS month, strftime(c.at, '%Y') AS year,
       c.at > ? AND c.at <= ? AS is_last_year, t.commit_id IS NOT NULL AS is_taken_back,
       r.main, coalesce(r.main <> ?, false) AS is_read, r.raw_additions, r.raw_deletions,
       r.additions, r.deletions, r.moved, r.generated, r.n_files, r.n_measured
FROM held.commits AS c
LEFT JOIN held.read_changes AS r USING (commit_id)
LEFT JOIN held.taken_back AS t USING (commit_id)
WHERE c.is_default AND NOT c.is_merge AND c.kind = 'person' AND c.at IS NOT NULL
"""

_COUNTED = """
SELECT {key}, main, count(*) FROM held.landed_kinds
WHERE is_read AND {where} GROUP BY ALL ORDER BY 1, 3 DESC, 2
"""

_GROUPS = """
SELECT {key}, count(DISTINCT person), count(*), count(*) FILTER (is_read),
       count(*) FILTER (is_read AND is_taken_back), count(additions),
       {sums}
FROM held.landed_kinds
WHERE {where} GROUP BY ALL HAVING count(main) > 0 ORDER BY {order}
"""
_LINES = (
    *("raw_additions", "raw_deletions", "additions", "deletions"),
    *("moved", "generated", "n_files", "n_measured"),
)
_SUMS = ", ".join(
    f"coalesce(sum({column}) FILTER (additions IS NOT NULL), 0)::BIGINT" for column in _LINES
)


def read_last_year(
    session: Session, store: Store, repository: Repository, until: datetime
) -> tuple[list[str], tuple[Request, ...]]:
    """Read the changes of the year before `until` that were not read before.

    Return the commits that people landed in it, newest first, and its change requests.
    """
    end = until.replace(tzinfo=None)
    since = end - _YEAR
    read_landed(session, store, repository, since, end)
    requests = change_requests(session, since, end)
    read_requests(session, store, repository, requests)
    named = {commit for request in requests for commit in request.commits}
    landed = [commit for (commit,) in session.rows(_LANDED_SINCE, (since, end))]
    measure(session, store, repository, list(dict.fromkeys((*landed, *sorted(named)))))
    return landed, requests


def substance(
    session: Session,
    store: Store,
    repository: Repository,
    until: datetime,
    repeated: tuple[Repeated, ...],
) -> Substance | None:
    """Return what the last year's work changed, given what landed in it more than once.

    Commits not read before are read now. None where nothing landed in the year. Earlier years are
    as far known as they were read before (`lifesigns collect --kinds` reads them all).
    """
    end = until.replace(tzinfo=None)
    since = end - _YEAR
    landed, requests = read_last_year(session, store, repository, until)
    session.execute(_REPEATS, (repeating(session, repeated),))
    fill(session, READINGS, _READ)
    if not landed:
        return None
    session.execute(_LANDED, (since, end, UNREAD))
    whole = _groups(session, "''", "is_last_year", "1")
    counted = _requests(kinds_of_requests(session, requests))
    most = "3 DESC, 1"
    return Substance(
        n_commits=len(landed),
        n_read=whole[0].n_read if whole else 0,
        commits=_counts(session, "''", "is_last_year"),
        months=_groups(session, "month", "is_last_year", "1"),
        by_month=_counts(session, "month", "is_last_year"),
        years=_groups(session, "year", "true", "1"),
        by_year=_counts(session, "year", "true"),
        people=_groups(session, "coalesce(person, '')", "is_last_year", most),
        by_person=_counts(session, "coalesce(person, '')", "is_last_year"),
        organisations=_groups(session, "organisation", "is_last_year", most),
        by_organisation=_counts(session, "organisation", "is_last_year"),
        requests=counted,
        n_requests_unknown=sum(one.n for one in counted if one.kind is ContributionKind.UNKNOWN),
        size=whole[0].size if whole else None,
        reverted=_counts(session, "''", "is_last_year AND is_taken_back"),
        repeated=repeated,
        alike=nearly_alike(session, requests),
    )


def _counts(session: Session, key: str, where: str) -> tuple[KindCount, ...]:
    rows = session.rows(_COUNTED.format(key=key, where=where))
    return tuple(KindCount(group, ContributionKind(main), n) for group, main, n in rows)


def _groups(session: Session, key: str, where: str, order: str) -> tuple[Group, ...]:
    text = _GROUPS.format(key=key, where=where, order=order, sums=_SUMS)
    return tuple(
        Group(key, people, commits, read, back, Size(measured, *lines) if measured else None)
        for key, people, commits, read, back, measured, *lines in session.rows(text)
    )


def _requests(found: Sequence[RequestKind]) -> tuple[RequestCount, ...]:
    counted = Counter((one.main, one.request.outcome) for one in found)
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return tuple(RequestCount(kind, outcome, n) for (kind, outcome), n in ordered)
