"""Put together what is known of the substance of a project's work."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from lifesigns.api.change_requests import RequestKind, change_requests, kinds_of_requests
from lifesigns.api.kinds import read_landed, read_named
from lifesigns.api.repeats import landed_twice, nearly_alike, reverted
from lifesigns.api.sizes import measure
from lifesigns.engine.local import Session
from lifesigns.models.contribution_kind import (
    ContributionKind,
    Group,
    KindCount,
    RequestCount,
    Size,
    Substance,
)
from lifesigns.sources.git import Repository
from lifesigns.tables.store import Store

_YEAR = timedelta(days=365)

_LANDED = """
CREATE OR REPLACE TABLE held.landed_kinds AS
SELECT c.commit_id, c.at, c.person, coalesce(c.organisation, '') AS organisation,
       strftime(c.at, '%Y-%m') AS month, strftime(c.at, '%Y') AS year, k.main, c.at > ? AND c.at <= ? AS is_last_year
FROM held.commits AS c
LEFT JOIN held.kinds AS k USING (commit_id)
WHERE c.is_default AND NOT c.is_merge AND c.kind = 'person' AND c.at IS NOT NULL
"""

_COUNTED = """
SELECT {key}, main, count(*) FROM held.landed_kinds
WHERE main IS NOT NULL AND {where} GROUP BY ALL ORDER BY 1, 3 DESC, 2
"""

_GROUPS = """
SELECT {key}, count(DISTINCT person), count(*), count(main) FROM held.landed_kinds
WHERE {where} GROUP BY ALL HAVING count(main) > 0 ORDER BY {order}
"""

_OF_YEAR = """
SELECT k.commit_id FROM held.landed_kinds AS k
WHERE k.is_last_year ORDER BY k.at DESC, k.commit_id
"""

_SIZE = """
SELECT count(*), sum(c.additions)::BIGINT, sum(c.deletions)::BIGINT, sum(s.additions)::BIGINT,
       sum(s.deletions)::BIGINT, sum(s.moved)::BIGINT, sum(s.generated)::BIGINT,
       sum(s.n_files)::BIGINT, sum(s.n_measured)::BIGINT
FROM held.landed_kinds AS k
JOIN held.sizes AS s USING (commit_id)
JOIN held.commits AS c USING (commit_id)
WHERE k.is_last_year
"""


def substance(
    session: Session, store: Store, repository: Repository, until: datetime
) -> Substance | None:
    """Return what the last year's work changed; commits not read before are read now.

    None where nothing landed in the year. Earlier years are as far known as they were
    read before (`lifesigns collect --kinds` reads them all).
    """
    end = until.replace(tzinfo=None)
    since = end - _YEAR
    read_landed(session, store, repository, since, end)
    requests = change_requests(session, since, end)
    named = {commit for request in requests for commit in request.commits}
    read_named(session, store, repository, named)
    session.execute(_LANDED, (since, end))
    n_commits, n_read = session.rows(
        "SELECT count(*), count(main) FROM held.landed_kinds WHERE is_last_year"
    )[0]
    if not n_commits:
        return None
    landed = [row[0] for row in session.rows(_OF_YEAR)]
    measure(session, store, repository, list(dict.fromkeys((*landed, *sorted(named)))))
    counted = _requests(kinds_of_requests(session, requests))
    most = "3 DESC, 1"
    return Substance(
        n_commits=n_commits,
        n_read=n_read,
        commits=_counts(session, "''", "is_last_year"),
        months=_groups(session, "month", "is_last_year", "1"),
        by_month=_counts(session, "month", "is_last_year"),
        years=_groups(session, "year", "true", "1"),
        by_year=_counts(session, "year", "true"),
        people=_groups(session, "person", "is_last_year", most),
        by_person=_counts(session, "person", "is_last_year"),
        organisations=_groups(session, "organisation", "is_last_year", most),
        by_organisation=_counts(session, "organisation", "is_last_year"),
        requests=counted,
        n_requests_unknown=sum(one.n for one in counted if one.kind is ContributionKind.UNKNOWN),
        size=_size(session),
        reverted=tuple(
            KindCount("", ContributionKind(main), n)
            for main, n in sorted(reverted(session).items())
        ),
        repeated=landed_twice(session, repository, since),
        alike=nearly_alike(session, requests),
    )


def _size(session: Session) -> Size | None:
    row = session.rows(_SIZE)[0]
    return Size(*row) if row[0] else None


def _counts(session: Session, key: str, where: str) -> tuple[KindCount, ...]:
    rows = session.rows(_COUNTED.format(key=key, where=where))
    return tuple(KindCount(group, ContributionKind(main), n) for group, main, n in rows)


def _groups(session: Session, key: str, where: str, order: str) -> tuple[Group, ...]:
    return tuple(
        Group(*row) for row in session.rows(_GROUPS.format(key=key, where=where, order=order))
    )


def _requests(found: Sequence[RequestKind]) -> tuple[RequestCount, ...]:
    counted = Counter((one.main, one.request.outcome) for one in found)
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return tuple(RequestCount(kind, outcome, n) for (kind, outcome), n in ordered)
