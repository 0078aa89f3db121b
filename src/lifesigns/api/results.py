"""Turn the rows an engine found into a result: names, minimum n, zeros that are facts, coverage."""

import dataclasses
from bisect import bisect_right
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from lifesigns.api import catalogue
from lifesigns.api.ledger import READS
from lifesigns.engine.select import looks_back_to
from lifesigns.kernel.answer import Coverage, Evidence, MetricResult
from lifesigns.kernel.missing import WHOLE_CLONE, Missing, Reason
from lifesigns.kernel.scope import Grain, Scope
from lifesigns.kernel.shape import ALL, WITHHELD, Row, Shape
from lifesigns.kernel.spec import MetricSpec
from lifesigns.kernel.unit import Unit
from lifesigns.kernel.window import Window, period_keys
from lifesigns.verdicts import thresholds

HIDDEN = "(hidden)"
"""Stands for those who hide or opt out in the people file."""


@dataclass(frozen=True, slots=True)
class Results:
    """What is known of a project when its rows become results.

    `first_at` is its first landed commit, or what is known of that; history is whole from
    `seen_since` on, or from its beginning (None); `seen_until` is the end of the evidence,
    `until` the end of what can be judged; `unknown_branches` is the moment where its branches are
    not known; `unread` when changes landed that could not be
    read whole, in order; `has_tree` whether the file tree could; `names` gives the name to
    show for a person id, `withheld` holds the organisations that may not be named.
    """

    first_at: datetime | None
    seen_since: datetime | None
    seen_until: datetime | None
    until: datetime
    unknown_branches: datetime | None
    unread: tuple[datetime, ...]
    has_tree: bool
    names: Mapping[str, str]
    anonymous: bool
    withheld: frozenset[str]
    coverage: tuple[Coverage, ...]

    def of(
        self, spec: MetricSpec, window: Window, scope: Scope, rows: tuple[Row, ...]
    ) -> MetricResult:
        """Return the result of a metric: its rows, or why there are none."""
        rows = tuple(
            self._named(spec, scope, row) for row in self._without_small(spec, scope, rows)
        )
        known = tuple(row for row in rows if row.n >= spec.minimum_n)
        if scope.by in tuple(Grain):
            known = self._every_period(spec, window, scope.by, known, rows)
        elif scope.by:
            known = _largest_first(spec, known)
        missing = None
        if self.unknown_branches and _OF_BRANCHES & {*spec.inputs}:
            known, missing = (), unknown_branches(spec.title, self.unknown_branches)
        elif self._is_cut(spec, window):
            known = self._whole_periods(spec, window, scope.by, known)
            missing = None if known else self._cut_off(spec)
        elif spec.shape is Shape.SINGLE and not scope.by and _is_unread(spec, rows, known):
            known, missing = (), Missing(Reason.NOT_COLLECTED, spec.title, "it could not be read")
        elif not known and self.seen_until and self.seen_until <= window.since:
            missing = Missing(
                Reason.NOT_COLLECTED,
                spec.title,
                f"nothing after {self.seen_until:%Y-%m-%d} was seen",
            )
        elif not known and self._has_unread(spec, window):
            missing = Missing(Reason.NOT_COLLECTED, spec.title, "it could not be read")
        elif not known and self._is_zero(spec, window, scope):
            known = (Row(ALL, 0.0, 0),)
        elif not known and rows:
            missing = Missing(Reason.TOO_FEW, spec.title, f"fewer than {spec.minimum_n} facts")
        elif not known:
            missing = self._nothing(spec)
        return MetricResult(
            id=spec.id,
            title=spec.title,
            unit=spec.unit,
            shape=spec.shape,
            window=window,
            by=scope.by,
            rows=known,
            n=sum(row.n for row in known),
            coverage=self.coverage_of(spec),
            missing=missing,
            version=spec.version,
        )

    def _every_period(
        self,
        spec: MetricSpec,
        window: Window,
        by: str,
        known: tuple[Row, ...],
        rows: tuple[Row, ...],
    ) -> tuple[Row, ...]:
        """Sort by period; a count of which nothing was found in a period that was seen is zero.

        A count whose facts could not be read there is not: it is unknown.
        """
        found: dict[str, list[Row]] = {}
        for row in known:
            found.setdefault(row.slice, []).append(row)
        first = self.first_at
        if spec.counts and spec.shape is Shape.SINGLE and rows and first:
            for row in rows:
                found.setdefault(row.slice, [Row(row.slice, None, row.n)])
            since = max(window.since, first - timedelta(seconds=1))
            if since < min(window.until, self.until):
                seen = Window(since, min(window.until, self.until))
                for key in period_keys(seen, by):
                    found.setdefault(key, [Row(key, 0.0, 0)])
        return tuple(row for key in sorted(found) for row in found[key])

    def _is_cut(self, spec: MetricSpec, window: Window) -> bool:
        """Tell whether history is cut off within what the metric looks at."""
        since = looks_back_to(spec, window)
        return bool(self.seen_since and since and since < self.seen_since)

    def _cut_off(self, spec: MetricSpec) -> Missing:
        return Missing(
            Reason.NOT_COLLECTED,
            spec.title,
            f"history before {self.seen_since:%Y-%m-%d} is not in this copy",
            WHOLE_CLONE,
        )

    def _whole_periods(
        self, spec: MetricSpec, window: Window, by: str, rows: tuple[Row, ...]
    ) -> tuple[Row, ...]:
        """Return the rows of the periods that are whole in a copy whose older history is cut off."""
        since = self.seen_since
        if spec.whole_past or by not in tuple(Grain) or since is None or since >= window.until:
            return ()
        whole = set(period_keys(Window(since, window.until), by)[1:])
        return tuple(row for row in rows if row.slice in whole)

    def _is_zero(self, spec: MetricSpec, window: Window, scope: Scope) -> bool:
        """Tell whether a count of nothing is a fact: the project existed and was looked at."""
        if not spec.counts or spec.shape is not Shape.SINGLE or scope.by:
            return False
        first, seen = self.first_at, self.seen_until
        return bool(first and seen and first <= window.until <= seen)

    def _nothing(self, spec: MetricSpec) -> Missing:
        if not self.has_tree and {"files", "documents"} & {*spec.inputs}:
            return Missing(Reason.NOT_COLLECTED, spec.title, "no file tree could be read")
        return Missing(Reason.NO_DATA, spec.title, "nothing of the kind in the window")

    def _has_unread(self, spec: MetricSpec, window: Window) -> bool:
        """Tell whether the window holds changes that the metric counts and nobody could read."""
        if not any(entry.table == "file_changes" for entry in self.coverage_of(spec)):
            return False
        first = bisect_right(self.unread, window.since)
        return first < len(self.unread) and self.unread[first] <= window.until

    def _named(self, spec: MetricSpec, scope: Scope, row: Row) -> Row:
        key, label, part = row.key, row.label, row.slice
        if spec.person_level:
            label = self.names.get(key, label)
            # A person id is a hash of a name: whoever knows the name could find it again.
            if label and (self.anonymous or label == HIDDEN):
                key = "" if label == HIDDEN else label
        if scope.by == "person":
            label = self.names.get(part, label)
            if label and (self.anonymous or label == HIDDEN):
                part = label
        if (key, label, part) == (row.key, row.label, row.slice):
            return row
        return dataclasses.replace(row, key=key, label=label, slice=part)

    def _without_small(
        self, spec: MetricSpec, scope: Scope, rows: tuple[Row, ...]
    ) -> tuple[Row, ...]:
        """Put the organisations that may not be named together; what cannot be added is unknown."""
        if not self.withheld:
            return rows
        if spec.organisation_level:
            rows = _together(rows, self.withheld)
        if scope.by != "organisation":
            return rows
        small = [row for row in rows if row.slice in self.withheld]
        shown = tuple(row for row in rows if row.slice not in self.withheld)
        return (*shown, Row(WITHHELD, None, sum(row.n for row in small))) if small else shown

    def covered(self, one: Evidence) -> Evidence:
        """Return a piece of evidence with the coverage of what it rests on, where it says none."""
        if one.coverage:
            return one
        spec = catalogue.metrics().get(one.id)
        found = self.coverage_of(spec) if spec else self._covering(READS.get(one.id, (one.id,)))
        return dataclasses.replace(one, coverage=found)

    def coverage_of(self, spec: MetricSpec) -> tuple[Coverage, ...]:
        """Return what there is of the tables that a metric is computed from."""
        wanted = {_RAW_TABLES.get(table, table) for table in spec.inputs}
        if spec.unit is Unit.LINES:  # commits carry the sums of their files
            wanted.add("file_changes")
        return self._covering(wanted)

    def _covering(self, tables: Collection[str]) -> tuple[Coverage, ...]:
        return tuple(entry for entry in self.coverage if entry.table in tables)


