"""Feed the models with what a project's tables hold: the only place that knows their inputs.

Those that `alive` does not ask are loaded when they are asked: people wait for its answer first.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from lifesigns.api import leaving, liveness
from lifesigns.api.standpoint import Standpoint
from lifesigns.models.ending import Ending
from lifesigns.models.survival.outlook import Outlook

if TYPE_CHECKING:
    from lifesigns.api.carrying import Carrying, Contributing
    from lifesigns.api.lasting_lines import Replay
    from lifesigns.api.spread import Spread
    from lifesigns.models.contribution_kind import Repeated, Substance
    from lifesigns.models.licence import Licence
    from lifesigns.models.licence.stated import Stated
    from lifesigns.models.line_survival import LineSurvival


def estimate(key: str, standpoint: Standpoint) -> Any:
    """Return the output of the model with this id, None when the project cannot feed it."""
    if key not in standpoint.known:
        standpoint.known[key] = _RUNNERS[key](standpoint) if key in _RUNNERS else None
    return standpoint.known[key]


def _landings(standpoint: Standpoint) -> list[int]:
    return liveness.landings(standpoint, estimate("declared_state", standpoint))


def _licence(standpoint: Standpoint) -> "Licence | None":
    from lifesigns.api.licences import licence_of

    return licence_of(standpoint)


def _stated(standpoint: Standpoint) -> "Stated | None":
    from lifesigns.api.licences import licence_stated

    return licence_stated(standpoint)


def _survival(standpoint: Standpoint) -> Outlook:
    return liveness.survival(standpoint, estimate("landings", standpoint))


def _ending(standpoint: Standpoint) -> Ending:
    return liveness.ending(standpoint, estimate("landings", standpoint))


def _carrying(standpoint: Standpoint) -> "Carrying | None":
    from lifesigns.api.carrying import carrying

    if standpoint.seen_since:  # who wrote what stands there is cut off
        return None
    return carrying(standpoint.session, standpoint.until)


def _spread(standpoint: Standpoint) -> "Spread | None":
    from lifesigns.api.spread import spread

    return None if standpoint.seen_since else spread(standpoint.session, standpoint.until)


def _contributing(standpoint: Standpoint) -> "Contributing":
    from lifesigns.api.carrying import contributing

    return contributing(standpoint.session, standpoint.until)


def _thanks(
    standpoint: Standpoint,
) -> tuple[tuple[str, ...] | None, int, tuple[tuple[str, float, int, int], ...]]:
    """First-timers since the last release, of how many, and the year's people ranked by work.

    Who came first is None where older history is cut off.
    """
    from lifesigns.models.recognition import rank_people, thanks

    given = estimate("contributing", standpoint)
    last = standpoint.session.rows(
        "SELECT max(epoch(r.at)) / 86400 FROM held.releases AS r WHERE NOT is_prerelease"
    )[0][0]
    until = standpoint.until.timestamp() / 86400
    since = thanks(given.acts, last, until)
    year = given.acts.where(given.acts.day > until - 365)
    ranked = rank_people(year)
    first = tuple(given.people[code] for code in since.first_timers)
    return (
        None if standpoint.seen_since else first,
        len(since.people),
        tuple((given.people[r.person], r.score, r.active_months, r.breadth) for r in ranked),
    )


def _landed_twice(standpoint: Standpoint) -> "tuple[Repeated, ...]":
    from lifesigns.api.repeats import landed_twice

    since = standpoint.until.replace(tzinfo=None) - timedelta(days=365)
    return landed_twice(standpoint.session, standpoint.repository, since)


def _kinds(standpoint: Standpoint) -> "Substance | None":
    from lifesigns.api.substance import substance

    return substance(
        standpoint.session,
        standpoint.store,
        standpoint.repository,
        standpoint.until,
        estimate("landed_twice", standpoint),
    )


def _line_replay(standpoint: Standpoint) -> "Replay | None":
    """Begin to follow lines; whoever asks for `line_survival` later does not wait for it."""
    from lifesigns.api.lasting_lines import Replay

    if standpoint.tip is None:
        return None
    until = standpoint.until.replace(tzinfo=None)
    return Replay(
        standpoint.session, standpoint.store, standpoint.repository, standpoint.tip, until
    )


def _line_survival(standpoint: Standpoint) -> "LineSurvival | None":
    from lifesigns.api.lasting_lines import lasting_lines

    replay = estimate("line_replay", standpoint)
    if replay is None:
        return None
    return lasting_lines(standpoint.session, replay, standpoint.until.replace(tzinfo=None))


def _recent_halves(standpoint: Standpoint) -> tuple[int, int]:
    """Commits by people that landed in the half year before the last, and in the last."""
    ((before, after),) = standpoint.session.rows(
        "SELECT count(*) FILTER (c.at <= until - INTERVAL 182 DAY), "
        "count(*) FILTER (c.at > until - INTERVAL 182 DAY) "
        "FROM held.commits AS c, (SELECT ?::TIMESTAMP AS until) "
        "WHERE is_default AND NOT is_merge AND kind = 'person' "
        "AND c.at > until - INTERVAL 364 DAY AND c.at <= until",
        (standpoint.until.replace(tzinfo=None),),
    )
    return before, after


_RUNNERS: dict[str, Callable[[Standpoint], Any]] = {
    "contributing": _contributing,
    "declared_state": liveness.declared,
    "ending": _ending,
    "landed_twice": _landed_twice,
    "landings": _landings,
    "organisation_loss": leaving.loss,
    "expected": liveness.expected,
    "turns": liveness.turns,
    "licence_of_project": _licence,
    "licence_stated": _stated,
    "recent_halves": _recent_halves,
    "survival": _survival,
    "truck_factor": _carrying,
    "spread": _spread,
    "contribution_kinds": _kinds,
    "line_replay": _line_replay,
    "line_survival": _line_survival,
    "recognition": _thanks,
}
