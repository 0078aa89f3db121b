"""Make everything a metric may name, as of one moment: raw tables, people, areas, views."""

import calendar
import hashlib
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, time

from lifesigns.engine.local import Session
from lifesigns.kernel.batch import Batch
from lifesigns.kernel.spec import Column, TableSpec
from lifesigns.tables import readings, views
from lifesigns.tables.file_areas import RULES_VERSION, classify_path
from lifesigns.tables.known import load_beside
from lifesigns.tables.people import Identity, People, Together, keeping
from lifesigns.tables.people.affiliations import by_day
from lifesigns.tables.people.records import SQUASHED
from lifesigns.tables.schema import tables
from lifesigns.tables.store import Store

_MOMENT = TableSpec(
    "moment",
    "Moment",
    "the one moment of a run",
    ("as_of",),
    (
        Column("as_of", "TIMESTAMP", "UTC"),
        Column("tip", "VARCHAR", "commit at the tip then"),
        Column("knows_branches", "BOOLEAN", "the branches of the copy are those of then"),
    ),
)
_PEOPLE = TableSpec(
    "people",
    "People",
    "one person, bot or agent",
    ("person",),
    (
        Column("person", "VARCHAR", "stable id"),
        Column("name", "VARCHAR", "name to show"),
        Column("kind", "VARCHAR", "person, bot or agent"),
    ),
)
_IDENTITIES = TableSpec(
    "identities",
    "Identities",
    "one name and address",
    ("name", "email"),
    (
        Column("name", "VARCHAR", "as written"),
        Column("email", "VARCHAR", "as written"),
        Column("person", "VARCHAR", "who it is"),
        Column("kind", "VARCHAR", "person, bot or agent"),
    ),
)
_EMPLOYMENTS = TableSpec(
    "employments",
    "Employments",
    "one stretch of days of one person at one organisation; those of a person do not overlap",
    ("person", "since"),
    (
        Column("person", "VARCHAR", "who"),
        Column("organisation", "VARCHAR", "for whom"),
        Column("since", "TIMESTAMP", "UTC, included"),
        Column("until", "TIMESTAMP", "UTC, excluded"),
    ),
)
_AREAS = TableSpec(
    f"areas_{RULES_VERSION}",
    "Areas",
    "one path",
    ("path",),
    (
        Column("path", "VARCHAR", "full path"),
        Column("area", "VARCHAR", "core code, tests, documentation, ..."),
        Column("language", "VARCHAR", "programming language; null when none"),
        Column("directory", "VARCHAR", "top-level folder, or / for files at the root"),
    ),
)

_KEPT = TableSpec(
    "kept_people",
    "Kept people",
    "the last judgement of who is who",
    ("evidence",),
    (
        Column("evidence", "VARCHAR", "digest of all that was judged, and of the method"),
        Column("judgement", "VARCHAR", "people and identities as JSON"),
    ),
    replaced=True,
)

_KNOWN_SQL = """
CREATE OR REPLACE TEMP TABLE known AS
SELECT c.* FROM raw.commits AS c
LEFT JOIN raw.landings AS l USING (commit_id)
LEFT JOIN raw.beside AS b USING (commit_id)
CROSS JOIN raw.moment AS m
WHERE l.landed_at <= m.as_of OR b.commit_id IS NOT NULL AND c.committed_at <= m.as_of
"""

_IDENTITIES_SQL = """
WITH appearances AS (
  SELECT author_name AS name, author_email AS email, 'author' AS role, authored_at AS at,
         author_offset_minutes AS utc_offset, subject
  FROM known
  UNION ALL
  SELECT committer_name, committer_email, 'committer', committed_at, NULL, NULL FROM known
  UNION ALL
  SELECT t.name, t.email, replace(replace(t.key, '-by', '_by'), 'co-authored_by', 'co_author'),
         k.committed_at, NULL, NULL
  FROM raw.trailers AS t JOIN known AS k USING (commit_id)
  WHERE t.name IS NOT NULL AND t.email IS NOT NULL
), touched AS (
  SELECT author_name AS name, author_email AS email, path, min(authored_at) AS since
  FROM known JOIN raw.file_changes USING (commit_id)
  GROUP BY ALL
), first_touched AS (
  SELECT name, email, [x.path FOR x IN min(struct_pack(since, path), 12)] AS paths
  FROM touched GROUP BY ALL
)
SELECT name, email,
       count(*) FILTER (role = 'author') AS n_commits,
       min(a.at) AS first_at, max(a.at) AS last_at,
       histogram(utc_offset) AS offsets, histogram(role) AS roles,
       count(DISTINCT regexp_replace(subject, '[0-9a-f]{7,}|[0-9]+', '', 'g')) AS n_subjects,
       any_value(f.paths) AS first_paths
FROM appearances AS a LEFT JOIN first_touched AS f USING (name, email)
GROUP BY name, email
ORDER BY n_commits DESC, name, email
"""

