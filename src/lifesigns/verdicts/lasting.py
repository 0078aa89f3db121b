"""Can I build on it for years?"""

import re
from itertools import islice
from typing import Any

from lifesigns.kernel.answer import (
    Answer,
    Confidence,
    Evidence,
    Figure,
    FigureKind,
    MetricResult,
    Tone,
)
from lifesigns.kernel.evidence import (
    fact,
    listing,
    many,
    not_collected,
    per_cent,
    refuse,
    span,
)
from lifesigns.kernel.findings import Document, Findings
from lifesigns.kernel.missing import Missing, Reason
from lifesigns.kernel.shape import Row, Shape
from lifesigns.kernel.spec import Need, VerdictSpec
from lifesigns.kernel.unit import Unit
from lifesigns.tables.file_areas import Area, classify_path
from lifesigns.verdicts import is_cut_short, organisations_behind, refuse_cut, stated

SPEC = VerdictSpec(
    id="lasting",
    order=8,
    question="Can I build on it for years?",
    title="Can I build on it for years?",
    words=("low exposure", "some exposure", "high exposure", "cannot tell"),
    needs=(
        Need("organizational_diversity"),
        Need("organizational_diversity", by="year", window="10y"),
        Need("elephant_factor"),
        Need("unknown_organisation_share"),
        Need("sign_off_rate"),
        Need("release_frequency"),
        Need("release_frequency", by="year", window="all"),
        Need("release_interval"),
        Need("days_since_last_release"),
        Need("project_age"),
    ),
    models=("licence_of_project", "licence_stated", "organisation_loss"),
    confidence_rule=(
        f"Low when the employers of more than {stated('lasting_unknown_share')} of the commits are "
        f"unknown or fewer than {stated('lasting_minimum_commits')} landed, else medium."
    ),
    not_answered_when="No licence text was found or recognised, and nothing else was seen.",
    would_change="A change of licence, of the share one organisation holds, or of the release cadence.",
    aliases=("licence_risk", "vendor_risk"),
)


_PAPERS = {"funding": "funding", "cla": "contributor agreement or certificate"}
_WAYS = frozenset(
    (
        "github", "patreon", "open_collective", "ko_fi", "tidelift", "community_bridge", "liberapay",
        "issuehunt", "otechie", "lfx_crowdfunding", "polar", "buy_me_a_coffee", "thanks_dev", "custom",
    )
)  # fmt: skip
# A key of FUNDING.yml with something behind it, or below it as a list.
_ASKED = re.compile(
    r"^(\w{2,20}):[ \t]*(?:[^\s#\[]|\[[ \t]*[^\s\]]|(?:#.*)?\r?\n[ \t]*-)", re.MULTILINE
)
_YEARS_BACK = 3
"""The earlier full year a share is told beside the last one, in years before it."""


def answer(found: Findings) -> Answer:
    """Say how exposed somebody is who builds on it: ordinal, by stated rules, no probability."""
    if is_cut_short(found):
        return refuse_cut(SPEC, found)
    licence = found.models.get("licence_of_project")
    if licence is None and found.result("project_age").missing is not None:
        return refuse(
            SPEC,
            "Neither a licence nor a history was found.",
            missing=(not_collected("a licence", "a LICENSE file"),),
            coverage=found.coverage,
        )
    against, for_it = _points(found)
    word, tone = _word(found, against)
    confidence, reason = _confidence(found)
    return Answer(
        question=SPEC.id,
        title=SPEC.title,
        word=word,
        tone=tone,
        sentence=_sentence(against, for_it),
        confidence=confidence,
        confidence_reason=reason,
        evidence=_evidence(found, against, for_it),
        thresholds=tuple(t for key, t in found.thresholds.items() if key.startswith("lasting_")),
        missing=(
            not_collected("who employs most contributors", "a people file or a forge token"),
            not_collected("contributor agreements outside the repository", "the project's site"),
            not_collected("what funding comes in", "the project's site"),
            *_unread_licence(found),
            *_withheld(found),
        ),
        coverage=found.coverage,
        would_change=(SPEC.would_change,),
        figures=(
            *_trend_figures(found),
            Figure(
                id="lasting_releases",
                title="Releases each year",
                subtitle="Tags whose names carry a version",
                kind=FigureKind.COLUMNS,
                results=(found.result("release_frequency", "year"),),
                labels=("releases",),
            ),
        ),
    )


