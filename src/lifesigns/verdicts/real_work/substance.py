"""The evidence of `real_work`: who and what changed which part of the product, and when."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from lifesigns.kernel.answer import Evidence, Figure, FigureKind, MetricResult
from lifesigns.kernel.evidence import fact, in_words, many, per_cent
from lifesigns.kernel.findings import Findings
from lifesigns.kernel.missing import Missing, Reason
from lifesigns.kernel.shape import Row, Shape
from lifesigns.kernel.unit import Unit
from lifesigns.kernel.window import Window, period_keys
from lifesigns.models.contribution_kind import (
    FAMILY_OF,
    PRODUCT,
    Family,
    Group,
    KindCount,
    Size,
    Substance,
    families,
)
from lifesigns.models.line_survival import Lines, LineSurvival
from lifesigns.verdicts.real_work.employers import Employer, employers

_MODEL = "contribution_kinds"
_MOST_PEOPLE = 10
_NOT_HERE = ("not landed", "landed on another branch")
_STACKED = tuple(family for family in Family if family is not Family.UNKNOWN)


def share_of(counts: Mapping[Family, int], *chosen: Family) -> float:
    """Return the share of the chosen families among those that are known, of which there are."""
    known = sum(n for family, n in counts.items() if family is not Family.UNKNOWN)
    return sum(counts.get(family, 0) for family in chosen) / known


def summary_of(found: Findings, known: Substance, *, is_judged: bool) -> tuple[Evidence, ...]:
    """Return what changed by family; first the product's share, where the answer rests on it."""
    counts = families(known.commits)
    product = fact(found.result("product_share"), "Commits that change the product")
    return (
        *((product,) if is_judged else ()),
        _listed(
            f"What the last year's commits change ({known.n_read:,} of {known.n_commits:,} read)",
            [(family.value, _part(n, known.n_read)) for family, n in counts.items()],
            known.n_read,
        ),
    )


def evidence_of(
    found: Findings, known: Substance, lived: LineSurvival | None
) -> tuple[Evidence, ...]:
    """Return what changed: by kind, change request, year, person and organisation."""
    return (
        _listed(
            "What the last year's commits change, by main kind",
            [(in_words(str(one.kind)), _part(one.n, known.n_read)) for one in known.commits],
            known.n_read,
        ),
        *requests_of(known),
        _listed(
            "Year by year, as far as it was read",
            [
                (year.key, f"{_mix(known.by_year, year, 2)}{_work(year)}")
                for year in reversed(known.years)
            ],
            sum(year.n_read for year in known.years),
        ),
        _listed(
            "What the busiest people's commits change",
            [
                (found.names.get(person.key, "(unknown)"), _mix(known.by_person, person))
                for person in known.people[:_MOST_PEOPLE]
            ],
            sum(person.n_read for person in known.people[:_MOST_PEOPLE]),
            [found.sheets.get(person.key, "") for person in known.people[:_MOST_PEOPLE]],
        ),
        *_organisations(found, known, lived),
    )


def withheld(found: Findings, known: Substance) -> tuple[Missing, ...]:
    """Return what is not shown because too few people stand behind it."""
    minimum = found.threshold("real_work_group").value
    hidden = sum(1 for one in known.organisations if one.key and one.n_people < minimum)
    if not hidden:
        return ()
    return (
        Missing(
            Reason.WITHHELD,
            f"what the people of {many(hidden, 'organisation')} change, each apart",
            f"groups under {minimum:.0f} people are withheld",
        ),
    )


