"""Who carries it?"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from lifesigns.kernel.answer import Answer, Confidence, Evidence, Figure, FigureKind, Tone
from lifesigns.kernel.evidence import (
    fact,
    listing,
    many,
    not_collected,
    per_cent,
    ranked,
    refuse,
    span,
)
from lifesigns.kernel.findings import Findings
from lifesigns.kernel.missing import Missing, Reason
from lifesigns.kernel.spec import Need, VerdictSpec
from lifesigns.kernel.unit import Unit
from lifesigns.verdicts import is_cut_short, organisations_behind, refuse_cut, stated

SPEC = VerdictSpec(
    id="carried",
    order=2,
    question="Who carries it?",
    title="Who carries it?",
    words=("many hands", "few hands", "one pair of hands", "cannot tell"),
    needs=(
        Need("contributor_absence_factor"),
        Need("contributor_absence_factor", window="all", by="year"),
        Need("core_contributors"),
        Need("effective_contributors"),
        Need("top_contributor_share"),
        Need("contributors"),
        Need("regular_contributors"),
        Need("integrators"),
        Need("elephant_factor"),
        Need("unknown_organisation_share"),
        Need("code_changes_commits"),
        Need("commits_by_person"),
        Need("ownership_by_directory"),
    ),
    models=("truck_factor", "spread"),
    confidence_rule=(
        f"High with {stated('carried_sure_commits')} and more commits by people in the last year, "
        f"medium from {stated('carried_fair_commits')}, low below."
    ),
    not_answered_when=(
        f"Fewer than {stated('carried_minimum_commits')} commits by people landed in the last year."
    ),
    would_change="Another person doing as much as the busiest one, or the busiest one leaving.",
    aliases=("bus_factor_question", "who"),
)


_MONTH = 365.25 / 12
_SEVERAL = "lasting_vendor_people"
"""One person leaves with or without an employer: an organisation is told of from two on."""
_TRUCK_FACTOR = "Truck factor: fewest people whose leaving would orphan half of the source files"


def answer(found: Findings) -> Answer:
    """Say whether many, few or one carry the last year's work."""
    if is_cut_short(found):
        return refuse_cut(SPEC, found)
    factor, commits = found.value("contributor_absence_factor"), found.value("code_changes_commits")
    minimum = found.threshold("carried_minimum_commits")
    if factor is None or not commits or commits < minimum.value:
        return refuse(
            SPEC,
            f"Too little landed in the last year to say who carries it: {many(commits or 0, 'commit')}.",
            missing=(not_collected("years with more work", "an earlier moment (--as-of)"),),
            evidence=(fact(found.result("code_changes_commits"), "Commits in the last year"),),
            coverage=found.coverage,
        )
    word, tone = _word(found, factor)
    share, people = found.value("top_contributor_share"), found.value("contributors") or 0
    sentence = _sentence(factor, share, people)
    return Answer(
        question=SPEC.id,
        title=SPEC.title,
        word=word,
        tone=tone,
        sentence=sentence,
        confidence=_confidence(found, commits),
        confidence_reason=f"{commits:,.0f} commits by people landed in the last year.",
        evidence=_evidence(found),
        thresholds=tuple(
            t
            for key, t in found.thresholds.items()
            if key.startswith("carried_") or key == _SEVERAL
        ),
        missing=(
            not_collected(
                "reviews, triage and support", "a forge token", "Work that leaves no commit."
            ),
        ),
        coverage=found.coverage,
        would_change=(SPEC.would_change,),
        figures=_figures(found),
    )


def _confidence(found: Findings, commits: float) -> Confidence:
    if commits >= found.threshold("carried_sure_commits").value:
        return Confidence.HIGH
    fair = found.threshold("carried_fair_commits").value
    return Confidence.MEDIUM if commits >= fair else Confidence.LOW


def _word(found: Findings, factor: float) -> tuple[str, Tone]:
    if factor <= found.threshold("carried_one").value:
        return "one pair of hands", Tone.POOR
    if factor <= found.threshold("carried_few").value:
        return "few hands", Tone.FAIR
    return "many hands", Tone.GOOD


