"""What each person's work changes and what lasts of it: counts for the person's own sheet."""

from collections.abc import Mapping

from lifesigns.kernel.holdings import PersonWork
from lifesigns.kernel.spec import Threshold
from lifesigns.models.contribution_kind import PRODUCT, Family, Group, Substance, families
from lifesigns.models.line_survival import Lines, LineSurvival


def works_of(
    known: Substance | None, lived: LineSurvival | None, cuts: Mapping[str, Threshold]
) -> dict[str, PersonWork]:
    """Return by person id what was read and measured; None in place of what rests on too little."""
    fewest, fewest_lines = cuts["real_work_person"].value, cuts["real_work_lines_minimum"].value
    people = lived.people if lived else ()
    lasted = {one.key: one.lines for one in people if one.lines.n_followed >= fewest_lines}
    changed = {one.key: one for one in (known.people if known else ())}
    counts = known.by_person if known else ()
    return {
        key: _work(changed.get(key), families(counts, key), lasted.get(key), fewest)
        for key in sorted(lasted.keys() | changed.keys())
    }


def _work(
    changed: Group | None, counts: Mapping[Family, int], lines: Lines | None, fewest: float
) -> PersonWork:
    size = changed.size if changed else None
    is_enough = changed is not None and changed.n_read >= fewest
    return PersonWork(
        commits=changed.n_commits if changed else 0,
        commits_read=changed.n_read if changed else 0,
        product=sum(counts.get(family, 0) for family in PRODUCT),
        families=tuple((family.value, n) for family, n in counts.items()),
        lines_raw=size.raw if size else None,
        lines_real=size.real if size else None,
        taken_back=changed.n_taken_back if changed and is_enough else None,
        lines_followed=lines.n_followed if lines else None,
        lines_alive=lines.n_alive if lines else None,
    )
