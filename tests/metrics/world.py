"""A little project made of compact rows, loaded the way a real one is.

A world is a mapping as written in the case files:

commits    list of {id, at, by, person, committer, email, offset, authored, committed, landed,
           merge, parents, subject, signed, lines, binary, unknown, files, trailers, main, real,
           aged, times, every}.
           `at` is the landing; `by` names the merge that brought the commit in (then `at` is that
           merge's). `lines` is [added, removed], null when they were not read. `files` maps paths
           to [added, removed], "binary" or "unknown"; a list of paths means one line each.
           `trailers` are "key: person"; "key: =text" names nobody. `main` is the kind that a
           model read, `real` the lines it measured as [added, removed], `aged` what became of the
           lines of a landing in a year as [added, alive, lost]; none of them by default. `times` repeats the row,
           `every` hours apart.
people     mapping of person to {kind, organisation, email}; whoever is not there is a person
           without organisation at PERSON@example.org.
branches   mapping of name to tip; `heads` of number to tip; `tags` of name to instant.
files      mapping of path to size (null when unknown), or a list of paths of 100 bytes.
documents  mapping of path to kind.
as_of      the moment; by default the end of the window.

A path lies in the area its beginning or ending says: tests/, docs/ or .md, LICENSE, else code.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from lifesigns.engine.local import Session
from lifesigns.engine.select import Binder
from lifesigns.kernel.batch import Batch
from lifesigns.kernel.scope import Scope
from lifesigns.kernel.shape import Row
from lifesigns.kernel.spec import Column, MetricSpec, TableSpec
from lifesigns.kernel.window import Window
from lifesigns.tables import views
from lifesigns.tables.readings import LINE_AGES, READINGS
from lifesigns.tables.schema import tables

SINCE, UNTIL = datetime(2025, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)
TIP = "tip"


def _table(table: str, /, **columns: str) -> TableSpec:
    return TableSpec(table, table, "", (), tuple(Column(n, t, "") for n, t in columns.items()))


_PEOPLE = _table("people", person="VARCHAR", name="VARCHAR", kind="VARCHAR")
_IDENTITIES = _table(
    "identities", name="VARCHAR", email="VARCHAR", person="VARCHAR", kind="VARCHAR"
)
_EMPLOYMENTS = _table(
    "employments", person="VARCHAR", organisation="VARCHAR", since="TIMESTAMP", until="TIMESTAMP"
)
_AREAS = _table("areas", path="VARCHAR", area="VARCHAR", language="VARCHAR", directory="VARCHAR")
_MOMENT = _table("moment", as_of="TIMESTAMP", tip="VARCHAR", knows_branches="BOOLEAN")
_BESIDE = _table("beside", commit_id="VARCHAR")
_READ = (READINGS, LINE_AGES)


def instant(value: Any) -> datetime:
    """Read a date or time as YAML gives it; naive, UTC."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001
    return datetime.fromisoformat(str(value)).replace(tzinfo=None)


@cache
def stage() -> tuple[Session, Binder]:
    """Return the one session that all worlds are played on; opening one for each is slow."""
    session = Session(threads=1)
    for schema in ("raw", "held"):
        session.execute(f"CREATE SCHEMA {schema}")
    made = (_PEOPLE, _IDENTITIES, _EMPLOYMENTS, _AREAS, _MOMENT, _BESIDE)
    for spec in (*tables().values(), *made, *_READ):
        session.load(f"raw.{spec.id}", Batch.from_rows(spec, ()))
    return session, Binder(session)


@cache
def _ordered_views() -> tuple[tuple[str, str], ...]:
    return tuple((name, views.definitions()[name]) for name in views.order())


def _load(session: Session, spec: TableSpec, rows: Sequence[Mapping[str, Any]]) -> None:
    name = f"raw.{spec.id}"
    if rows:
        values = [tuple(row.get(column) for column in spec.names) for row in rows]
        session.load(name, Batch.from_rows(spec, values))
    else:
        session.execute(f"TRUNCATE {name}")


def window_of(case: Mapping[str, Any]) -> Window:
    """Return the window of a case, by default the year 2025."""
    since, until = case.get("window", (SINCE, UNTIL))
    return Window(instant(since).replace(tzinfo=UTC), instant(until).replace(tzinfo=UTC))


