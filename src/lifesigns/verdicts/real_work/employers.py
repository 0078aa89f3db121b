"""What organisations' people gave: five people and more apart, everybody else together.

Nobody is left out: those whose employer is not known, or is too small to be shown, are rows too.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from lifesigns.models.contribution_kind import Group, KindCount, Size, Substance
from lifesigns.models.line_survival import Lines, LineSurvival

_MOST = 12
UNKNOWN = "(unknown)"
OTHERS = "(others)"
REST = "(unknown and others)"


@dataclass(frozen=True, slots=True)
class Employer:
    """A row: its commits by kind under the key of its group, and its lines of the year before."""

    group: Group
    counts: tuple[KindCount, ...]
    lines: Lines | None


def employers(
    known: Substance, lived: LineSurvival | None, fewest_people: float, fewest_lines: float
) -> tuple[Employer, ...]:
    """Return the organisations of enough people, most commits first, then everybody else.

    Nothing where no organisation has enough. Employers too small stand together; where they
    are too few people even so, with those whose employer is not known.
    """
    large = [one for one in known.organisations if one.key and one.n_people >= fewest_people]
    if not large:
        return ()
    shown = large[:_MOST]
    nobody = [one for one in known.organisations if not one.key]
    small = [one for one in known.organisations if one.key and one not in shown]
    rows = [(one.key, [one]) for one in shown]
    if sum(one.n_people for one in small) >= fewest_people:
        rows += [(OTHERS, small), (UNKNOWN, nobody)]
    else:
        rows += [(REST if small else UNKNOWN, [*small, *nobody])]
    return tuple(
        Employer(
            _together(name, groups),
            _counts(known, name, groups),
            _lines(lived, name, {one.key for one in shown}, fewest_people, fewest_lines),
        )
        for name, groups in rows
        if groups
    )


def _together(name: str, groups: Sequence[Group]) -> Group:
    if len(groups) == 1:
        return replace(groups[0], key=name)
    sizes = [one.size for one in groups if one.size]
    return Group(
        name,
        sum(one.n_people for one in groups),
        sum(one.n_commits for one in groups),
        sum(one.n_read for one in groups),
        sum(one.n_taken_back for one in groups),
        _sum(sizes) if sizes else None,
    )


def _sum(sizes: Iterable[Size]) -> Size:
    rows = [
        (
            one.n_commits, one.raw_additions, one.raw_deletions, one.additions, one.deletions,
            one.moved, one.generated, one.n_files, one.n_measured,
        )
        for one in sizes
    ]  # fmt: skip
    return Size(*map(sum, zip(*rows, strict=True)))


def _counts(known: Substance, name: str, groups: Sequence[Group]) -> tuple[KindCount, ...]:
    keys = {one.key for one in groups}
    return tuple(replace(one, group=name) for one in known.by_organisation if one.group in keys)


def _lines(
    lived: LineSurvival | None,
    name: str,
    shown: set[str],
    fewest_people: float,
    fewest_lines: float,
) -> Lines | None:
    """Return the followed lines of a row; None where too few, or of too few people of it."""
    mine: list[Lines] = []
    for one in lived.organisations if lived else ():
        if name in shown:
            is_mine = one.key == name and one.n_people >= fewest_people
        else:
            is_mine = one.key not in shown and name in (REST, OTHERS if one.key else UNKNOWN)
        if is_mine:
            mine.append(one.lines)
    total = Lines(
        sum(one.n_added for one in mine),
        sum(one.n_alive for one in mine),
        sum(one.n_lost for one in mine),
    )
    return total if total.n_followed >= fewest_lines else None
