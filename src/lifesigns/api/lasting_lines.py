"""How many of the lines added in the year before the last are still there a year later."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from lifesigns.engine.local import Session
from lifesigns.kernel.batch import Batch
from lifesigns.kernel.spec import Column, TableSpec
from lifesigns.models.line_survival import (
    VERSION,
    CommitStep,
    FileStep,
    Lines,
    LinesOf,
    LineSurvival,
    line_survival,
)
from lifesigns.sources.git import Repository
from lifesigns.tables.file_areas import RULES_VERSION, Area, classify_path
from lifesigns.tables.readings import LINE_AGES, fill
from lifesigns.tables.store import Store

MOST_COMMITS = 10_000
_DAYS = 365
_MOST_KEPT = 8
_NOT_FOLLOWED = frozenset((Area.GENERATED, Area.VENDORED, Area.ASSET, Area.DATA, Area.LICENCE))

_HELD = TableSpec(
    f"line_survival_{VERSION}_{RULES_VERSION}",  # rules say which files are followed
    "Survival of lines",
    "one history replayed up to one day",
    ("tip", "day"),
    (
        Column("tip", "VARCHAR", "the commit whose first-parent history was replayed"),
        Column("day", "VARCHAR", "the day it was replayed up to"),
        Column("ages", "VARCHAR", "lines of each commit as id:added:alive:lost"),
    ),
    replaced=True,
)

_CHAIN = """
SELECT c.commit_id, epoch(c.at) / 86400 AS day FROM held.commits AS c
WHERE c.is_first_parent AND c.at > ? AND c.at <= ? ORDER BY c.landing_index
LIMIT ?
"""

_GROUPS = """
WITH authors AS (
  SELECT {person_key} AS key, count(DISTINCT c.person) AS n_people
  FROM held.commits AS c
  WHERE c.is_default AND NOT c.is_merge AND c.kind = 'person' AND c.at > ? AND c.at <= ?
  GROUP BY ALL
), lines AS (
  SELECT {key} AS key, sum(n_added)::BIGINT AS n_added, sum(n_alive)::BIGINT AS n_alive,
         sum(n_lost)::BIGINT AS n_lost
  FROM held.aged_lines WHERE kind = 'person'
  GROUP BY ALL
)
SELECT key, coalesce(n_people, 0), n_added, n_alive, n_lost
FROM lines LEFT JOIN authors USING (key) ORDER BY {order}
"""


Age = tuple[str, int, int, int]
"""The id of a commit on the first-parent line, its added lines, those alive later, those lost."""


class Replay:
    """The replay of the lines that landed two years to one year before a moment.

    It runs on a thread of its own, as git has more to do in it than Python; made once for each
    tip and day, the last eight of which are kept.
    """

    def __init__(
        self, session: Session, store: Store, repository: Repository, tip: str, until: datetime
    ) -> None:
        """Begin it, if it was not made before."""
        self._session, self._store, self._progress = session, store, repository.progress
        self._tip, self._day = tip, f"{until:%Y-%m-%d}"
        self._kept = session.rows(
            f"SELECT tip, day, ages FROM ({store.relation(_HELD)}) ORDER BY 2 DESC, 1"
        )
        known = [ages for tip, day, ages in self._kept if (tip, day) == (self._tip, self._day)]
        self._known = [_read(one) for one in known[0].split()] if known else None
        if not known:
            since = until - timedelta(days=2 * _DAYS)
            rows = session.rows(_CHAIN, (since, until, MOST_COMMITS + 1))
            thread = ThreadPoolExecutor(1)
            self._made = thread.submit(_replayed, repository, rows, until)
            thread.shutdown(wait=False)  # it ends with this piece of work

    def ages(self) -> list[Age] | None:
        """Wait for it, keep it and return it; None where there is too much to replay."""
        if self._known is not None:
            return self._known
        self._progress.start("Following lines", None)
        made = self._made.result()
        self._progress.finish()
        if made is not None:
            row = (self._tip, self._day, " ".join(":".join(map(str, one)) for one in made))
            with self._store.writing():
                batch = Batch.from_rows(_HELD, [row, *self._kept[: _MOST_KEPT - 1]])
                self._store.commit(self._session, [batch])
        self._known = made
        return made


def lasting_lines(session: Session, replay: Replay, until: datetime) -> LineSurvival | None:
    """Return the survival of the lines that landed two years to one year before `until`.

    What became of each landing's lines stands in `held.aged_lines` afterwards. None where more
    than 10,000 commits landed in the two years, or the lines are too many to hold.
    """
    ages = replay.ages()
    if ages is None:
        return None
    session.load("held.line_ages", Batch.from_rows(LINE_AGES, ages))
    fill(session, LINE_AGES, "SELECT * FROM held.line_ages")
    ((n_commits,),) = session.rows("SELECT count(*) FROM held.aged_lines WHERE kind = 'person'")
    months = _groups(session, until, "strftime({at}, '%Y-%m')", "1")
    most = "3 DESC, 1"
    return LineSurvival(
        n_commits,
        Lines(
            sum(one.lines.n_added for one in months),
            sum(one.lines.n_alive for one in months),
            sum(one.lines.n_lost for one in months),
        ),
        months,
        _groups(session, until, "coalesce(person, '')", most),
        _groups(session, until, "coalesce(organisation, '')", most),
    )


def _groups(session: Session, until: datetime, key: str, order: str) -> tuple[LinesOf, ...]:
    text = _GROUPS.format(
        key=key.format(at="added_at"), person_key=key.format(at="c.at"), order=order
    )
    born = until - timedelta(days=2 * _DAYS), until - timedelta(days=_DAYS)
    return tuple(LinesOf(key, n, Lines(*lines)) for key, n, *lines in session.rows(text, born))


def _replayed(
    repository: Repository, rows: list[tuple[str, float]], until: datetime
) -> list[Age] | None:
    """Return the ages of the lines of the commits in `rows`, (id, day) in the order they landed."""
    if len(rows) > MOST_COMMITS:
        return None
    end = until.replace(tzinfo=UTC).timestamp() / 86400
    steps = _steps(repository, dict(rows))
    found = line_survival(steps, end - 2 * _DAYS, end - _DAYS, float(_DAYS))
    if found is None:
        return None
    return [(rows[i][0], one.n_added, one.n_alive, one.n_lost) for i, one in found.items()]


def _read(text: str) -> Age:
    commit, added, alive, lost = text.split(":")
    return commit, int(added), int(alive), int(lost)


def _steps(repository: Repository, days: dict[str, float]) -> Iterator[CommitStep]:
    for commit, changes in repository.line_changes(days, _is_followed):
        files = None if changes is None else [
            FileStep(one.path, one.old_path, one.status, one.hunks) for one in changes
        ]  # fmt: skip
        yield CommitStep(days[commit], files)


def _is_followed(path: str) -> bool:
    return classify_path(path).area not in _NOT_FOLLOWED