_TOGETHER_SQL = """
WITH pairs AS (
  SELECT commit_id, author_name, author_email, committer_name AS name, committer_email AS email,
         'committer' AS role
  FROM known
  UNION ALL
  SELECT commit_id, author_name, author_email, t.name, t.email,
         replace(replace(t.key, '-by', '_by'), 'co-authored_by', 'co_author')
  FROM raw.trailers AS t JOIN known USING (commit_id)
)
SELECT author_name, author_email, name, email, role, count(*) AS n
FROM pairs
WHERE author_name IS NOT NULL AND author_email IS NOT NULL AND name IS NOT NULL AND email IS NOT NULL
  AND (name <> author_name OR email <> author_email)
GROUP BY ALL
ORDER BY ALL
"""

# A head that is itself on the default branch was not squashed, and one younger than what landed was
# pushed to afterwards. What a merge ended was brought up to date by whoever it was.
_SQUASHED_SQL = r"""
SELECT l.author_name, l.author_email, t.author_name, t.author_email, count(*) AS n
FROM raw.landings AS g
JOIN known AS l USING (commit_id)
JOIN raw.refs AS r
  ON r.kind = 'change_request_head'
 AND r.number = TRY_CAST(regexp_extract(l.subject, '\(#([0-9]{1,9})\)$', 1) AS BIGINT)
JOIN known AS t ON t.commit_id = r.commit_id
WHERE g.is_first_parent AND l.n_parents = 1 AND t.n_parents < 2
  AND t.committed_at <= l.committed_at
  AND t.commit_id NOT IN (SELECT commit_id FROM raw.landings)
GROUP BY ALL
ORDER BY ALL
"""

_PAPERS_SQL = """
SELECT d.kind, d.path, d.text FROM raw.documents AS d JOIN raw.moment AS m USING (tip)
WHERE d.text IS NOT NULL AND d.kind IN ('mailmap', 'people', 'affiliations', 'authors', 'maintainers')
ORDER BY length(d.path), d.path
"""


Judgement = tuple[keeping.Written, People]
"""Every identity as written, and who they are."""


def tip_at(session: Session, as_of: datetime) -> str | None:
    """Return the tip of the default branch: its last first-parent commit by committer date."""
    rows = session.rows(
        "SELECT c.commit_id FROM raw.landings AS l JOIN raw.commits AS c USING (commit_id) "
        "WHERE l.is_first_parent AND c.committed_at <= ? ORDER BY l.landing_index DESC LIMIT 1",
        (as_of.replace(tzinfo=None),),
    )
    return rows[0][0] if rows else None


def set_moment(
    session: Session, store: Store, as_of: datetime, *, knows_branches: bool
) -> str | None:
    """Mount the raw tables and set the moment; return the tip of the default branch then.

    `knows_branches` says that the branches of the copy are those of the moment.
    """
    store.mount(session, "raw")
    tip = tip_at(session, as_of)
    row = (int(as_of.timestamp()), tip, knows_branches)
    session.load("raw.moment", Batch.from_rows(_MOMENT, [row]))
    load_beside(session)
    return tip


def build(session: Session, store: Store, judgement: Judgement, *, is_early: bool = False) -> None:
    """Load the people, classify paths and fill every view into schema `held`.

    If it `is_early`, while files wait to be compared, only paths classified before have an area.
    """
    _load_people(session, *judgement)
    _mount_areas(session, store, learns=not is_early)
    readings.prepare(session)
    views.build(session, schema="held")


