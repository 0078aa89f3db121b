"""Text for terminals: one screen for a report, tables, small bars. Plain strings, no cursor tricks."""

from collections.abc import Iterable, Sequence

from lifesigns.kernel.answer import Answer, Evidence, MetricResult, PulseResult, Report, Tone
from lifesigns.kernel.holdings import Check, Doubt, Held, PersonEntry
from lifesigns.kernel.shape import Shape
from lifesigns.present import entry, safe, size, words
from lifesigns.present.bars import bars
from lifesigns.present.cells import cell, clip, clip_words, columns, pad, width_of, wrap, wrap_most
from lifesigns.present.entry import Entry
from lifesigns.present.grid import grid
from lifesigns.present.messages import say

_SIGNS = {
    Tone.GOOD: "✓",
    Tone.FAIR: "~",
    Tone.POOR: "!",
    Tone.NEUTRAL: "•",
    Tone.UNKNOWN: "?",
}
_COLOURS = {
    Tone.GOOD: "32",
    Tone.FAIR: "33",
    Tone.POOR: "31",
    Tone.NEUTRAL: "36",
    Tone.UNKNOWN: "2",
}
_WORD = 22
"""Columns of an answer word at most; the longest of ours takes 21."""

_WORTH = 16
"""Columns under which a part of a sentence tells nothing."""

_DOUBTS = 10
"""Pairs of perhaps one person shown at most; each is a question to the reader."""

LISTED = 10
"""Rows of a listing shown on the terminal; the page has all of them."""


def summary(report: Report, *, width: int = 80, colour: bool = True) -> str:
    """Return the report on one screen: subject, ten answers, Pulse, coverage.

    The first answer is said in full, the others as far as their line reaches.
    """
    subject = report.subject
    name = _bold(cell(subject.name, max(20, width - 28)), colour=colour)
    seen = words.seen_until(subject).lower()
    gap = max(2, width - width_of(cell(subject.name, max(20, width - 28))) - len(seen))
    lines = [name + " " * gap + _faint(seen, colour=colour)]
    lines += [_faint(line, colour=colour) for line in wrap(_facts(report), width)]
    lines += [
        _faint(line, colour=colour) for note in subject.notes for line in wrap_most(note, width, 2)
    ]
    lines.append("")
    lines += [*_told(report.answers, width, colour=colour), ""]
    pulse = wrap_most(report.pulse.sentence, width - 10, 3)
    head = _bold(pad(say("pulse"), 10), colour=colour)
    pulse += [line for note in report.pulse.notes for line in wrap_most(note, width - 10, 2)]
    lines += [(head if at == 0 else " " * 10) + line for at, line in enumerate(pulse)]
    least = words.coverage_least(report.coverage)
    if least:
        lines.append(_bold(pad(say("coverage"), 10), colour=colour) + clip(least, width - 10))
    return _finish(lines)


def answers(found: Sequence[Answer], *, width: int = 80, colour: bool = True) -> str:
    """Return answers as the summary has them: the first one's sentence, then one a line."""
    return _finish(_told(found, width, colour=colour))


def answer(found: Answer, *, width: int = 80, colour: bool = True) -> str:
    """Return one answer with its evidence, what is missing and what would change it."""
    sign = _tone(f"{_SIGNS[found.tone]} {cell(found.word, 40)}", found.tone, colour=colour)
    lines = [_bold(cell(found.title, width), colour=colour), sign, ""]
    lines += wrap(found.sentence, width)
    lines += wrap(
        f"{say(f'confidence_{found.confidence.value}')}. {found.confidence_reason}", width
    )
    if found.evidence:
        lines += ["", _bold(say("evidence"), colour=colour)]
        lines += _facts_and_lists(found.evidence, width)
    lines += _listed(
        "what_missing", [words.missing_long(part) for part in found.missing], width, colour
    )
    lines += _listed("would_change", found.would_change, width, colour)
    cuts = [words.threshold_in_line(cut) for cut in found.thresholds]
    lines += _listed("thresholds", cuts, width, colour)
    return _finish(lines)