def _sentence(factor: float, share: float | None, people: float) -> str:
    if people == 1:
        return "One person did all of the last year's commits."
    if factor == 1:
        did = per_cent(share) if share is not None else "half or more"
        return f"One person of {people:.0f} did {did} of the last year's commits."
    top = f"; the busiest one alone did {per_cent(share)}" if share is not None else ""
    return f"{factor:.0f} of {people:.0f} people did half of the last year's commits{top}."


def _evidence(found: Findings) -> tuple[Evidence, ...]:
    ranking = found.result("commits_by_person")
    owners = found.result("ownership_by_directory")
    owned = [(row.key, per_cent(row.value)) for row in owners.rows[:12] if row.value is not None]
    return (
        fact(
            found.result("contributor_absence_factor"), "Fewest people behind half of the commits"
        ),
        fact(found.result("core_contributors"), "Fewest people behind 80% of the commits"),
        _effective(found),
        fact(found.result("top_contributor_share"), "Share of the busiest person"),
        fact(found.result("regular_contributors"), "People active in three months and more"),
        fact(found.result("integrators"), "People who merged others' work"),
        organisations_behind(found),
        fact(
            found.result("unknown_organisation_share"),
            "Share of commits whose organisation is unknown",
        ),
        *_by_unit(found),
        *_truck_factor(found),
        ranked(ranking, "Busiest people of the last year", "commit", 10),
        listing(owners, "Largest share one person holds, by folder", owned),
    )


def _effective(found: Findings) -> Evidence:
    """The effective number of people, with its interval where the commits could be drawn again."""
    known = fact(
        found.result("effective_contributors"),
        "Effective number of people (as many as if all did equally much)",
    )
    spread = found.models.get("spread")
    if spread is None or spread.concentration is None or known.value is None:
        return known
    drawn = spread.concentration.effective_number
    return replace(known, low=drawn.low, high=drawn.high)


_UNITS = {
    "commits": "commits",
    "changes": "changes to files of source",
    "lines": "lines of source added and removed",
}


def _by_unit(found: Findings) -> tuple[Evidence, ...]:
    """The fewest people behind half of the work, by what is counted."""
    spread = found.models.get("spread")
    if spread is None:
        return ()
    rows = []
    for unit, label in _UNITS.items():
        year, ever = spread.absence_of(unit, "year"), spread.absence_of(unit, "ever")
        if year is not None:
            told = (
                f"{year.factor} of {year.n_people} (n = {year.n:,.0f}), "
                f"ever {ever.factor} of {ever.n_people}"
            )
            rows.append((label, told))
    unread = spread.absence_of("unread", "year")
    if unread is not None:
        rows.append(("changes whose lines are not known", f"{unread.n:,.0f}"))
    result = found.result("contributor_absence_factor")
    return (listing(result, "Fewest people behind half of the last year's work, by unit", rows),)


def _truck_factor(found: Findings) -> tuple[Evidence, ...]:
    """Who carries the source files that stand now, by three methods; what their loss would mean."""
    held = found.models.get("truck_factor")
    if held is None or held.truck_factor.estimate is None or not held.truck_factor.n_files:
        return ()
    known = held.truck_factor
    least = found.threshold("carried_minimum_files").value
    if known.n_files < least:
        what = "truck factor"
        few = Missing(Reason.TOO_FEW, what, f"fewer than {least:.0f} source files stand")
        return (
            Evidence("truck_factor", _TRUCK_FACTOR, None, Unit.PEOPLE, known.n_files, missing=few),
        )
    persons = [held.person(one.person) for one in known.carriers]
    carriers = [
        (
            found.names.get(person, "(unknown)"),
            f"last seen {span(one.months_since_seen * _MONTH)} ago",
        )
        for person, one in zip(persons, known.carriers, strict=True)
    ]
    facts = [
        Evidence(
            id="truck_factor",
            label=_TRUCK_FACTOR,
            value=float(known.estimate),
            unit=Unit.PEOPLE,
            n=known.n_files,
            low=float(known.low),
            high=float(known.high),
            rows=tuple(carriers),
            people=tuple(found.sheets.get(person, "") for person in persons),
        )
    ]
    facts += (*_by_method(held), *_by_folder(held))
    heirs = _heirs(held)
    if held.orphaned is not None and held.orphaned.share is not None:
        facts.append(
            Evidence(
                id="truck_factor",
                label="Source files left without an author if the first carrier left; who worked on them since",
                value=held.orphaned.share,
                unit=Unit.SHARE,
                n=held.orphaned.n,
                rows=tuple(
                    (found.names.get(person, "(unknown)"), many(files, "file"))
                    for person, files in heirs
                ),
                people=tuple(found.sheets.get(person, "") for person, _ in heirs),
            )
        )
    return (*facts, *_followed(found, held), *_leaving(found, held))