def _mount_areas(session: Session, store: Store, *, learns: bool) -> None:
    """Mount the areas of paths classified before; with `learns` classify and store the others."""
    session.execute(f"CREATE OR REPLACE VIEW raw.areas AS {store.relation(_AREAS)}")
    if not learns:
        return
    paths = session.rows(
        "SELECT path FROM (SELECT path FROM raw.file_changes UNION SELECT path FROM raw.files) "
        "ANTI JOIN raw.areas USING (path) ORDER BY path"
    )
    if not paths:
        return
    fresh = Batch.from_rows(_AREAS, _areas(path for (path,) in paths))
    store.add(session, [fresh])
    session.execute(f"CREATE OR REPLACE VIEW raw.areas AS {store.relation(_AREAS)}")


def _areas(paths: Iterable[str]) -> Iterable[tuple[str, str, str | None, str]]:
    for path in paths:
        found = classify_path(path)
        directory, slash, _ = path.partition("/")
        yield path, str(found.area), found.language, directory if slash else "/"


def judge_people(session: Session, store: Store) -> Judgement:
    """Judge who is who, or take the judgement of an earlier run over the same evidence."""
    tip, is_whole = session.rows(
        "SELECT tip, knows_branches AND coalesce(as_of >= (SELECT max(committed_at) FROM raw.commits), "
        "true) FROM raw.moment"
    )[0]
    if not is_whole:  # of what is held, some was not known then
        return _resolve_people(session)
    seen = [store.manifest.parts.get(table, ()) for table in sorted(tables())]
    evidence = hashlib.sha256(repr((keeping.method(), tip, seen)).encode()).hexdigest()
    kept = session.rows(
        f"SELECT judgement FROM ({store.relation(_KEPT)}) WHERE evidence = ?", (evidence,)
    )
    if kept:
        return keeping.load(kept[0][0])
    written, people = _resolve_people(session)
    if written:
        row = (evidence, keeping.dump(written, people))
        with store.writing():
            store.commit(session, [Batch.from_rows(_KEPT, [row])])
    return written, people


def _resolve_people(session: Session) -> Judgement:
    from lifesigns.tables.people.resolve import resolve  # slow to load; a kept judgement spares it

    session.execute(_KNOWN_SQL)
    identities = [
        Identity(
            number,
            *(name, email, n_commits),
            *(_epoch(first_at), _epoch(last_at)),
            offsets=offsets or {},
            roles=roles or {},
            n_subjects=n_subjects,
            first_paths=tuple(paths or ()),
        )
        for number, row in enumerate(session.rows(_IDENTITIES_SQL))
        for name, email, n_commits, first_at, last_at, offsets, roles, n_subjects, paths in (row,)
    ]
    number_of = {(one.name, one.email): one.identity_id for one in identities}
    together = [
        Together(number_of[author, author_email], number_of[other, email], role_b=role, n_commits=n)
        for author, author_email, other, email, role, n in session.rows(_TOGETHER_SQL)
    ]
    together += [
        Together(number_of[asker, address], number_of[author, email], role_b=SQUASHED, n_commits=n)
        for asker, address, author, email, n in session.rows(_SQUASHED_SQL)
    ]
    session.execute("DROP TABLE known")
    papers: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for kind, path, text in session.rows(_PAPERS_SQL):
        papers[kind].append((path, text))
    people = resolve(
        identities,
        together=together,
        mailmap=_first_text(papers["mailmap"]),
        people_file=_first_text(papers["people"]),
        affiliations=_first_text(papers["affiliations"]),
        documents=papers["authors"] + papers["maintainers"],
    )
    return [(one.name, one.email) for one in identities], people


def _first_text(papers: list[tuple[str, str]]) -> str | None:
    return papers[0][1] if papers else None


def _load_people(session: Session, written: keeping.Written, people: People) -> None:
    owner = {i: person for person in people.persons for i in person.identities}
    session.load(
        "raw.people",
        Batch.from_rows(_PEOPLE, [(p.person_id, p.name, str(p.kind)) for p in people.persons]),
    )
    session.load(
        "raw.identities",
        Batch.from_rows(
            _IDENTITIES,
            [
                (name, email, owner[i].person_id, str(owner[i].kind))
                for i, (name, email) in enumerate(written)
            ],
        ),
    )
    session.load(
        "raw.employments",
        Batch.from_rows(
            _EMPLOYMENTS,
            [
                (p.person_id, stint.organisation, _midnight(stint.from_on), _midnight(stint.to_on))
                for p in people.persons
                for stint in by_day(p.employers)
            ],
        ),
    )


def _midnight(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time())


def _epoch(moment: datetime | None) -> int | None:
    return None if moment is None else calendar.timegm(moment.replace(tzinfo=UTC).timetuple())
