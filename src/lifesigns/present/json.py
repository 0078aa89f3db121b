"""The JSON contract. Field names are stable; the schemas stand beside, in `schemas/`.

Instants are ISO 8601 in UTC with a Z. What is not known is null, with the
reason beside it. The same records give the same bytes. Texts are given as they
are; characters that could drive a terminal or reorder a line are escaped.
"""

import json
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import datetime
from enum import Enum
from importlib import resources
from typing import Any

from lifesigns.kernel.answer import (
    Answer,
    Evidence,
    Figure,
    MetricResult,
    PulseResult,
    Report,
)
from lifesigns.kernel.errors import DefinitionError
from lifesigns.kernel.holdings import Check, Held, PersonEntry, PersonSheet
from lifesigns.kernel.shape import Row
from lifesigns.present import machines
from lifesigns.present.entry import Entry, kind_of

FORMAT = 1
"""The version of the contract; a field that changes its meaning raises it, a new one does not."""

Document = dict[str, Any]


_UNSAFE = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def dump_report(report: Report) -> str:
    """Return the whole report."""
    return _dump(
        {
            "format": FORMAT,
            "program": report.program,
            "anonymised": report.anonymised,
            "subject": _plain(report.subject),
            "pulse": _plain(report.pulse),
            "answers": [_answer(answer) for answer in report.answers],
            "results": [_result(result) for result in report.results],
            "coverage": _plain(report.coverage),
            "people": [_sheet(sheet) for sheet in report.people],
        }
    )


def dump_answer(answer: Answer) -> str:
    """Return one answer, with the verdict's own fields (`forecast` for alive) at the top level.

    Raises DefinitionError when one of those would hide a field of the contract.
    """
    return _dump(_answer(answer))


def dump_pulse(pulse: PulseResult) -> str:
    """Return the Pulse."""
    return _dump(_plain(pulse))


def dump_result(result: MetricResult) -> str:
    """Return one metric's rows with n, window and coverage."""
    return _dump(_result(result))


def dump_people(people: Iterable[PersonEntry]) -> str:
    """Return the list of people."""
    return _dump([_plain(person) for person in people])


def dump_status(held: Iterable[Held]) -> str:
    """Return what the workspace holds."""
    return _dump([_plain(project) for project in held])


def dump_checks(checks: Iterable[Check]) -> str:
    """Return the checks of the machine."""
    return _dump([_plain(check) for check in checks])


def dump_catalogue(entries: Iterable[Entry]) -> str:
    """Return catalogue entries, each with its kind."""
    return _dump([{"kind": kind_of(entry), **_plain(entry)} for entry in entries])


def dump_record(record: object) -> str:
    """Return any other record or list of records, field by field."""
    return _dump(_plain(record))


def schema(name: str) -> Document:
    """Return a published JSON Schema by name: report, answer, pulse, result, people,
    thanks, candidates, status, checks, catalogue, backtest, and records, which they refer to."""
    text = (resources.files("lifesigns.present") / "schemas" / f"{name}.schema.json").read_text(
        encoding="utf-8"
    )
    return dict(json.loads(text))


def _dump(document: object) -> str:
    written = json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    whole = written.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", whole)


def _answer(answer: Answer) -> Document:
    document: Document = {
        "question": answer.question,
        "title": answer.title,
        "answer": answer.word,
        "tone": answer.tone.value,
        "sentence": answer.sentence,
        "confidence": answer.confidence.value,
        "confidence_reason": answer.confidence_reason,
        "evidence": [_evidence(evidence) for evidence in answer.evidence],
        "missing": _plain(answer.missing),
        "coverage": _plain(answer.coverage),
        "would_change": list(answer.would_change),
        "thresholds": _plain(answer.thresholds),
        "figures": [_figure(figure) for figure in answer.figures],
    }
    hidden = document.keys() & answer.extra.keys()
    if hidden:
        raise DefinitionError(
            f"{answer.question}: extra fields {sorted(hidden)} hide the contract."
        )
    return document | {str(key): _plain(value) for key, value in answer.extra.items()}


def _evidence(evidence: Evidence) -> Document:
    document: Document = _plain(evidence)
    people = document.pop("people")
    rows = [{"label": label, "value": value} for label, value in evidence.rows]
    for row, person in zip(rows, people, strict=False):
        if person:
            row["person"] = person
    return {**document, "rows": rows}


def _sheet(sheet: PersonSheet) -> Document:
    """Return a person's sheet; its id is what rows about the person carry."""
    jobs = [
        {
            "organisation": job.organisation,
            "from": job.from_on.isoformat() if job.from_on else None,
            "to": job.to_on.isoformat() if job.to_on else None,
            "source": job.source,
        }
        for job in sheet.jobs
    ]
    work = _plain(sheet.work) | {"families": dict(sheet.work.families)} if sheet.work else None
    plain = _plain(replace(sheet, jobs=(), work=None))
    return {**plain, "acts": dict(sheet.acts), "jobs": jobs, "work": work}


def _figure(figure: Figure) -> Document:
    return {**_plain(figure), "results": [_result(result) for result in figure.results]}


def _result(result: MetricResult) -> Document:
    return {**_plain(result), "rows": [_row(row) for row in result.rows]}


def _row(row: Row) -> Document:
    """Return a row; empty names and absent bounds are left out, the value never is."""
    optional = ("key", "target", "label", "low", "high")
    return {
        key: value
        for key, value in _plain(row).items()
        if key not in optional or value not in ("", None)
    }


def _number(value: float | None) -> float | int | None:
    """Return whole numbers as integers, and null for what is no number."""
    if value is None or not math.isfinite(value):
        return None
    return int(value) if value == int(value) and abs(value) < 2**53 else value


def _plain(value: Any) -> Any:
    """Turn records, tuples, enums and instants into what JSON knows."""
    match value:
        case Enum():
            return value.value
        case str() | bool() | int() | None:
            return value
        case float():
            return _number(value)
        case datetime():
            return machines.stamp(value)
        case Mapping():
            return {str(key): _plain(part) for key, part in value.items()}
        case list() | tuple():
            return [_plain(part) for part in value]
        case _:
            return {part.name: _plain(getattr(value, part.name)) for part in fields(value)}
