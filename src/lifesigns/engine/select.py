"""Bind a metric's SELECT to tables that are already cut to scope and window.

A metric names tables and groups by `slice`; nothing else. Here each named table
becomes a view in a private schema, first on the search path, holding only the
rows of the window and the actors asked for, with the slice key as a column. So
one SELECT answers "this quarter", "by month since 2019" and "by area". The `m_*`
functions a metric may call stand in `macros.sql`.
"""

import difflib
import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import resources
from typing import Any

from lifesigns.engine.local import Session
from lifesigns.kernel.errors import DefinitionError, UsageError
from lifesigns.kernel.scope import Actors, Grain, Scope
from lifesigns.kernel.shape import OPTIONAL_COLUMNS, REQUIRED_COLUMNS, Row
from lifesigns.kernel.spec import MetricSpec
from lifesigns.kernel.window import Window

_PERIOD_FORMATS = {
    Grain.DAY: "strftime({at}, '%Y-%m-%d')",
    Grain.WEEK: "strftime(date_trunc('week', {at}), '%G-W%V')",
    Grain.MONTH: "strftime({at}, '%Y-%m')",
    Grain.QUARTER: "year({at}) || '-Q' || quarter({at})",
    Grain.YEAR: "strftime({at}, '%Y')",
}


@dataclass(frozen=True, slots=True)
class Bindable:
    """A table a metric may name.

    `source` is the view it reads, `where` its fixed condition; `at` is the
    instant the window cuts ("" = not cut: state at the moment), `reaches_back`
    keeps everything before the window too; `actor` is the column that tells
    people from automation ("" = none); `slices` maps slice names to columns.
    """

    source: str
    at: str
    where: str = ""
    reaches_back: bool = False
    actor: str = "kind"
    slices: Mapping[str, str] | None = None

    def slice_expression(self, by: str) -> str | None:
        """Return the SQL of the slice key, None when this table does not carry it."""
        if not by:
            return "'all'"
        if by in tuple(Grain):
            if not self.at or self.reaches_back:
                return None
            return _PERIOD_FORMATS[Grain(by)].format(at=f"source.{self.at}")
        return (self.slices or {}).get(by)


def _known(person: str, organisation: str = "organisation") -> dict[str, str]:
    return {
        "person": f"coalesce({person}, 'unknown')",
        "organisation": f"coalesce({organisation}, 'unknown')",
    }


_WHO = _known("person")
_WHERE = {"area": "coalesce(area, 'unknown')", "directory": "coalesce(directory, 'unknown')"}

BINDABLE: dict[str, Bindable] = {
    "commits": Bindable("held.commits", "at", "is_default", slices=_WHO),
    "commit_history": Bindable("held.commits", "at", "is_default", reaches_back=True, slices=_WHO),
    "all_commits": Bindable("held.commits", "committed_at", slices=_WHO),
    "reverts": Bindable("held.reverts", "at", slices=_WHO),
    "taken_back": Bindable("held.taken_back", "at", slices=_WHO),
    "read_changes": Bindable("held.read_changes", "at", slices=_WHO),
    "aged_lines": Bindable("held.aged_lines", "at", slices=_WHO),
    "file_changes": Bindable("held.file_changes", "at", "is_default", slices=_WHO | _WHERE),
    "file_history": Bindable(
        "held.file_changes", "at", "is_default", reaches_back=True, slices=_WHO | _WHERE
    ),
    "integrations": Bindable(
        "held.commits",
        "at",
        "is_default AND NOT is_merge",
        actor="integrator_kind",
        slices={"person": "coalesce(integrator, 'unknown')"},
    ),
    "trailers": Bindable(
        "held.trailers",
        "at",
        "is_default",
        actor="author_kind",
        slices=_known("author_person", "author_organisation"),
    ),
    "credits": Bindable("held.trailers", "at", "is_default AND person IS NOT NULL", slices=_WHO),
    "releases": Bindable("held.releases", "at", actor=""),
    "release_history": Bindable("held.releases", "at", actor="", reaches_back=True),
    "change_requests": Bindable("held.change_requests", "at", slices=_WHO),
    "change_request_heads": Bindable(
        "held.change_requests", "last_pushed_at", "has_head", slices=_WHO
    ),
    "branches": Bindable("held.branches", ""),
    "newcomers": Bindable("held.people", "first_at", slices=_WHO),
    "newcomer_history": Bindable("held.people", "first_at", reaches_back=True, slices=_WHO),
    "files": Bindable("held.files", "", actor="", slices=_WHERE),
    "documents": Bindable("held.documents", "", actor=""),
}

_ACTORS = {
    Actors.ALL: "",
    Actors.PEOPLE: "kind = 'person'",
    Actors.AUTOMATION: "kind IN ('bot', 'agent')",
}


def macros() -> str:
    """Return the statements that make the `m_*` functions a metric may call."""
    return (resources.files("lifesigns.engine") / "macros.sql").read_text(encoding="utf-8")


def slices_of(spec: MetricSpec) -> tuple[str, ...]:
    """Return what a metric may be sliced by: what every table it names carries."""
    names = [*Grain, "person", "organisation", "area", "directory"]
    return tuple(
        str(name)
        for name in names
        if all(BINDABLE[table].slice_expression(name) for table in spec.inputs if table != "span")
    )