def figures_of(found: Findings, known: Substance, window: Window) -> tuple[Figure, ...]:
    """Return the year's commits by family and its lines, raw and real, by month.

    A month that was seen and had none has 0.
    """
    first = found.subject.first_at or window.since
    begin = max(window.since, first - timedelta(seconds=1))
    quiet = period_keys(Window(begin, window.until), "month") if begin < window.until else ()
    months = sorted({*quiet, *(month.key for month in known.months)})
    commits = [(family.value, _months(known, family, months)) for family in _STACKED]
    lines = [(title, lines_by_month(known, of_size, months)) for title, of_size in _PARTS_OF_LINES]
    kinds = Figure(
        id="real_work_kinds",
        title="What the last year's commits really change",
        subtitle="Commits by people, by month and the kind that weighs most in each",
        kind=FigureKind.STACK,
        results=_stack(commits, Unit.COMMITS, window),
        labels=tuple(title for title, rows in commits if rows),
        caption="How often a kind is right stands under its definition, Kinds of contributions.",
    )
    sizes = Figure(
        id="real_work_lines",
        title="How much of the lines is real change",
        subtitle="Lines added and removed in the last year's commits by people, by month",
        kind=FigureKind.STACK,
        results=_stack(lines, Unit.LINES, window),
        labels=tuple(title for title, rows in lines if rows),
        caption="Laid out: the same text with other spaces; files that could not be read are there too.",
    )
    return (kinds, sizes) if sizes.results else (kinds,)


def _stack(
    parts: list[tuple[str, tuple[Row, ...]]], unit: Unit, window: Window
) -> tuple[MetricResult, ...]:
    return tuple(
        MetricResult(
            _MODEL, title, unit, Shape.SINGLE, window, "month", rows, sum(row.n for row in rows)
        )
        for title, rows in parts
        if rows
    )


_PARTS_OF_LINES: tuple[tuple[str, Callable[[Size], int]], ...] = (
    ("really new or gone", lambda size: size.real),
    ("moved", lambda size: 2 * size.moved),
    ("generated or vendored", lambda size: size.generated),
    ("blank or laid out", lambda size: size.rest),
)


def lines_by_month(
    known: Substance, of_size: Callable[[Size], int], months: list[str]
) -> tuple[Row, ...]:
    """Return one part of the lines by month; nothing when there is none in any."""
    sizes = {month.key: month.size for month in known.months}
    rows = []
    for month in months:
        size = sizes.get(month)
        if size is not None:
            rows.append(Row(month, float(of_size(size)), size.n_commits))
        else:  # no commits make no lines; commits that nobody measured make an unknown number
            rows.append(Row(month, None if month in sizes else 0.0, 0))
    return tuple(rows) if any(row.value for row in rows) else ()


def document_of(found: Findings, known: Substance, lived: LineSurvival | None) -> dict[str, Any]:
    """Return the same as plain numbers, for the JSON contract."""
    return {
        "commits": known.n_commits,
        "commits_read": known.n_read,
        "families": _plain(families(known.commits)),
        "kinds": {str(one.kind): one.n for one in known.commits},
        "by_month": [_work_of(known.by_month, month) for month in known.months],
        "by_year": [_work_of(known.by_year, year) for year in known.years],
        "by_person": [
            _group(known.by_person, person, found.names.get(person.key, "(unknown)"))
            for person in known.people[:_MOST_PEOPLE]
        ],
        "by_organisation": [
            _work_of(one.counts, one.group)
            | {"survival": one.lines and lines_in_numbers(one.lines)}
            for one in _employers(found, known, lived)
        ],
        "change_requests": [
            {"kind": str(one.kind), "outcome": one.outcome, "n": one.n} for one in known.requests
        ],
    }


def _months(known: Substance, family: Family, months: list[str]) -> tuple[Row, ...]:
    unread = {month.key for month in known.months if not month.n_read}
    rows = []
    for month in months:
        n = families(known.by_month, month).get(family, 0)
        rows.append(Row(month, None if month in unread else float(n), n))
    return tuple(rows) if any(row.n for row in rows) else ()


def requests_of(known: Substance) -> tuple[Evidence, ...]:
    """Return the year's change requests by what they change, and how many landed here."""
    seen: dict[Family, list[int]] = {}
    for one in known.requests:
        counts = seen.setdefault(FAMILY_OF[one.kind], [0, 0])
        counts[0] += one.n * (one.outcome not in _NOT_HERE)
        counts[1] += one.n
    if not seen:
        return ()
    total = sum(both[1] for both in seen.values())
    ordered = sorted(seen.items(), key=lambda item: (-item[1][1], item[0]))
    return (
        _listed(
            "Change requests of the last year, those of automation among them, by what they change, "
            "and how many landed on the default branch",
            [
                (family.value, f"{both[1]:,}, of which {both[0]:,} landed")
                for family, both in ordered
            ],
            total,
        ),
    )


