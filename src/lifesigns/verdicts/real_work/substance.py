"""The evidence of `real_work`: who and what changed which part of the product, and when."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from lifesigns.kernel.answer import Evidence, Figure, FigureKind, MetricResult
from lifesigns.kernel.evidence import in_words, many
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
    Substance,
    families,
)

_MODEL = "contribution_kinds"
_MOST_PEOPLE = 10
_MOST_ORGANISATIONS = 12
_STACKED = tuple(family for family in Family if family is not Family.UNKNOWN)


def share_of(counts: Mapping[Family, int], *chosen: Family) -> float:
    """Return the share of the chosen families among those that are known; 0 without any."""
    known = sum(n for family, n in counts.items() if family is not Family.UNKNOWN)
    return sum(counts.get(family, 0) for family in chosen) / known if known else 0.0


def evidence_of(found: Findings, known: Substance, *, is_judged: bool) -> tuple[Evidence, ...]:
    """Return what changed: by kind, change request, year, person and organisation.

    The share of the product comes first where the answer rests on it (`is_judged`).
    """
    counts = families(known.commits)
    return (
        *(_product(known) if is_judged else ()),
        _listed(
            f"What the last year's commits change ({known.n_read:,} of {known.n_commits:,} read)",
            [(family.value, _part(n, known.n_read)) for family, n in counts.items()],
            known.n_read,
        ),
        _listed(
            "The same by main kind",
            [(in_words(str(one.kind)), _part(one.n, known.n_read)) for one in known.commits],
            known.n_read,
        ),
        *_requests(known),
        _listed(
            "Year by year, as far as it was read",
            [(year.key, _mix(known.by_year, year)) for year in reversed(known.years)],
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
        *_organisations(found, known),
    )


def _product(known: Substance) -> tuple[Evidence, ...]:
    share = share_of(families(known.commits), *PRODUCT)
    label = "Commits that change the product"
    return (Evidence(_MODEL, label, share, Unit.SHARE, known.n_read),)


def withheld(found: Findings, known: Substance) -> tuple[Missing, ...]:
    """Return what is not shown because too few people stand behind it."""
    minimum = found.threshold("real_work_group").value
    hidden = sum(1 for one in known.organisations if one.key and one.n_people < minimum)
    if not hidden:
        return ()
    return (
        Missing(
            Reason.WITHHELD,
            f"what the people of {many(hidden, 'organisation')} change",
            f"groups under {minimum:.0f} people are withheld",
        ),
    )


def figure_of(found: Findings, known: Substance, window: Window) -> Figure:
    """Return the year's commits by month and family; a month that was seen and had none has 0."""
    first = found.subject.first_at or window.since
    begin = max(window.since, first - timedelta(seconds=1))
    quiet = period_keys(Window(begin, window.until), "month") if begin < window.until else ()
    months = sorted({*quiet, *(month.key for month in known.months)})
    results = tuple(
        MetricResult(
            _MODEL, family.value, Unit.COMMITS, Shape.SINGLE, window, "month",
            rows, sum(row.n for row in rows),
        )
        for family in _STACKED
        if (rows := _months(known, family, months))
    )  # fmt: skip
    return Figure(
        id="real_work_kinds",
        title="What the last year's commits really change",
        subtitle="Commits by people, by month and the kind that weighs most in each",
        kind=FigureKind.STACK,
        results=results,
        labels=tuple(result.title for result in results),
        caption="How often a kind is right stands under its definition, Kinds of contributions.",
    )


def document_of(found: Findings, known: Substance) -> dict[str, Any]:
    """Return the same as plain numbers, for the JSON contract."""
    minimum = found.threshold("real_work_group").value
    shown = [one for one in known.organisations if one.key and one.n_people >= minimum]
    return {
        "commits": known.n_commits,
        "commits_read": known.n_read,
        "families": _plain(families(known.commits)),
        "kinds": {str(one.kind): one.n for one in known.commits},
        "by_month": [_group(known.by_month, month) for month in known.months],
        "by_year": [_group(known.by_year, year) for year in known.years],
        "by_person": [
            _group(known.by_person, person, found.names.get(person.key, "(unknown)"))
            for person in known.people[:_MOST_PEOPLE]
        ],
        "by_organisation": [_group(known.by_organisation, one) for one in shown],
        "change_requests": [
            {"kind": str(one.kind), "outcome": one.outcome, "n": one.n} for one in known.requests
        ],
    }


def _months(known: Substance, family: Family, months: list[str]) -> tuple[Row, ...]:
    rows = []
    for month in months:
        n = families(known.by_month, month).get(family, 0)
        rows.append(Row(month, float(n), n))
    return tuple(rows) if any(row.n for row in rows) else ()


def _requests(known: Substance) -> tuple[Evidence, ...]:
    seen: dict[Family, list[int]] = {}
    for one in known.requests:
        counts = seen.setdefault(FAMILY_OF[one.kind], [0, 0])
        counts[0] += one.n * (one.outcome != "not landed")
        counts[1] += one.n
    if not seen:
        return ()
    total = sum(both[1] for both in seen.values())
    ordered = sorted(seen.items(), key=lambda item: (-item[1][1], item[0]))
    return (
        _listed(
            "Change requests of the last year by what they change, and how many landed",
            [
                (family.value, f"{both[1]:,}, of which {both[0]:,} landed")
                for family, both in ordered
            ],
            total,
        ),
    )


def _organisations(found: Findings, known: Substance) -> tuple[Evidence, ...]:
    minimum = found.threshold("real_work_group").value
    rows = [
        (one.key, _mix(known.by_organisation, one))
        for one in known.organisations
        if one.key and one.n_people >= minimum
    ]
    if not rows:
        return ()
    return (
        _listed(
            f"What organisations' commits change ({minimum:.0f} people and more)",
            rows[:_MOST_ORGANISATIONS],
            sum(one.n_read for one in known.organisations),
        ),
    )


def _mix(counts: tuple[KindCount, ...], group: Group) -> str:
    """Return such as "153 commits, 84% product: 70% core code, 16% upkeep, 14% tests"."""
    found = families(counts, group.key)
    parts = [
        f"{share_of(found, family):.0%} {family.value}"
        for family in sorted(found, key=lambda family: -found[family])
        if family is not Family.UNKNOWN
    ]
    read = "" if group.n_read == group.n_commits else f" ({group.n_read:,} read)"
    product = f"{share_of(found, *PRODUCT):.0%} product"
    return f"{many(group.n_commits, 'commit')}{read}, {product}: {', '.join(parts[:4])}"


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


def _plain(counts: Mapping[Family, int]) -> dict[str, int]:
    return {family.value.replace(" ", "_"): n for family, n in counts.items()}


def _part(n: int, total: int) -> str:
    return f"{n:,} ({n / total:.1%})" if total else f"{n:,}"