def _word(found: Findings, against: list[str]) -> tuple[str, Tone]:
    if not against:
        return "low exposure", Tone.GOOD
    if len(against) < found.threshold("lasting_high_points").value:
        return "some exposure", Tone.FAIR
    return "high exposure", Tone.POOR


def _confidence(found: Findings) -> tuple[Confidence, str]:
    unknown = found.value("unknown_organisation_share")
    if unknown is None:
        return Confidence.LOW, "Who employs the people at work is unknown."
    commits = found.result("unknown_organisation_share").n
    if commits < found.threshold("lasting_minimum_commits").value:
        said = many(commits, "commit")
        return Confidence.LOW, f"Too little landed in the last year to say for whom: {said}."
    reason = f"The organisation behind {per_cent(unknown)} of the last year's commits is unknown."
    is_much = unknown > found.threshold("lasting_unknown_share").value
    return Confidence.LOW if is_much else Confidence.MEDIUM, reason


def _points(found: Findings) -> tuple[list[str], list[str]]:
    """Return what speaks against building on it, and what speaks for it, in words."""
    against: list[str] = []
    for_it: list[str] = []
    _weigh_licence(found, against, for_it)
    _weigh_vendor(found, against, for_it)
    days, age = found.value("days_since_last_release"), found.value("project_age")
    limit = found.threshold("lasting_release_days").value
    if days is not None:
        (against if days > limit else for_it).append(f"the last release is {span(days)} old")
    elif age is not None and age > limit and _has_code(found):
        against.append(f"no release of its code is tagged in {span(age)}")
    return against, for_it


def _has_code(found: Findings) -> bool:
    code = (path for path in found.paths if classify_path(path).area is Area.CORE_CODE)
    least = int(found.threshold("lasting_code_files").value)
    return len([*islice(code, least)]) == least


def _weigh_licence(found: Findings, against: list[str], for_it: list[str]) -> None:
    licence = found.models.get("licence_of_project")
    if licence is None:
        if not _unread_licence(found):
            named = found.models.get("licence_stated")
            though = f", though {named.in_words}" if named else ""
            against.append(f"no licence text was found{though}")
        return
    if not licence.identifiers:
        against.append("the licence text matches no licence known by name")
        return
    said = _licence_in_words(licence)
    (against if licence.category in ("source_available", "unknown") else for_it).append(said)


def _unread_licence(found: Findings) -> tuple[Missing, ...]:
    """Return what is missing where this copy lacks what would show a licence, or its absence."""
    if found.models.get("licence_of_project") is not None:
        return ()
    if not found.paths:
        return (not_collected("the licence", "a clone with trees"),)
    if any(paper.text is None for paper in found.of_kind("licence")):
        return (not_collected("the licence", "a clone that holds its text"),)
    return ()


def _licence_in_words(licence: Any) -> str:
    known = licence.category != "unknown"
    kind = licence.category.replace("_", " ") if known else "its terms are not known here"
    added = f" with {', '.join(licence.added_terms)}" if licence.added_terms else ""
    *others, last = licence.identifiers
    if not others:
        return f"the licence is {last}{added} ({kind})"
    if licence.is_choice:
        return f"the licence is {', '.join(others)} or {last}{added}, as one chooses ({kind})"
    return f"the licences are {', '.join(others)} and {last}{added} (the strictest: {kind})"


