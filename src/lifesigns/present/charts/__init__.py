"""Draw figures as inline SVG with a text alternative and a data table; one module per kind."""

from dataclasses import dataclass

from lifesigns.kernel.answer import Figure, FigureKind, MetricResult
from lifesigns.present import safe, words
from lifesigns.present.charts import bars, columns, dots, heatmap, line, stack
from lifesigns.present.charts.frame import Names
from lifesigns.present.charts.series import Series, limited, read
from lifesigns.present.charts.svg import tag, text
from lifesigns.present.charts.table import OVER_TIME, Table, of_figure
from lifesigns.present.messages import say


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture ready for a page: markup, what it shows in words, notes for its caption, data."""

    markup: str
    description: str
    notes: tuple[str, ...]
    table: Table


def draw(figure: Figure, prefix: str) -> Drawing:
    """Return the drawing of `figure`; ids inside start with `prefix`, which the page keeps unique.

    A figure without a single known value has empty markup and says so.
    """
    if not _has_values(figure.results):
        return Drawing("", say("nothing_to_draw"), (), Table((), ()))
    if figure.kind in OVER_TIME:
        return _over_time(figure, prefix)
    first = figure.results[0]
    notes: tuple[str, ...] = ()
    match figure.kind:
        case FigureKind.HEATMAP:
            cells = heatmap.grid(first)
            description = _describe_rows(figure)
            markup = heatmap.draw(Names(prefix, figure.title, description), cells)
        case FigureKind.DOTS:
            description = _describe_rows(figure)
            names = Names(prefix, figure.title, description)
            markup = dots.draw(names, figure.results, figure.labels)
            notes = (dots.note(),)
        case _:
            description = _describe_rows(figure)
            markup = bars.draw(Names(prefix, figure.title, description), first)
            notes = (bars.note(first),)
    return Drawing(markup, description, tuple(filter(None, notes)), of_figure(figure))


def _over_time(figure: Figure, prefix: str) -> Drawing:
    axis, found = read(figure)
    shown = limited(found, add_up=figure.kind is FigureKind.STACK)
    gaps = stack.gaps(shown) if figure.kind is FigureKind.STACK else line.gaps(shown)
    description = _describe_series(figure, axis.labels, shown, sum(gaps))
    names = Names(prefix, figure.title, description)
    match figure.kind:
        case FigureKind.COLUMNS:
            markup = columns.draw(names, axis, shown, figure.marks)
        case FigureKind.STACK:
            markup = stack.draw(names, axis, shown, figure.marks)
        case _:
            markup = line.draw(names, axis, shown, figure.marks)
    notes = []
    if any(gaps):
        notes.append(say("gap_note"))
    pale = [say("begun_before", period=axis.labels[0])] if axis.is_late else []
    pale += [say("not_over", period=axis.labels[-1])] if axis.is_open else []
    if pale:
        notes.append(say("pale_note", periods="; ".join(pale)))
    if axis.cut:
        drawn, total = len(axis.labels), len(axis.labels) + axis.cut
        notes.append(say("cut_note", drawn=words.number(drawn), total=words.number(total)))
    if figure.marks:
        marks = "; ".join(
            f"{safe.name(mark.at)} {safe.name(mark.text)}" for mark in figure.marks[-12:]
        )
        notes.append(say("marks_note", marks=marks))
    if len(found) > len(shown) and figure.kind is not FigureKind.STACK:
        notes.append(
            say("series_note", drawn=words.number(len(shown)), total=words.number(len(found)))
        )
    keys = _keys(shown) if len(shown) > 1 else ""
    return Drawing(keys + markup, description, tuple(notes), of_figure(figure))


def _keys(series: list[Series]) -> str:
    items = [
        tag(
            "li",
            tag(
                "svg",
                tag("rect", width=12, height=12, rx=3, class_=f"f{at}"),
                width=12,
                height=12,
                aria_hidden="true",
            ),
            tag("bdi", text(part.label, 40)),
        )
        for at, part in enumerate(series)
    ]
    return tag("ul", *items, class_="keys")


def _has_values(results: tuple[MetricResult, ...]) -> bool:
    return any(
        words.known(row.value)
        for result in results
        if result.missing is None
        for row in result.rows
    )


def _describe_series(
    figure: Figure, labels: tuple[str, ...], series: list[Series], unknown: int
) -> str:
    kind = say(f"kind_{figure.kind.value}")
    parts = [say("describe_time", kind=kind, first=labels[0], last=labels[-1])]
    for part in series:
        known = [(value, at) for at, value in enumerate(part.values) if value is not None]
        if not known:
            parts.append(say("describe_none", label=part.label))
            continue
        top, top_at = max(known, key=lambda pair: (pair[0], -pair[1]))
        last, last_at = known[-1]
        parts.append(
            say(
                "describe_series",
                label=part.label,
                top=words.measure(top, part.unit),
                top_at=labels[top_at],
                last=words.measure(last, part.unit),
                last_at=labels[last_at],
            )
        )
    if unknown:
        parts.append(say("describe_gaps", count=words.number(unknown)))
    return safe.line(" ".join(parts), 900)


def _describe_rows(figure: Figure) -> str:
    rows = [
        (words.row_name(row, result.shape), words.measure(row.value, result.unit))
        for result in figure.results
        for row in sorted(
            (row for row in result.rows if words.known(row.value)),
            key=lambda row: -(row.value or 0.0),
        )[:3]
    ]
    listed = ", ".join(f"{safe.name(name)} {value}".strip() for name, value in rows[:6])
    count = sum(len(result.rows) for result in figure.results)
    kind = say(f"kind_{figure.kind.value}")
    return say("describe_rows", kind=kind, count=words.number(count), listed=listed)
