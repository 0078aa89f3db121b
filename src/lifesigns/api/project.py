"""The front door: open a project at a moment, collect what can be collected, ask.

with open_project("path/to/clone", clock=now()) as project:
    print(project.ask("alive").sentence)
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from lifesigns.api import catalogue, loading
from lifesigns.api.collect import collect
from lifesigns.api.employers import withheld_organisations
from lifesigns.api.ledger import coverage_of
from lifesigns.api.results import HIDDEN, Results, without_few
from lifesigns.api.standpoint import Standpoint, end_of_evidence, knows_branches, newest_commit
from lifesigns.api.subject import subject_of
from lifesigns.engine.local import Session
from lifesigns.engine.select import Binder
from lifesigns.kernel.answer import Answer, Coverage, MetricResult, Subject
from lifesigns.kernel.errors import UsageError
from lifesigns.kernel.findings import Document, Findings
from lifesigns.kernel.scope import Actors, Scope
from lifesigns.kernel.spec import MetricSpec, Need, VerdictSpec
from lifesigns.kernel.window import Window
from lifesigns.sources.git import Progress, Repository, open_repository
from lifesigns.tables import moment
from lifesigns.tables.people import People
from lifesigns.tables.people.privacy import anonymise
from lifesigns.tables.store import Store, folder_name
from lifesigns.verdicts import thresholds

_Asked = tuple[str, Window, Scope]

READ_BY = {"read_changes": "contribution_kinds", "aged_lines": "line_survival"}
"""Tables that hold what models read in the contents of files, and which model does."""


def open_project(
    target: str,
    *,
    workspace: Path,
    clock: datetime,
    as_of: datetime | None = None,
    offline: bool = False,
    anonymous: bool = False,
    progress: Progress | None = None,
    early: Callable[["Project"], None] | None = None,
    whole: bool = False,
) -> "Project":
    """Open a target (path, URL or owner/name), bring the store up to date and stand at `as_of`.

    `clock` is the present; `as_of` defaults to it and may not lie after it. `early` gets
    the project as it is when its commits can be read and most files are still to be
    compared, if that is ever so; what it learns holds only while it runs, and nothing in it
    tells the areas of files. Who gives it means to ask for much: code is loaded meanwhile.
    `whole` reads also what no question looks at: the files that branches apart, such as
    published pages, changed.
    Raises UsageError, SourceError or DataError, each with advice.
    """
    if as_of is not None and as_of > clock:
        raise UsageError(f"{as_of:%Y-%m-%d} lies in the future.", "Choose a past moment.")
    repository = open_repository(target, workspace / "git", offline=offline, progress=progress)
    store = Store(
        workspace / "projects" / folder_name(repository.copy, repository.name),
        repository.origin,
        repository.name,
    )
    session = Session()

    def project(over: Session, *, is_early: bool = False) -> Project:
        stood_at = as_of or clock
        return Project(
            repository, store, over, clock, stood_at, anonymous=anonymous, is_early=is_early
        )

    def show() -> None:
        if early:
            with Session() as apart:
                early(project(apart, is_early=True))
            loading.load_rest()

    try:
        if early and not store.manifest.state:
            loading.load_first()
        collect(repository, store, session, progress, show, whole=whole)
        return project(session)
    except BaseException:
        session.close()
        raise


class Project:
    """A collected project as of one moment; everything it answers lies at or before it.

    The tables of the moment are made when something is first asked of them.
    """

    def __init__(
        self,
        repository: Repository,
        store: Store,
        session: Session,
        clock: datetime,
        as_of: datetime,
        *,
        anonymous: bool = False,
        is_early: bool = False,
    ) -> None:
        """Stand at the moment. Use `open_project`."""
        self.repository = repository
        self.store = store
        self.as_of = as_of
        self.anonymous = anonymous
        self._session = session
        self._is_early = is_early
        self.clock = clock
        self.knows_branches = knows_branches(as_of, clock)
        self._held: dict[_Asked, MetricResult] = {}

    @cached_property
    def _mounted(self) -> tuple[Session, str | None]:
        tip = self._set_moment()
        self._hold_snapshot(tip)
        return self._session, tip

    @property
    def tip(self) -> str | None:
        """The commit at the tip of the default branch then; None when there was none."""
        return self._mounted[1]

    @cached_property
    def judged(self) -> moment.Judgement:
        """Who was who; once judged, other processes over the same evidence know it too."""
        session, _ = self._mounted
        return moment.judge_people(session, self.store)

    @cached_property
    def session(self) -> Session:
        """The engine, with the tables of the moment in schema `held`."""
        moment.build(self._session, self.store, self.judged, is_early=self._is_early)
        return self._session

    @cached_property
    def people(self) -> People:
        """Who was who at the moment."""
        _, people = self.judged
        return anonymise(people, self.repository.origin) if self.anonymous else people

    @cached_property
    def _binder(self) -> Binder:
        return Binder(self.session)

    def __enter__(self) -> "Project":
        """Enter a with block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Release the memory and the looking glass."""
        self._session.close()
        self.repository.close()

    @cached_property
    def subject(self) -> Subject:
        """What the project is and what of it was seen."""
        return subject_of(
            self.session,
            self.repository,
            self.documents,
            self.as_of,
            (self.seen_since, self.seen_until),
            is_now=self.knows_branches,
        )

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Person id to the name that may be shown."""
        return {
            person.person_id: HIDDEN if person.is_hidden or person.is_opted_out else person.name
            for person in self.people.persons
        }

    @cached_property
    def sheets(self) -> Mapping[str, str]:
        """Person id to the id of the person's sheet; nobody who hides or opts out has one."""
        return {
            person.person_id: person.name if self.anonymous else person.person_id
            for person in self.people.persons
            if not (person.is_hidden or person.is_opted_out)
        }

    @cached_property
    def written_names(self) -> Mapping[str, tuple[str, ...]]:
        """Person id to every name the person was written with; nothing when anonymous."""
        if self.anonymous:
            return {}
        rows = self.session.rows(
            "SELECT person, list(DISTINCT name ORDER BY name) FROM raw.identities GROUP BY person"
        )
        return {person: tuple(names) for person, names in rows}

    @cached_property
    def merge_reasons(self) -> Mapping[str, tuple[str, ...]]:
        """Person id to the reasons for which its accounts are held to be one; for audit."""
        owner = self.people.person_of()
        reasons: dict[str, dict[str, None]] = {}
        for merge in self.people.merges:
            reasons.setdefault(owner[merge.identity_a], {})[merge.reason] = None
        return {person: tuple(given) for person, given in reasons.items()}

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """The texts in which the project speaks about itself, at the moment."""
        rows = self.session.rows("SELECT path, kind, text FROM held.documents ORDER BY path")
        return tuple(Document(*row) for row in rows)

    @cached_property
    def coverage(self) -> tuple[Coverage, ...]:
        """The ledger: what of each table was captured."""
        return coverage_of(self.session, self.until, is_now=self.knows_branches)

    @property
    def until(self) -> datetime:
        """Where windows end: the moment, or the end of the evidence when that is earlier."""
        return min(self.as_of, self.seen_until) if self.seen_until else self.as_of

    def metric(
        self,
        key: str,
        *,
        window: Window | None = None,
        by: str = "",
        actors: Actors | None = None,
        for_verdict: bool = False,
    ) -> MetricResult:
        """Return one metric over a window (default: the metric's own, ending at `until`).

        Only verdicts see keys of too few people apart. Raises UnknownIdError for an id
        nobody carries, UsageError for a slice it does not know.
        """
        spec = catalogue.metrics().get(key) or catalogue.find(key)
        if not isinstance(spec, MetricSpec):
            raise catalogue.unknown(key, tuple(catalogue.metrics()))
        span = window or Window.last(spec.window, self.until)
        asked = (spec.id, span, Scope(actors or spec.actors, by))
        if asked not in self._held:
            self._read_for([spec])
            self._held[asked] = self._results.of(
                spec, *asked[1:], self._binder.run(spec, *asked[1:])
            )
        found = self._held[asked]
        return without_few(found) if spec.few_together and not for_verdict else found

    def compute(self, needs: Iterable[Need], progress: Progress | None = None) -> None:
        """Compute many metrics at once, so that asking for them later costs nothing."""
        asked = set(map(self._asked, needs)) - self._held.keys()
        waiting = sorted(asked, key=lambda one: (str(one[1:]), one[0]))
        self._read_for(catalogue.metrics()[one[0]] for one in waiting)
        rows = self._binder.run_many(
            [(catalogue.metrics()[one[0]], *one[1:]) for one in waiting],
            progress.advance if progress else None,
        )
        for one, found in zip(waiting, rows, strict=True):
            self._held[one] = self._results.of(catalogue.metrics()[one[0]], *one[1:], found)

    def _read_for(self, specs: Iterable[MetricSpec]) -> None:
        """Let the models run that fill tables which these metrics name."""
        for table in sorted({table for spec in specs for table in spec.inputs} & READ_BY.keys()):
            self.model(READ_BY[table])

    def ask(self, key: str, given: Mapping[str, Any] = MappingProxyType({})) -> Answer:
        """Answer one of the ten questions. Raises UnknownIdError naming the nearest ones.

        `given` holds what models made of evidence from elsewhere, by model id.
        """
        spec = catalogue.verdict(key) or catalogue.find(key)
        if not isinstance(spec, VerdictSpec):
            raise catalogue.unknown(key, tuple(catalogue.verdicts()))
        found = catalogue.answerer(spec.id)(self._findings(spec, given))
        covered = (self._results.covered(one) for one in found.evidence)
        return replace(found, evidence=tuple(covered))

    def model(self, key: str) -> Any:
        """Return a model's estimate of this project; None when it cannot run here."""
        from lifesigns.api.estimates import estimate  # loads every model

        return estimate(key, self._standpoint)

    @cached_property
    def _standpoint(self) -> Standpoint:
        return Standpoint(
            session=self.session,
            repository=self.repository,
            store=self.store,
            as_of=self.as_of,
            seen_since=self.seen_since,
            seen_until=self.seen_until,
            tip=self.tip,
            people=self.people,
            knows_branches=self.knows_branches,
        )

    def _findings(self, spec: VerdictSpec, given: Mapping[str, Any]) -> Findings:
        results = {need: self._need(need) for need in spec.needs}
        estimated = {key: given.get(key) or self.model(key) for key in spec.models}
        return Findings(
            subject=self.subject,
            results=results,
            documents=self.documents,
            paths=self._paths,
            models={key: value for key, value in estimated.items() if value is not None},
            names=self.names,
            sheets=self.sheets,
            coverage=self.coverage,
            thresholds=thresholds(),
        )

    def _need(self, need: Need) -> MetricResult:
        key, window, scope = self._asked(need)
        return self.metric(key, window=window, by=scope.by, actors=scope.actors, for_verdict=True)

    def _asked(self, need: Need) -> _Asked:
        spec = catalogue.metrics()[need.metric]
        window = Window.last(need.window or spec.window, self.until)
        return need.metric, window, Scope(need.actors or spec.actors, need.by)

    @cached_property
    def _paths(self) -> tuple[str, ...]:
        return tuple(
            path for (path,) in self.session.rows("SELECT path FROM held.files ORDER BY 1")
        )

    @cached_property
    def _unread(self) -> tuple[datetime, ...]:
        rows = self.session.rows(
            "SELECT c.at FROM held.commits AS c "
            "WHERE c.is_default AND NOT c.is_merge AND c.additions IS NULL ORDER BY 1"
        )
        return tuple(at.replace(tzinfo=UTC) for (at,) in rows)

    @cached_property
    def _results(self) -> Results:
        return Results(
            first_at=self.subject.first_at or self.seen_since,
            seen_since=self.seen_since,
            seen_until=self.seen_until,
            until=self.until,
            unknown_branches=None if self.knows_branches else self.as_of,
            unread=self._unread,
            has_tree=bool(self._paths),
            names=self.names,
            anonymous=self.anonymous,
            withheld=withheld_organisations(self.people, anonymous=self.anonymous),
            coverage=self.coverage,
        )

    def _hold_snapshot(self, tip: str | None) -> None:
        """Make sure that the tree and the documents of the tip are in the store."""
        if tip is None:
            return
        held = self._session.rows("SELECT 1 FROM raw.files WHERE tip = ? LIMIT 1", (tip,))
        if not held:
            batches = self.repository.snapshot(tip)
            self.store.add(self._session, batches)
            self._set_moment()

    def _set_moment(self) -> str | None:
        given = (self._session, self.store, self.as_of)
        return moment.set_moment(*given, knows_branches=self.knows_branches)

    @cached_property
    def newest_at(self) -> datetime | None:
        """The date of the newest commit held, whatever the moment; None without commits."""
        return newest_commit(self._mounted[0])

    @cached_property
    def seen_since(self) -> datetime | None:
        """From when on history is whole; None where that is from its beginning.

        In a shallow clone that is when the last of its oldest commits landed.
        """
        last = self.session.rows(
            "SELECT max(greatest(c.committed_at, l.landed_at)) FROM raw.commits AS c "
            "LEFT JOIN raw.landings AS l USING (commit_id) "
            "WHERE c.commit_id IN (SELECT unnest(?::VARCHAR[]))",
            (sorted(self.repository.boundary),),
        )[0][0]
        return last.replace(tzinfo=UTC) if last else None

    @cached_property
    def seen_until(self) -> datetime | None:
        """Where the evidence ends; None when nothing tells."""
        newest = newest_commit(self._mounted[0], self.clock)
        return end_of_evidence(self.repository.seen_until, newest, self.clock)
