"""Feed the models of carrying and recognition from a project's views."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np

from lifesigns.engine.local import Session
from lifesigns.kernel.shape import WITHHELD
from lifesigns.models.carriers import (
    Bearers,
    Orphaned,
    StandingFiles,
    Succession,
    Touches,
    TruckFactor,
    by_directory,
    follow_renames,
    orphaned_by_group,
    orphaned_by_person,
    source_authorship,
    succession,
    truck_factor,
)
from lifesigns.models.recognition import (
    Acts,
    Work,
    acts_of_mentoring,
    acts_of_releasing,
    acts_of_trailers,
    acts_of_work,
    holders_of_rights,
    join,
)

_CODES = """
CREATE TABLE IF NOT EXISTS held.codes AS
SELECT person, row_number() OVER (ORDER BY person) - 1 AS code
FROM (SELECT DISTINCT person FROM held.commits WHERE kind = 'person'
      UNION SELECT DISTINCT person FROM held.trailers WHERE kind = 'person')
"""

_CHANGES = """
SELECT f.path, f.old_path, f.status, coalesce(p.code, -1)::BIGINT AS person,
       dense_rank() OVER (ORDER BY c.landing_index, c.committed_at, c.commit_id) AS commit,
       epoch(c.at) / 86400 AS day
FROM held.file_changes AS f
JOIN held.commits AS c USING (commit_id)
LEFT JOIN held.codes AS p ON p.person = c.person
WHERE c.is_default AND c.at IS NOT NULL
ORDER BY commit, f.path
"""

_WORK = """
WITH done AS (
  SELECT DISTINCT p.code::BIGINT AS person, f.commit_id, c.landing_index, c.committed_at,
         epoch(c.at) / 86400 AS day, coalesce(f.area, 'unknown') AS area,
         coalesce(f.directory, '/') AS directory
  FROM held.file_changes AS f
  JOIN held.commits AS c USING (commit_id)
  JOIN held.codes AS p ON p.person = c.person
  WHERE c.is_default AND c.at IS NOT NULL
)
SELECT person, day, area, dense_rank() OVER (ORDER BY landing_index, committed_at, commit_id) AS commit,
       dense_rank() OVER (ORDER BY directory) - 1 AS directory
FROM done
ORDER BY commit, directory, area
"""

# Sign-offs are most trailers of some projects, and no act.
_TRAILERS = """
SELECT p.code::BIGINT AS person, coalesce(a.code, -1)::BIGINT AS author,
       dense_rank() OVER (ORDER BY t.commit_id) AS commit, epoch(t.at) / 86400 AS day, t.key
FROM held.trailers AS t
JOIN held.codes AS p ON p.person = t.person
LEFT JOIN held.codes AS a ON a.person = t.author_person
WHERE t.is_default AND t.at IS NOT NULL AND lower(t.key) <> 'signed-off-by'
"""

_RELEASES = """
SELECT p.code::BIGINT AS person, epoch(r.at) / 86400 AS day
FROM held.releases AS r JOIN held.codes AS p ON p.person = r.person
"""

_LANDINGS = """
SELECT a.code::BIGINT AS author, coalesce(b.code, -1)::BIGINT AS landed_by,
       epoch(c.at) / 86400 AS day,
       row_number() OVER (ORDER BY c.landing_index, c.committed_at, c.commit_id) AS commit
FROM held.commits AS c
JOIN held.codes AS a ON a.person = c.person
LEFT JOIN held.commits AS l ON l.commit_id = c.landed_by
LEFT JOIN held.codes AS b
  ON b.person = CASE WHEN l.is_merge THEN l.person ELSE c.committer_person END