_METHODS = {
    "degree_of_authorship": "authorship of files",
    "relative_authorship": "authorship against the file's first author",
    "commit_share": "share of commits",
    "decayed_authorship": "authorship fading over time",
}


def _detail(
    held: Any, label: str, rows: Iterable[tuple[str, str]], people: Iterable[str] = ()
) -> tuple[Evidence, ...]:
    """A listing beside the truck factor, nothing where it is empty; `people` as in `Evidence`."""
    files, shown = held.truck_factor.n_files, tuple(rows)
    one = Evidence(
        "truck_factor", label, None, Unit.PEOPLE, files, rows=shown, people=tuple(people)
    )
    return (one,) if shown else ()


def _by_method(held: Any) -> tuple[Evidence, ...]:
    """What each published method says; the range is theirs."""
    told = {one.id: one.truck_factor for one in held.truck_factor.methods if one.truck_factor}
    rows = [
        (label, many(told[key], "person", "people"))
        for key, label in _METHODS.items()
        if key in told
    ]
    return _detail(held, "Truck factor by method", rows)


def _followed(found: Findings, held: Any) -> tuple[Evidence, ...]:
    """Of each carrier's files, how many others have worked on since."""
    told = [one for one in held.succession if one.share_followed is not None]
    persons = [held.person(one.person) for one in told]
    rows = [
        (
            found.names.get(person, "(unknown)"),
            f"{per_cent(one.share_followed)} of {many(one.n_files, 'file')}",
        )
        for person, one in zip(persons, told, strict=True)
    ]
    label = "Files of the carriers that others have worked on since"
    return _detail(held, label, rows, [found.sheets.get(person, "") for person in persons])


def _by_folder(held: Any) -> tuple[Evidence, ...]:
    """The truck factor of folders with enough source files, those with most files first."""
    folders = [(name, one) for name, one in held.by_directory.items() if one.estimate is not None]
    folders.sort(key=lambda folder: (-folder[1].n_files, folder[0]))
    rows = [(name, f"{_range(one)}, {many(one.n_files, 'file')}") for name, one in folders[:12]]
    return _detail(held, "Truck factor by folder, largest first", rows)


def _range(factor: Any) -> str:
    several = f" ({factor.low} to {factor.high})" if factor.low != factor.high else ""
    return f"{many(factor.estimate, 'person', 'people')}{several}"


def _leaving(found: Findings, held: Any) -> tuple[Evidence, ...]:
    """What the organisation whose people wrote most of it would leave without an author."""
    least = found.threshold(_SEVERAL).value
    for one in held.leaving:
        if one.n_people >= least and one.orphaned.share:
            known = many(one.n_people, "author")
            return (
                Evidence(
                    id="truck_factor",
                    label=(
                        f"Source files left without an author if {one.organisation} left, "
                        f"at least ({known} known to be there)"
                    ),
                    value=one.orphaned.share,
                    unit=Unit.SHARE,
                    n=one.orphaned.n,
                ),
            )
    return ()


def _heirs(held: Any) -> list[tuple[str, int]]:
    """Those who have worked on the first carrier's files since, with how many of them."""
    if not held.succession:
        return []
    return [(held.person(heir.person), heir.n_files) for heir in held.succession[0].heirs]


def _figures(found: Findings) -> tuple[Figure, ...]:
    return (
        Figure(
            id="carried_people",
            title="Commits by person",
            subtitle="The last year, busiest first",
            kind=FigureKind.BARS,
            results=(found.result("commits_by_person"),),
        ),
        Figure(
            id="carried_history",
            title="Contributor absence factor by year",
            subtitle="Fewest people behind half of each year's commits",
            kind=FigureKind.COLUMNS,
            results=(found.result("contributor_absence_factor", "year"),),
            labels=("people",),
        ),
    )