def check_slice(spec: MetricSpec, by: str) -> None:
    """Raise UsageError where a metric cannot be sliced so, naming the slices it knows."""
    known = slices_of(spec)
    if by and by not in known:
        near = difflib.get_close_matches(by, known, n=1)
        advice = f"Did you mean {near[0]}? " if near else ""
        advice += f"It knows: {', '.join(known) or 'nothing'}."
        raise UsageError(f"{spec.id} cannot be sliced by {by[:60]}.", advice)


def looks_back_to(spec: MetricSpec, window: Window) -> datetime | None:
    """Return since when history must be whole for a metric; None where it reads the tip alone."""
    if not any(table == "span" or BINDABLE[table].at for table in spec.inputs):
        return None
    return datetime.min.replace(tzinfo=UTC) if spec.whole_past else window.since


class Binder:
    """Binds and runs metrics over one session whose views are built in schema `held`."""

    def __init__(self, session: Session, schema: str = "run") -> None:
        """Prepare the private schema and the `m_*` functions."""
        self._session = session
        self._schema = schema
        self._bound: dict[str, tuple[Any, ...]] = {}
        session.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
        session.execute(f"SET search_path = '{schema}'")
        session.execute(macros())

    def run(self, spec: MetricSpec, window: Window, scope: Scope) -> tuple[Row, ...]:
        """Return the metric's rows in its shape.

        Raises UsageError when it cannot be sliced so, DefinitionError when its
        columns are not those of its shape.
        """
        check_slice(spec, scope.by)
        for table in spec.inputs:
            self._bind(table, window, scope)
        columns, rows = self._session.table(spec.sql)
        return tuple(_row(spec, columns, values) for values in rows)

    def run_many(
        self,
        asked: Sequence[tuple[MetricSpec, Window, Scope]],
        advance: Callable[[int], None] | None = None,
    ) -> list[tuple[Row, ...]]:
        """Run many metrics on as many threads as there are processors, at most 4.

        Neighbours in `asked` are best of one window: what is bound is then bound once.
        `advance` is told of each metric done. Raises what `run` raises.
        """
        spare = range(1, min(os.cpu_count() or 1, 4))
        others = (Binder(self._session.beside(), f"{self._schema}_{number}") for number in spare)
        binders = [self, *others]
        size = -(-len(asked) // len(binders)) or 1
        parts = [asked[i : i + size] for i in range(0, len(asked), size)]

        def run(binder: Binder, part: Sequence[tuple[MetricSpec, Window, Scope]]) -> list[Any]:
            found = []
            for one in part:
                found.append(binder.run(*one))
                if advance:
                    advance(1)
            return found

        with ThreadPoolExecutor(len(binders)) as pool:
            return [rows for found in pool.map(run, binders, parts) for rows in found]

    def _bind(self, table: str, window: Window, scope: Scope) -> None:
        key = (window, scope)
        if self._bound.get(table) == key:
            return
        if table == "span":
            self._session.execute(
                f"CREATE OR REPLACE VIEW {self._schema}.span AS "
                f"SELECT {_instant(window.since)} AS since, {_instant(window.until)} AS until"
            )
        else:
            bindable = BINDABLE[table]
            self._session.execute(
                f"CREATE OR REPLACE VIEW {self._schema}.{table} AS "
                f"SELECT {bindable.slice_expression(scope.by)} AS slice, source.* "
                f"FROM {bindable.source} AS source{_condition(bindable, window, scope.actors)}"
            )
        self._bound[table] = key


def _condition(bindable: Bindable, window: Window, actors: Actors) -> str:
    conditions = [bindable.where] if bindable.where else []
    if bindable.at:
        conditions.append(f"source.{bindable.at} <= {_instant(window.until)}")
        if not bindable.reaches_back:
            conditions.append(f"source.{bindable.at} > {_instant(window.since)}")
    if bindable.actor and _ACTORS[actors]:
        conditions.append(_ACTORS[actors].replace("kind", bindable.actor))
    return f" WHERE {' AND '.join(conditions)}" if conditions else ""


def _instant(moment: datetime) -> str:
    return f"TIMESTAMP '{moment:%Y-%m-%d %H:%M:%S}'"


def _row(spec: MetricSpec, columns: list[str], values: tuple[Any, ...]) -> Row:
    required = REQUIRED_COLUMNS[spec.shape]
    if not set(required) <= set(columns) <= {*required, *OPTIONAL_COLUMNS}:
        raise DefinitionError(f"{spec.id}: columns {columns} do not fit the shape {spec.shape}.")
    record = dict(zip(columns, values, strict=True))
    number = record["value"]
    return Row(
        slice=str(record["slice"]),
        value=None if number is None else float(number),
        n=int(record["n"]),
        key=_name(record.get("key", record.get("period"))),
        target=_name(record.get("target")),
        low=_number(record.get("low")),
        high=_number(record.get("high")),
        label=_name(record.get("label")),
    )


def _name(value: Any) -> str:
    # Not `or ""`: hour 0 is a name too.
    return "" if value is None else str(value)


def _number(value: Any) -> float | None:
    return None if value is None else float(value)
