"""Laws that every metric obeys, on generated histories; a new metric inherits them from its text."""

import random
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lifesigns.api import catalogue
from lifesigns.engine.select import slices_of
from lifesigns.kernel.scope import Actors
from lifesigns.kernel.shape import ALL, Row, Shape
from lifesigns.kernel.spec import MetricSpec
from lifesigns.kernel.unit import Unit
from tests.metrics.world import ask, instant, play

from .histories import DAYS, FIRST_DAY, ORGANISATIONS, WINDOW_DAY, histories, robots

SPECS = tuple(catalogue.metrics().values())
SINGLES = tuple(spec for spec in SPECS if spec.shape is Shape.SINGLE)
MAY_RISE_ON_MERGING = {
    "regular_contributors",  # two people of two months each may be one of four
    "integrator_absence_factor",  # work brought in for others turns out to be one's own
}

_BY_EMPLOYER = ("elephant_factor", "top_organisation_share", "organizational_diversity")

few = settings(
    max_examples=4,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
more = settings(few, max_examples=6)


def _all(world: dict[str, Any], specs: tuple[MetricSpec, ...] = SPECS) -> dict[str, Any]:
    """Return the rows of the metrics; rounded, since sums may run in another order."""
    play(world)
    return {spec.id: tuple(map(_rounded, ask(world, spec))) for spec in specs}


def _rounded(row: Row) -> tuple[Any, ...]:
    numbers = (row.value, row.low, row.high)
    value, low, high = (None if x is None else round(x, 9) for x in numbers)
    return (row.slice, row.key, row.target, value, row.n, low, high)


def _value(world: dict[str, Any], key: str) -> float | None:
    rows = ask(world, catalogue.metrics()[key])
    return rows[0].value if rows else None


@few
@given(histories(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(world: dict[str, Any], chance: random.Random) -> None:
    """The same facts read in another order give the same rows in the same order."""
    shuffled = list(world["commits"])
    chance.shuffle(shuffled)
    reordered = {
        name: dict(reversed(world[name].items())) for name in ("heads", "tags", "branches")
    }
    assert _all(world) == _all({**world, **reordered, "commits": shuffled})


@few
@given(histories(), st.integers(1, 6))
def test_automation_changes_nothing_when_people_are_asked(world: dict[str, Any], n: int) -> None:
    """Commits, reviews and change requests by bots and agents leave every people's number alone."""
    asked = tuple(spec for spec in SPECS if spec.actors is Actors.PEOPLE)
    busier = {**world, "commits": [*world["commits"], *robots(n)]}
    assert _all(world, asked) == _all(busier, asked)


@few
@given(histories(), st.integers(WINDOW_DAY, DAYS - 30))
def test_nothing_after_the_moment_reaches_back(world: dict[str, Any], day: int) -> None:
    """What happened after the moment leaves no trace in the numbers as of it."""
    moment = FIRST_DAY + timedelta(days=day, hours=12)
    known = [
        commit
        for commit in world["commits"]
        if commit["at"] <= moment and _landed_at(world, commit) <= moment
    ]
    past = {
        **world,
        "commits": known,
        "as_of": moment,
        "window": [world["window"][0], moment],
        "tags": {name: at for name, at in world["tags"].items() if at <= moment} if known else {},
    }
    later = [commit for commit in world["commits"] if commit["at"] > moment and "by" not in commit]
    present = {**past, "commits": known + later, "tags": world["tags"] if known else {}}
    assert _all(past) == _all(present)


def _landed_at(world: dict[str, Any], commit: dict[str, Any]) -> Any:
    by = commit.get("by", commit["id"])
    return next(other["at"] for other in world["commits"] if other["id"] == by)


@more
@given(histories(), st.integers(WINDOW_DAY, DAYS - 1), st.integers(1, 86399))
def test_additive_metrics_add_up(world: dict[str, Any], day: int, second: int) -> None:
    """Windows split anywhere, months, people and organisations sum to the whole."""
    play(world)
    since, until = map(instant, world["window"])
    middle = FIRST_DAY + timedelta(days=day, seconds=second)
    for spec in (spec for spec in SPECS if spec.additive):
        whole = _sum(world, spec)
        halves = _sum({**world, "window": [since, middle]}, spec)
        halves += _sum({**world, "window": [middle, until]}, spec)
        assert halves == pytest.approx(whole), spec.id
        for by in {"month", "year", "person", "organisation"} & set(slices_of(spec)):
            assert _sum({**world, "by": by}, spec) == pytest.approx(whole), (spec.id, by)


def _sum(world: dict[str, Any], spec: MetricSpec) -> float:
    return sum(row.value or 0.0 for row in ask(world, spec))


@more
@given(histories(), st.sampled_from(["", "month", "organisation", "area"]))
def test_values_stay_within_their_bounds(world: dict[str, Any], by: str) -> None:
    """Shares lie in 0-1, counts are whole and not negative, bounds enclose the value."""
    play(world)
    for spec in SPECS:
        if by and by not in slices_of(spec):
            continue
        for row in ask({**world, "by": by}, spec):
            assert row.n >= 0, spec.id
            assert (row.slice == ALL) is (not by), spec.id
            _check_value(spec, row)


def _check_value(spec: MetricSpec, row: Row) -> None:
    if row.value is None:
        return
    if spec.unit is Unit.SHARE:
        assert 0 <= row.value <= 1, spec.id
    elif spec.id not in ("net_lines", "burstiness"):
        assert row.value >= 0, spec.id
    if spec.id == "burstiness":
        assert -1 <= row.value <= 1
    if row.low is not None and row.high is not None:
        assert row.low <= row.value <= row.high, spec.id


@more
@given(histories())
def test_metrics_agree_with_each_other(world: dict[str, Any]) -> None:
    """Numbers about the same people and commits cannot contradict each other."""
    play(world)
    people = _value(world, "contributors") or 0
    commits = _value(world, "code_changes_commits") or 0
    factor = _value(world, "contributor_absence_factor") or 0
    core = _value(world, "core_contributors") or 0
    assert factor <= core <= people <= commits
    assert (_value(world, "effective_contributors") or 0) <= people + 1e-9
    assert (_value(world, "new_contributors") or 0) <= people
    regular = _value(world, "regular_contributors") or 0
    assert regular + (_value(world, "occasional_contributors") or 0) == people
    lines = (_value(world, "lines_added") or 0) + (_value(world, "lines_removed") or 0)
    assert lines == (_value(world, "code_changes_lines") or 0)
    ranked = ask(world, catalogue.metrics()["commits_by_person"])
    assert sum(row.value or 0 for row in ranked) == commits
    assert len(ranked) == people


@more
@given(histories(), st.permutations(["ana", "ben", "cem", "dia"]))
def test_merging_two_people_never_raises_a_count(world: dict[str, Any], order: list[str]) -> None:
    """Two accounts found to be one person can only lower the number of people."""
    counted = tuple(spec for spec in SINGLES if spec.unit is Unit.PEOPLE)
    counted = tuple(spec for spec in counted if spec.id not in MAY_RISE_ON_MERGING)
    apart, together = _all(world, counted), _all({**world, "same": {order[0]: order[1]}}, counted)
    for spec in counted:
        before, after = apart[spec.id], together[spec.id]
        assert (after[0][3] if after else 0) <= (before[0][3] if before else 0) + 1e-9, spec.id


@more
@given(histories())
def test_an_employer_that_is_not_known_stays_in_the_count(world: dict[str, Any]) -> None:
    """Forgetting an employer widens what is known, changes no total and raises no other's part."""
    for who, employer in ORGANISATIONS.items():
        forgotten = {**world, "people": {**world["people"], who: {"organisation": None}}}
        known, unknown = _by_employer(world), _by_employer(forgotten)
        for key in ("elephant_factor", "top_organisation_share"):
            for before, after in zip(known[key], unknown[key], strict=True):
                assert after.n == before.n, key
                assert (after.low or 0) <= (before.low or 0) + 1e-9, key
                assert (after.high or 0) >= (before.high or 0) - 1e-9, key
        parts, left = (
            {row.key: row.value or 0 for row in told["organizational_diversity"]}
            for told in (known, unknown)
        )
        lost = parts.pop(employer or "", 0)
        assert left.pop("unknown", 0) == parts.pop("unknown", 0) + lost
        assert left == parts


def _by_employer(world: dict[str, Any]) -> dict[str, Any]:
    play(world)
    return {key: ask(world, catalogue.metrics()[key]) for key in _BY_EMPLOYER}
