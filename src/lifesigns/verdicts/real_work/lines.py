"""The evidence of `real_work` about lines: how many are real, what lasted, what came twice."""

from typing import Any

from lifesigns.kernel.answer import Evidence
from lifesigns.kernel.evidence import many, per_cent
from lifesigns.kernel.findings import Findings
from lifesigns.kernel.unit import Unit
from lifesigns.models.contribution_kind import (
    FAMILY_OF,
    Alike,
    Family,
    Repeated,
    Size,
    Substance,
)
from lifesigns.models.line_survival import Lines, LineSurvival
from lifesigns.verdicts.real_work.substance import lines_in_numbers, size_in_numbers

_MODEL = "contribution_kinds"
_MOST = 8


def evidence_of_lines(
    found: Findings, known: Substance, lived: LineSurvival | None
) -> tuple[Evidence, ...]:
    """Return the size of the real change, survival and reverts."""
    return (
        *(_size(known.size) if known.size else ()),
        *_survival(found, lived),
        *_reverted(known),
    )


def repeats_of(known: Substance) -> tuple[Evidence, ...]:
    """Return the changes that came more than once."""
    return *_repeated(known.repeated), *_alike(known.alike)


def document_of_lines(
    found: Findings, known: Substance, lived: LineSurvival | None
) -> dict[str, Any]:
    """Return the same as plain numbers, for the JSON contract; null where not measured."""
    return {
        "lines": None if known.size is None else size_in_numbers(known.size),
        "survival": None if lived is None or not _is_enough(found, lived.whole) else {
            **lines_in_numbers(lived.whole),
            "by_month": [
                {"key": one.key, **lines_in_numbers(one.lines)}
                for one in lived.months if _is_enough(found, one.lines)
            ],
        },
        "reverted": {str(one.kind): one.n for one in known.reverted},
        "repeated": [{"commits": list(one.commits)} for one in known.repeated],
        "alike": [
            {"change_requests": list(one.numbers), "people": one.n_people}
            for one in known.alike
        ],
    }  # fmt: skip


def _size(size: Size) -> tuple[Evidence, ...]:
    rows = [
        ("as git counts", f"{size.raw_additions:,} added, {size.raw_deletions:,} removed"),
        ("real", f"{size.additions:,} really new, {size.deletions:,} really gone"),
        ("moved within one commit", f"{2 * size.moved:,} (there and here)"),
        ("in generated or vendored files", f"{size.generated:,}"),
        ("blank, laid out anew or not readable", f"{size.rest:,}"),
        ("files measured", f"{size.n_measured:,} of {size.n_files:,}"),
    ]
    return (
        Evidence(
            id="real_lines",
            label="Lines of the last year's commits that are really new or gone",
            value=float(size.real),
            unit=Unit.LINES,
            n=size.n_commits,
            rows=tuple(rows),
        ),
    )


def _is_enough(found: Findings, lines: Lines) -> bool:
    return lines.n_followed >= found.threshold("real_work_lines_minimum").value


def _survival(found: Findings, lived: LineSurvival | None) -> tuple[Evidence, ...]:
    if lived is None or not _is_enough(found, lived.whole):
        return ()
    whole = lived.whole
    text = f"{whole.n_alive:,} of {whole.n_followed:,} lines"
    if whole.n_lost:
        text += f"; {whole.n_lost:,} more could not be followed"
    months = [
        (
            f"landed in {month.key}",
            f"{per_cent(month.lines.share)} of {month.lines.n_followed:,} lines",
        )
        for month in lived.months
        if month.lines.share is not None and _is_enough(found, month.lines)
    ]
    return (
        Evidence(
            id="lasting_line_share",
            label="Lines added in the year before that were still there a year later",
            value=whole.share,
            unit=Unit.SHARE,
            n=whole.n_followed,
            rows=(
                ("followed", text),
                ("landings that added them", f"{lived.n_commits:,}"),
                *months,
            ),
        ),
    )


def _reverted(known: Substance) -> tuple[Evidence, ...]:
    counts: dict[Family, int] = {}
    for one in known.reverted:
        counts[FAMILY_OF[one.kind]] = counts.get(FAMILY_OF[one.kind], 0) + one.n
    total = sum(counts.values())
    kinds = [(family.value, many(n, "commit")) for family, n in counts.items()]
    months = [
        (f"landed in {one.key}", f"{one.n_taken_back:,} of {many(one.n_read, 'commit')}")
        for one in reversed(known.months)
        if one.n_taken_back
    ]
    return (
        Evidence(
            id="taken_back_share",
            label="Commits of the last year that a later one took back",
            value=float(total),
            unit=Unit.COMMITS,
            n=known.n_read,
            rows=(*kinds, *months),
        ),
    )


def _repeated(repeated: tuple[Repeated, ...]) -> tuple[Evidence, ...]:
    if not repeated:
        return ()
    return (
        Evidence(
            id=_MODEL,
            label="The same patch landed more than once",
            value=float(len(repeated)),
            unit=Unit.COUNT,
            n=sum(one.n for one in repeated),
            rows=tuple(
                (" ".join(commit[:12] for commit in one.commits[:_MOST]), many(one.n, "time"))
                for one in repeated[:_MOST]
            ),
        ),
    )


def _alike(alike: tuple[Alike, ...]) -> tuple[Evidence, ...]:
    if not alike:
        return ()
    return (
        Evidence(
            id=_MODEL,
            label="Change requests of several people that add nearly the same text",
            value=float(len(alike)),
            unit=Unit.COUNT,
            n=len({number for one in alike for number in one.numbers}),
            rows=tuple(
                (
                    " ".join(f"#{number}" for number in one.numbers[:_MOST]),
                    many(one.n_people, "person", "people"),
                )
                for one in alike[:_MOST]
            ),
        ),
    )