def unknown_branches(what: str, moment: datetime) -> Missing:
    """Say of a fact that it hangs on the branches of an earlier day, which a later copy lost."""
    return Missing(
        Reason.NOT_COLLECTED,
        what,
        f"which branches there were on {moment:%Y-%m-%d} cannot be told afterwards",
        "a copy of that day asked without --as-of",
    )


def _is_unread(spec: MetricSpec, rows: tuple[Row, ...], known: tuple[Row, ...]) -> bool:
    """Tell whether there is something to add up or count, and nothing of it is known."""
    found = rows if spec.counts else known
    return bool(found) and found[0].value is None


def _largest_first(spec: MetricSpec, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Sort slices of one value by it, others by their facts; equal ones by name, rows within stay.

    What may not be named stands last.
    """
    weights: dict[str, float] = {}
    for row in rows:
        weight = row.value if spec.shape is Shape.SINGLE else row.n
        weights[row.slice] = weights.get(row.slice, 0.0) + (weight or 0.0)
    return tuple(
        sorted(rows, key=lambda row: (row.slice == WITHHELD, -weights[row.slice], row.slice))
    )


def _together(rows: tuple[Row, ...], keys: frozenset[str]) -> tuple[Row, ...]:
    """Add up the rows of these keys in each slice, under one key, largest first again."""
    slices: dict[str, list[Row]] = {}
    for row in rows:
        slices.setdefault(row.slice, []).append(row)
    found: list[Row] = []
    for part, held in slices.items():
        small = [row for row in held if row.key in keys]
        shown = [row for row in held if row.key not in keys]
        if small:
            known = [row.value for row in small if row.value is not None]
            total = sum(known) if len(known) == len(small) else None
            shown.append(Row(part, total, sum(row.n for row in small), WITHHELD))
        found += sorted(shown, key=lambda row: -(row.value or 0.0))
    return tuple(found)


def without_few(result: MetricResult) -> MetricResult:
    """Return a count of people with keys of too few together: a place with so few people in it
    tells on them. Where even together they are too few, the smallest of the others goes with
    them, or they would be what is left of all people; unknown where there is no other.
    """
    least = thresholds()["worldwide_minimum_people"].value
    slices: dict[str, list[Row]] = {}
    for row in result.rows:
        slices.setdefault(row.slice, []).append(row)
    found: list[Row] = []
    for part, rows in slices.items():
        few = [row for row in rows if (row.value or 0) < least]
        others = [row for row in rows if row not in few]
        if others and 0 < sum(row.value or 0 for row in few) < least:
            smallest = min(others, key=lambda row: row.value or 0)
            others.remove(smallest)
            few.append(smallest)
        found += others
        if few:
            people = sum(row.value or 0 for row in few)
            total = people if people >= least else None
            found.append(Row(part, total, sum(row.n for row in few), WITHHELD))
    return dataclasses.replace(result, rows=tuple(found))


_OF_BRANCHES = {"branches", "all_commits"}
"""Tables of what branches lead to."""

_RAW_TABLES = {
    "commit_history": "commits",
    "all_commits": "commits",
    "reverts": "commits",
    "taken_back": "commits",
    "read_changes": "file_changes",
    "aged_lines": "file_changes",
    "people": "commits",
    "newcomers": "commits",
    "newcomer_history": "commits",
    "integrations": "commits",
    "credits": "commits",
    "file_history": "file_changes",
    "releases": "refs",
    "release_history": "refs",
    "branches": "refs",
    "change_requests": "refs",
    "change_request_heads": "refs",
}