WHERE c.is_default AND NOT c.is_merge AND c.at IS NOT NULL
"""


# Whom somebody worked for when their last commit landed.
_EMPLOYERS = """
SELECT p.code::BIGINT, c.organisation
FROM held.commits AS c JOIN held.codes AS p ON p.person = c.person
WHERE c.is_default AND c.at IS NOT NULL
QUALIFY row_number() OVER (
  PARTITION BY c.person ORDER BY c.landing_index DESC, c.committed_at DESC, c.commit_id DESC
) = 1
"""


@dataclass(frozen=True, slots=True)
class Leaving:
    """What an organisation would orphan by leaving, and how many authors of files are of it."""

    organisation: str
    n_people: int
    orphaned: Orphaned


@dataclass(frozen=True, slots=True)
class Carrying:
    """The truck factor with its range, and what losses would mean; people by person id.

    `by_directory` holds the truck factor of folders with enough source files, `leaving` what
    each known organisation would orphan, most first.
    """

    truck_factor: TruckFactor
    by_directory: dict[str, TruckFactor]
    orphaned: Orphaned | None
    leaving: tuple[Leaving, ...]
    succession: tuple[Succession, ...]
    people: tuple[str, ...]

    def person(self, code: int) -> str:
        """Return the person id of a code."""
        return self.people[code]


def carrying(session: Session, until: datetime) -> Carrying | None:
    """Return who carries the source files that stand at the moment; None when nothing landed."""
    people = people_of(session)
    found = session.columns(_CHANGES)
    texts = {name: found[name].tolist() for name in ("path", "old_path", "status")}
    changes = {name: np.ma.getdata(found[name]) for name in ("person", "commit", "day")}
    if not texts["path"]:
        return None
    followed = follow_renames(texts["path"], texts["old_path"], texts["status"])
    is_person = changes["person"] >= 0
    touches = Touches(
        changes["person"][is_person],
        followed.file[is_person],
        changes["commit"][is_person],
        changes["day"][is_person],
        followed.is_creation[is_person],
    )
    standing = session.rows(
        "SELECT path, coalesce(area, 'unknown') FROM held.files WHERE mode <> 'submodule' ORDER BY path"
    )
    files = StandingFiles(
        np.array([followed.file_at.get(path, -1) for path, _ in standing], dtype=np.int64),
        [path for path, _ in standing],
        [area for _, area in standing],
    )
    day = until.timestamp() / 86400
    factor = truck_factor(touches, files, day)
    if not factor.carriers:
        return Carrying(factor, {}, None, (), (), people)
    here, authors = source_authorship(touches, files, day)
    return Carrying(
        factor,
        by_directory(touches, files, day),
        orphaned_by_person(authors, factor.carriers[0].person),
        _leaving(session, authors, len(people)),
        succession(here, authors, factor.people[:5]),
        people,
    )


def _leaving(session: Session, authors: Bearers, n_people: int) -> tuple[Leaving, ...]:
    """Return what the organisations of those who wrote the standing files would orphan."""
    employed = {
        code: name for code, name in session.rows(_EMPLOYERS) if name not in (None, WITHHELD)
    }
    names = sorted(set(employed.values()))
    place = {name: at for at, name in enumerate(names)}
    group_of = np.full(n_people, -1, dtype=np.int64)
    for code, name in employed.items():
        group_of[code] = place[name]
    writers = np.bincount(group_of[np.unique(authors.person)] + 1, minlength=len(names) + 1)[1:]
    return tuple(
        Leaving(names[lost.who], int(writers[lost.who]), lost)
        for lost in orphaned_by_group(authors, group_of)
    )


@dataclass(frozen=True, slots=True)
class Contributing:
    """All acts of all people, their work by directory, and who is seen to land others' work."""

    acts: Acts
    work: Work
    holders: frozenset[int]
    people: tuple[str, ...]


def contributing(session: Session, until: datetime) -> Contributing:
    """Return the acts a clone shows: work by area, trailers, releases, help for newcomers."""
    people = people_of(session)
    work = {name: np.ma.getdata(column) for name, column in session.columns(_WORK).items()}
    trailers, releases = session.columns(_TRAILERS), session.columns(_RELEASES)
    landings = session.columns(_LANDINGS)
    helped = landings["landed_by"] >= 0
    acts = join(
        acts_of_work(work["person"], work["commit"], work["day"], list(work["area"])),
        acts_of_trailers(
            trailers["person"], trailers["author"], trailers["commit"], trailers["day"],
            list(trailers["key"]),
        ),
        acts_of_releasing(releases["person"], releases["day"]),
        acts_of_mentoring(
            landings["author"], landings["commit"], landings["day"],
            landings["commit"][helped], landings["landed_by"][helped],
        ),
    )  # fmt: skip
    holders = holders_of_rights(
        landings["author"], landings["landed_by"], landings["day"], until.timestamp() / 86400
    )
    done = Work(work["person"], work["commit"], work["day"], work["directory"])
    return Contributing(acts, done, holders, people)


def people_of(session: Session) -> tuple[str, ...]:
    """Give every person a number; return the person ids in their order."""
    session.execute(_CODES)
    return tuple(row[0] for row in session.rows("SELECT person FROM held.codes ORDER BY code"))