def _weigh_vendor(found: Findings, against: list[str], for_it: list[str]) -> None:
    loss = _loss(found)
    if loss is None:
        return
    share = (loss.commits - loss.commits_left) / loss.commits
    named = _named_loss(found)
    who = (
        f"{_people_of(loss):,} people known to be at {named.organisation}"
        if named
        else "people of one organisation, too small to be named,"
    )
    before = _before(found, named.organisation) if named else ""
    words = f"{who} made {per_cent(share)} of the last year's commits{before}"
    if share > found.threshold("lasting_vendor_share").value:
        against.append(words)
    elif share >= found.threshold("lasting_told_share").value:
        for_it.append(words)


def _people_of(loss: Any) -> int:
    return int(loss.people - loss.people_left)


def _loss(found: Findings) -> Any:
    """What the loss of the largest organisation would leave; None where it is not weighed."""
    loss = found.models.get("organisation_loss")
    if loss is None or loss.commits < found.threshold("lasting_minimum_commits").value:
        return None
    return loss if _people_of(loss) >= found.threshold("lasting_vendor_people").value else None


def _named_loss(found: Findings) -> Any:
    """The same; None also where the organisation may not be named."""
    loss = _loss(found)
    shown = {row.key for row in found.result("organizational_diversity").rows}
    return loss if loss is not None and loss.organisation in shown else None


def _withheld(found: Findings) -> tuple[Missing, ...]:
    if _loss(found) is None or _named_loss(found) is not None:
        return ()
    what = "what the loss of the largest organisation would leave"
    return (Missing(Reason.WITHHELD, what, "it has too few people to be named"),)


def _before(found: Findings, organisation: str) -> str:
    """The organisation's share in the last full year and three years before, with what is unknown.

    Bounds that look the same when they are shown are told as one number.
    """
    running = str(found.result("organizational_diversity", "year").window.until.year)
    full = [share for share in _shares(found, organisation) if share[0] < running]
    unknown = {year: share for year, share, _ in _shares(found, "unknown")}
    if len(full) <= _YEARS_BACK:
        return ""
    ends = {
        year: dict.fromkeys((per_cent(share), per_cent(share + unknown[year])))
        for year, share, _ in (full[-1 - _YEARS_BACK], full[-1])
    }
    shares = ", ".join(f"{' to '.join(bounds)} in {year}" for year, bounds in ends.items())
    is_open = any(len(bounds) > 1 for bounds in ends.values())
    return f" ({shares}{': not every employer is known' if is_open else ''})"


def _shares(found: Findings, organisation: str) -> list[tuple[str, float, int]]:
    """An organisation's share of each year's commits, with the year's commits, oldest first."""
    totals: dict[str, float] = {}
    own: dict[str, float] = {}
    for row in found.result("organizational_diversity", "year").rows:
        totals[row.slice] = totals.get(row.slice, 0.0) + (row.value or 0.0)
        if row.key == organisation:
            own[row.slice] = row.value or 0.0
    return [
        (year, own.get(year, 0.0) / total, round(total))
        for year, total in sorted(totals.items())
        if total
    ]


def _trend_figures(found: Findings) -> tuple[Figure, ...]:
    """The largest organisation's share of each year beside the share that nobody can place."""
    loss = _named_loss(found)
    if loss is None:
        return ()
    held = found.result("organizational_diversity", "year")
    results = tuple(
        MetricResult(
            "organizational_diversity", name, Unit.SHARE, Shape.SINGLE, held.window, "year",
            tuple(Row(year, share, n) for year, share, n in _shares(found, key)), held.n,
            held.coverage,
        )
        for name, key in ((loss.organisation, loss.organisation), ("unknown", "unknown"))
    )  # fmt: skip
    return (
        Figure(
            id="lasting_vendor",
            title=f"How much {loss.organisation} does",
            subtitle="Share of each year's commits, beside those whose organisation is unknown",
            kind=FigureKind.LINE,
            results=results,
            labels=(loss.organisation, "unknown"),
            caption="The true share lies between the organisation's line and both lines together.",
        ),
    )