def _facts_and_lists(evidence: Sequence[Evidence], width: int) -> list[str]:
    """Facts with value and n at the right, labels whole; details and listings below, row by row."""
    facts = [item for item in evidence if words.evidence_value(item)]
    values = [_with_bounds(item) for item in facts]
    samples = [words.sample(item.n) if item.n and not item.missing else "" for item in facts]
    right = max(map(width_of, samples), default=0)
    middle = min(width // 2, max(map(width_of, values), default=0))
    lines = []
    for item, value, sample in zip(facts, values, samples, strict=True):
        label, *more = wrap(item.label, width - middle - right - 4) or [""]
        told = pad(clip(value, middle), middle, right=True)
        room = width - middle - right - 4
        lines += [f"{pad(label, room)}  {told}  {pad(sample, right, right=True)}", *more]
    for item in evidence:
        if not item.rows:
            continue
        n = "" if item in facts else f" ({words.sample(item.n)})"
        lines += ["", *wrap(f"{item.label}{n}", width)]
        shown = [(safe.name(label), safe.line(text)) for label, text in item.rows[:LISTED]]
        lines += [f"  {line}" for line in columns(shown, width - 2)]
        if len(item.rows) > LISTED:
            total = words.number(len(item.rows))
            lines.append(f"  {say('more_rows', shown=words.number(LISTED), total=total)}")
    return lines


def _with_bounds(item: Evidence) -> str:
    bounds = words.interval(item.low, item.high, item.unit)
    return f"{words.evidence_value(item)} ({bounds})" if bounds else words.evidence_value(item)


def below(note: str, text: str, *, width: int) -> str:
    """Return a note in lines of at most `width` columns, with `text` under it."""
    return _finish([*wrap(note, width), "", text])


def result(found: MetricResult, *, width: int = 80, colour: bool = True) -> str:
    """Return one metric: its value, or its rows with small bars."""
    about = [words.span(found.window), words.sample(found.n)]
    if found.coverage:
        about.append(words.coverage_phrase(found.coverage))
    lines = [_bold(cell(found.title, width), colour=colour)]
    lines += [_faint(line, colour=colour) for line in wrap(", ".join(about), width)]
    if found.missing is not None:
        return _finish(lines + wrap(words.missing_long(found.missing), width))
    if found.shape is Shape.SINGLE and len(found.rows) == 1 and not found.by:
        row = found.rows[0]
        bounds = words.interval(row.low, row.high, found.unit)
        value = words.measure(row.value, found.unit)
        return _finish([*lines, f"{value} ({bounds})" if bounds else value])
    return _finish([*lines, "", *bars(found, width)])


def pulse(found: PulseResult, *, width: int = 80, colour: bool = True) -> str:
    """Return the Pulse sentence and its parts, counted both ways."""
    said = wrap(f"{say('pulse')}  {words.pulse_span(found)}", width)
    head = len(say("pulse"))
    lines = [_bold(said[0][:head], colour=colour) + _faint(said[0][head:], colour=colour)]
    lines += [_faint(line, colour=colour) for line in said[1:]]
    lines += ["", *wrap(found.sentence, width), ""]
    parts = grid(words.pulse_rows(found), width, right=(1,), head=True)
    lines += _headed(parts, colour=colour)
    lines += [line for note in found.notes for line in wrap(note, width)]
    return _finish(lines)


def catalogue(entries: Iterable[Entry], *, width: int = 80, colour: bool = True) -> str:
    """Return entries under their kinds, one a line: id and title."""
    lines: list[str] = []
    kind = ""
    held = list(entries)
    left = min(36, max((len(found.id) for found in held), default=0))
    for found in held:
        if entry.kind_of(found) != kind:
            kind = entry.kind_of(found)
            lines += [*([""] if lines else []), _bold(kind, colour=colour)]
        lines.append(f"  {pad(cell(found.id, left), left)}  {cell(found.title, width - left - 4)}")
    return _finish(lines)


def explain(found: Entry, *, width: int = 80, colour: bool = True) -> str:
    """Return one entry in full."""
    head = f"{found.title}  {_faint(f'{entry.kind_of(found)} {found.id}', colour=colour)}"
    lines = [_bold(cell(found.title, width), colour=colour) + head[len(found.title) :]]
    lines += wrap(entry.question_of(found), width)
    for section in entry.sections(found):
        lines += ["", _bold(section.heading, colour=colour)]
        if section.is_code:
            lines += ["  " + line for line in _code(section.paragraphs[0])]
            continue
        bullet = "- " if len(section.paragraphs) > 1 else ""
        for paragraph in section.paragraphs:
            wrapped = wrap(paragraph, width - 4)
            lines += [
                "  " + (bullet if at == 0 else " " * len(bullet)) + line
                for at, line in enumerate(wrapped)
            ]
    return _finish(lines)


def people(
    entries: Sequence[PersonEntry],
    doubts: Sequence[Doubt] = (),
    *,
    width: int = 80,
    colour: bool = True,
) -> str:
    """Return people with their commits, most first as given, then who may be one person."""
    if not entries:
        return _finish(wrap(say("people_none"), width))
    headers = [say(f"people_{key}") for key in ("person", "commits", "since", "until", "employer")]
    rows = [
        (
            found.person + (f" ({found.kind})" if found.is_bot else ""),
            words.number(found.commits),
            words.day(found.first_at),
            words.day(found.last_at),
            ", ".join(found.employers) or say("not_known"),
        )
        for found in entries
    ]
    listed = table(headers, rows, width=width, colour=colour, right=(1,))
    questions = [
        say(
            "doubt",
            one=doubt.one,
            other=doubt.other,
            reason=doubt.reason,
            chance=words.percent(doubt.confidence),
            effect=words.percent(doubt.effect),
        )
        for doubt in doubts[:_DOUBTS]
    ]
    if len(doubts) > _DOUBTS:
        questions.append(say("doubts_more", count=words.number(len(doubts) - _DOUBTS)))
    return "\n".join([listed.rstrip("\n"), *_listed("doubts", questions, width, colour), ""])


def status(held: Iterable[Held], *, width: int = 80, colour: bool = True) -> str:
    """Return what the workspace holds, project by project."""
    lines: list[str] = []
    for project in held:
        lines += [_bold(cell(project.name, width), colour=colour)]
        lines += [
            _faint(
                cell(
                    f"{project.origin} · {say('until', day=words.day(project.until))} · {words.size(project.bytes)}",
                    width,
                ),
                colour=colour,
            )
        ]
        lines += wrap(project.problem, width) if project.problem else []
        rows = [
            (
                part.table,
                words.number(part.rows),
                say("extent_unknown") if part.share is None else words.percent(part.share),
                part.how,
            )
            for part in project.tables
        ]
        lines += [*grid(rows, width, right=(1, 2)), ""]
    return _finish(lines or wrap(say("status_none"), width))


def checks(found: Iterable[Check], *, width: int = 80, colour: bool = True) -> str:
    """Return the checks of the machine, each fine or with advice."""
    lines = []
    for check in found:
        tone = Tone.GOOD if check.is_fine else Tone.POOR
        sign = _tone(_SIGNS[tone], tone, colour=colour)
        lines.append(f"{sign} {cell(check.name, 30)}: {cell(check.found, width - 34)}")
        lines += (
            ["  " + line for line in wrap(check.advice, width - 2)] if not check.is_fine else []
        )
    return _finish(lines)


def table(
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    width: int = 80,
    colour: bool = True,
    right: tuple[int, ...] = (),
) -> str:
    """Return a table of plain strings that fits `width`; `right` names columns of numbers."""
    lines = grid([headers, *rows], width, right=right, head=True)
    return _finish(_headed(lines, colour=colour))


def _facts(report: Report) -> str:
    subject = report.subject
    facts = [size.commits(subject), size.people_and_bots(subject)]
    if subject.first_at is not None:
        facts.append(say("since_day", day=words.day(subject.first_at)))
    if subject.earlier_at is not None:
        facts.append(say("earlier_year", year=str(subject.earlier_at.year)))
    return ", ".join(facts)


def _told(answers: Sequence[Answer], width: int, *, colour: bool) -> list[str]:
    if not answers:
        return []
    return [
        *wrap_most(answers[0].sentence, width, 4),
        "",
        *_answer_lines(answers, width, colour=colour),
    ]


def _answer_lines(answers: Sequence[Answer], width: int, *, colour: bool) -> list[str]:
    left = max((len(found.question) for found in answers), default=0)
    middle = max((width_of(cell(found.word, _WORD)) for found in answers), default=0)
    lines = []
    for found in answers:
        sign = _tone(_SIGNS[found.tone], found.tone, colour=colour)
        word = _tone(pad(cell(found.word, _WORD), middle), found.tone, colour=colour)
        is_first = found is answers[0]  # its sentence stands above, in full
        said = say(f"confidence_{found.confidence.value}") if is_first else found.sentence
        room = width - left - middle - 6
        sentence = clip_words(cell(said, 400), room) if room >= _WORTH else ""
        lines.append(f"{sign} {pad(cell(found.question, 20), left)}  {word}  {sentence}")
    return lines


def _listed(key: str, texts: Iterable[str], width: int, colour: bool) -> list[str]:
    lines: list[str] = []
    for text in texts:
        wrapped = wrap(text, width - 2)
        lines += [("- " if at == 0 else "  ") + line for at, line in enumerate(wrapped)]
    return ["", _bold(say(key), colour=colour), *lines] if lines else []


def _headed(lines: Sequence[str], *, colour: bool) -> list[str]:
    return [_faint(line, colour=colour) for line in lines[:1]] + list(lines[1:])


def _code(text: str) -> list[str]:
    return [cell(line, 400) if line.strip() else "" for line in text.split("\n")]


def _bold(text: str, *, colour: bool) -> str:
    return f"\x1b[1m{text}\x1b[0m" if colour else text


def _faint(text: str, *, colour: bool) -> str:
    return f"\x1b[2m{text}\x1b[0m" if colour else text


def _tone(text: str, tone: Tone, *, colour: bool) -> str:
    return f"\x1b[{_COLOURS[tone]}m{text}\x1b[0m" if colour else text


def _finish(lines: Iterable[str]) -> str:
    return "\n".join(line.rstrip() for line in lines).rstrip() + "\n"
