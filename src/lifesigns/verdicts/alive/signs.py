"""Signs of decline and of revival: the notice, changes of level, releases, people's silence."""

from datetime import UTC, datetime
from typing import Any

from lifesigns.kernel.answer import Evidence
from lifesigns.kernel.evidence import many, per_cent
from lifesigns.kernel.findings import Findings
from lifesigns.kernel.unit import Unit
from lifesigns.models.change_points import Turn
from lifesigns.verdicts.alive.state import is_contradicted, spoken

_TURNS_SHOWN = 4
_HIDDEN = "(hidden)"
_WITHIN = 91
_WAYS = {Turn.DECLINE: "decline", Turn.REVIVAL: "rise"}


def notice_evidence(found: Findings) -> tuple[Evidence, ...]:
    """The project's own words with file, line and date; nothing when it said nothing."""
    notice = found.models.get("declared_state")
    if notice is None or not notice.state:
        return ()
    since = _day(notice.said_at) or "a day that could not be read"
    rows = [
        ("in its words", spoken(notice.quote)),
        ("stands in", f"{notice.path}, line {notice.line}"),
        ("said since", f"{since} (commit {notice.commit[:10]})" if notice.commit else since),
        ("commits by people since, other than the notice", f"{notice.landed_after:,}"),
    ]
    if is_contradicted(found):
        rows.append(("not believed", f"work in {notice.months_after} of the last 12 months"))
    label = f"What the project says of itself ({notice.state})"
    return (
        Evidence("declared_state", label, None, Unit.COUNT, 1, f"since {since}" if notice.said_at is not None else "", rows=tuple(rows)),
    )  # fmt: skip


def ending_evidence(found: Findings) -> tuple[Evidence, ...]:
    """What speaks for finished and what for abandoned; nothing while the project works."""
    ending = found.models.get("ending")
    if ending is None or ending.last_landed is None:
        return ()
    release = f"{ending.release} of {_day(ending.released_at)}" if ending.release else "none"
    promise = "a stable interface" if ending.is_stable else "nothing yet"
    waiting = "cannot tell: no heads of change requests are in this copy"
    if ending.heads_seen:
        people = many(ending.waiting_people, "person", "people")
        waiting = f"{ending.waiting} by {people}" if ending.waiting else "none"
    return (
        Evidence(
            "days_since_last_release", "Finished or abandoned", None, Unit.COUNT, ending.heads_seen,
            rows=(
                ("last release", release),
                ("what its number promises", promise),
                ("commits by people not in a release", f"{ending.unreleased:,}"),
                ("change requests after the last commit that never landed", waiting),
                ("maintainers' commits off the default branch, last year", f"{ending.beside:,}"),
            ),
        ),
    )  # fmt: skip


def sign_evidence(found: Findings) -> tuple[Evidence, ...]:
    """Changes of level, the pace of releases, and the people expected back."""
    return (*_turns(found), *_releases(found), *_people(found))


def _turns(found: Findings) -> tuple[Evidence, ...]:
    turns = found.models.get("turns")
    if not turns:
        return ()
    rows = [
        (f"{_WAYS[turn.turn]} since {month}", f"{_level(turn.before)} → {_level(turn.after)} commits a month")
        for month, turn in reversed(turns[-_TURNS_SHOWN:])
    ]  # fmt: skip
    label = "When the level of work changed"
    return (Evidence("change_points", label, None, Unit.COUNT, len(turns), rows=tuple(rows)),)


def _releases(found: Findings) -> tuple[Evidence, ...]:
    expected = found.models.get("expected")
    gaps = expected.releases if expected is not None else None
    if gaps is None or gaps.n_gaps < found.threshold("alive_rhythm_gaps").value:
        return ()
    words = (
        f"overdue: due by {_day(gaps.due_at)}" if gaps.is_overdue else f"due by {_day(gaps.due_at)}"
    )
    rows = (
        ("usual gap", many(gaps.usual_days, "day")),
        ("nine in ten gaps end within", many(gaps.long_days, "day")),
        ("silent for", many(gaps.silent_days, "day")),
    )
    label = "Releases against their own rhythm"
    return (Evidence("rhythm", label, None, Unit.DAYS, gaps.n_gaps, words, rows=rows),)


def _people(found: Findings) -> tuple[Evidence, ...]:
    expected = found.models.get("expected")
    if expected is None:
        return ()
    shown = [one for one in expected.people if found.names.get(one.person, _HIDDEN) != _HIDDEN]
    if not shown:
        return ()
    rows = tuple((found.names[one.person], _return_of(one)) for one in shown)
    overdue = len(expected.overdue)
    words = f"{overdue} of {len(expected.known)} overdue"
    return (
        Evidence(
            "rhythm", "Who carried the last two years: expected back by when, and the chance within 91 days",
            None, Unit.PEOPLE, len(expected.known), words if expected.known else "", rows=rows,
            people=tuple(found.sheets.get(one.person, "") for one in shown),
        ),
    )  # fmt: skip


def _return_of(one: Any) -> str:
    gaps, returns = one.rhythm.gaps, one.rhythm.returns
    if one.rhythm.is_stale:
        return "the evidence ends too early to tell"
    if gaps is None or not returns:
        return "too few active days to tell"
    chance = next(r.p for r in returns if r.within_days == _WITHIN)
    if gaps.is_overdue:
        return f"was due {_day(gaps.due_at)}, silent {many(gaps.silent_days, 'day')}; {per_cent(chance)}"
    return f"due by {_day(gaps.due_at)}; {per_cent(chance)}"


def _level(value: float) -> str:
    return f"{value:,.1f}".removesuffix(".0")


def _day(moment: int | None) -> str:
    return "" if moment is None else f"{datetime.fromtimestamp(moment, UTC):%Y-%m-%d}"
