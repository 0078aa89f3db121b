"""Markdown for issues, wikis and chat: headings, lists and tables, every foreign text escaped."""

from collections.abc import Iterable, Sequence

from lifesigns.kernel.answer import Answer, Evidence, MetricResult, PulseResult, Report, Tone
from lifesigns.kernel.holdings import PersonEntry
from lifesigns.present import entry, safe, size, words
from lifesigns.present.charts.table import of_result
from lifesigns.present.entry import Entry
from lifesigns.present.messages import say

_SIGNS = {
    Tone.GOOD: "✅",
    Tone.FAIR: "🟡",
    Tone.POOR: "🔴",
    Tone.NEUTRAL: "🔷",
    Tone.UNKNOWN: "❔",
}
ROWS = 100
"""Rows of one result shown at most."""
_IN_LINE = 3
"""Rows of a listing in the table of evidence; all of more stand below it."""


def report(found: Report) -> str:
    """Return the whole report: answers first, then Pulse, each answer's evidence, coverage."""
    subject = found.subject
    parts = [f"# {_text(subject.name)}"]
    if found.answers:
        first = found.answers[0]
        parts.append(f"**{_word(first)}** {_text(first.sentence)}")
    seen = words.seen_until(subject)
    numbers = _text(size.commits(subject))
    parts.append(f"{seen} · {numbers} · {size.people_and_bots(subject)}")
    parts += [f"> {_text(note)}" for note in subject.notes]
    rows = [
        (_text(answer.title), f"{_SIGNS[answer.tone]} {_word(answer)}", _text(answer.sentence))
        for answer in found.answers
    ]
    parts.append(_table(("", "", ""), rows))
    parts.append(pulse(found.pulse).strip())
    parts += [answer(each).strip() for each in found.answers]
    parts.append(f"## {say('ledger')}")
    if subject.named_by:
        named = say("ledger_named", name=safe.name(subject.name), source=subject.named_by)
        parts.append(_text(named))
    ledger = [
        (
            _text(part.table),
            _text(part.source),
            words.coverage_share(part),
            words.day(part.until),
            _text(part.how),
        )
        for part in found.coverage
    ]
    keys = ("table", "source", "share", "until", "how")
    parts.append(_table([say(f"ledger_{key}") for key in keys], ledger))
    parts.append(f"_{_text(found.program)}_")
    return _finish(parts)


def answer(found: Answer) -> str:
    """Return one answer with its evidence."""
    parts = [
        f"## {_text(found.title)}",
        f"{_SIGNS[found.tone]} **{_word(found)}** {_text(found.sentence)}",
    ]
    confidence = say(f"confidence_{found.confidence.value}")
    parts.append(f"{confidence}. {_text(found.confidence_reason)}".strip())
    if found.evidence:
        rows = [
            (
                _text(item.label),
                _text(_in_line(item)),
                words.interval(item.low, item.high, item.unit),
                words.number(item.n),
                words.coverage_least(item.coverage),
            )
            for item in found.evidence
        ]
        headers = (say("evidence"), say("value"), say("bounds"), "n", say("coverage"))
        parts.append(_table(headers, rows))
        parts += _details(found.evidence)
    parts += _listed("what_missing", [words.missing_long(missing) for missing in found.missing])
    parts += _listed("would_change", found.would_change)
    cuts = [words.threshold_in_line(cut) for cut in found.thresholds]
    parts += _listed("thresholds", cuts)
    return _finish(parts)


def _in_line(item: Evidence) -> str:
    """Return the value, or the first rows of a listing."""
    return words.evidence_value(item) or " · ".join(_rows(item)[:_IN_LINE])


def _rows(item: Evidence) -> list[str]:
    return [
        f"{safe.name(label)}: {safe.line(text)}" if text else safe.name(label)
        for label, text in item.rows
    ]