def _loss_evidence(found: Findings) -> tuple[Evidence, ...]:
    """What would be left of the last year without the largest organisation; a count, no forecast."""
    loss = _named_loss(found)
    if loss is None:
        return ()
    rows = [
        (
            "commits",
            f"{loss.commits_left:,} of {loss.commits:,}, {loss.unknown:,} of them by people of unknown employers",
        ),
        ("people", f"{loss.people_left:,} of {loss.people:,}"),
        (
            "fewest people behind half of it",
            f"{loss.absence_factor_left} (now {loss.absence_factor})",
        ),
    ]
    if loss.integrations:
        rows.append(
            ("commits landed by the others", f"{loss.integrations_left:,} of {loss.integrations:,}")
        )
    if loss.releases:
        rows.append(
            ("releases tagged by the others", f"{loss.releases_left:,} of {loss.releases:,}")
        )
    left, sure = loss.commits_left / loss.commits, (loss.commits_left - loss.unknown) / loss.commits
    is_known = left - sure <= found.threshold("lasting_unknown_share").value
    return (
        Evidence(
            "organizational_diversity", f"Work of the last year without {loss.organisation}",
            left if is_known else None, Unit.SHARE, loss.commits,
            "" if is_known else "too many unknown employers",
            low=sure, high=left, rows=tuple(rows),
        ),
        Evidence(
            "truck_factor", "Popular projects that lost all their main developers", None, Unit.COUNT,
            315,
            rows=(
                ("went on with new people", "128 of 315 (41%)"),
                ("after", "Avelino et al., ESEM 2019, arXiv 1906.08058"),
                ("which of them this one resembles", "nobody can tell"),
            ),
        ),
    )  # fmt: skip


def _sentence(against: list[str], for_it: list[str]) -> str:
    text = "; ".join(against or for_it) or "little was seen either way"
    if against and for_it:
        text += f". On the other hand, {'; '.join(for_it)}"
    return f"{text[0].upper()}{text[1:]}."


def _evidence(found: Findings, against: list[str], for_it: list[str]) -> tuple[Evidence, ...]:
    points = [*(("against", point) for point in against), *(("for", point) for point in for_it)]
    organisations = found.result("organizational_diversity")
    return (
        Evidence("licence", "What was weighed", None, Unit.COUNT, len(points), rows=tuple(points)),
        listing(
            organisations,
            "Commits by organisation of the address",
            [(row.key, f"{row.value:,.0f}") for row in organisations.rows[:10] if row.value],
        ),
        *_loss_evidence(found),
        organisations_behind(found),
        fact(
            found.result("unknown_organisation_share"),
            "Share of commits whose organisation is unknown",
        ),
        fact(found.result("sign_off_rate"), "Share of commits signed off (DCO)"),
        fact(found.result("release_frequency"), "Releases in the last year"),
        fact(found.result("release_interval"), "Time between releases (median)"),
        fact(found.result("days_since_last_release"), "Time since the last release"),
        fact(found.result("project_age"), "Age of the history"),
        *_papers(found),
    )


def _papers(found: Findings) -> tuple[Evidence, ...]:
    """Where it asks for money and what it asks contributors to sign; neither is weighed."""
    rows = [(_PAPERS[paper.kind], _said(paper)) for paper in found.of_kind(*_PAPERS)]
    if not rows:
        return ()
    label = "Asked for in the repository"
    return (Evidence("documents", label, None, Unit.FILES, len(rows), rows=tuple(rows)),)


def _said(paper: Document) -> str:
    asked = dict.fromkeys(_ASKED.findall(paper.text or "")) if paper.kind == "funding" else {}
    ways = [key.replace("_", " ") for key in asked if key in _WAYS]
    return f"{paper.path}: {', '.join(ways)}" if ways else paper.path
