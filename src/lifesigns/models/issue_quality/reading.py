"""Read issues from text: JSON of a forge, JSON lines, CSV, Markdown, plain text."""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from lifesigns.kernel.errors import DataError
from lifesigns.models.issue_quality.whose import of_fields

_TITLES = ("title", "summary", "subject")
_BODIES = ("body", "description", "content", "text")
_LISTS = ("items", "issues", "nodes", "data")
_NUMBERS = ("number", "iid")
_NAMES = ("key", "issue key", "id", "issue id")
_LABELS = ("labels", "label", "type", "issuetype", "issue_type", "issue type")
_DATES = ("created_at", "createdat", "created")
_MOST_LABELS = 100
_LONGEST_NAME = 100
_DEEPEST = 50
_FIELD = re.compile(r"\s{0,3}([A-Za-z]{1,20}):[ \t]+(.{0,1000})$")
_JSON_START = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*[{\]])")
_CELL = 16 * 1024 * 1024
_ADVICE = (
    "Give a JSON list of objects with title and body, one such object a line, a CSV file with these"
    " two columns, or the text of one issue."
)


@dataclass(frozen=True, slots=True)
class IssueText:
    """An issue as it was written.

    ``name`` is its number (``#12``) or key, "" when none is given; ``labels`` are what the project
    put on it, its type included; ``created`` has a time zone, None when no readable date is given.
    ``project`` is whose it is, as ``whose`` reads it; None where nothing tells.
    """

    title: str
    body: str
    name: str = ""
    labels: tuple[str, ...] = ()
    created: datetime | None = None
    project: str | None = None


def read_issues(text: str, *, must_be_json: bool = False) -> list[IssueText]:
    """Return the issues in ``text``, in its order; none for blank text.

    Understood: a JSON list (or an object with ``items``, ``issues``, ``nodes`` or ``data``) of
    objects with title and body, as forges answer; one such object a line; CSV with a header that
    names these columns; what ``gh issue view`` prints; Markdown with front matter or a first
    heading; plain text, whose first line is the title. Change requests in a forge's list of issues
    are left out. Raises ``DataError`` for JSON or CSV that is damaged or has no such columns, and
    for anything but JSON when ``must_be_json``.
    """
    plain = text.removeprefix("\ufeff")
    if not plain.strip():
        return []
    if must_be_json or _JSON_START.match(plain):
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
    return [_issue(row) for row in _rows(parsed) if not _is_request(row)]


def _is_request(row: Mapping[str, object]) -> bool:
    """Tell a change request: forges list it among issues, or GitLab's list of its own was given."""
    return bool(row.get("pull_request") or row.get("source_branch"))


def _from_lines(text: str) -> list[IssueText]:
    found: list[IssueText] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as problem:
            raise DataError(f"Line {number} of the JSON cannot be read.", _ADVICE) from problem
        if not isinstance(row, dict):
            raise DataError(f"Line {number} of the JSON is not an object.", _ADVICE)
        if not _is_request(row):
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
    """Read one object or row; the fields of Jira lie one level down, its key beside them."""
    fields = row.get("fields")
    inner = fields if isinstance(fields, dict) else {}
    cells = {str(name).lower(): value for name, value in [*row.items(), *inner.items()]}
    title, body = _first(cells, _TITLES), _first(cells, _BODIES)
    if title is None and body is None:
        raise DataError("An object of the JSON has neither title nor body.", _ADVICE)
    number, name = _first(cells, _NUMBERS), _first(cells, _NAMES)
    return IssueText(
        title or "",
        body or "",
        (f"#{number}" if number else name or "")[:_LONGEST_NAME],
        tuple(label for key in _LABELS for label in _labels(cells.get(key)))[:_MOST_LABELS],
        _moment(_first(cells, _DATES)),
        of_fields(cells),
    )


def _first(cells: Mapping[str, object], names: Iterable[str]) -> str | None:
    """The first named cell that is there; an empty one counts, numbers read as text."""
    for name in names:
        if name in cells:
            value = cells[name]
            if isinstance(value, dict):
                return _document(value)
            is_plain = isinstance(value, str | int | float) and not isinstance(value, bool)
            return str(value) if is_plain else ""
    return None


def _document(part: Mapping[str, object], depth: int = 0) -> str:
    """The text of what Jira's newer interface gives for a text: a tree of paragraphs and lists."""
    if isinstance(part.get("text"), str):
        return str(part["text"])
    inner = part.get("content") if depth < _DEEPEST else None
    told = [
        _document(one, depth + 1)
        for one in (inner if isinstance(inner, list) else [])
        if isinstance(one, dict)
    ]
    match part.get("type"):
        case "hardBreak":
            return "\n"
        case "codeBlock":
            return f"```\n{''.join(told)}\n```\n\n"
        case "heading":
            return f"### {''.join(told)}\n\n"
        case "paragraph" | "blockquote" | "tableRow":
            return f"{''.join(told)}\n\n"
        case "bulletList":
            return "".join(f"- {item.strip()}\n" for item in told) + "\n"
        case "orderedList":
            return "".join(f"{n}. {item.strip()}\n" for n, item in enumerate(told, 1)) + "\n"
    return "".join(told)


def _labels(value: object) -> list[str]:
    """Labels as forges write them: text, a list of texts, an object with a name, a list of these."""
    if isinstance(value, str):
        return [part.strip() for part in value[:10_000].split(",") if part.strip()]
    if isinstance(value, dict):
        name = value.get("name") or value.get("title")
        return [name] if isinstance(name, str) else []
    if isinstance(value, list):
        return [label for part in value[:_MOST_LABELS] for label in _labels_of_part(part)]
    return []


def _labels_of_part(part: object) -> list[str]:
    return [] if isinstance(part, list) else _labels(part)


def _moment(text: str | None) -> datetime | None:
    try:
        found = datetime.fromisoformat((text or "")[:40])
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _from_csv(text: str) -> list[IssueText] | None:
    """The rows of a table, or None when the first line is no header with title and body."""
    header = text.lstrip().split("\n", 1)[0][:10_000]
    for separator in (",", "\t", ";"):
        names = [name.strip().strip('"').lower() for name in header.split(separator)]
        if set(names) & set(_TITLES) and set(names) & set(_BODIES):
            return _table(text.lstrip(), separator, names)
    return None


def _table(text: str, separator: str, names: list[str]) -> list[IssueText]:
    before = csv.field_size_limit(_CELL)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))[1:]
    except csv.Error as problem:
        raise DataError(f"The table cannot be read: {problem}.", _ADVICE) from problem
    finally:
        csv.field_size_limit(before)
    return [_issue(_cells(names, row)) for row in rows if any(row)]


def _cells(names: list[str], row: list[str]) -> dict[str, str]:
    """The cells by name; a name that stands over several columns has all of them, as Jira's labels."""
    found: dict[str, str] = {}
    for name, cell in zip(names, row, strict=False):
        found[name] = ",".join(filter(None, (found.get(name), cell)))
    return found


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
    """The issue when the text opens with named fields, its title among them, closed by dashes."""
    fenced = lines[0].strip() == "---"
    fields: dict[str, object] = {}
    for row, line in enumerate(lines[1 if fenced else 0 :][:200], start=1 if fenced else 0):
        if line.strip() in ("---", "--"):
            if not fields.keys() & set(_TITLES):
                return None
            return _issue({**fields, "body": "\n".join(lines[row + 1 :]).strip()})
        found = _FIELD.match(line)
        if found is not None:
            fields.setdefault(found[1].lower(), found[2].strip().strip("'\""))
        elif line.strip() and not fenced and not line.rstrip().endswith(":"):
            return None
    return None