def _details(evidence: Iterable[Evidence]) -> list[str]:
    """Return the rows that the table has no room for, each list under the name of its item."""
    lines = []
    for item in evidence:
        rows = _rows(item)
        if rows and (words.evidence_value(item) or len(rows) > _IN_LINE):
            lines += [f"- {_text(item.label)}", *(f"  - {_text(row)}" for row in rows)]
    return [f"### {say('details')}", "\n".join(lines)] if lines else []


def pulse(found: PulseResult) -> str:
    """Return the Pulse sentence and its parts, counted both ways."""
    span = words.pulse_span(found)
    head, *rows = words.pulse_rows(found)
    parts = [f"## {say('pulse')}", _text(found.sentence), _text(span)]
    parts.append(_table(head, [tuple(map(_text, row)) for row in rows]))
    parts += [f"> {_text(note)}" for note in found.notes]
    return _finish(parts)


def result(found: MetricResult) -> str:
    """Return one metric as a table, or why there is none."""
    about = [words.span(found.window), words.sample(found.n)]
    if found.coverage:
        about.append(words.coverage_phrase(found.coverage))
    parts = [f"## {_text(found.title)}", " · ".join(about)]
    if found.missing is not None:
        return _finish([*parts, _text(words.missing_long(found.missing))])
    data = of_result(found, ROWS)
    if data.rows:
        parts.append(
            _table(list(map(_text, data.headers)), [tuple(map(_text, row)) for row in data.rows])
        )
    else:
        parts.append(say("no_rows"))
    if data.left_out:
        parts.append(say("left_out", count=words.number(data.left_out)))
    return _finish(parts)


def people(entries: Iterable[PersonEntry]) -> str:
    """Return people as a table."""
    headers = [say(f"people_{key}") for key in ("person", "commits", "since", "until", "employer")]
    rows = [
        (
            _text(found.person + (f" ({found.kind})" if found.is_bot else "")),
            words.number(found.commits),
            words.day(found.first_at),
            words.day(found.last_at),
            _text(", ".join(found.employers) or say("not_known")),
        )
        for found in entries
    ]
    return _finish([_table(headers, rows)])


def table(headers: Sequence[str], rows: Iterable[Sequence[str]], note: str = "") -> str:
    """Return plain strings as a table, where there are any, below a note."""
    cells = [[_text(part) for part in row] for row in rows]
    parts = [_text(note, 1000), _table(headers, cells) if cells else ""]
    return _finish([part for part in parts if part])


def explain(found: Entry) -> str:
    """Return one catalogue entry in full."""
    parts = [f"# {_text(found.title)}", f"`{entry.kind_of(found)}` `{found.id}`"]
    parts.append(_text(entry.question_of(found), 4000))
    for section in entry.sections(found):
        parts.append(f"## {section.heading}")
        if section.is_code:
            parts.append(_code(section.paragraphs[0]))
        elif len(section.paragraphs) > 1:
            parts.append("\n".join(f"- {_prose(text)}" for text in section.paragraphs))
        else:
            parts.append(_prose(section.paragraphs[0]))
    return _finish(parts)


def _word(found: Answer) -> str:
    word = safe.name(found.word)
    return _text(word[:1].upper() + word[1:])


def _text(text: str, limit: int = safe.LINE_LIMIT) -> str:
    return safe.markdown(text, limit)


def _prose(text: str) -> str:
    """Return a paragraph of the catalogue; an address on its own stays a link."""
    return f"<{text}>" if safe.address(text) else _text(text, 4000)


def _code(text: str) -> str:
    inert = safe.block(text)
    fence = "```"
    while fence in inert:
        fence += "`"
    return f"{fence}sql\n{inert}\n{fence}"


def _listed(key: str, texts: Iterable[str]) -> list[str]:
    lines = [f"- {_text(text)}" for text in texts]
    return [f"### {say(key)}", "\n".join(lines)] if lines else []


def _table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [_line(headers), _line(["---"] * len(headers)), *map(_line, rows)]
    return "\n".join(lines)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _finish(parts: Iterable[str]) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"
