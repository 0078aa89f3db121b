"""The evidence of `real_work` about lines: how many are real, what lasted, what came twice."""

from typing import Any

from lifesigns.kernel.answer import Evidence
from lifesigns.kernel.evidence import many
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
from lifesigns.models.line_survival import LineSurvival

_MODEL = "contribution_kinds"
_MOST = 8


def evidence_of_lines(
    found: Findings, known: Substance, lived: LineSurvival | None
) -> tuple[Evidence, ...]:
    """Return the size of the real change, survival, reverts and repeated changes."""
    return (
        *(_size(known.size) if known.size else ()),
        *_survival(found, lived),
        *_reverted(known),
        *_repeated(known.repeated),
        *_alike(known.alike),
    )


def document_of_lines(
    found: Findings, known: Substance, lived: LineSurvival | None
) -> dict[str, Any]:
    """Return the same as plain numbers, for the JSON contract; null where not measured."""
    size = known.size
    return {
        "lines": None if size is None else {
            "commits": size.n_commits, "files": size.n_files, "files_measured": size.n_measured,
            "raw_additions": size.raw_additions, "raw_deletions": size.raw_deletions,
            "additions": size.additions, "deletions": size.deletions,
            "moved": size.moved, "generated": size.generated,
        },
        "survival": None if lived is None or not _is_enough(found, lived) else {
            "lines_added": lived.n_added, "lines_alive": lived.n_alive,
            "lines_lost": lived.n_lost, "share": lived.share,
        },
        "reverted": {str(one.kind): one.n for one in known.reverted},
        "repeated": [{"commits": list(one.commits)} for one in known.repeated],
        "alike": [
            {"change_requests": list(one.numbers), "people": one.n_people}
            for one in known.alike
        ],
    }  # fmt: skip


def _size(size: Size) -> tuple[Evidence, ...]:
    rest = size.raw_additions - size.additions - size.moved - size.generated
    rows = [
        ("added as git counts", f"{size.raw_additions:,}"),
        ("really new", f"{size.additions:,}"),
        ("moved from elsewhere in the same commit", f"{size.moved:,}"),
        ("in generated or vendored files", f"{size.generated:,}"),
        ("blank, laid out anew or not readable", f"{max(rest, 0):,}"),
        ("removed as git counts", f"{size.raw_deletions:,}"),
        ("really gone", f"{size.deletions:,}"),
        ("files measured", f"{size.n_measured:,} of {size.n_files:,}"),
    ]
    return (
        Evidence(
            id=_MODEL,
            label="Lines of the last year's commits, raw and real",
            value=None,
            unit=Unit.LINES,
            n=size.n_commits,
            rows=tuple(rows),
        ),
    )


def _is_enough(found: Findings, lived: LineSurvival) -> bool:
    minimum = found.threshold("real_work_lines_minimum").value
    return lived.n_added - lived.n_lost >= minimum


def _survival(found: Findings, lived: LineSurvival | None) -> tuple[Evidence, ...]:
    if lived is None or not _is_enough(found, lived):
        return ()
    text = f"{lived.n_alive:,} of {lived.n_added - lived.n_lost:,} lines"
    if lived.n_lost:
        text += f"; {lived.n_lost:,} more could not be followed"
    return (
        Evidence(
            id="line_survival",
            label="Lines added in the year before that were still there a year later",
            value=lived.share,
            unit=Unit.SHARE,
            n=lived.n_added - lived.n_lost,
            rows=(("followed", text), ("commits that added them", f"{lived.n_commits:,}")),
        ),
    )


def _reverted(known: Substance) -> tuple[Evidence, ...]:
    counts: dict[Family, int] = {}
    for one in known.reverted:
        counts[FAMILY_OF[one.kind]] = counts.get(FAMILY_OF[one.kind], 0) + one.n
    total = sum(counts.values())
    return (
        Evidence(
            id=_MODEL,
            label="Commits of the last year that a later one says to revert",
            value=float(total),
            unit=Unit.COMMITS,
            n=known.n_read,
            rows=tuple((family.value, many(n, "commit")) for family, n in counts.items()),
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
            n=sum(len(one.numbers) for one in alike),
            rows=tuple(
                (
                    " ".join(f"#{number}" for number in one.numbers[:_MOST]),
                    many(one.n_people, "person", "people"),
                )
                for one in alike[:_MOST]
            ),
        ),
    )
