"""Rows for spreadsheets: RFC 4180, and no cell that a spreadsheet would run as a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

from lifesigns.kernel.answer import MetricResult
from lifesigns.kernel.holdings import PersonEntry
from lifesigns.present import machines, safe, words

RESULT_COLUMNS = (
    "metric", "unit", "since", "until", "by", "slice", "key", "target", "label",
    "value", "low", "high", "n", "missing", "coverage",
)  # fmt: skip
PEOPLE_COLUMNS = (
    "person", "names", "emails", "is_bot", "kind", "kind_reason", "commits", "change_requests",
    "share_of_change_requests", "first_at", "last_at", "places", "employers", "merged_because",
)  # fmt: skip


def result(found: MetricResult) -> str:
    """Return one line a row; a missing result is one line with the reason and an empty value.

    The coverage is the least share captured, in 0-1, and empty where nobody can tell.
    """
    about = (
        found.id,
        found.unit.value,
        machines.stamp(found.window.since),
        machines.stamp(found.window.until),
        found.by,
    )
    if found.missing is not None:
        reason = words.missing_long(found.missing)
        line = (*about, *[""] * 7, found.n, reason, found.least_coverage)
        return _write(RESULT_COLUMNS, [line])
    rows = (
        (*about, row.slice, row.key, row.target, row.label, row.value, row.low, row.high, row.n,
         "", found.least_coverage)
        for row in found.rows
    )  # fmt: skip
    return _write(RESULT_COLUMNS, rows)


def people(entries: Iterable[PersonEntry]) -> str:
    """Return one line a person; several names, addresses or employers are joined by "; "."""
    rows = (
        (
            person.person,
            "; ".join(person.names),
            "; ".join(person.emails),
            person.is_bot,
            person.kind,
            person.kind_reason,
            person.commits,
            person.change_requests,
            person.share_of_change_requests,
            machines.stamp(person.first_at),
            machines.stamp(person.last_at),
            "; ".join(person.places),
            "; ".join(person.employers),
            "; ".join(person.merged_because),
        )
        for person in entries
    )
    return _write(PEOPLE_COLUMNS, rows)


def table(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return any table; None becomes an empty cell."""
    return _write(headers, rows)


def _write(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow([safe.cell(header) for header in headers])
    writer.writerows([[_cell(value) for value in row] for row in rows])
    return written.getvalue()


def _cell(value: object) -> str:
    """Return numbers plain, yes and no as true and false, and every text neutralised."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float():
            return machines.plain(value)
        case int():
            return str(value)
        case _:
            return safe.cell(str(value))
