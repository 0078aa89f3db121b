"""Read issues from text: JSON of a forge, JSON lines, CSV, Markdown, plain text."""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from lifesigns.kernel.errors import DataError

_TITLES = ("title", "summary", "subject")
_BODIES = ("body", "description", "content", "text")
_LISTS = ("items", "issues", "nodes", "data")
_FIELD = re.compile(r"\s{0,3}([A-Za-z]{1,20}):[ \t]+(.{0,1000})$")
_JSON_START = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*[{\]])")
_CELL = 16 * 1024 * 1024
_ADVICE = (
    "Give a JSON list of objects with title and body, one such object a line, a CSV file with these"
    " two columns, or the text of one issue."
)


class IssueText(NamedTuple):
    """An issue as it was written."""

    title: str
    body: str


def read_issues(text: str) -> list[IssueText]:
    """Return the issues in ``text``, in its order.

    Understood: a JSON list (or an object with ``items``, ``issues``, ``nodes`` or ``data``) of
    objects with title and body, as forges answer; one such object a line; CSV with a header that
    names these columns; what ``gh issue view`` prints; Markdown with front matter or a first
    heading; plain text, whose first line is the title. Change requests in a forge's list of issues
    are left out. Raises ``DataError`` for JSON or CSV that is damaged or has no such columns.
    """
    plain = text.removeprefix("\ufeff")
    if not plain.strip():
        return []
    if _JSON_START.match(plain):
        return _from_json(plain)
    table = _from_csv(plain)
    return table if table is not None else [_from_prose(plain)]


def _from_json(text: str) -> list[IssueText]:
    try:
        parsed = json.loads(text)
    except RecursionError as problem:
        raise DataError("The JSON is nested too deeply.", _ADVICE) from problem
    except ValueError:
        return _from_lines(text)
    return [_issue(row) for row in _rows(parsed) if not row.get("pull_request")]


def _from_lines(text: str) -> list[IssueText]:
    found: list[IssueText] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as problem:
            raise DataError(f"Line {number} of the JSON cannot be read.", _ADVICE) from problem
        if not isinstance(row, dict):
            raise DataError(f"Line {number} of the JSON is not an object.", _ADVICE)
        if not row.get("pull_request"):
            found.append(_issue(row))
    return found


def _rows(parsed: object) -> Iterable[Mapping[str, object]]:
    if isinstance(parsed, dict):
        for name in _LISTS:
            inner = parsed.get(name)
            if isinstance(inner, list):
                return _rows(inner)
        return [parsed]
    if isinstance(parsed, list):
        rows = [row for row in parsed if isinstance(row, dict)]
        if len(rows) == len(parsed):
            return rows
    raise DataError("The JSON is not a list of issues.", _ADVICE)


def _issue(row: Mapping[str, object]) -> IssueText:
    fields = row.get("fields")
    cells = fields if isinstance(fields, dict) else row
    title, body = _first(cells, _TITLES), _first(cells, _BODIES)
    if title is None and body is None:
        raise DataError("An object of the JSON has neither title nor body.", _ADVICE)
    return IssueText(title or "", body or "")


def _first(cells: Mapping[str, object], names: Iterable[str]) -> str | None:
    """The first named cell that is there; an empty one counts, anything but text reads as text."""
    for name in names:
        if name in cells:
            value = cells[name]
            return "" if value is None else value if isinstance(value, str) else json.dumps(value)
    return None


def _from_csv(text: str) -> list[IssueText] | None:
    """The rows of a table, or None when the first line is no header with title and body."""
    header = text.lstrip().split("\n", 1)[0]
    for separator in (",", "\t", ";"):
        names = [name.strip().strip('"').lower() for name in header.split(separator)]
        title = next((names.index(name) for name in _TITLES if name in names), None)
        body = next((names.index(name) for name in _BODIES if name in names), None)
        if title is not None and body is not None and len(names) > 1:
            return _table(text.lstrip(), separator, title, body)
    return None


def _table(text: str, separator: str, title: int, body: int) -> list[IssueText]:
    before = csv.field_size_limit(_CELL)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))[1:]
    except csv.Error as problem:
        raise DataError(f"The table cannot be read: {problem}.", _ADVICE) from problem
    finally:
        csv.field_size_limit(before)
    wanted = max(title, body)
    return [IssueText(row[title], row[body]) for row in rows if len(row) > wanted]


def _from_prose(text: str) -> IssueText:
    lines = text.replace("\r\n", "\n").split("\n")
    start = next(i for i, line in enumerate(lines) if line.strip())
    lines = lines[start:]
    fields = _fields(lines)
    if fields is not None:
        return fields
    title = lines[0].strip()
    body = lines[1:]
    if len(body) > 1 and re.fullmatch(r"=+|-+", body[0].strip() or "x"):
        body = body[1:]
    return IssueText(
        re.sub(r"^#{1,6}\s+|^title:\s*", "", title, flags=re.I), "\n".join(body).strip()
    )


def _fields(lines: list[str]) -> IssueText | None:
    """Title and body when the text opens with named fields, closed by a line of dashes."""
    fenced = lines[0].strip() == "---"
    title = None
    for row, line in enumerate(lines[1 if fenced else 0 :][:200], start=1 if fenced else 0):
        if line.strip() in ("---", "--"):
            body = "\n".join(lines[row + 1 :]).strip()
            return None if title is None else IssueText(title, body)
        found = _FIELD.match(line)
        if found is not None and found[1].lower() in _TITLES:
            title = found[2].strip().strip("'\"")
        elif found is None and line.strip() and not fenced and not line.rstrip().endswith(":"):
            return None
    return None