def _employers(
    found: Findings, known: Substance, lived: LineSurvival | None
) -> tuple[Employer, ...]:
    return employers(
        known,
        lived,
        found.threshold("real_work_group").value,
        found.threshold("real_work_lines_minimum").value,
    )


def _organisations(
    found: Findings, known: Substance, lived: LineSurvival | None
) -> tuple[Evidence, ...]:
    minimum = found.threshold("real_work_group").value
    rows = [
        (one.group.key, f"{_mix(one.counts, one.group, 2)}{_work(one.group)}{_lasted(one)}")
        for one in _employers(found, known, lived)
    ]
    if not rows:
        return ()
    label = f"What organisations' commits change, those under {minimum:.0f} people together"
    return (_listed(label, rows, sum(one.n_read for one in known.organisations)),)


def _work(group: Group) -> str:
    """Return such as "; 640 of 800 lines real; 2 commits taken back later"."""
    text = ""
    if group.size and group.size.raw:
        measured = group.size.n_commits
        of = "" if measured == group.n_read else f" in {many(measured, 'measured commit')}"
        text = f"; {group.size.real:,} of {group.size.raw:,} lines real{of}"
    if group.n_taken_back:
        text += f"; {many(group.n_taken_back, 'commit')} taken back later"
    return text


def _lasted(employer: Employer) -> str:
    lines = employer.lines
    if lines is None or lines.share is None:
        return ""
    return f"; {per_cent(lines.share)} of {lines.n_followed:,} lines lasted a year"


def _mix(counts: tuple[KindCount, ...], group: Group, most: int = 4) -> str:
    """Return such as "153 commits, 84% product: 70% core code, 16% upkeep, 14% tests"."""
    if not group.n_read:
        return f"{many(group.n_commits, 'commit')}, none of which could be read"
    found = families(counts, group.key)
    parts = [
        f"{per_cent(share_of(found, family))} {family.value}"
        for family in sorted(found, key=lambda family: -found[family])
        if family is not Family.UNKNOWN
    ]
    read = "" if group.n_read == group.n_commits else f" ({group.n_read:,} read)"
    product = f"{per_cent(share_of(found, *PRODUCT))} product"
    return f"{many(group.n_commits, 'commit')}{read}, {product}: {', '.join(parts[:most])}"


def _listed(
    label: str, rows: list[tuple[str, str]], n: int, people: list[str] | None = None
) -> Evidence:
    return Evidence(
        id=_MODEL, label=label, value=None, unit=Unit.COMMITS, n=n, rows=tuple(rows),
        people=tuple(people or ()),
    )  # fmt: skip


def _group(counts: tuple[KindCount, ...], group: Group, name: str = "") -> dict[str, Any]:
    return {
        "key": name or group.key,
        "commits": group.n_commits,
        "commits_read": group.n_read,
        "families": _plain(families(counts, group.key)),
    }


def _work_of(counts: tuple[KindCount, ...], group: Group) -> dict[str, Any]:
    return _group(counts, group) | {
        "taken_back": group.n_taken_back,
        "lines": None if group.size is None else size_in_numbers(group.size),
    }


def lines_in_numbers(lines: Lines) -> dict[str, Any]:
    """Return followed lines for the JSON contract."""
    return {
        "lines_added": lines.n_added, "lines_alive": lines.n_alive,
        "lines_lost": lines.n_lost, "share": lines.share,
    }  # fmt: skip


def size_in_numbers(size: Size) -> dict[str, int]:
    """Return a size for the JSON contract."""
    return {
        "commits": size.n_commits, "files": size.n_files, "files_measured": size.n_measured,
        "raw_additions": size.raw_additions, "raw_deletions": size.raw_deletions,
        "additions": size.additions, "deletions": size.deletions,
        "moved": size.moved, "generated": size.generated,
    }  # fmt: skip


def _plain(counts: Mapping[Family, int]) -> dict[str, int]:
    return {family.value.replace(" ", "_"): n for family, n in counts.items()}


def _part(n: int, total: int) -> str:
    return f"{n:,} ({per_cent(n / total)})" if total else f"{n:,}"