@dataclass(slots=True)
class World:
    """The rows of every raw table, gathered from a case."""

    case: Mapping[str, Any]
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    emails: dict[tuple[str, str], None] = field(default_factory=dict)
    landing: dict[str, tuple[datetime, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Gather the rows."""
        self._read_commits()
        self._read_refs()
        self._read_tree()

    def fill(self, session: Session) -> None:
        """Put this world into the session in place of the one before, views included."""
        for spec in (*tables().values(), *_READ):
            _load(session, spec, self.rows.get(spec.id, []))
        self._load_people(session)
        self._load_areas(session)
        as_of = instant(self.case["as_of"]) if "as_of" in self.case else window_of(self.case).until
        moment = {"as_of": as_of.replace(tzinfo=None), "tip": TIP, "knows_branches": True}
        _load(session, _MOMENT, [moment])
        every = [{"commit_id": row["commit_id"]} for row in self.rows.get("commits", [])]
        _load(session, _BESIDE, every)
        for name, sql in _ordered_views():
            session.execute(f"CREATE OR REPLACE TABLE held.{name} AS {sql}")

    def _add(self, table: str, **values: Any) -> None:
        self.rows.setdefault(table, []).append(values)

    def _email(self, person: str) -> str:
        known = self.case.get("people", {}).get(person, {}) or {}
        return str(known.get("email", f"{person}@example.org"))

    def _identity(self, person: str, email: str | None = None) -> tuple[str, str]:
        found = (person, email or self._email(person))
        self.emails[found] = None
        return found

    def _commits(self) -> Iterator[tuple[str, dict[str, Any]]]:
        number = 0
        for given in self.case.get("commits", ()):
            for turn in range(given.get("times", 1)):
                number += 1
                commit = {"at": "2025-06-01", **given}
                shift = timedelta(hours=turn * given.get("every", 0))
                commit["at"] = instant(commit["at"]) + shift
                name = given.get("id", f"c{number}")
                yield f"{name}-{turn}" if turn else str(name), commit

    def _read_commits(self) -> None:
        commits = list(self._commits())
        straight = [(c["at"], key) for key, c in commits if c.get("landed", True) and "by" not in c]
        for index, (at, key) in enumerate(sorted(straight, key=lambda pair: pair[0])):
            self.landing[key] = (at, index)
        for key, commit in commits:
            self._read_commit(key, commit)

    def _read_commit(self, key: str, commit: Mapping[str, Any]) -> None:
        at = commit["at"]
        if "by" in commit:
            landed_at, index = self.landing[commit["by"]]
        else:
            landed_at, index = at, self.landing.get(key, (at, 0))[1]
        if commit.get("landed", True):
            self._add(
                "landings",
                commit_id=key,
                landed_at=landed_at,
                landing_index=index,
                landed_by=commit.get("by", key),
                is_first_parent="by" not in commit,
            )
        committed = instant(commit.get("committed", at))
        author = self._identity(str(commit.get("person", "ana")), commit.get("email"))
        committer = self._identity(str(commit.get("committer", author[0])))
        parents = commit.get("parents", ["p", "q"] if commit.get("merge") else ["p"])
        self._add(
            "commits",
            commit_id=key,
            parents=" ".join(parents),
            n_parents=len(parents),
            author_name=author[0],
            author_email=author[1],
            authored_at=instant(commit.get("authored", committed)),
            author_offset_minutes=commit.get("offset", 0),
            committer_name=committer[0],
            committer_email=committer[1],
            committed_at=committed,
            committer_offset_minutes=0,
            subject=commit.get("subject", "Change something"),
            body_length=0,
            is_signed=commit.get("signed", False),
        )
        if len(parents) < 2:
            self._read_diff(key, commit)
        self._read_contents(key, commit)
        for position, text in enumerate(commit.get("trailers", ())):
            token, _, value = text.partition(": ")
            name, email = (None, None) if value.startswith("=") else self._identity(value)
            self._add(
                "trailers",
                commit_id=key,
                position=position,
                key=token,
                value=value.removeprefix("="),
                name=name,
                email=email,
            )

    def _read_diff(self, key: str, commit: Mapping[str, Any]) -> None:
        given = commit.get("files", {})
        files = given if isinstance(given, Mapping) else {path: [1, 0] for path in given}
        for path, lines in files.items():
            known = isinstance(lines, Sequence) and not isinstance(lines, str)
            self._add(
                "file_changes",
                commit_id=key,
                path=path,
                status="M",
                additions=lines[0] if known else None,
                deletions=lines[1] if known else None,
                is_binary=lines == "binary",
                is_submodule=False,
                is_unknown=lines == "unknown",
            )
        counted = [lines for lines in files.values() if not isinstance(lines, str)]
        totals = [sum(lines[0] for lines in counted), sum(lines[1] for lines in counted)]
        lines = commit.get("lines", totals if files else [1, 0])
        if lines is None:
            return
        self._add(
            "diffs",
            commit_id=key,
            n_files=commit.get("n_files", max(len(files), 1)),
            additions=lines[0],
            deletions=lines[1],
            n_binary=commit.get("binary", sum(v == "binary" for v in files.values())),
            n_unknown=commit.get("unknown", sum(v == "unknown" for v in files.values())),
        )

    def _read_contents(self, key: str, commit: Mapping[str, Any]) -> None:
        if "main" in commit:
            added, gone = commit.get("real") or (None, None)
            self._add(
                "readings",
                commit_id=key,
                main=commit["main"],
                additions=added,
                deletions=gone,
                n_files=1,
                n_measured=int(added is not None),
            )
        if "aged" in commit:
            added, alive, lost = commit["aged"]
            self._add("line_ages", commit_id=key, n_added=added, n_alive=alive, n_lost=lost)

    def _read_refs(self) -> None:
        case = self.case
        for name, tip in case.get("branches", {}).items():
            self._add(
                "refs",
                ref_name=f"refs/heads/{name}",
                kind="branch",
                name=name,
                commit_id=tip,
                is_default=name == "main",
            )
        for number, tip in case.get("heads", {}).items():
            self._add(
                "refs",
                ref_name=f"refs/pull/{number}/head",
                kind="change_request_head",
                name=str(number),
                number=number,
                commit_id=tip,
            )
        for name, at in case.get("tags", {}).items():
            self._add(
                "refs",
                ref_name=f"refs/tags/{name}",
                kind="tag",
                name=name,
                commit_id=self.rows["commits"][0]["commit_id"],
                is_annotated=True,
                tagged_at=instant(at),
                tagger_name="ana",
                tagger_email="ana@example.org",
            )

    def _read_tree(self) -> None:
        given = self.case.get("files", {})
        files = given if isinstance(given, Mapping) else dict.fromkeys(given, 100)
        for path, size in files.items():
            self._add("files", tip=TIP, path=path, mode="file", size=size, blob_id="b")
        for path, kind in self.case.get("documents", {}).items():
            self._add("documents", tip=TIP, path=path, kind=kind, text="", is_truncated=False)

    def _load_people(self, session: Session) -> None:
        known = {person: given or {} for person, given in self.case.get("people", {}).items()}
        merged = self.case.get("same", {})
        identities = [
            {
                "name": name,
                "email": email,
                "person": merged.get(name, name),
                "kind": known.get(name, {}).get("kind", "person"),
            }
            for name, email in self.emails
        ]
        people = {row["person"]: {**row, "name": row["person"]} for row in reversed(identities)}
        _load(session, _IDENTITIES, identities)
        _load(session, _PEOPLE, list(people.values()))
        employed = {
            merged.get(name, name): given["organisation"]
            for name, given in known.items()
            if given.get("organisation")
        }
        always = {"since": instant("0001-01-01"), "until": instant("9999-01-01")}
        _load(
            session,
            _EMPLOYMENTS,
            [
                {"person": person, "organisation": name, **always}
                for person, name in employed.items()
            ],
        )

    def _load_areas(self, session: Session) -> None:
        changed = [row["path"] for row in self.rows.get("file_changes", [])]
        paths = dict.fromkeys([*changed, *(row["path"] for row in self.rows.get("files", []))])
        _load(session, _AREAS, [area_of(path) for path in paths])


def area_of(path: str) -> dict[str, str | None]:
    """Return area, language and directory of a path by the rule stated above."""
    directory, slash, _ = path.partition("/")
    if path.startswith("LICENSE"):
        area = "licence"
    elif path.startswith("docs/") or path.endswith(".md"):
        area = "documentation"
    else:
        area = "tests" if path.startswith("tests/") else "core_code"
    languages = {"py": "Python", "sh": "Shell", "md": "Markdown"}
    language = languages.get(path.rpartition(".")[2])
    top = directory if slash else "/"
    return {"path": path, "area": area, "language": language, "directory": top}


def play(world: Mapping[str, Any]) -> None:
    """Put a world on the stage."""
    session, _ = stage()
    session.execute("SET search_path = 'held'")
    World(world).fill(session)
    session.execute("SET search_path = 'run'")


def ask(world: Mapping[str, Any], spec: MetricSpec) -> tuple[Row, ...]:
    """Return a metric's rows in the world on the stage, over the window and scope it names."""
    _, binder = stage()
    scope = Scope(world.get("actors", spec.actors), world.get("by", ""))
    return binder.run(spec, window_of(world), scope)


def run(world: Mapping[str, Any], spec: MetricSpec) -> tuple[Row, ...]:
    """Put a world on the stage and return a metric's rows in it."""
    play(world)
    return ask(world, spec)
